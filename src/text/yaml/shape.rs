//! What may stand under a key, as data: the reader, its messages and the JSON Schema for editors walk the same lists.
//!
//! What a key means does not belong here.

use super::notes::Notes;
use super::{Entry, Node, Value};
use crate::diagnostic::{self, Problem};

/// What to say where a comma has ended a text too early.
pub const COMMA: &str = "within `{…}` and `[…]` a text that holds a comma stands in quotes";

/// What may stand in one place.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// SQL: a type, an expression, a definition.
    Sql,
    /// A text for people, or a label.
    Text,
    /// A name.
    Name,
    /// `true` or `false`.
    Truth,
    /// A number.
    Number,
    /// One of some words.
    Words(&'static [&'static str]),
    /// Any value: a text, a number, true, false or nothing, a list or a mapping.
    Value,
    /// Nothing: the key alone says it.
    Nothing,
    /// A list.
    List(&'static Shape),
    /// Names, each with the same sort of value.
    Named(&'static Shape),
    /// Known keys.
    Keys(&'static Keys),
    /// One of several shapes.
    Any(&'static [Shape]),
}

/// The keys of a mapping.
#[derive(Debug)]
pub struct Keys {
    /// What the mapping describes, with its article.
    pub what: &'static str,
    /// The keys; where a mapping of names could stand as well, the first one tells.
    pub keys: &'static [Key],
}

/// A key of a mapping.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What may stand under it.
    pub shape: Shape,
    /// What it means, in a few words.
    pub doc: &'static str,
}

/// Makes a key.
pub const fn key(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, shape, doc }
}

/// Names, one or a list.
pub const NAMES: Shape = Shape::Any(&[Shape::Name, Shape::List(&Shape::Name)]);
/// SQL, one or a list.
pub const SQLS: Shape = Shape::Any(&[Shape::Sql, Shape::List(&Shape::Sql)]);
/// Settings and storage parameters.
pub const OPTIONS: Shape = Shape::Named(&Shape::Sql);

impl Shape {
    /// Says what may stand there, for messages.
    pub fn expected(&self) -> String {
        match self {
            Shape::Sql => "SQL".into(),
            Shape::Text => "a text".into(),
            Shape::Name => "a name".into(),
            Shape::Truth => "`true` or `false`".into(),
            Shape::Number => "a number".into(),
            Shape::Words(words) => words
                .iter()
                .map(|w| format!("`{w}`"))
                .collect::<Vec<_>>()
                .join(" or "),
            Shape::Value => "a value".into(),
            Shape::Nothing => "nothing".into(),
            Shape::List(_) => "a list".into(),
            Shape::Named(_) | Shape::Keys(_) => "a mapping".into(),
            Shape::Any(shapes) => {
                let mut all: Vec<String> = shapes.iter().map(Shape::expected).collect();
                all.dedup();
                all.join(" or ")
            }
        }
    }

    fn is_truth(&self) -> bool {
        match self {
            Shape::Truth => true,
            Shape::Any(shapes) => shapes.iter().any(Shape::is_truth),
            _ => false,
        }
    }

    /// Returns whether a node is of this sort, whatever it holds.
    fn fits(&self, node: &Node) -> bool {
        match (self, node.value()) {
            (Shape::Any(shapes), _) => shapes.iter().any(|s| s.fits(node)),
            (Shape::Value, _) => true,
            (Shape::Nothing, _) => node.is_null(),
            (Shape::List(_), Value::List(_)) | (Shape::Named(_), Value::Map(_)) => true,
            (Shape::Keys(_), Value::Map(_)) => true,
            (Shape::Truth, Value::Scalar(s)) => s.truth().is_some(),
            (Shape::Number, Value::Scalar(s)) => is_number(&s.text),
            (Shape::Words(words), Value::Scalar(s)) => {
                words.iter().any(|w| w.eq_ignore_ascii_case(&s.text))
            }
            (Shape::Sql | Shape::Text | Shape::Name, Value::Scalar(s)) => !s.is_null(),
            (_, Value::Scalar(_) | Value::List(_) | Value::Map(_)) => false,
        }
    }
}

/// What YAML once took for true and false.
const BOOLEANS: &[&str] = &["yes", "no", "on", "off", "Yes", "No", "On", "Off"];

impl Keys {
    /// Returns whether a mapping is meant to have these keys where names could stand as well.
    fn tells(&self, entries: &[Entry]) -> bool {
        let first = self.keys.first().map(|k| k.name);
        entries
            .iter()
            .any(|e| Some(e.name()) == first && e.value.scalar().is_none())
    }
}

/// Reports what does not stand in its shape; what is left is safe to read.
pub fn check(notes: &mut Notes, node: &Node, shape: &Shape, what: &str) {
    if !shape.fits(node) {
        return misfit(notes, node, shape, what);
    }
    match (shape, node.value()) {
        (Shape::Any(shapes), _) => {
            if let Some(shape) = chosen(shapes, node) {
                check(notes, node, shape, what);
            }
        }
        (Shape::List(shape), Value::List(items)) => {
            items
                .iter()
                .for_each(|item| check(notes, item, shape, what));
        }
        (Shape::Named(shape), Value::Map(entries)) => {
            for entry in entries {
                check_at(notes, entry, shape);
            }
        }
        (Shape::Keys(keys), Value::Map(entries)) => check_keys(notes, entries, keys),
        (_, Value::Scalar(_) | Value::List(_) | Value::Map(_)) => {}
    }
}

/// Returns the one of several shapes that a node is meant to have.
pub fn chosen<'s>(shapes: &'s [Shape], node: &Node) -> Option<&'s Shape> {
    let fitting = |s: &&Shape| s.fits(node);
    let telling = |s: &&Shape| matches!((s, node.entries()), (Shape::Keys(keys), Some(entries)) if keys.tells(entries));
    let mixed = shapes.iter().any(|s| matches!(s, Shape::Named(_)));
    let by_key = shapes.iter().find(telling).filter(|_| mixed);
    let named = |s: &&Shape| !(mixed && matches!(s, Shape::Keys(_)));
    by_key.or_else(|| shapes.iter().filter(named).find(fitting))
}

