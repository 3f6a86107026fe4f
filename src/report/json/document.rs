//! The form of a comparison as JSON; `schema/plan.schema.json` is made from it.
//!
//! What fills it does not belong here. The comments are read by people who write programs: they become the descriptions of the schema.

use std::collections::BTreeMap;

use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema, generate::SchemaSettings};
use serde::Serialize;
use serde_json::Value;

use crate::kind;

/// The version of the form.
pub const VERSION: u32 = 1;

/// What differs between a database and the files that describe it, and the patch that removes it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Plan")]
pub(super) struct Document {
    /// The version of this form: within a version keys are only ever added.
    #[schemars(extend("const" = VERSION))]
    pub version: u32,
    /// Whether nothing differs.
    pub in_step: bool,
    /// What differs, sorted by address.
    pub differences: Vec<Difference>,
    /// The patch, in the order in which it runs, in one transaction.
    pub statements: Vec<Statement>,
    /// What is doubtful.
    pub warnings: Vec<Warning>,
    /// The numbers.
    pub summary: Summary,
}

/// One thing that differs.
#[derive(Serialize, JsonSchema)]
pub(super) struct Difference {
    /// How it differs.
    pub change: Change,
    /// The kind of the thing: `table`, `column`, `foreign-key`, …
    pub kind: &'static str,
    /// The qualified name, quoted as in SQL.
    pub name: String,
    /// The old name of what is renamed, else null.
    pub renamed_from: Option<String>,
    /// The address (`kind:name`) of what it is a part of: the table of a column, or itself.
    pub object: String,
    /// What the database says of it, in one line for people; null where it does not have it.
    pub live: Option<String>,
    /// What the files say of it, in one line for people; null where they do not have it.
    pub desired: Option<String>,
    /// False if the two may only be spelled differently, and the server could not be asked.
    pub confirmed: bool,
    /// Where the files define it, or null.
    pub place: Option<Place>,
}

/// How a thing differs: the database does not have it (missing), the files do not have it (extra), both have it and say different things
/// of it (changed), the database has it under its old name (renamed).
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Change {
    Missing,
    Extra,
    Changed,
    Renamed,
}

/// One statement of the patch.
#[derive(Serialize, JsonSchema)]
pub(super) struct Statement {
    /// The statement, without a semicolon.
    pub sql: String,
    /// The search path that it needs, as SQL; null if it names everything in full.
    pub search_path: Option<String>,
    /// What it does to the thing that it is about.
    pub verb: Verb,
    /// The address (`kind:name`) of what it is about.
    pub about: String,
    /// The strongest lock that it takes on a relation that exists.
    pub lock: Lock,
    /// Whether it reads a whole table.
    pub scans: bool,
    /// Whether it writes a whole table again.
    pub rewrites: bool,
    /// Its dangers.
    pub hazards: Vec<Hazard>,
    /// What in the files caused it, or null.
    pub place: Option<Place>,
}

/// What a statement does to the thing that it is about.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Verb {
    Drop,
    Rename,
    Alter,
    Create,
}

impl From<kind::Verb> for Verb {
    fn from(verb: kind::Verb) -> Verb {
        match verb {
            kind::Verb::Drop => Verb::Drop,
            kind::Verb::Rename => Verb::Rename,
            kind::Verb::Alter => Verb::Alter,
            kind::Verb::Create => Verb::Create,
        }
    }
}

/// A lock on a relation, by the name that the manual of PostgreSQL gives it, weakest first.
#[derive(Serialize, JsonSchema)]
pub(super) enum Lock {
    #[serde(rename = "none")]
    None,
    #[serde(rename = "row exclusive")]
    RowExclusive,
    #[serde(rename = "share update exclusive")]
    ShareUpdateExclusive,
    #[serde(rename = "share")]
    Share,
    #[serde(rename = "share row exclusive")]
    ShareRowExclusive,
    #[serde(rename = "access exclusive")]
    AccessExclusive,
}

