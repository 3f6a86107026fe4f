//! `types` (composite types) and `ranges`.

use crate::text::yaml::{Entry, Node};

use super::extras::{COMMENT, OWNER, RENAMED_FROM, Target};
use super::fence::Fence;
use super::privileges::{GRANTS, REVOKES};
use super::reading::{Fields, Reading};
use super::shape::{Keys, Shape, key};
use super::sql::Sql;

const ATTRIBUTE: Keys = Keys {
    what: "an attribute",
    keys: &[
        key("type", Shape::Sql, "its type"),
        key("collation", Shape::Name, "its collation"),
        COMMENT,
        RENAMED_FROM,
    ],
};

const ATTRIBUTES: Shape = Shape::Named(&Shape::Any(&[Shape::Sql, Shape::Keys(&ATTRIBUTE)]));

const COMPOSITE: Keys = Keys {
    what: "a composite type",
    keys: &[
        key("attributes", ATTRIBUTES, "its attributes, in order"),
        COMMENT,
        OWNER,
        RENAMED_FROM,
        GRANTS,
        REVOKES,
    ],
};

const RANGE: Keys = Keys {
    what: "a range type",
    keys: &[
        key("subtype", Shape::Sql, "the type of its bounds"),
        key(
            "subtype_opclass",
            Shape::Name,
            "the operator class that orders them",
        ),
        key("collation", Shape::Name, "their collation"),
        key(
            "canonical",
            Shape::Name,
            "the function that makes a range canonical",
        ),
        key(
            "subtype_diff",
            Shape::Name,
            "the function that tells how far bounds are apart",
        ),
        key(
            "multirange_type_name",
            Shape::Name,
            "the name of its multirange type",
        ),
        COMMENT,
        OWNER,
        RENAMED_FROM,
        GRANTS,
        REVOKES,
    ],
};

/// What stands under `types`.
pub const TYPES: Shape = Shape::Named(&Shape::Any(&[Shape::Keys(&COMPOSITE), ATTRIBUTES]));
/// What stands under `ranges`.
pub const RANGES: Shape = Shape::Named(&Shape::Keys(&RANGE));

impl Reading<'_> {
    /// Reads composite types.
    pub fn types(&mut self, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.composite(entry);
        }
    }

    fn composite(&mut self, entry: &Entry) -> Option<()> {
        let short = Fields::of(&entry.value);
        let long = short.value("attributes").filter(|n| n.entries().is_some());
        let (attributes, fields) = match long {
            Some(attributes) => (attributes, short),
            None => (&entry.value, Fields::none()),
        };
        let key = &entry.key;
        let name = self.qualified(key)?;
        let mut list = Vec::new();
        for attribute in attributes.entries().unwrap_or_default() {
            list.extend(self.attribute(&name, attribute));
        }
        let mut sql = self.start("create type", key, fields);
        sql.add(name.clone()).words("as", key.bytes());
        sql.add(Sql::list(list, key.bytes()));
        self.define(sql);
        self.about(&Target::new("type", name, key), fields);
        Some(())
    }

    fn attribute(&mut self, of: &Sql, entry: &Entry) -> Option<Sql> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let definition = match entry.value.scalar() {
            Some(_) => self.fragment(&entry.value, Fence::Item)?,
            None => self.typed(key, fields, "an attribute")?,
        };
        let name = self.name(key)?;
        let mut sql = self.renamed(fields);
        sql.add(name.clone()).add(definition);
        if let Some(comment) = fields.get("comment") {
            let mut column = of.clone();
            column.push(".", key.bytes()).append(name);
            self.comment(&Target::new("column", column, key), comment);
        }
        Some(sql)
    }

    /// Reads range types.
    pub fn ranges(&mut self, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.range(entry);
        }
    }

    fn range(&mut self, entry: &Entry) -> Option<()> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let subtype = self.needed(fields, "subtype", "a range type", key)?;
        let mut list = vec![parameter(subtype, self.type_name(&subtype.value)?)];
        for entry in PARAMETERS.iter().filter_map(|k| fields.get(k)) {
            list.push(parameter(entry, self.qualified(&entry.value)?));
        }
        let name = self.qualified(key)?;
        let mut sql = self.start("create type", key, fields);
        sql.add(name.clone()).words("as range", key.bytes());
        sql.add(Sql::list(list, key.bytes()));
        self.define(sql);
        self.about(&Target::new("type", name, key), fields);
        Some(())
    }
}

const PARAMETERS: [&str; 5] = [
    "subtype_opclass",
    "collation",
    "canonical",
    "subtype_diff",
    "multirange_type_name",
];

fn parameter(entry: &Entry, value: Sql) -> Sql {
    let mut sql = Sql::of(entry.name(), entry.key.bytes());
    sql.words("=", entry.key.bytes()).add(value);
    sql
}
