//! The options of what stands for another server's data: `OPTIONS (host 'x', port '5432')`.
//!
//! The value of one that is a secret is compared where both sides know it, and never shown. A file can leave it out with a variable
//! of psql, `password :'name'`, which stands for whatever the database has.

use std::collections::BTreeMap;
use std::fmt;

use sqlparser::tokenizer::Token;

use crate::diagnostic::Result;
use crate::kind::Wording;
use crate::model::Id;
use crate::text::secret;
use crate::text::sql::Reader;

/// Options by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options(BTreeMap<String, Value>);

/// The value of an option.
#[derive(Clone)]
pub enum Value {
    /// One that may be shown.
    Plain(String),
    /// One that may not, as far as it is known.
    Secret(Option<String>),
}

impl PartialEq for Value {
    /// Compares what both sides know.
    fn eq(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Plain(a), Value::Plain(b)) => a == b,
            (Value::Secret(Some(a)), Value::Secret(Some(b))) => a == b,
            (Value::Secret(_), Value::Secret(_)) => true,
            (Value::Plain(_), Value::Secret(_)) | (Value::Secret(_), Value::Plain(_)) => false,
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Plain(text) => write!(f, "{text:?}"),
            Value::Secret(_) => f.write_str("secret"),
        }
    }
}

impl Value {
    fn of(name: &str, text: &str) -> Value {
        match secret::is_secret(name) {
            true => Value::Secret(Some(text.to_string())),
            false => Value::Plain(text.to_string()),
        }
    }

    fn read(reader: &mut Reader, name: &str) -> Result<Value> {
        if secret::is_secret(name) && reader.accept_sign(&Token::Colon) {
            reader.string()?;
            return Ok(Value::Secret(None));
        }
        Ok(Value::of(name, &reader.string()?))
    }

    fn word(&self, name: &str, of: &Id, out: &mut Wording) {
        match self {
            Value::Plain(text) => out.literal(text),
            Value::Secret(value) => {
                let variable = variable(of, name);
                out.secret(&variable, value.as_deref());
            }
        }
    }
}

/// Returns the name of the variable of psql that stands for a secret in a patch: `remote_app_password`.
fn variable(of: &Id, name: &str) -> String {
    let parts = of.parts().join("_") + "_" + name;
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '_'
        }
    };
    parts.chars().map(plain).collect()
}

impl Options {
    /// Takes the elements of a catalog's array: `name=value`.
    pub fn of_catalog(elements: &[String]) -> Options {
        let pairs = elements.iter().filter_map(|e| e.split_once('='));
        Options(
            pairs
                .map(|(n, v)| (n.to_string(), Value::of(n, v)))
                .collect(),
        )
    }

    /// Returns the names and values, unless one is a secret.
    pub fn plain(&self) -> Option<Vec<(&str, &str)>> {
        let pairs = self.0.iter().map(|(name, value)| match value {
            Value::Plain(text) => Some((name.as_str(), text.as_str())),
            Value::Secret(_) => None,
        });
        pairs.collect()
    }

    /// Reads OPTIONS as CREATE has them, if they come next.
    pub fn read(reader: &mut Reader) -> Result<Options> {
        let mut out = Options::default();
        if !reader.accept("options") {
            return Ok(out);
        }
        reader.list(|r| {
            let place = r.here();
            let name = r.ident()?;
            let value = Value::read(r, &name)?;
            match out.0.insert(name.clone(), value) {
                Some(_) => Err(r.error_at(
                    "bad-option",
                    &format!("option {name} is given twice"),
                    place,
                )),
                None => Ok(()),
            }
        })?;
        Ok(out)
    }

    /// Reads OPTIONS as ALTER has them, if they come next, and changes these.
    pub fn alter(&mut self, reader: &mut Reader) -> Result<()> {
        if !reader.accept("options") {
            return Ok(());
        }
        reader.list(|r| self.change(r)).map(|_| ())
    }

    fn change(&mut self, reader: &mut Reader) -> Result<()> {
        let place = reader.here();
        let named = matches!(reader.peek_nth(1), Token::Word(_));
        let verb = ["add", "set", "drop"]
            .into_iter()
            .find(|v| named && reader.accept(v));
        let name = reader.ident()?;
        let there = self.0.contains_key(&name);
        let wrong = |message: String| reader.error_at("bad-option", &message, place.clone());
        match verb {
            Some("set" | "drop") if !there => {
                return Err(wrong(format!("there is no option {name} here")));
            }
            Some("set") | Some("drop") => {}
            Some(_) | None if there => {
                return Err(wrong(format!("option {name} is there already: write SET")));
            }
            Some(_) | None => {}
        }
        if verb == Some("drop") {
            self.0.remove(&name);
            return Ok(());
        }
        let value = Value::read(reader, &name)?;
        self.0.insert(name, value);
        Ok(())
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns those that may be shown.
    pub fn without_secrets(&self) -> Options {
        let shown = |(_, value): &(&String, &Value)| matches!(value, Value::Plain(_));
        let pairs = self.0.iter().filter(shown);
        Options(pairs.map(|(n, v)| (n.clone(), v.clone())).collect())
    }

    /// Words them as CREATE has them, with a space before.
    pub fn word(&self, of: &Id, out: &mut Wording) {
        if self.0.is_empty() {
            return;
        }
        out.text(" options (");
        for (i, (name, value)) in self.0.iter().enumerate() {
            out.text(if i > 0 { ", " } else { "" });
            out.ident(name);
            out.text(" ");
            value.word(name, of, out);
        }
        out.text(")");
    }

    /// Words the change to others as ALTER has it, with a space before; nothing where they are the same.
    pub fn word_change(&self, to: &Options, of: &Id, out: &mut Wording) {
        let mut first = true;
        let mut begin = |out: &mut Wording, verb: &str, name: &str| {
            out.text(if first { " options (" } else { ", " });
            first = false;
            out.text(verb);
            out.ident(name);
        };
        for (name, value) in &to.0 {
            let verb = match self.0.get(name) {
                Some(before) if before == value => continue,
                Some(_) => "set ",
                None => "add ",
            };
            begin(out, verb, name);
            out.text(" ");
            value.word(name, of, out);
        }
        for name in self.0.keys().filter(|name| !to.0.contains_key(*name)) {
            begin(out, "drop ", name);
        }
        if !first {
            out.text(")");
        }
    }
}
