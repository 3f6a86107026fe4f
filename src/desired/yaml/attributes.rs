//! The attributes of functions and procedures.

use crate::text::yaml::Entry;

use super::clauses::word_clause;
use super::extras::{ALLOW, COMMENT, IGNORE, OWNER, RENAMED_FROM};
use super::fence::Fence;
use super::privileges::{GRANTS, REVOKES};
use super::reading::{Fields, Reading, truth};
use super::shape::{Key, Keys, NAMES, OPTIONS, Shape, key};
use super::sql::Sql;

const ARGUMENTS: Key = key(
    "arguments",
    Shape::Any(&[
        Shape::Sql,
        Shape::List(&Shape::Sql),
        Shape::Named(&Shape::Sql),
    ]),
    "the arguments, when the key is the bare name",
);
const RETURNS: Shape = Shape::Any(&[Shape::Sql, Shape::Named(&Shape::Sql)]);
const LANGUAGE: Key = key("language", Shape::Name, "sql if absent");
const BODY: Key = key("body", Shape::Text, "the text of the body");
const RETURN: Key = key("return", Shape::Sql, "an expression as the body");
const ATOMIC: Key = key(
    "atomic",
    Shape::Sql,
    "statements that are parsed when the routine is made",
);
const LIBRARY: Key = key("library", Shape::Text, "the file of a routine in C");
const SYMBOL: Key = key("symbol", Shape::Text, "its symbol there");
const SECURITY: Key = key(
    "security",
    Shape::Words(&["definer", "invoker"]),
    "whose privileges hold",
);
const TRANSFORM: Key = key("transform", NAMES, "types, for TRANSFORM FOR TYPE");
const SET: Key = key("set", OPTIONS, "settings while it runs");

/// The keys of a function.
pub const FUNCTION: Keys = Keys {
    what: "a function",
    keys: &[
        ARGUMENTS,
        key(
            "returns",
            RETURNS,
            "a type, setof …, table (…); a mapping of columns means table",
        ),
        LANGUAGE,
        BODY,
        RETURN,
        ATOMIC,
        LIBRARY,
        SYMBOL,
        key(
            "volatility",
            Shape::Words(&["immutable", "stable", "volatile"]),
            "what its result depends on",
        ),
        key(
            "strict",
            Shape::Truth,
            "whether null goes in and null comes out",
        ),
        SECURITY,
        key(
            "parallel",
            Shape::Words(&["safe", "restricted", "unsafe"]),
            "whether workers may run it",
        ),
        key(
            "leakproof",
            Shape::Truth,
            "whether it tells nothing of its arguments",
        ),
        key("window", Shape::Truth, "whether it is a window function"),
        key("cost", Shape::Number, "what a call costs, for the planner"),
        key(
            "rows",
            Shape::Number,
            "how many rows it returns, for the planner",
        ),
        key("support", Shape::Name, "the planner's support function"),
        TRANSFORM,
        SET,
        COMMENT,
        ALLOW,
        IGNORE,
        OWNER,
        RENAMED_FROM,
        GRANTS,
        REVOKES,
    ],
};

/// The keys of a procedure.
pub const PROCEDURE: Keys = Keys {
    what: "a procedure",
    keys: &[
        ARGUMENTS,
        LANGUAGE,
        BODY,
        ATOMIC,
        LIBRARY,
        SYMBOL,
        SECURITY,
        TRANSFORM,
        SET,
        COMMENT,
        ALLOW,
        IGNORE,
        OWNER,
        RENAMED_FROM,
        GRANTS,
        REVOKES,
    ],
};

/// The keys whose value is a word, with the words in front of it.
const WORDS: [(&str, &str); 5] = [
    ("volatility", ""),
    ("security", "security"),
    ("parallel", "parallel"),
    ("cost", "cost"),
    ("rows", "rows"),
];
/// The keys that are true or false, with the words for each.
const TRUTHS: [(&str, &str, &str); 3] = [
    ("leakproof", "leakproof", "not leakproof"),
    ("strict", "strict", "called on null input"),
    ("window", "window", ""),
];

impl Reading<'_> {
    /// Reads the attributes of a routine.
    pub fn attributes(&mut self, fields: Fields) -> Sql {
        let mut sql = Sql::default();
        if let Some(entry) = fields.get("transform") {
            let list = self.transforms(&entry.value);
            sql.words("transform", entry.key.bytes()).listed(list);
        }
        for (key, on, off) in TRUTHS {
            let Some(entry) = fields.get(key) else {
                continue;
            };
            let words = if truth(&entry.value) == Some(true) {
                on
            } else {
                off
            };
            sql.words(words, entry.bytes());
        }
        for (key, words) in WORDS {
            word_clause(&mut sql, fields, key, words);
        }
        self.qualified_clause(&mut sql, fields, "support", "support");
        for entry in fields.named("set") {
            sql.add(self.setting(entry).unwrap_or_default());
        }
        sql
    }

    /// Reads a setting. An empty text between quotes is the empty value, as in `search_path: ''`.
    fn setting(&mut self, entry: &Entry) -> Option<Sql> {
        let mut sql = Sql::of("set", entry.key.bytes());
        sql.add(self.qualified(&entry.key)?);
        let scalar = entry.value.scalar()?;
        if scalar.text.is_empty() && !scalar.plain {
            sql.words("to ''", entry.value.bytes());
            return Some(sql);
        }
        let value = self.fragment(&entry.value, Fence::Rest)?;
        let from_current = value
            .text()
            .to_ascii_lowercase()
            .starts_with("from current");
        if !from_current {
            sql.words("to", entry.key.bytes());
        }
        sql.add(value);
        Some(sql)
    }
}
