//! Which part of a database an API shows to the outside, and as which roles it reads.
//!
//! Whether an API reads this database at all is not told here unless somebody says so.

/// What an API such as PostgREST exposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposure {
    /// The schemas whose relations and functions it serves.
    pub schemas: Vec<String>,
    /// The roles that its requests run as.
    pub roles: Vec<String>,
    /// Whether the project says that there is an API; otherwise the roles must occur in the files or on the server.
    pub declared: bool,
}

impl Default for Exposure {
    /// Returns what PostgREST and Supabase expose where nothing else is said.
    fn default() -> Exposure {
        let own = |names: &[&str]| names.iter().map(|n| n.to_string()).collect();
        Exposure {
            schemas: own(&["public"]),
            roles: own(&["anon", "authenticated", "service_role"]),
            declared: false,
        }
    }
}

impl Exposure {
    /// Returns whether the API serves what is in a schema.
    pub fn shows(&self, schema: &str) -> bool {
        self.schemas.iter().any(|s| s == schema)
    }

    /// Returns whether requests run as this role.
    pub fn uses(&self, role: &str) -> bool {
        self.roles.iter().any(|r| r == role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_word_the_schema_public_and_the_roles_of_postgrest_are_meant() {
        let exposure = Exposure::default();
        assert!(exposure.shows("public") && !exposure.shows("auth"));
        assert!(exposure.uses("anon") && !exposure.uses("postgres"));
        assert!(!exposure.declared);
    }
}
