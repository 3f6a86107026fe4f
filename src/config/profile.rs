//! What a platform brings along: what it owns, and what its API shows.

use crate::lint::Exposure;

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
