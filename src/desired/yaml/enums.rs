//! `enums`.

use crate::text::yaml::{Entry, Node};

use super::extras::{COMMENT, OWNER, RENAMED_FROM, Target};
use super::privileges::{GRANTS, REVOKES};
use super::reading::{Fields, Reading};
use super::shape::{Keys, Shape, key};
use super::sql::Sql;

const LABELS: Shape = Shape::List(&Shape::Text);

const ENUM: Keys = Keys {
    what: "an enum",
    keys: &[
        key("values", LABELS, "its labels, in order"),
        COMMENT,
        OWNER,
        RENAMED_FROM,
        GRANTS,
        REVOKES,
    ],
};

/// What stands under `enums`.
pub const ENUMS: Shape = Shape::Named(&Shape::Any(&[LABELS, Shape::Keys(&ENUM)]));

impl Reading<'_> {
    /// Reads enums.
    pub fn enums(&mut self, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.enumeration(entry);
        }
    }

    fn enumeration(&mut self, entry: &Entry) -> Option<()> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let values = self.short_or(entry, "values", "an enum")?;
        let labels = values.items().unwrap_or_default().iter();
        let labels = labels.filter_map(|n| Some(Sql::literal(n.scalar()?, n.bytes())));
        let list = Sql::list(labels.collect(), values.bytes());
        let name = self.qualified(key)?;
        let mut sql = self.start("create type", key, fields);
        sql.add(name.clone())
            .words("as enum", key.bytes())
            .add(list);
        self.define(sql);
        self.about(&Target::new("type", name, key), fields);
        Some(())
    }
}
