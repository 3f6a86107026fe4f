//! What a platform brings along: what it owns, and what its API shows.

use crate::lint::Exposure;

/// The names of the profiles.
pub const NAMES: &[&str] = &["supabase"];

/// The schemas that Supabase makes ([`extensions` and the rest](https://supabase.com/docs/guides/database/tables), and those of its
/// [services](https://supabase.com/docs/guides/getting-started/architecture)).
const SUPABASE: &[&str] = &[
    "_analytics",
    "_realtime",
    "_supavisor",
    "auth",
    "cron",
    "extensions",
    "graphql",
    "graphql_public",
    "net",
    "pgbouncer",
    "pgmq",
    "pgsodium",
    "pgsodium_masks",
    "pgtle",
    "realtime",
    "storage",
    "supabase_functions",
    "supabase_migrations",
    "vault",
];

/// A platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// [Supabase](https://supabase.com/docs).
    Supabase,
}

impl Profile {
    /// Returns the profile of a name.
    pub fn named(name: &str) -> Option<Profile> {
        (name == NAMES[0]).then_some(Profile::Supabase)
    }

    /// Returns the schemas that it makes and changes itself, whatever a project does.
    pub fn schemas(self) -> Vec<String> {
        let schemas = match self {
            Profile::Supabase => SUPABASE,
        };
        schemas.iter().map(|s| s.to_string()).collect()
    }

    /// Returns what its API shows where nothing else is said.
    pub fn exposure(self) -> Exposure {
        match self {
            Profile::Supabase => Exposure {
                schemas: vec!["public".into(), "graphql_public".into()],
                declared: true,
                ..Exposure::default()
            },
        }
    }
}
