//! The statements that make and rename what is a list of clauses.

use super::{Definition, Holds};

/// The longest list that stands on one line.
const WIDE: usize = 72;

/// Words each clause that is not implied: `key = value`, or the key alone where that is true.
pub fn list(definition: &Definition) -> Vec<String> {
    let clauses = definition.clauses.iter();
    clauses
        .filter(|(clause, _)| !definition.implied.contains(&clause.key))
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
