//! Lists of parameters: of storage, of operator classes, of columns: `fillfactor=70`.
//!
//! How a statement changes them is with what has them.

use sqlparser::tokenizer::Token;

use crate::diagnostic::Result;
use crate::kind::Lock;
use crate::text::quote;
use crate::text::sql::Reader;

/// What stands before a parameter of the TOAST table.
const TOAST: &str = "toast.";

/// Parameters with their values, in the order in which they were set, which does not count.
#[derive(Debug, Clone, Eq, Default)]
pub struct Options(Vec<(String, String)>);

impl PartialEq for Options {
    fn eq(&self, other: &Options) -> bool {
        self.0.len() == other.0.len() && self.0.iter().all(|p| other.means(p))
    }
}

impl Options {
    /// Takes the texts of `pg_class.reloptions`: `fillfactor=70`.
    pub fn from_catalog(texts: &[String]) -> Options {
        let mut options = Options::default();
        for text in texts {
            let (name, value) = text.split_once('=').unwrap_or((text, "true"));
            options.set(name, value);
        }
        options
    }

    /// Takes the texts of `pg_class.reloptions` of the TOAST table behind a table too.
    pub fn with_toast(mut self, texts: &[String]) -> Options {
        for (name, value) in Options::from_catalog(texts).0 {
            self.set(&format!("{TOAST}{name}"), &value);
        }
        self
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
        self.0.push((name.to_string(), value.to_string()));
    }

    /// Returns whether a parameter is among these, however its value is spelled.
    fn means(&self, (name, value): &(String, String)) -> bool {
        let same = |(n, v): &(String, String)| n == name && spelled(v) == spelled(value);
        self.0.iter().any(same)
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

    /// Returns the parameters without those of the TOAST table.
    pub fn without_toast(&self) -> Options {
        let own = self.0.iter().filter(|(n, _)| !n.starts_with(TOAST));
        Options(own.cloned().collect())
    }

    /// Takes out a parameter and returns its value.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let value = self.0.iter().find(|(n, _)| n == name).map(|p| p.1.clone());
        self.unset(name);
        value
    }

    /// Returns the list as it stands in a definition: ` with (fillfactor=70)`, or nothing.
    pub fn with(&self) -> String {
        match self.is_empty() {
            true => String::new(),
            false => format!(" with ({})", self.list()),
        }
    }

    /// Returns the parameters, name and value as SQL.
    pub fn pairs(&self) -> impl Iterator<Item = (String, String)> + '_ {
        self.0.iter().map(|(n, v)| (name_sql(n), word(v)))
    }

    /// Returns the list without parentheses.
    pub fn list(&self) -> String {
        let words: Vec<String> = self.pairs().map(|(n, v)| format!("{n}={v}")).collect();
        words.join(", ")
    }

    /// Returns the clauses of ALTER TABLE or ALTER INDEX that lead to other options: `set (…)`, `reset (…)`.
    pub fn changes(&self, to: &Options) -> Vec<String> {
        let new: Vec<_> = to.0.iter().filter(|p| !self.means(p)).cloned().collect();
        let gone = self
            .0
            .iter()
            .filter(|(n, _)| !to.0.iter().any(|(m, _)| m == n));
        let gone: Vec<String> = gone.map(|(n, _)| name_sql(n)).collect();
        let mut out = Vec::new();
        if !new.is_empty() {
            out.push(format!("set ({})", Options(new).list()));
        }
        if !gone.is_empty() {
            out.push(format!("reset ({})", gone.join(", ")));
        }
        out
    }
}

/// Returns the weakest lock under which the server takes a clause of [`Options::changes`].
///
/// Follows `reloptions.c`: all but these ask for no more than SHARE UPDATE EXCLUSIVE.
pub fn lock(clause: &str) -> Lock {
    const STRONG: &[&str] = &[
        "autosummarize",
        "buffering",
        "fastupdate",
        "gin_pending_list_limit",
        "pages_per_range",
        "user_catalog_table",
    ];
    let has = |name: &&str| {
        clause
            .split(['(', ',', '=', ')'])
            .any(|w| w.trim() == *name)
    };
    match STRONG.iter().any(has) {
        true => Lock::AccessExclusive,
        false => Lock::ShareUpdateExclusive,
    }
}

/// Reads the names in parentheses that follow RESET.
pub fn names(reader: &mut Reader) -> Result<Vec<String>> {
    reader.list(name)
}

/// Reads the name of a parameter, which may be one of the TOAST table.
fn name(reader: &mut Reader) -> Result<String> {
    let name = reader.name()?;
    match name.schema() {
        None => Ok(name.last().to_string()),
        Some("toast") => Ok(format!("{TOAST}{}", name.last())),
        Some(other) => {
            let message = format!("parameters have no namespace {other} but only toast");
            Err(reader.error_at("syntax", &message, name.place))
        }
    }
}

fn name_sql(name: &str) -> String {
    match name.strip_prefix(TOAST) {
        Some(own) => format!("{TOAST}{}", quote::ident(own)),
        None => quote::ident(name),
    }
}

/// Reads `name = value`; a parameter without a value is on.
fn parameter(reader: &mut Reader) -> Result<(String, String)> {
    let name = name(reader)?;
    if !reader.accept_sign(&Token::Eq) {
        return Ok((name, "true".into()));
    }
    let value = match reader.peek() {
        Token::Word(_) => reader.ident()?,
        Token::Number(..) | Token::Minus | Token::Plus => reader.number()?,
        _ => reader.string()?,
    };
    Ok((name, value))
}

/// Returns a boolean or a number in one spelling; any other value as it is.
fn spelled(value: &str) -> String {
    match value.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => "on".into(),
        "false" | "no" | "off" => "off".into(),
        _ => value
            .parse::<f64>()
            .map_or(value.to_string(), |n| n.to_string()),
    }
}

fn word(value: &str) -> String {
    let unsigned = value.strip_prefix('-').unwrap_or(value);
    let plain = !unsigned.is_empty()
        && unsigned
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
    fn a_parameter_of_the_toast_table_has_a_namespace() {
        let both = of(&["fillfactor=70"]).with_toast(&["autovacuum_enabled=false".into()]);
        assert_eq!(
            both.with(),
            " with (fillfactor=70, toast.autovacuum_enabled=false)"
        );
        assert_eq!(
            both.changes(&Options::default()),
            ["reset (fillfactor, toast.autovacuum_enabled)"]
        );
    }

    #[test]
    fn a_few_parameters_need_the_strongest_lock() {
        assert_eq!(lock("set (fillfactor=70)"), Lock::ShareUpdateExclusive);
        assert_eq!(
            lock("reset (fillfactor, fastupdate)"),
            Lock::AccessExclusive
        );
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
