//! The options of a view: its WITH list, and `pg_class.reloptions`.

use sqlparser::tokenizer::Token;

use crate::diagnostic::{Result, did_you_mean};
use crate::text::sql::Reader;

/// The options of a view, in the order and spelling in which they were written, which do not count.
#[derive(Debug, Clone, Default)]
pub struct Options(Vec<(String, String)>);

impl PartialEq for Options {
    fn eq(&self, other: &Options) -> bool {
        KNOWN
            .iter()
            .all(|name| self.meaning(name) == other.meaning(name))
    }
}

/// What an option means, however it is spelled.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Meaning {
    Yes,
    No,
    Word(String),
}

const KNOWN: &[&str] = &["check_option", "security_barrier", "security_invoker"];

impl Options {
    /// Sets an option from its text; false if there is no such option or value.
    pub fn set(&mut self, name: &str, value: &str) -> bool {
        let value = value.to_ascii_lowercase();
        let fits = match name {
            "check_option" => matches!(value.as_str(), "local" | "cascaded"),
            name => KNOWN.contains(&name) && is_true(&value).is_some(),
        };
        if fits {
            self.0.retain(|o| o.0 != name);
            self.0.push((name.to_string(), value));
        }
        fits
    }

    /// Returns whether an option is written, whatever its value.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|o| o.0 == name)
    }

    /// Returns whether the view reads as the role that asks, not as its owner.
    pub fn is_security_invoker(&self) -> bool {
        self.meaning("security_invoker") == Meaning::Yes
    }

    /// Returns what an option means; one that is not written means no.
    fn meaning(&self, name: &str) -> Meaning {
        let Some((_, value)) = self.0.iter().find(|o| o.0 == name) else {
            return Meaning::No;
        };
        match is_true(value) {
            Some(true) => Meaning::Yes,
            Some(false) => Meaning::No,
            None => Meaning::Word(value.clone()),
        }
    }

    /// Reads the list in parentheses that follows WITH or SET.
    pub fn read(&mut self, reader: &mut Reader) -> Result<()> {
        let one = |r: &mut Reader| {
            let place = r.here();
            let name = r.ident()?.to_ascii_lowercase();
            let value = match r.accept_sign(&Token::Eq) {
                true => value(r)?,
                false => "true".to_string(),
            };
            match self.set(&name, &value) {
                true => Ok(()),
                false if KNOWN.contains(&name.as_str()) => {
                    let message = format!("{value} is no value of {name}");
                    Err(r.error_at("syntax", &message, place))
                }
                false => Err(unknown(r, &name, place)),
            }
        };
        reader.list(one).map(|_| ())
    }

    /// Reads the list in parentheses that follows RESET.
    pub fn reset(&mut self, reader: &mut Reader) -> Result<()> {
        let one = |r: &mut Reader| {
            let place = r.here();
            let name = r.ident()?.to_ascii_lowercase();
            if !KNOWN.contains(&name.as_str()) {
                return Err(unknown(r, &name, place));
            }
            self.0.retain(|o| o.0 != name);
            Ok(())
        };
        reader.list(one).map(|_| ())
    }

    /// Words all options, for a WITH list.
    pub fn words(&self) -> Vec<String> {
        self.0.iter().map(|(n, v)| format!("{n} = {v}")).collect()
    }

    /// Words the options that are written here and mean something else in the other.
    pub fn differing(&self, other: &Options) -> Vec<String> {
        let new = self
            .0
            .iter()
            .filter(|(n, _)| self.meaning(n) != other.meaning(n));
        new.map(|(n, v)| format!("{n} = {v}")).collect()
    }

    /// Returns the names of the options that are written here, mean something and are not written in the other.
    pub fn gone_in(&self, other: &Options) -> Vec<&str> {
        let written = |name: &str| other.0.iter().any(|o| o.0 == name);
        let names = self.0.iter().map(|o| o.0.as_str());
        names
            .filter(|n| self.meaning(n) != Meaning::No && !written(n))
            .collect()
    }
}

fn unknown(
    reader: &Reader,
    name: &str,
    place: crate::model::Place,
) -> Box<crate::diagnostic::Problem> {
    let problem = reader.error_at("syntax", &format!("a view has no option {name}"), place);
    let known = did_you_mean(name, KNOWN.iter().copied());
    Box::new(problem.help(known.unwrap_or_else(|| format!("it has {}", KNOWN.join(", ")))))
}

fn value(reader: &mut Reader) -> Result<String> {
    match reader.peek() {
        Token::Number(..) => reader.number(),
        Token::Word(_) => reader.ident(),
        _ => reader.string(),
    }
}

/// Reads a boolean as the server does.
pub fn is_true(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "on" | "yes" | "1" | "t" | "y" => Some(true),
        "false" | "off" | "no" | "0" | "f" | "n" => Some(false),
        _ => None,
    }
}
