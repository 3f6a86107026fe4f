//! `statistics` of a table: what is known of several columns together.

use crate::text::yaml::{Entry, Node};

use super::extras::{COMMENT, OWNER, RENAMED_FROM, Target};
use super::fence::Fence;
use super::reading::{Fields, Reading};
use super::shape::{Keys, SQLS, Shape, key};
use super::sql::Sql;
use super::tables::Table;

const KIND: Shape = Shape::Words(&["ndistinct", "dependencies", "mcv"]);

const STATISTICS: Keys = Keys {
    what: "statistics of several columns",
    keys: &[
        key(
            "columns",
            SQLS,
            "the columns, or expressions in parentheses",
        ),
        key(
            "kinds",
            Shape::Any(&[KIND, Shape::List(&KIND)]),
            "what is gathered, all if absent",
        ),
        key("target", Shape::Number, "the statistics target"),
        COMMENT,
        OWNER,
        RENAMED_FROM,
    ],
};

/// What stands under `statistics` of a table.
pub const ALL_STATISTICS: Shape = Shape::Named(&Shape::Any(&[
    Shape::List(&Shape::Sql),
    Shape::Keys(&STATISTICS),
]));

impl Reading<'_> {
    /// Reads the statistics of a table.
    pub fn statistics(&mut self, table: &Table, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.statistics_object(table, entry);
        }
    }

    fn statistics_object(&mut self, table: &Table, entry: &Entry) -> Option<()> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let name = self.name(key)?;
        let name = table.beside(name, key.bytes());
        let columns = self.short_or(entry, "columns", "statistics")?;
        let columns = self.comma_list(columns, Fence::Item);
        let mut sql = self.start("create statistics", key, fields);
        sql.add(name.clone());
        if let Some(entry) = fields.get("kinds") {
            let kinds = self.fragments(&entry.value, Fence::Item);
            sql.add(Sql::list(kinds, entry.value.bytes()));
        }
        sql.words("on", key.bytes()).listed(columns);
        sql.words("from", key.bytes()).add(table.name.clone());
        self.follow(sql);
        if let Some(entry) = fields.get("target") {
            let target = self.fragment(&entry.value, Fence::Item)?;
            let mut sql = Sql::of("alter statistics", entry.key.bytes());
            sql.add(name.clone())
                .words("set statistics", entry.key.bytes());
            sql.add(target);
            self.follow(sql);
        }
        self.extras(&Target::new("statistics", name, key), fields);
        Some(())
    }
}
