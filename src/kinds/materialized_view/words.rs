//! The statements that make, change and drop a materialized view.

use super::MaterializedView;
use crate::kind::{Action, Alter, Lock, Text};
use crate::model::Fact;
use crate::text::quote;

/// Words the creation, which runs the query unless it begins without rows.
pub fn create(fact: &Fact) -> Vec<Action> {
    let view: &MaterializedView = fact.body();
    let parameters = match view.parameters.is_empty() {
        true => String::new(),
        false => format!(" with ({})", list(view.parameters.iter())),
    };
    let sql = format!(
        "create materialized view {}{}{parameters} as\n{}{}",
        fact.id.name(),
        column_list(view),
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

/// Words the change in place: that of the storage parameters.
pub fn alter(live: &Fact, desired: &Fact) -> Alter {
    let (from, to): (&MaterializedView, &MaterializedView) = (live.body(), desired.body());
    if from.query != to.query {
        return Alter::Replace("the query of a materialized view cannot change");
    }
    let new = to
        .parameters
        .iter()
        .filter(|(n, v)| from.parameters.get(*n) != Some(v));
    let set = list(new);
    let gone = from
        .parameters
        .keys()
        .filter(|n| !to.parameters.contains_key(*n));
    let gone: Vec<&str> = gone.map(String::as_str).collect();
    let mut actions = Vec::new();
    if !set.is_empty() {
        actions.push(clause(desired, &format!("set ({set})")));
    }
    if !gone.is_empty() {
        actions.push(clause(desired, &format!("reset ({})", gone.join(", "))));
    }
    Alter::InPlace(actions)
}

fn clause(desired: &Fact, words: &str) -> Action {
    let sql = format!("alter materialized view {} {words}", desired.id.name());
    Action::alter(desired, Text::Plain(sql)).lock(Lock::ShareUpdateExclusive)
}

fn list<'a>(parameters: impl Iterator<Item = (&'a String, &'a String)>) -> String {
    let words: Vec<String> = parameters
        .map(|(n, v)| format!("{n} = {}", value(v)))
        .collect();
    words.join(", ")
}

/// Words a value: a number or a word as it is, anything else as a string.
fn value(text: &str) -> String {
    let plain = text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    if plain && !text.is_empty() {
        text.to_string()
    } else {
        quote::literal(text)
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
    let mut out = format!(
        "materialized view{} as {}",
        column_list(view),
        query.join(" ")
    );
    if !view.parameters.is_empty() {
        out.push_str(&format!(", {}", list(view.parameters.iter())));
    }
    out
}
