//! `domains`.

use crate::text::yaml::{Entry, Node};

use super::extras::{COMMENT, OWNER, RENAMED_FROM, Target};
use super::fence::Fence;
use super::privileges::{GRANTS, REVOKES};
use super::reading::{Fields, Reading, one_or_many};
use super::shape::{Keys, SQLS, Shape, key};
use super::sql::Sql;

const DOMAIN: Keys = Keys {
    what: "a domain",
    keys: &[
        key("type", Shape::Sql, "the type that it narrows"),
        key("collation", Shape::Name, "its collation"),
        key("default", Shape::Sql, "the default, an expression"),
        key("not_null", Shape::Truth, "whether it takes no nulls"),
        key("check", SQLS, "what `value` must fulfil"),
        key(
            "constraints",
            Shape::Named(&Shape::Sql),
            "the same with names",
        ),
        COMMENT,
        OWNER,
        RENAMED_FROM,
        GRANTS,
        REVOKES,
    ],
};

/// What stands under `domains`.
pub const DOMAINS: Shape = Shape::Named(&Shape::Any(&[Shape::Sql, Shape::Keys(&DOMAIN)]));

impl Reading<'_> {
    /// Reads domains.
    pub fn domains(&mut self, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.domain(entry);
        }
    }

    fn domain(&mut self, entry: &Entry) -> Option<()> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let definition = match entry.value.scalar() {
            Some(_) => self.fragment(&entry.value, Fence::Rest)?,
            None => self.domain_definition(key, fields)?,
        };
        let name = self.qualified(key)?;
        let mut sql = self.start("create domain", key, fields);
        sql.add(name.clone())
            .words("as", key.bytes())
            .add(definition);
        self.define(sql);
        self.about(&Target::new("domain", name, key), fields);
        Some(())
    }

    fn domain_definition(&mut self, key: &Node, fields: Fields) -> Option<Sql> {
        let mut sql = self.typed(key, fields, "a domain")?;
        if let Some(entry) = fields.get("default") {
            sql.add(self.default(entry)?);
        }
        if let Some(entry) = fields.set("not_null") {
            sql.words("not null", entry.bytes());
        }
        if let Some(entry) = fields.get("check") {
            for node in one_or_many(&entry.value) {
                let Some(expression) = self.expression(node) else {
                    continue;
                };
                sql.words("check", entry.key.bytes()).add(expression);
            }
        }
        for entry in fields.named("constraints") {
            let (name, expression) = (self.name(&entry.key), self.expression(&entry.value));
            let Some((name, expression)) = name.zip(expression) else {
                continue;
            };
            sql.words("constraint", entry.key.bytes()).add(name);
            sql.words("check", entry.key.bytes()).add(expression);
        }
        Some(sql)
    }

    /// Reads `type` and `collation`.
    pub fn typed(&mut self, key: &Node, fields: Fields, what: &str) -> Option<Sql> {
        let entry = self.needed(fields, "type", what, key)?;
        let mut sql = self.type_name(&entry.value)?;
        self.qualified_clause(&mut sql, fields, "collation", "collate");
        Some(sql)
    }
}
