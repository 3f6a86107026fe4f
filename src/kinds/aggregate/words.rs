//! The statements that make, change and drop an aggregate.

use super::Aggregate;
use crate::kind::{Action, Alter, Scene, Text};
use crate::kinds::definition::{Definition, Value, parenthesised, routines, words};
use crate::kinds::routine::{Argument, Mode, Routine, argument_words, plain_name};
use crate::model::{Fact, Id, State};

/// Words an aggregate as DROP and COMMENT ON name it.
pub fn reference(id: &Id, aggregate: Option<&Aggregate>) -> String {
    let word = |argument: &Argument| match argument.mode {
        Mode::Variadic => format!("variadic {}", argument.ty),
        _ => argument.ty.to_string(),
    };
    let arguments = aggregate.map(|a| list(a, word));
    match arguments {
        Some(arguments) => format!("aggregate {}({arguments})", plain_name(id)),
        None => format!("aggregate {}", id.name()),
    }
}

/// Words the arguments: `*` for none, ORDER BY before those that are aggregated in an order.
fn list(aggregate: &Aggregate, word: impl Fn(&Argument) -> String) -> String {
    let all: Vec<String> = aggregate.arguments.iter().map(word).collect();
    let Some(direct) = aggregate.direct else {
        return if all.is_empty() {
            "*".into()
        } else {
            all.join(", ")
        };
    };
    let (before, behind) = all.split_at(direct.min(all.len()));
    // A variadic argument may be the last of both.
    let behind = if behind.is_empty() {
        &all[all.len().saturating_sub(1)..]
    } else {
        behind
    };
    let words = format!("{} order by {}", before.join(", "), behind.join(", "));
    words.trim_start().to_string()
}

fn statement(fact: &Fact, replace: bool) -> String {
    let aggregate: &Aggregate = fact.body();
    let replace = if replace { "or replace " } else { "" };
    format!(
        "create {replace}aggregate {}({}) {}",
        plain_name(&fact.id),
        list(aggregate, |argument| argument_words(argument, false)),
        parenthesised(&words::list(&aggregate.definition))
    )
}

/// Words the creation.
pub fn create(fact: &Fact) -> Action {
    Action::create(fact, Text::Plain(statement(fact, false)))
}

/// Words the removal.
pub fn drop(fact: &Fact) -> Action {
    let sql = format!("drop {}", reference(&fact.id, fact.get()));
    Action::drop(fact, Text::Plain(sql))
}

/// Words the change by CREATE OR REPLACE, which keeps what depends on the aggregate, its owner and its privileges.
pub fn alter(live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
    let (from, to): (&Aggregate, &Aggregate) = (live.body(), desired.body());
    if let Some(reason) = obstacle(from, to, scene) {
        return Alter::Replace(reason);
    }
    let action = Action::alter(desired, Text::Plain(statement(desired, true)));
    Alter::InPlace(vec![action])
}

/// Returns why CREATE OR REPLACE would refuse.
fn obstacle(from: &Aggregate, to: &Aggregate, scene: &Scene) -> Option<&'static str> {
    let is_hypothetical = |a: &Aggregate| a.definition.get("hypothetical").is_some();
    if from.direct != to.direct || is_hypothetical(from) != is_hypothetical(to) {
        return Some("an aggregate of one sort cannot become one of another");
    }
    let renamed = |(a, b): (&Argument, &Argument)| a.name.is_some() && a.name != b.name;
    if from.arguments.iter().zip(&to.arguments).any(renamed) {
        return Some("the name of an argument cannot change");
    }
    let (old, new) = (result(from, scene.live), result(to, scene.desired));
    match old.zip(new) {
        Some((old, new)) if old == new => None,
        _ => Some("the type of the result cannot change"),
    }
}

/// Returns the type of the result, or the name of the final function where its result is not known.
fn result(aggregate: &Aggregate, state: &State) -> Option<String> {
    let definition: &Definition = &aggregate.definition;
    let Some(Value::Routine { name, .. }) = definition.get("finalfunc") else {
        return definition.sql("stype");
    };
    let found = routines(name, None, state);
    let types: Vec<String> = found
        .iter()
        .filter_map(|id| state.body::<Routine>(id)?.result.as_ref())
        .map(|result| result.ty.to_string())
        .collect();
    match types.as_slice() {
        [only] if !only.starts_with("any") => Some(only.clone()),
        _ => Some(format!("{name}({:?})", definition.sql("stype"))),
    }
}

/// Describes the aggregate in one line.
pub fn describe(fact: &Fact) -> String {
    let aggregate: &Aggregate = fact.body();
    let clauses = words::list(&aggregate.definition).join(", ");
    let arguments = list(aggregate, |argument| argument_words(argument, false));
    format!("aggregate ({arguments}) ({clauses})")
}
