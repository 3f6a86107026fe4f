//! `schema`, `schemas` and `extensions`.

use crate::text::yaml::{Entry, Node};

use super::extras::{ALLOW, COMMENT, IGNORE, OWNER, RENAMED_FROM, Target};
use super::privileges::{GRANTS, REVOKES};
use super::reading::{Fields, Reading, one_or_many};
use super::shape::{Keys, Shape, key};
use super::sql::Sql;

const SCHEMA: Keys = Keys {
    what: "a schema",
    keys: &[ALLOW, COMMENT, IGNORE, OWNER, RENAMED_FROM, GRANTS, REVOKES],
};

const EXTENSION: Keys = Keys {
    what: "an extension",
    keys: &[
        key(
            "schema",
            Shape::Name,
            "the schema that its objects stand in",
        ),
        key("version", Shape::Text, "its version"),
        COMMENT,
    ],
};

/// What stands under `schemas`.
pub const SCHEMAS: Shape = Shape::Any(&[
    Shape::Name,
    Shape::List(&Shape::Name),
    Shape::Named(&Shape::Any(&[Shape::Nothing, Shape::Keys(&SCHEMA)])),
]);

/// What stands under `extensions`.
pub const EXTENSIONS: Shape = Shape::Any(&[
    Shape::Name,
    Shape::List(&Shape::Name),
    Shape::Named(&Shape::Any(&[Shape::Nothing, Shape::Keys(&EXTENSION)])),
]);

impl Reading<'_> {
    /// Says the schema of names that do not say their own.
    pub fn default_schema(&mut self, entry: &Entry) {
        let names = self.names(&entry.value);
        if names.is_empty() {
            return;
        }
        let mut sql = Sql::of("set search_path to", entry.key.bytes());
        sql.listed(names);
        self.define(sql);
    }

    /// Reads schemas: names, or names with more about them.
    pub fn schemas(&mut self, node: &Node) {
        for (key, fields) in named(node) {
            self.schema(key, fields);
        }
    }

    fn schema(&mut self, key: &Node, fields: Fields) -> Option<()> {
        let name = self.name(key)?;
        let mut sql = self.start("create schema", key, fields);
        sql.add(name.clone());
        self.define(sql);
        self.about(&Target::new("schema", name, key), fields);
        Some(())
    }

    /// Reads extensions: names, or names with more about them.
    pub fn extensions(&mut self, node: &Node) {
        for (key, fields) in named(node) {
            self.extension(key, fields);
        }
    }

    fn extension(&mut self, key: &Node, fields: Fields) -> Option<()> {
        let name = self.name(key)?;
        let mut sql = Sql::of("create extension", key.bytes());
        sql.add(name.clone());
        self.name_clause(&mut sql, fields, "schema", "schema");
        if let Some((entry, text)) = fields
            .get("version")
            .and_then(|e| Some((e, e.value.scalar()?)))
        {
            sql.words("version", entry.key.bytes());
            sql.add(Sql::literal(text, entry.value.bytes()));
        }
        self.define(sql);
        self.extras(&Target::new("extension", name, key), fields);
        Some(())
    }
}

/// Returns names of a list, or of a mapping with what it says about each.
fn named(node: &Node) -> Vec<(&Node, Fields<'_>)> {
    match node.entries() {
        Some(entries) => entries
            .iter()
            .map(|e| (&e.key, Fields::of(&e.value)))
            .collect(),
        None => one_or_many(node)
            .iter()
            .map(|n| (n, Fields::of(n)))
            .collect(),
    }
}
