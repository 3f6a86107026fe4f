//! How far a run looks beyond what the files name.
//!
//! What becomes of the things found there is for the scope to say.

use std::collections::BTreeSet;

use super::names;
use crate::model::{Id, State};
use crate::text::quote;

/// How far trueup reaches beyond what the desired state names.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// Whether what is not in the files is dropped.
    pub prune: bool,
    /// The schemas to look into, beside those that the files use; `*` for all but the system's.
    pub schemas: Vec<String>,
    /// Objects outside of what is read whose privileges are read all the same.
    pub outside: Vec<Id>,
    /// The schemas of the platform that the database is on: nothing in them is managed.
    pub platform: Vec<String>,
}

impl Reach {
    /// Returns whether every schema is in reach.
    pub fn is_all(&self) -> bool {
        self.prune && self.schemas.iter().any(|s| s == "*")
    }

    /// Returns whether what is in no schema is in reach although the files do not name it: extensions, publications and the like.
    pub fn beyond_schemas(&self) -> bool {
        self.prune && self.platform.is_empty()
    }

    /// Returns the SQL condition that a schema is neither the system's nor the platform's, by the expression for its name.
    pub fn own(&self, schema: &str) -> String {
        let system = format!("{schema} !~ '^pg_' and {schema} <> 'information_schema'");
        if self.platform.is_empty() {
            return system;
        }
        let platform: Vec<String> = self.platform.iter().map(|s| quote::literal(s)).collect();
        format!("{system} and {schema} not in ({})", platform.join(", "))
    }

    /// Returns the schemas that are in reach as a whole.
    pub fn whole(&self, desired: &State) -> BTreeSet<String> {
        if !self.prune {
            return BTreeSet::new();
        }
        let used = desired.iter().filter_map(|f| f.parent.as_ref());
        let used = used.filter(|p| p.kind() == names::SCHEMA).map(|p| p.last());
        let made = desired
            .iter()
            .filter(|f| f.id.kind() == names::SCHEMA)
            .map(|f| f.id.last());
        used.chain(made)
            .chain(self.schemas.iter().cloned())
            .filter(|schema| !self.platform.contains(schema))
            .collect()
    }
}
