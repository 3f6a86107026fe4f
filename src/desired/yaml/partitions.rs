//! `partition_of` and `partitions`.

use crate::text::yaml::{Entry, Node};

use super::extras::{ALLOW, COMMENT, IGNORE, Target};
use super::fence::Fence;
use super::reading::{Fields, Reading};
use super::shape::{Keys, Shape, key};
use super::sql::Sql;
use super::tables::{PARTITION_BY, TABLESPACE, Table, WITH, lines};

const OF: Keys = Keys {
    what: "`partition_of`",
    keys: &[
        key("table", Shape::Name, "the partitioned table"),
        key(
            "values",
            Shape::Sql,
            "its bounds, as behind FOR VALUES, or default",
        ),
    ],
};

/// What stands under `partition_of`.
pub const PARTITION_OF: Shape = Shape::Keys(&OF);

static PARTITION: Keys = Keys {
    what: "a partition",
    keys: &[
        key(
            "values",
            Shape::Sql,
            "its bounds, as behind FOR VALUES, or default",
        ),
        PARTITION_BY,
        key("partitions", Shape::Named(&ONE), "its own partitions"),
        WITH,
        TABLESPACE,
        COMMENT,
        ALLOW,
        IGNORE,
    ],
};

static ONE: Shape = Shape::Any(&[Shape::Sql, Shape::Keys(&PARTITION)]);

/// What stands under `partitions`.
pub const PARTITIONS: Shape = Shape::Named(&ONE);

const BOUND_ENDS: Fence = Fence::Without(&["partition", "using", "tablespace"]);

impl Reading<'_> {
    /// Reads which table a table is a partition of; its own columns and constraints stand between.
    pub fn partition_of(&mut self, of: &Entry, parts: Vec<Sql>) -> Option<Sql> {
        let fields = Fields::of(&of.value);
        let parent = &self
            .needed(fields, "table", "`partition_of`", &of.key)?
            .value;
        let values = &self
            .needed(fields, "values", "`partition_of`", &of.key)?
            .value;
        let mut sql = Sql::of("partition of", of.key.bytes());
        sql.add(self.qualified(parent)?);
        if !parts.is_empty() {
            sql.add(lines(parts, of.key.bytes()));
        }
        sql.add(self.bounds(values)?);
        Some(sql)
    }

    /// Reads the partitions of a table, each into a table of its own.
    pub fn partitions(&mut self, parent: &Table, fields: Fields) {
        for entry in fields.named("partitions") {
            self.partition(parent, entry);
        }
    }

    fn partition(&mut self, parent: &Table, entry: &Entry) -> Option<()> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let values = self.short_or(entry, "values", "a partition")?;
        let name = self.qualified(key)?;
        let mut sql = Sql::of("create table", key.bytes());
        sql.add(name.clone()).words("partition of", key.bytes());
        sql.add(parent.name.clone()).add(self.bounds(values)?);
        self.table_storage(&mut sql, fields);
        self.define(sql);
        if let Some(comment) = fields.get("comment") {
            self.comment(&Target::new("table", name.clone(), key), comment);
        }
        let table = Table {
            name,
            key,
            is_child: true,
        };
        self.partitions(&table, fields);
        Some(())
    }

    fn bounds(&mut self, values: &Node) -> Option<Sql> {
        let bounds = self.fragment(values, BOUND_ENDS)?;
        if bounds.text().eq_ignore_ascii_case("default") {
            return Some(bounds);
        }
        let mut sql = Sql::of("for values", values.bytes());
        sql.add(bounds);
        Some(sql)
    }
}
