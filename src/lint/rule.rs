//! What a rule is, and what it finds.

use super::look::Look;
use crate::model::{Fact, Id, Place};

/// A rule: its page, and the function that finds what breaks it.
pub struct Rule {
    /// Its name, as it is silenced by.
    pub name: &'static str,
    /// What it finds, in one line.
    pub finds: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// The page of PostgreSQL's manual that says so.
    pub manual: &'static str,
    /// An example of files in which it finds one thing.
    pub found: &'static str,
    /// The same, mended.
    pub mended: &'static str,
    /// Finds all.
    pub check: fn(&Look, &mut Vec<Finding>),
}

/// Something that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The name of the rule.
    pub rule: &'static str,
    /// What it is about.
    pub about: Id,
    /// Where the files define that.
    pub place: Option<Place>,
    /// What was found, in one sentence without a full stop.
    pub says: String,
    /// What it means here.
    pub because: String,
    /// The statements to write; nothing where the answer is no statement.
    pub write: Option<String>,
}

impl Finding {
    /// Says what was found of a fact.
    pub fn of(fact: &Fact, says: impl Into<String>, because: impl Into<String>) -> Finding {
        Finding {
            rule: "",
            about: fact.id.clone(),
            place: fact.origin.place().cloned(),
            says: says.into(),
            because: because.into(),
            write: None,
        }
    }

    /// Says what to write.
    pub fn write(mut self, sql: impl Into<String>) -> Finding {
        self.write = Some(sql.into());
        self
    }
}
