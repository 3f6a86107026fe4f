//! `references`.

use sqlparser::tokenizer::Token;

use crate::text::yaml::{Entry, Node};

use super::clauses::word_clause;
use super::constraints::{DEFERRABLE, INITIALLY};
use super::fence::{Fence, place};
use super::reading::{Fields, Reading};
use super::shape::{Keys, NAMES, Shape, key};
use super::sql::Sql;

const KEYS: Keys = Keys {
    what: "a reference",
    keys: &[
        key("table", Shape::Name, "the table"),
        key("column", Shape::Name, "its column"),
        key("columns", NAMES, "its columns"),
        key(
            "on_delete",
            Shape::Sql,
            "what becomes of the row when the other one goes",
        ),
        key(
            "on_update",
            Shape::Sql,
            "what becomes of it when the other one changes",
        ),
        key(
            "match",
            Shape::Words(&["simple", "full", "partial"]),
            "how nulls are taken",
        ),
        DEFERRABLE,
        INITIALLY,
        key(
            "not_valid",
            Shape::Truth,
            "whether rows that exist are not checked",
        ),
        key("name", Shape::Name, "the name of the constraint"),
    ],
};

/// What stands under `references`.
pub const REFERENCES: Shape = Shape::Any(&[Shape::Sql, Shape::Keys(&KEYS)]);

const ACTION_ENDS: Fence = Fence::Without(&[
    "on",
    "match",
    "deferrable",
    "not",
    "initially",
    "check",
    "references",
]);
const REFERENCE_ENDS: Fence = Fence::Without(&[
    "check",
    "constraint",
    "primary",
    "unique",
    "references",
    "generated",
    "collate",
]);

impl Reading<'_> {
    /// Reads what stands behind REFERENCES, that word included.
    pub fn references(&mut self, entry: &Entry) -> Option<Sql> {
        let mut sql = Sql::of("references", entry.key.bytes());
        match entry.value.scalar() {
            Some(_) => sql.add(self.reference_text(&entry.value)?),
            None => sql.add(self.reference_keys(entry, Fields::of(&entry.value))?),
        };
        Some(sql)
    }

    fn reference_text(&mut self, node: &Node) -> Option<Sql> {
        let sql = self.fragment(node, REFERENCE_ENDS)?;
        let tokens = self.tokens(&sql)?;
        let solid: Vec<_> = tokens.solid().collect();
        let word = |t: &Token, word: &str| matches!(t, Token::Word(w) if w.value.eq_ignore_ascii_case(word));
        for pair in solid.windows(2) {
            let ((before, _), (token, bytes)) = (&pair[0], &pair[1]);
            let column = word(token, "null") || word(token, "default");
            if column && !word(before, "set") {
                let message = format!("`{token}` is not part of the reference");
                self.error("yaml-sql", &message, place(&sql, bytes.clone()));
                return None;
            }
        }
        Some(sql)
    }

    fn reference_keys(&mut self, entry: &Entry, fields: Fields) -> Option<Sql> {
        let table = &self
            .needed(fields, "table", "a reference", &entry.key)?
            .value;
        let mut sql = self.qualified(table)?;
        if let Some(columns) = fields.value("column").or(fields.value("columns")) {
            sql.add(Sql::list(self.names(columns), columns.bytes()));
        }
        word_clause(&mut sql, fields, "match", "match");
        for (key, words) in [("on_delete", "on delete"), ("on_update", "on update")] {
            let Some(entry) = fields.get(key) else {
                continue;
            };
            let action = self.fragment(&entry.value, ACTION_ENDS)?;
            sql.words(words, entry.key.bytes()).add(action);
        }
        Some(sql)
    }
}
