//! What a fact has that only newer servers know, so that an older one is told of before anything runs.
//!
//! A kind says it of its facts; the desired state is checked against the server's version in one place.

use crate::text::typename::TypeName;

/// Something that PostgreSQL has from a major version on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// What it is, in the words of the grammar.
    pub what: &'static str,
    /// The first major version that has it.
    pub major: u32,
}

impl Since {
    /// Returns those of the rows whose condition holds: whether the fact has it, what it is, the version.
    pub fn of(rows: &[(bool, &'static str, u32)]) -> Vec<Since> {
        let held = rows.iter().filter(|row| row.0);
        held.map(|&(_, what, major)| Since { what, major })
            .collect()
    }

    /// Returns whether a server lacks it.
    pub fn is_lacking(&self, version: u32) -> bool {
        version / 10_000 < self.major
    }
}

/// The types of several ranges that PostgreSQL has from version 14 on.
const MULTIRANGES: &[&str] = &[
    "datemultirange",
    "int4multirange",
    "int8multirange",
    "nummultirange",
    "tsmultirange",
    "tstzmultirange",
];

/// Returns the row of [`Since::of`] for the type of a value.
pub fn multirange(ty: &TypeName) -> (bool, &'static str, u32) {
    (
        MULTIRANGES.contains(&ty.name.as_str()),
        "a multirange type",
        14,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_lacks_what_came_with_a_later_major_version() {
        let found = Since::of(&[(true, "NULLS NOT DISTINCT", 15), (false, "VIRTUAL", 18)]);
        assert_eq!(found.len(), 1);
        assert!(found[0].is_lacking(140_012));
        assert!(!found[0].is_lacking(150_000));
    }
}
