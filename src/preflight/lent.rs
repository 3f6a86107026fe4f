//! What a library before the server lends to roles that are no superusers and own nothing of a platform's tables.
//!
//! Supabase has [supautils](https://github.com/supabase/supautils): its settings name the tables on which a role changes policies and triggers
//! as their owner does, the extensions that anybody installs, and the role that may do what else takes a superuser.

use std::collections::BTreeMap;

use crate::kind::names;
use crate::model::Id;

/// The settings, in the order in which [`Lent::read`] takes their values.
pub(super) const SETTINGS: [&str; 4] = [
    "supautils.policy_grants",
    "supautils.drop_trigger_grants",
    "supautils.privileged_extensions",
    "supautils.privileged_role",
];

/// What is lent to a role.
#[derive(Debug, Default)]
pub(super) struct Lent {
    tables: Vec<String>,
    extensions: Vec<String>,
    superuser: bool,
}

impl Lent {
    /// Reads the values of the settings, as far as there are any.
    pub fn read(role: &str, values: [Option<&str>; 4]) -> Lent {
        let [policies, triggers, extensions, privileged] = values;
        let of_role = |value: Option<&str>| {
            let by_role: Option<BTreeMap<String, Vec<String>>> =
                value.and_then(|json| serde_json::from_str(json).ok());
            by_role.and_then(|mut m| m.remove(role)).unwrap_or_default()
        };
        let extensions = extensions.unwrap_or_default().split(',');
        Lent {
            tables: [of_role(policies), of_role(triggers)].concat(),
            extensions: extensions.map(|e| e.trim().to_string()).collect(),
            superuser: privileged == Some(role),
        }
    }

    /// Returns whether the role may do with a table some of what its owner may. Which statements those are is for the server to say.
    pub fn owns(&self, id: &Id) -> bool {
        let written = |table: &String| table.replace('"', "") == id.parts().join(".");
        id.kind() == names::TABLE && self.tables.iter().any(written)
    }

    /// Returns whether it may install an extension that is a superuser's otherwise.
    pub fn installs(&self, extension: &str) -> bool {
        self.extensions.iter().any(|e| e == extension)
    }

    /// Returns whether it may do some of what takes a superuser.
    pub fn is_superuser(&self) -> bool {
        self.superuser
    }
}