fn check_keys(notes: &mut Notes, entries: &[Entry], keys: &Keys) {
    for entry in entries {
        match keys.keys.iter().find(|k| k.name == entry.name()) {
            Some(key) => check_at(notes, entry, &key.shape),
            None => unknown(notes, entry, keys),
        }
    }
}

/// Checks the value of a key; one that is not written has only its key to point at.
fn check_at(notes: &mut Notes, entry: &Entry, shape: &Shape) {
    if entry.value.is_null() && !shape.fits(&entry.value) {
        let message = format!("`{}` says nothing", entry.name());
        let problem =
            Problem::error("yaml-value", message).help(format!("it takes {}", shape.expected()));
        return notes.report(problem, entry.key.bytes());
    }
    check(notes, &entry.value, shape, entry.name());
}

fn unknown(notes: &mut Notes, entry: &Entry, keys: &Keys) {
    let known = || keys.keys.iter().map(|k| k.name);
    let message = format!("{} has no key `{}`", keys.what, entry.name());
    let near = diagnostic::did_you_mean(entry.name(), known());
    let help = near.unwrap_or_else(|| match entry.value.is_null() {
        true => COMMA.to_string(),
        false => format!("it has {}", known().collect::<Vec<_>>().join(", ")),
    });
    notes.report(
        Problem::error("yaml-unknown-key", message).help(help),
        entry.key.bytes(),
    );
}

fn misfit(notes: &mut Notes, node: &Node, shape: &Shape, what: &str) {
    let found = match node.scalar() {
        Some(s) if !s.is_null() => format!("`{}`", s.text),
        _ => node.sort().to_string(),
    };
    let message = format!("`{what}` takes {}, not {found}", shape.expected());
    let problem = Problem::error("yaml-value", message);
    let near = match (shape, node.scalar()) {
        (Shape::Words(words), Some(s)) => diagnostic::did_you_mean(&s.text, words.iter().copied()),
        (shape, Some(s)) if shape.is_truth() && BOOLEANS.contains(&s.text.as_str()) => {
            Some("YAML of today writes `true` or `false`".to_string())
        }
        _ => None,
    };
    let problem = match near {
        Some(help) => problem.help(help),
        None => problem,
    };
    notes.report(problem, node.bytes());
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.matches('.').count() < 2
}
