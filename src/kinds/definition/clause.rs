//! A row of a kind's table: one clause, what it holds, and where the catalog has it.

use crate::kind::Since;
use crate::model::KindName;

/// What a clause holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A text, worded as a constant.
    Text,
    /// A key word or number, worded bare.
    Word,
    /// A truth; worded as the key alone where it is true.
    Truth,
    /// Whatever options another object understands: `a = '1', b = '2'`.
    Options,
    /// A type.
    Type,
    /// A function whose arguments follow from the rest: its name alone.
    Routine,
    /// A function with its arguments.
    Signature,
    /// An operator whose operands follow from the rest.
    Operator,
    /// An object of another kind.
    Object(KindName),
}

/// Compares what both sides have of a clause.
type Agree = fn(Option<&str>, Option<&str>) -> bool;

/// One clause of a definition.
#[derive(Debug)]
pub struct Clause {
    /// Its key word.
    pub key: &'static str,
    /// Another key word that statements may have for it.
    pub alias: Option<&'static str>,
    /// What it holds.
    pub holds: Holds,
    /// The expression over the catalog that gives it: a text, or an oid.
    pub column: &'static str,
    /// What holds where nothing is said.
    pub usual: Option<&'static str>,
    /// Whether both sides say the same.
    pub agree: Agree,
    /// Whether a file may leave it to the server.
    pub is_open: bool,
    /// What newer servers alone have: the value, nothing for any; its words; the first major version.
    pub newer: Option<(Option<&'static str>, &'static str, u32)>,
}

/// Makes a clause that is compared as it stands.
pub const fn clause(key: &'static str, holds: Holds, column: &'static str) -> Clause {
    Clause {
        key,
        alias: None,
        holds,
        column,
        usual: None,
        agree: |one, two| one == two,
        is_open: false,
        newer: None,
    }
}

impl Clause {
    /// Sets what holds where nothing is said.
    pub const fn usual(mut self, value: &'static str) -> Clause {
        self.usual = Some(value);
        self
    }

    /// Sets another key word.
    pub const fn alias(mut self, key: &'static str) -> Clause {
        self.alias = Some(key);
        self
    }

    /// Sets the comparison.
    pub const fn agree(mut self, agree: Agree) -> Clause {
        self.agree = agree;
        self
    }

    /// Says that servers have it, or one value of it, only since a major version.
    pub const fn newer(
        mut self,
        value: Option<&'static str>,
        what: &'static str,
        major: u32,
    ) -> Clause {
        self.newer = Some((value, what, major));
        self
    }

    /// Returns what of a value only newer servers have.
    pub fn since(&self, value: &str) -> Option<Since> {
        let (only, what, major) = self.newer?;
        only.is_none_or(|only| only == value)
            .then_some(Since { what, major })
    }

    /// Lets a file leave it to the server: it is compared only where both sides have it.
    pub const fn open(mut self) -> Clause {
        self.is_open = true;
        self.agree = |one, two| one.is_none() || two.is_none() || one == two;
        self
    }
}

/// Compares functions, of which one may be named without its arguments.
pub fn is_same_function(one: Option<&str>, two: Option<&str>) -> bool {
    let (Some(one), Some(two)) = (one, two) else {
        return one == two;
    };
    let name = |f: &str| f.split('(').next().unwrap_or_default().to_string();
    let is_bare = !one.ends_with(')') || !two.ends_with(')');
    one == two || is_bare && name(one) == name(two)
}
