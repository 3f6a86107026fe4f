//! Functions and procedures.

use serde_yaml::{Mapping, Value};

use super::Writing;
use super::map::{put, put_map, put_text, put_true, text};
use crate::kinds::routine::{Routine, Source};
use crate::model::Fact;

impl Writing<'_> {
    /// Writes a routine: its name with the arguments, and under it its attributes and its body, or all that follows in SQL.
    pub fn routine(&mut self, fact: &Fact) -> Option<(String, Value)> {
        let sql = self.definition(fact, &format!("create {}", fact.id.kind()))?;
        let end = closing(&sql)?;
        let (head, rest) = sql.split_at(end + 1);
        let routine: &Routine = fact.body();
        let value = match by_keys(routine, rest) {
            Some(mut map) => {
                self.extras(&fact.id, &mut map);
                Value::Mapping(map)
            }
            // A key holds one statement, and a body of BEGIN ATOMIC has several.
            None if matches!(routine.source, Source::Atomic(_)) => return None,
            None if self.is_told_of(&fact.id) => return None,
            None => text(rest.trim_start()),
        };
        Some((self.short(head), value))
    }
}

/// Returns the routine by keys; nothing where they cannot say all of it.
fn by_keys(routine: &Routine, definition: &str) -> Option<Mapping> {
    let (key, body) = match &routine.source {
        Source::Text(body) => ("body", written(body)?),
        Source::Return(expr) => ("return", expr.sql.to_string()),
        Source::Object { .. } | Source::Atomic(_) => return None,
    };
    let mut lines = definition.trim_start().lines().map(str::trim).peekable();
    let mut map = Mapping::new();
    if routine.result.is_some() {
        put_text(&mut map, "returns", lines.next()?.strip_prefix("returns "));
    }
    let language = lines.next()?.strip_prefix("language ")?;
    put_text(
        &mut map,
        "language",
        (language != "sql").then_some(language),
    );
    if let Some(words) = lines.next_if(|l| !is_end(l) && !l.starts_with("set ")) {
        attributes(words, &mut map)?;
    }
    let mut settings = Mapping::new();
    while let Some(words) = lines.next_if(|l| l.starts_with("set ")) {
        let (name, value) = words.strip_prefix("set ")?.split_once(" to ")?;
        put(&mut settings, name, text(value));
    }
    put_map(&mut map, "set", settings);
    lines.next().filter(|l| is_end(l))?;
    put(&mut map, key, text(body));
    Some(map)
}

/// Returns whether the body begins on a line of a definition.
fn is_end(line: &str) -> bool {
    line.starts_with("as ") || line.starts_with("return ")
}

/// Reads the line of attributes into keys.
fn attributes(line: &str, map: &mut Mapping) -> Option<()> {
    let mut words = line.split(' ');
    while let Some(word) = words.next() {
        match word {
            "immutable" | "stable" => put(map, "volatility", text(word)),
            "strict" | "leakproof" | "window" => put_true(map, word, true),
            "security" | "parallel" => put_text(map, word, words.next()),
            "cost" | "rows" => {
                let number: f64 = words.next()?.parse().ok()?;
                let whole = number.fract() == 0.0 && number.abs() < 1e15;
                let number = if whole {
                    (number as i64).into()
                } else {
                    number.into()
                };
                put(map, word, Value::Number(number));
            }
            _ => return None,
        }
    }
    Some(())
}

/// Returns a body as the key takes it: before several lines it puts the line feed that they begin with in SQL.
fn written(body: &str) -> Option<String> {
    match body.strip_prefix('\n') {
        Some(rest) if rest.contains('\n') && !rest.starts_with('\n') => Some(rest.to_string()),
        Some(_) => Some(body.to_string()),
        None => (!body.contains('\n')).then(|| body.to_string()),
    }
}

/// Returns where the parenthesis closes that opens first, quotes honoured.
fn closing(sql: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0, None);
    for (at, c) in sql.char_indices() {
        match (quote, c) {
            (Some(q), c) if q == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            (None, _) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_end_at_their_own_parenthesis() {
        let sql = "public.f(a text default lower(')'), b integer) returns void";
        assert_eq!(closing(sql).map(|at| &sql[at..]), Some(") returns void"));
    }
}
