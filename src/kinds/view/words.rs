//! The statements that make, change and drop a view.

use super::{View, columns, rename};
use crate::kind::{Action, Alter, Lock, Scene, Text};
use crate::model::Fact;
use crate::text::quote;

/// Words the creation.
pub fn create(fact: &Fact) -> Vec<Action> {
    let view: &View = fact.body();
    let mut actions = vec![Action::create(fact, Text::Plain(statement(fact, false)))];
    let defaults = view.defaults.iter();
    actions.extend(defaults.map(|(column, d)| set_default(fact, column, &d.sql)));
    actions
}

/// Words the removal.
pub fn drop(fact: &Fact) -> Vec<Action> {
    let sql = format!("drop view {}", fact.id.name());
    vec![Action::drop(fact, Text::Plain(sql)).lock(Lock::AccessExclusive)]
}

/// Words the change in place, if the columns that are there stay as they are.
pub fn alter(live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
    let (mut from, to) = (live.body::<View>().clone(), desired.body::<View>());
    let mut actions = Vec::new();
    let rename = |from: &mut View, renamed: &[(String, String)]| {
        *from = with_new_names(from, renamed);
        let clauses = rename::clauses(renamed).into_iter();
        clauses.map(|c| clause(desired, &c)).collect::<Vec<_>>()
    };
    let mut replaced = from.query != to.query || !to.fits(&from);
    if let Some(renamed) = rename::renamed(live, desired, scene).filter(|_| replaced) {
        actions.extend(rename(&mut from, &renamed));
        replaced = false;
    }
    if replaced {
        let renamed = rename::declared(live, desired, scene).unwrap_or_default();
        actions.extend(rename(&mut from, &renamed));
        if !columns::kept(&from, desired, scene) {
            return Alter::Replace(
                "the columns of a view stay in place only with their names and types",
            );
        }
        let text = Text::Plain(statement(desired, true));
        actions.push(Action::alter(desired, text).lock(Lock::AccessExclusive));
    } else if from.options != to.options {
        actions.extend(options(&from, desired));
    }
    actions.extend(defaults(&from, desired));
    Alter::InPlace(actions)
}

/// Returns the view as it is when its columns are renamed.
fn with_new_names(from: &View, renamed: &[(String, String)]) -> View {
    let mut view = from.clone();
    for (old, new) in renamed {
        if let Some(default) = view.defaults.remove(old) {
            view.defaults.insert(new.clone(), default);
        }
        let columns = view.columns.iter_mut().filter(|c| c.0 == *old);
        columns.for_each(|c| c.0.clone_from(new));
    }
    view
}

fn options(from: &View, desired: &Fact) -> Vec<Action> {
    let to: &View = desired.body();
    let set = to.options.differing(&from.options);
    let gone = from.options.gone_in(&to.options);
    let mut clauses = Vec::new();
    if !set.is_empty() {
        clauses.push(format!("set ({})", set.join(", ")));
    }
    if !gone.is_empty() {
        clauses.push(format!("reset ({})", gone.join(", ")));
    }
    clauses.iter().map(|c| clause(desired, c)).collect()
}

fn defaults(from: &View, desired: &Fact) -> Vec<Action> {
    let to: &View = desired.body();
    let mut actions = Vec::new();
    for (column, default) in &to.defaults {
        if from.defaults.get(column) != Some(default) {
            actions.push(set_default(desired, column, &default.sql));
        }
    }
    for column in from.defaults.keys() {
        if !to.defaults.contains_key(column) {
            let words = format!("alter column {} drop default", quote::ident(column));
            actions.push(clause(desired, &words));
        }
    }
    actions
}

fn set_default(fact: &Fact, column: &str, default: &str) -> Action {
    let column = quote::ident(column);
    clause(
        fact,
        &format!("alter column {column} set default {default}"),
    )
}

fn clause(fact: &Fact, words: &str) -> Action {
    let sql = format!("alter view {} {words}", fact.id.name());
    Action::alter(fact, Text::Plain(sql))
        .needs([fact.id.clone()])
        .lock(Lock::AccessExclusive)
}

fn statement(fact: &Fact, replace: bool) -> String {
    let view: &View = fact.body();
    let replace = if replace { "or replace " } else { "" };
    let options = view.options.words();
    let options = match options.is_empty() {
        true => String::new(),
        false => format!(" with ({})", options.join(", ")),
    };
    format!(
        "create {replace}view {}{}{options} as\n{}",
        fact.id.name(),
        view.column_list(),
        view.query.sql
    )
}

/// Describes the view in one line.
pub fn describe(fact: &Fact) -> String {
    let view: &View = fact.body();
    let query: Vec<&str> = view.query.sql.split_whitespace().collect();
    let options = view.options.words();
    let mut out = format!("view{} as {}", view.column_list(), query.join(" "));
    if !options.is_empty() {
        out.push_str(&format!(", {}", options.join(", ")));
    }
    for (column, default) in &view.defaults {
        out.push_str(&format!(
            ", {} default {}",
            quote::ident(column),
            default.sql
        ));
    }
    out
}
