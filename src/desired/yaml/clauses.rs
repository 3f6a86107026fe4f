//! Clauses that many statements have: words of ours and the value of a key behind them.

use crate::text::yaml::{Entry, Node};

use super::reading::{Fields, Reading};
use super::sql::Sql;

impl Reading<'_> {
    /// Adds `words NAME` if the key is there.
    pub fn name_clause(&mut self, sql: &mut Sql, fields: Fields, key: &str, words: &str) {
        if let Some(entry) = fields.get(key)
            && let Some(name) = self.name(&entry.value)
        {
            sql.words(words, entry.key.bytes()).add(name);
        }
    }

    /// Adds `words SCHEMA.NAME` if the key is there.
    pub fn qualified_clause(&mut self, sql: &mut Sql, fields: Fields, key: &str, words: &str) {
        if let Some(entry) = fields.get(key)
            && let Some(name) = self.qualified(&entry.value)
        {
            sql.words(words, entry.key.bytes()).add(name);
        }
    }

    /// Adds `words (NAME, …)` if the key is there.
    pub fn names_clause(&mut self, sql: &mut Sql, fields: Fields, key: &str, words: &str) {
        if let Some(entry) = fields.get(key) {
            let list = Sql::list(self.names(&entry.value), entry.value.bytes());
            sql.words(words, entry.key.bytes()).add(list);
        }
    }

    /// Adds `words (EXPRESSION)` if the key is there.
    pub fn expression_clause(&mut self, sql: &mut Sql, fields: Fields, key: &str, words: &str) {
        if let Some(entry) = fields.get(key)
            && let Some(expression) = self.expression(&entry.value)
        {
            sql.words(words, entry.key.bytes()).add(expression);
        }
    }

    /// Returns the entry of a key that a thing cannot do without.
    pub fn needed<'n>(
        &mut self,
        fields: Fields<'n>,
        key: &str,
        what: &str,
        at: &Node,
    ) -> Option<&'n Entry> {
        let found = fields.get(key);
        if found.is_none() && !fields.is_misplaced() {
            let message = format!("{what} needs `{key}`");
            self.error("yaml-missing-key", &message, at.bytes());
        }
        found
    }

    /// Returns the value itself in its short form, or what stands under a key of the long form.
    pub fn short_or<'n>(&mut self, entry: &'n Entry, key: &str, what: &str) -> Option<&'n Node> {
        match entry.value.entries() {
            None => Some(&entry.value),
            Some(_) => {
                let fields = Fields::of(&entry.value);
                self.needed(fields, key, what, &entry.key).map(|e| &e.value)
            }
        }
    }
}

/// Adds `words WORD` if the key is there, both as one.
pub fn word_clause(sql: &mut Sql, fields: Fields, key: &str, words: &str) {
    if let Some((entry, word)) = fields.word(key) {
        let space = if words.is_empty() { "" } else { " " };
        sql.words(&format!("{words}{space}{word}"), entry.bytes());
    }
}
