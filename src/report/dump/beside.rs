//! What files say beside the facts: directives, the search path, and statements that are kept as they stand.
//!
//! A database says none of it. How it is found in files does not belong here.

use std::collections::BTreeMap;

use crate::kinds::rows::Value;
use crate::model::{DEFAULT_PATH, Id};

/// What files say beside the facts.
#[derive(Debug, Default)]
pub struct Beside {
    /// Whether it was files that were read; what they hold of secrets is written too.
    pub of_files: bool,
    /// The search path under which most of it is written, where that is not the usual one.
    pub path: Option<String>,
    /// What the change of things may cost that the files need not have: the hazards with the thing, and the reason.
    pub free: Vec<(String, String)>,
    /// The directives above definitions.
    pub said: BTreeMap<Id, Vec<Said>>,
    /// Statements that are written as they stand, behind all else.
    pub further: Vec<Kept>,
    /// The rows of tables that YAML has keys for, and no statement among the further ones.
    pub rows: BTreeMap<Id, Listed>,
}

/// Rows of a table whose values are all written out.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The rows, each as columns with their values.
    pub rows: Vec<Vec<(String, Value)>>,
    /// The columns by which they are known, where that is not the primary key.
    pub key: Vec<String>,
    /// Whether the table has no other rows.
    pub exact: bool,
}

/// A directive above a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The name that it had before, as it is written.
    RenamedFrom(String),
    /// A rule that does not concern it, with the reason.
    Ignore(String, String),
    /// Hazards that its change may have, with the reason.
    Allow(String, String),
}

impl Said {
    /// Returns the directive as a comment has it, without its marks.
    pub fn words(&self) -> String {
        match self {
            Said::RenamedFrom(name) => format!("trueup: renamed from {name}"),
            Said::Ignore(rule, reason) => format!("trueup: ignore {rule}: {reason}"),
            Said::Allow(hazards, reason) => format!("trueup: allow {hazards}: {reason}"),
        }
    }
}

/// A statement that is kept as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its text, with what stands above it.
    pub sql: String,
    /// The search path that holds for it.
    pub path: String,
}

impl Beside {
    /// Returns what is said of a definition.
    pub fn of(&self, id: &Id) -> &[Said] {
        self.said.get(id).map_or(&[], Vec::as_slice)
    }

    /// Returns the schema of names that do not say their own.
    pub fn schema(&self) -> &str {
        let path = self.path.as_deref().unwrap_or(DEFAULT_PATH);
        path.split(',').next().unwrap_or(path).trim()
    }
}

impl Kept {
    /// Returns the statement, with the change of the path that it needs.
    pub fn under<'p>(&'p self, path: &mut &'p str) -> String {
        let mut out = String::new();
        if is_of_its_own(&self.path) && self.path != *path {
            *path = &self.path;
            out.push_str(&format!("\nset search_path = {path};\n"));
        }
        out.push_str(&format!("\n{};\n", self.sql));
        out
    }
}

/// Returns whether a search path says more than that names stand in full.
pub fn is_of_its_own(path: &str) -> bool {
    !matches!(path, "" | "''" | "\"\"")
}
