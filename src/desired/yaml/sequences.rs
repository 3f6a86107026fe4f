//! `sequences`.

use crate::text::yaml::{Entry, Node};

use super::extras::{ALLOW, COMMENT, IGNORE, OWNER, RENAMED_FROM, Target};
use super::fence::Fence;
use super::privileges::{GRANTS, REVOKES};
use super::reading::{Fields, Reading, truth};
use super::shape::{Keys, Shape, key};
use super::sql::Sql;

const SEQUENCE: Keys = Keys {
    what: "a sequence",
    keys: &[
        key("type", Shape::Sql, "smallint, integer or bigint"),
        key("start", Shape::Number, "the first number"),
        key("increment", Shape::Number, "the step"),
        key("min", Shape::Number, "the least number"),
        key("max", Shape::Number, "the greatest number"),
        key(
            "cache",
            Shape::Number,
            "how many numbers a session takes at once",
        ),
        key("cycle", Shape::Truth, "whether it starts anew at its end"),
        key("owned_by", Shape::Name, "the column that it goes with"),
        key(
            "unlogged",
            Shape::Truth,
            "whether it is left out of the WAL",
        ),
        COMMENT,
        ALLOW,
        IGNORE,
        OWNER,
        RENAMED_FROM,
        GRANTS,
        REVOKES,
    ],
};

/// What stands under `sequences`.
pub const SEQUENCES: Shape = Shape::Named(&Shape::Any(&[
    Shape::Nothing,
    Shape::Sql,
    Shape::Keys(&SEQUENCE),
]));

const NUMBERS: [(&str, &str); 5] = [
    ("start", "start with"),
    ("increment", "increment by"),
    ("min", "minvalue"),
    ("max", "maxvalue"),
    ("cache", "cache"),
];

impl Reading<'_> {
    /// Reads sequences.
    pub fn sequences(&mut self, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.sequence(entry);
        }
    }

    fn sequence(&mut self, entry: &Entry) -> Option<()> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let name = self.qualified(key)?;
        let words = fields.choose("unlogged", "create unlogged sequence", "create sequence");
        let mut sql = self.start(words, key, fields);
        sql.add(name.clone());
        match entry.value.scalar() {
            Some(scalar) if scalar.is_null() => {}
            Some(_) => {
                sql.add(self.fragment(&entry.value, Fence::Rest)?);
            }
            None => self.sequence_options(&mut sql, fields)?,
        }
        self.define(sql);
        if let Some(owner) = fields.get("owned_by") {
            self.owned_by(&name, owner);
        }
        self.about(&Target::new("sequence", name, key), fields);
        Some(())
    }

    fn sequence_options(&mut self, sql: &mut Sql, fields: Fields) -> Option<()> {
        if let Some(entry) = fields.get("type") {
            let name = self.type_name(&entry.value)?;
            sql.words("as", entry.key.bytes()).add(name);
        }
        for (key, words) in NUMBERS {
            let Some(entry) = fields.get(key) else {
                continue;
            };
            let number = self.fragment(&entry.value, Fence::Item)?;
            sql.words(words, entry.key.bytes()).add(number);
        }
        if let Some(entry) = fields.get("cycle") {
            let words = if truth(&entry.value) == Some(true) {
                "cycle"
            } else {
                "no cycle"
            };
            sql.words(words, entry.bytes());
        }
        Some(())
    }

    /// Says the column later than both exist.
    fn owned_by(&mut self, name: &Sql, entry: &Entry) {
        let Some(column) = self.qualified(&entry.value) else {
            return;
        };
        let mut sql = Sql::of("alter sequence", entry.key.bytes());
        sql.add(name.clone())
            .words("owned by", entry.key.bytes())
            .add(column);
        self.follow(sql);
    }
}
