//! `collations`.

use crate::text::yaml::{Entry, Node};

use super::extras::{COMMENT, OWNER, RENAMED_FROM, Target};
use super::reading::{Fields, Reading, truth};
use super::shape::{Keys, Shape, key};
use super::sql::Sql;

const COLLATION: Keys = Keys {
    what: "a collation",
    keys: &[
        key(
            "provider",
            Shape::Words(&["icu", "libc", "builtin"]),
            "who provides it",
        ),
        key("locale", Shape::Text, "its locale"),
        key("lc_collate", Shape::Text, "the locale that it orders by"),
        key("lc_ctype", Shape::Text, "the locale of its characters"),
        key(
            "deterministic",
            Shape::Truth,
            "whether equal texts have equal bytes",
        ),
        key("rules", Shape::Text, "rules beside those of the locale"),
        COMMENT,
        OWNER,
        RENAMED_FROM,
    ],
};

/// What stands under `collations`.
pub const COLLATIONS: Shape = Shape::Named(&Shape::Keys(&COLLATION));

impl Reading<'_> {
    /// Reads collations.
    pub fn collations(&mut self, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.one_collation(entry);
        }
    }

    fn one_collation(&mut self, entry: &Entry) -> Option<()> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let name = self.qualified(key)?;
        let mut clauses = Vec::new();
        if let Some((entry, word)) = fields.word("provider") {
            clauses.push(Sql::of(&format!("provider = {word}"), entry.bytes()));
        }
        for word in ["locale", "lc_collate", "lc_ctype", "rules"] {
            let Some(entry) = fields.get(word) else {
                continue;
            };
            let text = Sql::literal(entry.value.scalar()?, entry.value.bytes());
            let mut clause = Sql::of(&format!("{word} ="), entry.key.bytes());
            clause.add(text);
            clauses.push(clause);
        }
        if let Some(entry) = fields.get("deterministic") {
            let is_so = truth(&entry.value) == Some(true);
            clauses.push(Sql::of(&format!("deterministic = {is_so}"), entry.bytes()));
        }
        let mut sql = self.start("create collation", key, fields);
        sql.add(name.clone());
        sql.add(Sql::list(clauses, entry.value.bytes()));
        self.define(sql);
        self.extras(&Target::new("collation", name, key), fields);
        Some(())
    }
}
