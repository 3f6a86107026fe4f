//! What `check` found, for programs: the differences of each database that was checked, without a patch.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::document::{Difference, VERSION, published};
use super::{differences, print};
use crate::compare::Comparison;

/// Whether databases are what the files that describe them say.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Check")]
struct Document<'a> {
    /// The version of this form: within a version keys are only ever added.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// Whether all of them were checked, and nothing differs.
    in_step: bool,
    /// What was checked: one database, or with `--env all` each environment.
    databases: Vec<Database<'a>>,
}

/// A database that was checked.
#[derive(Serialize, JsonSchema)]
struct Database<'a> {
    /// The environment of trueup.yaml, or null where that names none.
    environment: Option<&'a str>,
    /// Whether nothing differs; null if it could not be checked.
    in_step: Option<bool>,
    /// Why it could not be checked, or null.
    trouble: Option<&'a str>,
    /// What differs, sorted by address.
    differences: Vec<Difference>,
}

/// A database, and what came of its check.
#[derive(Debug)]
pub struct Checked<'a> {
    /// The environment, if it is one of the configuration.
    pub environment: Option<&'a str>,
    /// The comparison, or why there is none.
    pub result: Result<&'a Comparison, String>,
}

/// Returns what was found as JSON.
pub fn json(checked: &[Checked]) -> String {
    let databases: Vec<Database> = checked.iter().map(database).collect();
    print(&Document {
        version: VERSION,
        in_step: databases.iter().all(|d| d.in_step == Some(true)),
        databases,
    })
}

fn database<'a>(checked: &'a Checked) -> Database<'a> {
    let comparison = checked.result.as_ref().ok();
    Database {
        environment: checked.environment,
        in_step: comparison.map(|c| c.in_step()),
        trouble: checked.result.as_ref().err().map(String::as_str),
        differences: comparison.map_or_else(Vec::new, |c| differences(c)),
    }
}

/// Returns the JSON Schema of the form.
pub fn schema() -> Value {
    published::<Document>("check", "What trueup check found")
}
