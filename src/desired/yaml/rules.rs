//! `rules` of a table or view.

use crate::text::yaml::{Entry, Node};

use super::extras::{COMMENT, Target};
use super::fence::Fence;
use super::reading::{Fields, Reading};
use super::shape::{Keys, SQLS, Shape, key};
use super::sql::Sql;
use super::tables::Table;
use super::triggers::ENABLED;

const RULE: Keys = Keys {
    what: "a rule",
    keys: &[
        key(
            "event",
            Shape::Words(&["select", "insert", "update", "delete"]),
            "the statement that it is for",
        ),
        key("where", Shape::Sql, "the rows that it is for"),
        key("instead", SQLS, "what is done in its place, or nothing"),
        key("also", SQLS, "what is done besides"),
        key("enabled", ENABLED, "when it is in force"),
        COMMENT,
    ],
};

/// What stands under `rules`.
pub const RULES: Shape = Shape::Named(&Shape::Keys(&RULE));

impl Reading<'_> {
    /// Reads the rules of a table or view.
    pub fn rules(&mut self, table: &Table, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.rule(table, entry);
        }
    }

    fn rule(&mut self, table: &Table, entry: &Entry) -> Option<()> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let name = self.title(key)?;
        self.needed(fields, "event", "a rule", key)?;
        let (event, word) = fields.word("event")?;
        let mut sql = Sql::of("create rule", key.bytes());
        sql.add(name.clone()).words("as on", event.key.bytes());
        sql.words(&word, event.value.bytes());
        sql.words("to", key.bytes()).add(table.name.clone());
        self.expression_clause(&mut sql, fields, "where", "where");
        sql.add(self.deeds(key, fields)?);
        self.follow(sql);
        self.switched("rule", table, &name, fields);
        if let Some(comment) = fields.get("comment") {
            let name = table.on(name, key.bytes());
            self.comment(&Target::new("rule", name, key), comment);
        }
        Some(())
    }

    fn deeds(&mut self, key: &Node, fields: Fields) -> Option<Sql> {
        let (words, entry) = match (fields.get("instead"), fields.get("also")) {
            (Some(entry), None) => ("do instead", entry),
            (None, Some(entry)) => ("do also", entry),
            (None, None) | (Some(_), Some(_)) => {
                let message = "a rule does something `instead` or `also`: one of them";
                self.error("yaml-missing-key", message, key.bytes());
                return None;
            }
        };
        let mut deeds = self.fragments(&entry.value, Fence::Rest);
        let mut sql = Sql::of(words, entry.key.bytes());
        match deeds.len() {
            1 => sql.add(deeds.remove(0)),
            _ => {
                let mut list = Sql::default();
                list.join(deeds, "; ");
                sql.add(list.parenthesised(entry.value.bytes()))
            }
        };
        Some(sql)
    }
}
