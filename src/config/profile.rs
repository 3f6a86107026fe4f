//! What a platform brings along: what it owns, and what its API shows.

use postgres::Client;

use crate::lint::Exposure;
use crate::live::{self, QueryError};

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

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Profile::Supabase => NAMES[0],
        }
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

/// Returns the platform that a database is seen to be on.
///
/// # Errors
/// When the server refuses the query.
pub fn seen(client: &mut Client) -> Result<Option<Profile>, QueryError> {
    let sql = "select (select count(*) from pg_roles where rolname in ('anon', 'authenticated', 'service_role')) = 3 \
               and (select count(*) from pg_namespace where nspname in ('auth', 'storage')) = 2";
    let mut seen = None;
    live::query(client, &[sql], |_, cells| {
        seen = (cells[0] == Some("t")).then_some(Profile::Supabase);
    })?;
    Ok(seen)
}
