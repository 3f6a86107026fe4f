//! A node of a YAML document. How it is read from a text does not belong here.

use std::ops::Range;
use std::rc::Rc;

use crate::text::sql::Piece;

/// A node; a clone is the same node, as an alias is the same as its anchor.
#[derive(Debug, Clone)]
pub struct Node(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    bytes: Range<usize>,
    value: Value,
}

/// What a node holds.
#[derive(Debug)]
pub enum Value {
    /// A text, a number, true, false or nothing.
    Scalar(Scalar),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order of the file.
    Map(Vec<Entry>),
}

/// A key of a mapping and its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key, always a scalar.
    pub key: Node,
    /// The value.
    pub value: Node,
}

/// A scalar: its text, and which bytes of the file each part of it is.
#[derive(Debug, Clone)]
pub struct Scalar {
    /// The text after unquoting, unescaping and stripping of indentation.
    pub text: String,
    /// Whether it stands without quotes and tag, so that `null` and `true` have their meaning.
    pub plain: bool,
    /// The text's parts and the bytes of the file that they were.
    pub pieces: Vec<Piece>,
}

impl Scalar {
    /// Returns whether it says nothing: `null`, `~` or no text at all.
    pub fn is_null(&self) -> bool {
        self.plain && matches!(self.text.as_str(), "" | "~" | "null" | "Null" | "NULL")
    }

    /// Returns true or false, if it is one of them.
    pub fn truth(&self) -> Option<bool> {
        match self.text.as_str() {
            "true" | "True" | "TRUE" if self.plain => Some(true),
            "false" | "False" | "FALSE" if self.plain => Some(false),
            _ => None,
        }
    }
}

impl Entry {
    /// Returns the bytes from the key to the end of the value.
    pub fn bytes(&self) -> Range<usize> {
        let (key, value) = (self.key.bytes(), self.value.bytes());
        // The value of an alias stands elsewhere.
        if value.start >= key.start {
            key.start..value.end.max(key.end)
        } else {
            key
        }
    }

    /// Returns the text of the key.
    pub fn name(&self) -> &str {
        self.key.scalar().map_or("", |s| s.text.as_str())
    }
}

impl Node {
    /// Makes a node.
    pub fn new(bytes: Range<usize>, value: Value) -> Node {
        Node(Rc::new(Inner { bytes, value }))
    }

    /// Returns where it stands in the file.
    pub fn bytes(&self) -> Range<usize> {
        self.0.bytes.clone()
    }

    /// Returns what it holds.
    pub fn value(&self) -> &Value {
        &self.0.value
    }

    /// Returns the scalar, if it is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match self.value() {
            Value::Scalar(s) => Some(s),
            Value::List(_) | Value::Map(_) => None,
        }
    }

    /// Returns the entries, if it is a mapping.
    pub fn entries(&self) -> Option<&[Entry]> {
        match self.value() {
            Value::Map(entries) => Some(entries),
            Value::Scalar(_) | Value::List(_) => None,
        }
    }

    /// Returns the items, if it is a list.
    pub fn items(&self) -> Option<&[Node]> {
        match self.value() {
            Value::List(items) => Some(items),
            Value::Scalar(_) | Value::Map(_) => None,
        }
    }

    /// Returns whether it says nothing.
    pub fn is_null(&self) -> bool {
        self.scalar().is_some_and(Scalar::is_null)
    }

    /// Names what it holds, for messages.
    pub fn sort(&self) -> &'static str {
        match self.value() {
            Value::Scalar(s) if s.is_null() => "nothing",
            Value::Scalar(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}
