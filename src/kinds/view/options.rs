//! The options of a view: its WITH list, and `pg_class.reloptions`.

use sqlparser::tokenizer::Token;

use crate::diagnostic::{Result, did_you_mean};
use crate::text::sql::Reader;

/// The options of a view.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Whether no function sees a row before the conditions of the view have passed it.
    pub security_barrier: bool,
    /// Whether privileges and policies are those of the user who asks, not of the view's owner.
    pub security_invoker: bool,
    /// Which rows an INSERT or UPDATE through it may make.
    pub check: Option<Check>,
}

/// Whose conditions a new row must meet: WITH CHECK OPTION.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Those of the view.
    Local,
    /// Those of the views beneath it too.
    Cascaded,
}

impl Check {
    fn word(self) -> &'static str {
        match self {
            Check::Local => "local",
            Check::Cascaded => "cascaded",
        }
    }
}

const KNOWN: &[&str] = &["check_option", "security_barrier", "security_invoker"];

impl Options {
    /// Sets an option from its text; false if there is no such option or value.
    pub fn set(&mut self, name: &str, value: &str) -> bool {
        match (name, is_true(value)) {
            ("security_barrier", Some(yes)) => self.security_barrier = yes,
            ("security_invoker", Some(yes)) => self.security_invoker = yes,
            ("check_option", _) => match value.to_ascii_lowercase().as_str() {
                "local" => self.check = Some(Check::Local),
                "cascaded" => self.check = Some(Check::Cascaded),
                _ => return false,
            },
            _ => return false,
        }
        true
    }

    /// Reads the list in parentheses that follows WITH or SET.
    pub fn read(&mut self, reader: &mut Reader) -> Result<()> {
        reader
            .list(|r| {
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
            })
            .map(|_| ())
    }

    /// Reads the list in parentheses that follows RESET.
    pub fn reset(&mut self, reader: &mut Reader) -> Result<()> {
        let usual = Options::default();
        reader
            .list(|r| {
                let place = r.here();
                let name = r.ident()?.to_ascii_lowercase();
                match name.as_str() {
                    "security_barrier" => self.security_barrier = usual.security_barrier,
                    "security_invoker" => self.security_invoker = usual.security_invoker,
                    "check_option" => self.check = usual.check,
                    _ => return Err(unknown(r, &name, place)),
                }
                Ok(())
            })
            .map(|_| ())
    }

    /// Words the options that are not as usual, for a WITH list.
    pub fn words(&self) -> Vec<String> {
        let mut out = Vec::new();
        if self.security_barrier {
            out.push("security_barrier = true".to_string());
        }
        if self.security_invoker {
            out.push("security_invoker = true".to_string());
        }
        out.extend(self.check.map(|c| format!("check_option = {}", c.word())));
        out
    }

    /// Returns the names of the options that are not as usual here but are so in the other.
    pub fn gone_in(&self, other: &Options) -> Vec<&'static str> {
        let gone = [
            (
                self.security_barrier && !other.security_barrier,
                "security_barrier",
            ),
            (
                self.security_invoker && !other.security_invoker,
                "security_invoker",
            ),
            (
                self.check.is_some() && other.check.is_none(),
                "check_option",
            ),
        ];
        gone.into_iter().filter(|g| g.0).map(|g| g.1).collect()
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
