//! What a fact has that only newer servers know, so that an older one is told of before anything runs.
//!
//! A kind says it of its facts; the desired state is checked against the server's version in one place.

use crate::diagnostic::Problem;
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

    /// Makes the error that a server lacks it, for the thing that has it.
    pub fn problem(&self, of: &str, version: u32) -> Problem {
        let message = format!(
            "{} of {of} needs PostgreSQL {}, and the server is PostgreSQL {}",
            self.what,
            self.major,
            version / 10_000
        );
        let problem = Problem::error("newer-than-server", message);
        problem.help("leave it out, or bring the server to that version first")
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

/// Returns what of types only newer servers have, each once.
pub fn types<'a>(types: impl IntoIterator<Item = &'a TypeName>) -> Vec<Since> {
    let mut out = Vec::new();
    for since in types.into_iter().flat_map(of_type) {
        if !out.contains(&since) {
            out.push(since);
        }
    }
    out
}

fn of_type(ty: &TypeName) -> Vec<Since> {
    if ty.modifiers.is_empty() && !ty.name.ends_with("range") {
        return Vec::new();
    }
    let number = |n: usize| ty.modifiers.get(n)?.parse::<i32>().ok();
    let scale = number(1).filter(|_| ty.name == "numeric");
    let beyond = scale.zip(number(0)).is_some_and(|(scale, all)| scale > all);
    Since::of(&[
        (
            MULTIRANGES.contains(&ty.name.as_str()),
            "a multirange type",
            14,
        ),
        (scale.is_some_and(|s| s < 0), "a negative scale", 15),
        (beyond, "a scale beyond the precision", 15),
    ])
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
