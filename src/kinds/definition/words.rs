//! The statements that make and rename what is a list of clauses.

use super::{Definition, Holds, Spec};
use crate::kind::{Action, Lock, Text};
use crate::model::Fact;
use crate::text::quote;

/// The longest list that stands on one line.
const WIDE: usize = 72;

/// Words each clause: `key = value`, or the key alone where that is true.
pub fn list(definition: &Definition) -> Vec<String> {
    let clauses = definition.clauses.iter();
    clauses
        .map(|(clause, value)| match (clause.holds, value.sql()) {
            (Holds::Truth, value) if value == "true" => clause.key.to_string(),
            (Holds::Options, value) => value,
            (_, value) => format!("{} = {value}", clause.key),
        })
        .collect()
}

/// Puts clauses in parentheses, each on a line of its own where they are long.
pub fn parenthesised(list: &[String]) -> String {
    let line = list.join(", ");
    match line.len() > WIDE {
        true => format!("(\n    {}\n)", list.join(",\n    ")),
        false => format!("({line})"),
    }
}

/// Words `create noun name (clauses)`.
pub fn create(noun: &str, name: &str, definition: &Definition) -> String {
    format!("create {noun} {name} {}", parenthesised(&list(definition)))
}

/// Words the change of schema and name.
pub fn renaming(spec: &Spec, from: &Fact, to: &Fact) -> Vec<Action> {
    let (old, new) = (from.id.parts(), to.id.parts());
    let mut sql = Vec::new();
    let mut at = from.id.clone();
    if spec.schema.is_some() && old[0] != new[0] {
        let reference = spec.reference(&at);
        sql.push(format!(
            "alter {reference} set schema {}",
            quote::ident(&new[0])
        ));
        let schema = (quote::ident(&old[0]), quote::ident(&new[0]));
        at = at.moved(&schema.0, &schema.1).unwrap_or(at);
    }
    if old.last() != new.last() {
        let reference = spec.reference(&at);
        sql.push(format!(
            "alter {reference} rename to {}",
            quote::ident(&to.id.last())
        ));
    }
    sql.into_iter()
        .map(|sql| Action::rename(from, to, Text::Plain(sql)).lock(Lock::None))
        .collect()
}
