//! `tables`: what a table is made of. Columns, constraints, indexes, policies and triggers have files of their own.

use std::ops::Range;

use crate::text::yaml::{Entry, Node};

use super::columns::COLUMNS;
use super::constraints::{PRIMARY_KEY_OF, UNIQUES};
use super::extras::{ALLOW, COMMENT, IGNORE, OWNER, RENAMED_FROM, Target};
use super::fence::Fence;
use super::foreign::OPTIONS as OPTIONS_OF_SERVER;
use super::indexes::INDEXES;
use super::named_constraints::CONSTRAINTS;
use super::partitions::{PARTITION_OF, PARTITIONS};
use super::policies::POLICIES;
use super::privileges::{GRANTS, REVOKES};
use super::reading::{Fields, Reading, truth};
use super::rows::{ROWS_EXACT, ROWS_KEY, ROWS_OF};
use super::rules::RULES;
use super::shape::{Key, Keys, NAMES, OPTIONS, SQLS, Shape, key};
use super::sql::Sql;
use super::statistics::ALL_STATISTICS;
use super::triggers::TRIGGERS;

/// `with`
pub const WITH: Key = key("with", OPTIONS, "storage parameters");
/// `tablespace`
pub const TABLESPACE: Key = key("tablespace", Shape::Name, "the tablespace");
/// `partition_by`
pub const PARTITION_BY: Key = key(
    "partition_by",
    Shape::Sql,
    "range (…), list (…) or hash (…)",
);

const ROW_SECURITY: Shape = Shape::Any(&[Shape::Truth, Shape::Words(&["forced"])]);

const REPLICA_INDEX: Keys = Keys {
    what: "a replica identity",
    keys: &[key(
        "index",
        Shape::Name,
        "the index whose columns tell rows apart",
    )],
};

const REPLICA_IDENTITY: Shape = Shape::Any(&[
    Shape::Words(&["default", "full", "nothing"]),
    Shape::Keys(&REPLICA_INDEX),
]);

static TABLE: Keys = Keys {
    what: "a table",
    keys: &[
        key("columns", COLUMNS, "its columns"),
        key(
            "primary_key",
            PRIMARY_KEY_OF,
            "the columns of its primary key",
        ),
        key("unique", UNIQUES, "columns that are unique together"),
        key("check", SQLS, "what every row must fulfil"),
        key(
            "constraints",
            CONSTRAINTS,
            "constraints of every sort, by name",
        ),
        key("indexes", INDEXES, "its indexes"),
        key(
            "row_security",
            ROW_SECURITY,
            "whether policies rule, also for the owner if forced",
        ),
        key("policies", POLICIES, "its policies"),
        key("triggers", TRIGGERS, "its triggers"),
        key("rules", RULES, "its rules"),
        key(
            "statistics",
            ALL_STATISTICS,
            "what is known of several columns together",
        ),
        key(
            "unlogged",
            Shape::Truth,
            "whether it is left out of the WAL",
        ),
        key("inherits", NAMES, "the tables that it inherits from"),
        PARTITION_BY,
        key(
            "partition_of",
            PARTITION_OF,
            "the table that it is a partition of",
        ),
        key("partitions", PARTITIONS, "its partitions"),
        key(
            "server",
            Shape::Name,
            "the foreign server that has its rows",
        ),
        OPTIONS_OF_SERVER,
        WITH,
        key("using", Shape::Name, "the table access method"),
        TABLESPACE,
        key(
            "replica_identity",
            REPLICA_IDENTITY,
            "what tells rows apart in logical replication",
        ),
        ROWS_OF,
        ROWS_KEY,
        ROWS_EXACT,
        COMMENT,
        ALLOW,
        IGNORE,
        OWNER,
        RENAMED_FROM,
        GRANTS,
        REVOKES,
    ],
};

/// What stands under `tables`.
pub const TABLES: Shape = Shape::Named(&Shape::Keys(&TABLE));

/// A table whose parts are read.
pub struct Table<'n> {
    /// Its name.
    pub name: Sql,
    /// The key that it stands under.
    pub key: &'n Node,
    /// Whether it is a partition or inherits.
    pub is_child: bool,
}

