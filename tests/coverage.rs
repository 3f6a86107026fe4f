//! COVERAGE.md says what the registry says; `UPDATE=1 cargo test --test coverage` writes it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use trueup::kind::{Kind, attribute};
use trueup::kinds;

const HEAD: &str = "\
# Coverage

What trueup compares, kind by kind: each attribute with what happens when it differs, and the first version of PostgreSQL that has it
where that is not every version from 13 to 18. Names change in place where a rename is declared. Owner, comment and grants are kinds of
their own, which stand on the others. This page is written from the registry of kinds by `UPDATE=1 cargo test --test coverage`.
";

const TAIL: &str = "
## What is not compared

Each is told where it is met, never passed over. On a database it is a warning, `not-compared`, with the name of the thing:

- base types, whose functions are in C, and shell types, which are but a name;
- a trigger that is enabled otherwise on a partition than on the partitioned table;
- a foreign key whose triggers were switched off or on by hand, so that it may not be enforced;
- storage, statistics targets and options of the columns of materialized views;
- a partition whose detaching was begun with CONCURRENTLY and not finished.

In a file, CREATE TYPE for a base or shell type, ALTER TABLE that enables a partition's trigger otherwise by name, and ALTER MATERIALIZED VIEW
ALTER COLUMN are errors with their place; ALL on a partition and ONLY on the partitioned table are warnings. Passwords and connection strings are compared where both sides know them and are never shown; a
dump leaves them to a variable of psql.
";

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("COVERAGE.md")
}

fn page() -> String {
    let mut kinds: Vec<&dyn Kind> = kinds::ALL.to_vec();
    kinds.sort_by_key(|kind| kind.name());
    let sections = kinds.iter().map(|kind| section(*kind));
    HEAD.to_string() + &sections.collect::<String>() + TAIL
}

fn section(kind: &dyn Kind) -> String {
    let mut out = format!("\n## {}\n", kind.name());
    if kind.attributes().is_empty() {
        out.push_str("It has nothing but its name.\n");
        return out;
    }
    out.push_str("\n| attribute | changed | since |\n|---|---|---|\n");
    for attribute in kind.attributes() {
        let since = match attribute.since {
            attribute::OLDEST => String::new(),
            since => since.to_string(),
        };
        let (name, words) = (attribute.name, attribute.change.words());
        out.push_str(&format!("| {name} | {words} | {since} |\n"));
    }
    out
}

#[test]
fn the_page_says_what_the_registry_says() {
    let page = page();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(file(), &page).expect("COVERAGE.md can be written");
    }
    let written = fs::read_to_string(file()).unwrap_or_default();
    let diff = similar::TextDiff::from_lines(written.as_str(), page.as_str());
    let diff = diff.unified_diff().to_string();
    assert!(
        diff.is_empty(),
        "COVERAGE.md is stale; UPDATE=1 cargo test --test coverage writes it\n{diff}"
    );
}

#[test]
fn attributes_have_names_of_their_own_and_versions_that_exist() {
    for kind in kinds::ALL {
        let mut seen = BTreeSet::new();
        for attribute in kind.attributes() {
            let name = attribute.name;
            assert!(seen.insert(name), "{}: {name} stands twice", kind.name());
            let versions = attribute::OLDEST..=18;
            assert!(versions.contains(&attribute.since), "{name}");
        }
    }
}
