//! The statements that make, change and drop a materialized view.

use super::MaterializedView;
use crate::kind::{Action, Alter, Lock, Scene, Text};
use crate::kinds::storage;
use crate::kinds::view::rename;
use crate::model::Fact;
use crate::text::quote;

/// Words the creation, which runs the query unless it begins without rows.
pub fn create(fact: &Fact) -> Vec<Action> {
    let view: &MaterializedView = fact.body();
    let sql = format!(
        "create materialized view {}{}{} as\n{}{}",
        fact.id.name(),
        column_list(view),
        view.storage.words(),
        view.query.sql,
        if view.no_data { "\nwith no data" } else { "" }
    );
    let action = Action::create(fact, Text::Plain(sql));
    vec![if view.no_data { action } else { action.scans() }]
}

/// Words the removal.
pub fn drop(fact: &Fact) -> Vec<Action> {
    let sql = format!("drop materialized view {}", fact.id.name());
    vec![Action::drop(fact, Text::Plain(sql)).lock(Lock::AccessExclusive)]
}

/// Words the change in place: names of columns, and how the rows are kept.
pub fn alter(live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
    let (from, to): (&MaterializedView, &MaterializedView) = (live.body(), desired.body());
    let name = desired.id.name();
    let text = |clause| Text::Plain(format!("alter materialized view {name} {clause}"));
    let mut renames = Vec::new();
    if from.query != to.query {
        let Some(renamed) = rename::renamed(live, desired, scene) else {
            return Alter::Replace("the query of a materialized view cannot change");
        };
        let clauses = rename::clauses(&renamed).into_iter();
        let action = |c| Action::alter(desired, text(c)).lock(Lock::AccessExclusive);
        renames.extend(clauses.map(action));
    }
    match from.storage.changes(desired, &to.storage, scene, text) {
        Some(actions) => Alter::InPlace(renames.into_iter().chain(actions).collect()),
        None => Alter::Replace(storage::METHOD_IS_FIXED),
    }
}

/// Words the list of names, with a space before it.
pub fn column_list(view: &MaterializedView) -> String {
    match view.names.is_empty() {
        true => String::new(),
        false => format!(" ({})", quote::idents(&view.names)),
    }
}

/// Describes the view in one line.
pub fn describe(fact: &Fact) -> String {
    let view: &MaterializedView = fact.body();
    let query: Vec<&str> = view.query.sql.split_whitespace().collect();
    let out = format!(
        "materialized view{} as {}",
        column_list(view),
        query.join(" ")
    );
    match view.storage.words() {
        words if words.is_empty() => out,
        words => format!("{out},{words}"),
    }
}