impl Reading<'_> {
    /// Reads tables.
    pub fn tables(&mut self, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.table(entry);
        }
    }

    fn table(&mut self, entry: &Entry) -> Option<()> {
        let fields = Fields::of(&entry.value);
        let name = self.qualified(&entry.key)?;
        let table = Table {
            name,
            key: &entry.key,
            is_child: fields
                .get("inherits")
                .or(fields.get("partition_of"))
                .is_some(),
        };
        let mut parts = self.columns(&table, fields.named("columns"));
        parts.append(&mut self.table_constraints(&table, fields));
        self.create_table(&table, parts, fields);
        self.table_parts(&table, fields);
        let noun = fields.get("server").map_or("table", |_| "foreign table");
        self.about(&table.target(noun), fields);
        self.partitions(&table, fields);
        Some(())
    }

    fn create_table(&mut self, table: &Table, parts: Vec<Sql>, fields: Fields) -> Option<()> {
        let key = table.key;
        let words = match fields.get("server") {
            Some(_) => "create foreign table",
            None => fields.choose("unlogged", "create unlogged table", "create table"),
        };
        let mut sql = self.start(words, key, fields);
        sql.add(table.name.clone());
        match fields.get("partition_of") {
            Some(of) => {
                sql.add(self.partition_of(of, parts)?);
            }
            None => {
                sql.add(lines(parts, key.bytes()));
            }
        }
        if let Some(entry) = fields.get("inherits") {
            let parents = one_or_many_qualified(self, &entry.value);
            sql.words("inherits", entry.key.bytes());
            sql.add(Sql::list(parents, entry.value.bytes()));
        }
        self.table_storage(&mut sql, fields);
        self.name_clause(&mut sql, fields, "server", "server");
        self.wrapper_options(&mut sql, fields);
        self.define(sql);
        Some(())
    }

    /// Adds how and where a table is kept, in the order of PostgreSQL's grammar.
    pub fn table_storage(&mut self, sql: &mut Sql, fields: Fields) {
        if let Some(entry) = fields.get("partition_by")
            && let Some(strategy) = self.fragment(&entry.value, STRATEGY_ENDS)
        {
            sql.words("partition by", entry.key.bytes()).add(strategy);
        }
        self.name_clause(sql, fields, "using", "using");
        if let Some(entry) = fields.get("with") {
            sql.add(self.options(entry));
        }
        self.name_clause(sql, fields, "tablespace", "tablespace");
    }

    /// Reads storage parameters into `with (…)`.
    pub fn options(&mut self, entry: &Entry) -> Sql {
        let list = self.parameters(entry);
        let mut sql = Sql::of("with", entry.key.bytes());
        sql.add(list);
        sql
    }

    /// Reads parameters into a list in parentheses.
    pub fn parameters(&mut self, entry: &Entry) -> Sql {
        let mut list = Vec::new();
        for option in entry.value.entries().unwrap_or_default() {
            let name = self.qualified(&option.key);
            let value = self.fragment(&option.value, Fence::Item);
            let Some((mut sql, value)) = name.zip(value) else {
                continue;
            };
            sql.words("=", option.key.bytes()).add(value);
            list.push(sql);
        }
        Sql::list(list, entry.value.bytes())
    }

    fn table_parts(&mut self, table: &Table, fields: Fields) {
        if let Some(entry) = fields.get("indexes") {
            self.indexes(table, &entry.value);
        }
        if let Some(entry) = fields.get("row_security") {
            self.row_security(table, entry);
        }
        if let Some(entry) = fields.get("replica_identity") {
            self.replica_identity(table, entry);
        }
        if let Some(node) = fields.value("policies") {
            self.policies(table, node);
        }
        if let Some(node) = fields.value("triggers") {
            self.triggers(table, node);
        }
        if let Some(node) = fields.value("rules") {
            self.rules(table, node);
        }
        if let Some(node) = fields.value("statistics") {
            self.statistics(table, node);
        }
        self.rows(table, fields);
    }

    fn row_security(&mut self, table: &Table, entry: &Entry) {
        let words: &[&str] = match truth(&entry.value) {
            Some(true) => &["enable row level security"],
            Some(false) => &["disable row level security"],
            None => &["enable row level security", "force row level security"],
        };
        for words in words {
            let mut sql = table.alter(entry.key.bytes());
            sql.words(words, entry.bytes());
            self.follow(sql);
        }
    }

    fn replica_identity(&mut self, table: &Table, entry: &Entry) -> Option<()> {
        let mut sql = table.alter(entry.key.bytes());
        sql.words("replica identity", entry.key.bytes());
        match entry.value.scalar() {
            Some(word) => {
                sql.words(&word.text.to_ascii_lowercase(), entry.value.bytes());
            }
            None => {
                let index = self.name(Fields::of(&entry.value).value("index")?)?;
                sql.words("using index", entry.key.bytes()).add(index);
            }
        }
        self.follow(sql);
        Some(())
    }
}

impl Table<'_> {
    /// Returns what COMMENT ON and ALTER call it.
    pub fn target(&self, noun: &'static str) -> Target<'_> {
        Target::new(noun, self.name.clone(), self.key)
    }

    /// Starts ALTER TABLE.
    pub fn alter(&self, cause: Range<usize>) -> Sql {
        let mut sql = Sql::of("alter table", cause);
        sql.add(self.name.clone());
        sql
    }

    /// Names a column for COMMENT ON.
    pub fn column<'k>(&self, column: Sql, key: &'k Node) -> Target<'k> {
        let mut name = self.name.clone();
        name.push(".", key.bytes()).append(column);
        Target::new("column", name, key)
    }

    /// Names what stands in the schema of the table, such as its index.
    pub fn beside(&self, name: Sql, cause: Range<usize>) -> Sql {
        let Some(dot) = super::name::last_dot(self.name.text()) else {
            return name;
        };
        let mut sql = self.name.slice(0..dot);
        sql.push(".", cause).append(name);
        sql
    }

    /// Names a part of the table as `NAME on TABLE`.
    pub fn on(&self, name: Sql, cause: Range<usize>) -> Sql {
        let mut sql = name;
        sql.words("on", cause).add(self.name.clone());
        sql
    }
}

const STRATEGY_ENDS: Fence =
    Fence::Without(&["with", "tablespace", "using", "inherits", "as", "on"]);

/// Reads names of tables, one or a list.
pub fn one_or_many_qualified(reading: &mut Reading, node: &Node) -> Vec<Sql> {
    let nodes = super::reading::one_or_many(node).iter();
    nodes.filter_map(|n| reading.qualified(n)).collect()
}

/// Makes a list in parentheses with a line for each part.
pub fn lines(parts: Vec<Sql>, cause: Range<usize>) -> Sql {
    if parts.is_empty() {
        return Sql::list(parts, cause);
    }
    let mut sql = Sql::default();
    sql.join(parts, ",\n");
    sql.within("(\n", "\n)", cause)
}
