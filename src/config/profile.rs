//! What a platform brings along: what it owns, and what its API shows.

use super::Api;

/// The names of the profiles.
pub const NAMES: &[&str] = &["supabase"];

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

    /// Returns what its API shows where nothing else is said.
    pub fn api(self) -> Api {
        let words = |words: &[&str]| Some(words.iter().map(|w| w.to_string()).collect());
        match self {
            Profile::Supabase => Api {
                schemas: words(&["public", "graphql_public"]),
                roles: words(&["anon", "authenticated", "service_role"]),
                notify: Some(true),
            },
        }
    }
}