impl From<kind::Lock> for Lock {
    fn from(lock: kind::Lock) -> Lock {
        match lock {
            kind::Lock::None => Lock::None,
            kind::Lock::RowExclusive => Lock::RowExclusive,
            kind::Lock::ShareUpdateExclusive => Lock::ShareUpdateExclusive,
            kind::Lock::Share => Lock::Share,
            kind::Lock::ShareRowExclusive => Lock::ShareRowExclusive,
            kind::Lock::AccessExclusive => Lock::AccessExclusive,
        }
    }
}

/// A danger of a statement.
#[derive(Serialize, JsonSchema)]
pub(super) struct Hazard {
    /// Its name, as `--allow` takes it: `drops-data`, `rewrites-table`, …
    pub name: &'static str,
    /// The address (`kind:name`) of what is in danger.
    pub about: String,
    /// What happens: `drops column public.users.nickname`.
    pub sentence: String,
    /// How many rows or values are concerned; null where that is not known.
    pub count: Option<u64>,
    /// True if there are too many to count in a few seconds.
    pub many: bool,
    /// What is counted: `rows`, `values`.
    pub unit: &'static str,
    /// Whether `trueup apply` refuses it unless it is allowed.
    pub refused: bool,
}

/// Something that is doubtful, and does not stop the work.
#[derive(Serialize, JsonSchema)]
pub(super) struct Warning {
    /// Its name.
    pub code: &'static str,
    /// What is doubtful, in a sentence.
    pub message: String,
    /// Where in the files, or null.
    pub place: Option<Place>,
}

/// A place in a file; lines and columns count from one, columns in characters.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::report) struct Place {
    /// The file, as it was named or found.
    pub file: String,
    /// The line.
    #[schemars(range(min = 1))]
    pub line: usize,
    /// The column.
    #[schemars(range(min = 1))]
    pub column: usize,
}

/// The numbers of a comparison.
#[derive(Serialize, JsonSchema)]
pub(super) struct Summary {
    /// How many differences are missing in the database.
    pub missing: usize,
    /// How many differences are changed.
    pub changed: usize,
    /// How many differences are renamed.
    pub renamed: usize,
    /// How many differences are extra in the database.
    pub extra: usize,
    /// How many statements the patch has.
    pub statements: usize,
    /// How many hazards of each name are real.
    pub hazards: BTreeMap<&'static str, usize>,
    /// How the expressions that both sides have were compared.
    pub expressions: Expressions,
}

/// How the expressions that both sides have were compared.
#[derive(Serialize, JsonSchema)]
pub(super) struct Expressions {
    /// Equal as they are written.
    pub same_by_text: usize,
    /// Equal, as the server says.
    pub same_by_server: usize,
    /// Different, as the server says.
    pub different: usize,
    /// Different as they are written; the server could not be asked.
    pub unconfirmed: usize,
}

/// Returns the JSON Schema of the form.
pub fn schema() -> Value {
    published::<Document>("plan", "A plan of trueup")
}

/// Returns the JSON Schema of a document under the name that it is published by.
pub(in crate::report) fn published<D: JsonSchema>(name: &str, title: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<D>();
    // Names of Rust's types of numbers, which no other language knows.
    let mut foreign = RecursiveTransform(|schema: &mut Schema| {
        schema.remove("format");
    });
    foreign.transform(&mut schema);
    schema.insert("$id".into(), format!("urn:trueup:{name}:{VERSION}").into());
    schema.insert("title".into(), title.into());
    schema.to_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_has_one_name_everywhere() {
        for lock in [
            kind::Lock::None,
            kind::Lock::RowExclusive,
            kind::Lock::ShareUpdateExclusive,
            kind::Lock::Share,
            kind::Lock::ShareRowExclusive,
            kind::Lock::AccessExclusive,
        ] {
            let printed = serde_json::to_value(Lock::from(lock));
            assert_eq!(printed.ok(), Some(lock.name().into()));
        }
    }
}
