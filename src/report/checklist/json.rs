//! A checklist for programs; the form is described in `docs/json.md` and changes only with its `version`.

use serde::Serialize;

use super::super::json::VERSION;
use super::word;
use crate::doctor::{Diagnosis, Item, Step};

#[derive(Serialize)]
struct Document<'d> {
    version: u32,
    case: &'static str,
    headline: String,
    meaning: Option<String>,
    database: &'d str,
    role: &'d str,
    well: bool,
    items: Vec<Entry<'d>>,
    next: Vec<Todo<'d>>,
}

#[derive(Serialize)]
struct Entry<'d> {
    topic: String,
    mark: &'static str,
    rule: &'static str,
    says: &'d str,
    because: &'d [String],
    then: Vec<Todo<'d>>,
    place: Option<&'d str>,
}

#[derive(Serialize)]
struct Todo<'d> {
    command: Option<&'d str>,
    sql: Option<&'d str>,
    by: Option<&'d str>,
}

/// Returns the checklist as one JSON document.
pub fn json(diagnosis: &Diagnosis) -> String {
    let document = Document {
        version: VERSION,
        case: diagnosis.case.name(),
        headline: diagnosis.case.headline(),
        meaning: diagnosis.case.meaning(),
        database: &diagnosis.session.database,
        role: &diagnosis.session.role,
        well: diagnosis.is_well(),
        items: diagnosis.items.iter().map(entry).collect(),
        next: diagnosis.next.iter().map(todo).collect(),
    };
    let printed = serde_json::to_string_pretty(&document);
    printed.expect("texts and numbers can be printed as JSON") + "\n"
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
