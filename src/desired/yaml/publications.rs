//! `publications`.

use crate::text::yaml::{Entry, Node};

use super::extras::{COMMENT, OWNER, RENAMED_FROM, Target};
use super::fence::Fence;
use super::reading::{Fields, Reading, one_or_many, truth};
use super::shape::{Keys, NAMES, Shape, key};
use super::sql::Sql;

const PART: Keys = Keys {
    what: "a published table",
    keys: &[
        key("columns", NAMES, "the columns, if not all"),
        key("where", Shape::Sql, "the rows, if not all"),
    ],
};

const TABLES: Shape = Shape::Any(&[
    Shape::Name,
    Shape::List(&Shape::Name),
    Shape::Named(&Shape::Any(&[Shape::Nothing, Shape::Keys(&PART)])),
]);

const OPERATIONS: &[&str] = &["insert", "update", "delete", "truncate"];
const OPERATION: Shape = Shape::Words(OPERATIONS);

const PUBLICATION: Keys = Keys {
    what: "a publication",
    keys: &[
        key("all_tables", Shape::Truth, "whether it is about all tables"),
        key("tables", TABLES, "its tables"),
        key("schemas", NAMES, "schemas whose tables are all in it"),
        key(
            "publish",
            Shape::Any(&[OPERATION, Shape::List(&OPERATION)]),
            "the operations, all if absent",
        ),
        key(
            "via_root",
            Shape::Truth,
            "whether partitions show up as their root",
        ),
        COMMENT,
        OWNER,
        RENAMED_FROM,
    ],
};

/// What stands under `publications`.
pub const PUBLICATIONS: Shape = Shape::Named(&Shape::Any(&[
    Shape::Words(&["all tables"]),
    Shape::List(&Shape::Name),
    Shape::Keys(&PUBLICATION),
]));

impl Reading<'_> {
    /// Reads publications.
    pub fn publications(&mut self, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.publication(entry);
        }
    }

    fn publication(&mut self, entry: &Entry) -> Option<()> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let name = self.name(key)?;
        let mut sql = self.start("create publication", key, fields);
        sql.add(name.clone());
        if entry.value.scalar().is_some() {
            sql.words("for all tables", entry.value.bytes());
        } else if entry.value.items().is_some() {
            let tables = self.published(&entry.value);
            sql.words("for table", key.bytes()).listed(tables);
        } else {
            self.publication_keys(&mut sql, entry, fields);
        }
        self.follow(sql);
        self.extras(&Target::new("publication", name, key), fields);
        Some(())
    }

    fn publication_keys(&mut self, sql: &mut Sql, entry: &Entry, fields: Fields) {
        let mut parts = Vec::new();
        if let Some(entry) = fields.get("tables") {
            let mut part = Sql::of("table", entry.key.bytes());
            part.listed(self.published(&entry.value));
            parts.push(part);
        }
        if let Some(entry) = fields.get("schemas") {
            let mut part = Sql::of("tables in schema", entry.key.bytes());
            part.listed(self.names(&entry.value));
            parts.push(part);
        }
        match fields.set("all_tables") {
            Some(all) if parts.is_empty() => {
                sql.words("for all tables", all.bytes());
            }
            Some(all) => {
                let message = "`all_tables` stands without `tables` and `schemas`";
                self.error("yaml-value", message, all.key.bytes());
            }
            None if parts.is_empty() => {}
            None => {
                sql.words("for", entry.key.bytes()).listed(parts);
            }
        }
        self.publication_options(sql, entry, fields);
    }

    /// Reads the tables of a publication, each with the columns and rows that are published.
    fn published(&mut self, node: &Node) -> Vec<Sql> {
        let Some(entries) = node.entries() else {
            return one_or_many(node)
                .iter()
                .filter_map(|n| self.qualified(n))
                .collect();
        };
        entries
            .iter()
            .filter_map(|e| self.published_part(e))
            .collect()
    }

    fn published_part(&mut self, entry: &Entry) -> Option<Sql> {
        let fields = Fields::of(&entry.value);
        let mut sql = self.qualified(&entry.key)?;
        if let Some(columns) = fields.value("columns") {
            sql.add(Sql::list(self.names(columns), columns.bytes()));
        }
        if let Some(entry) = fields.get("where") {
            let rows = self.expression(&entry.value)?;
            sql.words("where", entry.key.bytes()).add(rows);
        }
        Some(sql)
    }

    fn publication_options(&mut self, sql: &mut Sql, entry: &Entry, fields: Fields) {
        let mut options = Vec::new();
        if let Some(entry) = fields.get("publish") {
            let words = one_or_many(&entry.value)
                .iter()
                .filter_map(|n| self.fragment(n, Fence::Item));
            let mut list = Sql::default();
            list.join(words.collect(), ", ");
            let mut option = Sql::of("publish =", entry.key.bytes());
            option.add(list.within("'", "'", entry.value.bytes()));
            options.push(option);
        }
        if let Some(entry) = fields.get("via_root") {
            let on = truth(&entry.value) == Some(true);
            options.push(Sql::of(
                &format!("publish_via_partition_root = {on}"),
                entry.bytes(),
            ));
        }
        if !options.is_empty() {
            sql.words("with", entry.key.bytes());
            sql.add(Sql::list(options, entry.value.bytes()));
        }
    }
}
