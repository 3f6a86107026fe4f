//! Storage parameters and the options of operator classes: `fillfactor=70`.
//!
//! How a statement changes them is with what has them.

use sqlparser::tokenizer::Token;

use crate::diagnostic::Result;
use crate::text::quote;
use crate::text::sql::Reader;

/// Parameters with their values, in the order in which they were set, which does not count.
#[derive(Debug, Clone, Eq, Default)]
pub struct Options(Vec<(String, String)>);

impl PartialEq for Options {
    fn eq(&self, other: &Options) -> bool {
        self.0.len() == other.0.len() && self.0.iter().all(|p| other.0.contains(p))
    }
}

impl Options {
    /// Takes the texts of `pg_class.reloptions`: `fillfactor=70`.
    pub fn from_catalog(texts: &[String]) -> Options {
        let mut options = Options::default();
        for text in texts {
            let (name, value) = text.split_once('=').unwrap_or((text, "on"));
            options.set(name, value);
        }
        options
    }

    /// Reads a list in parentheses.
    pub fn read(reader: &mut Reader) -> Result<Options> {
        let mut options = Options::default();
        for (name, value) in reader.list(parameter)? {
            options.set(&name, &value);
        }
        Ok(options)
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sets a parameter.
    pub fn set(&mut self, name: &str, value: &str) {
        self.unset(name);
        self.0.push((name.to_string(), spelled(value)));
    }

    /// Sets all parameters of another list.
    pub fn set_all(&mut self, other: &Options) {
        other
            .0
            .iter()
            .for_each(|(name, value)| self.set(name, value));
    }

    /// Goes back to the default of a parameter.
    pub fn unset(&mut self, name: &str) {
        self.0.retain(|(n, _)| n != name);
    }

    /// Returns the list as it stands in a definition: ` with (fillfactor=70)`, or nothing.
    pub fn with(&self) -> String {
        match self.is_empty() {
            true => String::new(),
            false => format!(" with ({})", self.list()),
        }
    }

    /// Returns the list without parentheses.
    pub fn list(&self) -> String {
        let words: Vec<String> = self
            .0
            .iter()
            .map(|(n, v)| format!("{}={}", quote::ident(n), word(v)))
            .collect();
        words.join(", ")
    }

    /// Returns the clauses of ALTER INDEX that lead to other options: `set (…)`, `reset (…)`.
    pub fn changes(&self, to: &Options) -> Vec<String> {
        let new: Vec<_> =
            to.0.iter()
                .filter(|p| !self.0.contains(p))
                .cloned()
                .collect();
        let gone = self
            .0
            .iter()
            .filter(|(n, _)| !to.0.iter().any(|(m, _)| m == n));
        let gone: Vec<&str> = gone.map(|(n, _)| n.as_str()).collect();
        let mut out = Vec::new();
        if !new.is_empty() {
            out.push(format!("set ({})", Options(new).list()));
        }
        if !gone.is_empty() {
            out.push(format!("reset ({})", quote::idents(&gone)));
        }
        out
    }
}

/// Reads `name = value`; a parameter without a value is on.
fn parameter(reader: &mut Reader) -> Result<(String, String)> {
    let name = reader.ident()?;
    if !reader.accept_sign(&Token::Eq) {
        return Ok((name, "on".into()));
    }
    let value = match reader.peek() {
        Token::Word(_) => reader.ident()?,
        Token::Number(..) | Token::Minus | Token::Plus => reader.number()?,
        _ => reader.string()?,
    };
    Ok((name, value))
}

/// Returns a boolean in one spelling; any other value as it is.
fn spelled(value: &str) -> String {
    match value.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => "on".into(),
        "false" | "no" | "off" => "off".into(),
        _ => value.to_string(),
    }
}

fn word(value: &str) -> String {
    let plain = !value.is_empty()
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'.');
    if plain {
        value.to_string()
    } else {
        quote::literal(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str]) -> Options {
        Options::from_catalog(&texts.iter().map(|t| t.to_string()).collect::<Vec<_>>())
    }

    #[test]
    fn a_boolean_has_one_spelling() {
        assert_eq!(of(&["fastupdate=false"]), of(&["fastupdate=off"]));
        assert_ne!(of(&["fastupdate=false"]), of(&["fastupdate=on"]));
    }

    #[test]
    fn the_order_of_parameters_does_not_count() {
        let (a, b) = ("fillfactor=70", "fastupdate=off");
        assert_eq!(of(&[a, b]), of(&[b, a]));
        assert_ne!(of(&[a, b]), of(&[a]));
    }

    #[test]
    fn only_what_differs_is_set_and_what_is_gone_is_reset() {
        let (from, to) = (
            of(&["fillfactor=70", "fastupdate=off"]),
            of(&["fillfactor=80"]),
        );
        assert_eq!(
            from.changes(&to),
            ["set (fillfactor=80)", "reset (fastupdate)"]
        );
        assert!(from.changes(&from).is_empty());
    }
}
