//! A checklist for programs; the form is described in `docs/json.md` and changes only with its `version`.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::super::json::{VERSION, print, published};
use super::word;
use crate::doctor::{Diagnosis, Item, Step};

/// Which case it is when the schema is not as expected, with the evidence and what to do.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Checklist")]
struct Document<'d> {
    /// The version of this form: within a version keys are only ever added.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The case: `never-ran`, `half-ran`, `drifted`, `in-step`, or `nothing` where the files describe no object.
    case: &'static str,
    /// The case in a sentence.
    headline: String,
    /// What the case means, or null.
    meaning: Option<String>,
    /// The database that is connected to.
    database: &'d str,
    /// The server's host and port, or null where it was reached by a socket of this machine.
    server: Option<&'d str>,
    /// The role that is connected.
    role: &'d str,
    /// Whether no item is `wrong`.
    well: bool,
    /// The checklist.
    items: Vec<Entry<'d>>,
    /// What to do, in this order.
    next: Vec<Todo<'d>>,
}

/// An item of the checklist.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Item")]
struct Entry<'d> {
    /// What it is about: `error`, `objects`, `requirements`, `connection`, `privileges`, `access`, `security`, `clients`.
    topic: String,
    /// How it stands: `good`, `look`, `wrong`.
    mark: &'static str,
    /// Its name: `missing`, `differs`, `no-usage`, `not-permitted`, …; under `security` that of a rule of `trueup lint`.
    rule: &'static str,
    /// What was found.
    says: &'d str,
    /// The evidence.
    because: &'d [String],
    /// What mends it.
    then: Vec<Todo<'d>>,
    /// Where the files speak of it, as `file:line`, or null.
    place: Option<&'d str>,
}

/// What to do: a command, or SQL.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Step")]
struct Todo<'d> {
    /// The command line, or null.
    command: Option<&'d str>,
    /// The SQL, or null.
    sql: Option<&'d str>,
    /// The role that can run the SQL, or null where that is not known.
    by: Option<&'d str>,
}

/// Returns the checklist as one JSON document.
pub fn json(diagnosis: &Diagnosis) -> String {
    print(&Document {
        version: VERSION,
        case: diagnosis.case.name(),
        headline: diagnosis.case.headline(),
        meaning: diagnosis.case.meaning(),
        database: &diagnosis.session.database,
        server: diagnosis.server.as_deref(),
        role: &diagnosis.session.role,
        well: diagnosis.is_well(),
        items: diagnosis.items.iter().map(entry).collect(),
        next: diagnosis.next.iter().map(todo).collect(),
    })
}

/// Returns the JSON Schema of the form.
pub fn schema() -> Value {
    published::<Document>("doctor", "What trueup doctor found")
}

fn entry(item: &Item) -> Entry<'_> {
    Entry {
        topic: format!("{:?}", item.topic).to_lowercase(),
        mark: word(item.mark),
        rule: item.rule,
        says: &item.says,
        because: &item.because,
        then: item.then.iter().map(todo).collect(),
        place: item.place.as_deref(),
    }
}

fn todo(step: &Step) -> Todo<'_> {
    match step {
        Step::Command(command) => Todo {
            command: Some(command),
            sql: None,
            by: None,
        },
        Step::Sql { by, sql } => Todo {
            command: None,
            sql: Some(sql),
            by: by.as_deref(),
        },
    }
}
