//! Constraints that stand with a column, and the short forms that stand with a table.
//!
//! Those under `constraints` are read in `named_constraints`.

use crate::text::yaml::{Entry, Node};

use super::clauses::word_clause;
use super::reading::{Fields, Reading, one_or_many, truth};
use super::shape::{Key, Keys, NAMES, Shape, key};
use super::sql::Sql;
use super::tables::{TABLESPACE, Table, WITH};

/// `deferrable`
pub const DEFERRABLE: Key = key(
    "deferrable",
    Shape::Truth,
    "whether it can wait for the end of the transaction",
);
/// `initially`
pub const INITIALLY: Key = key(
    "initially",
    Shape::Words(&["deferred", "immediate"]),
    "whether it waits unless told",
);
/// `name`
pub const NAME: Key = key("name", Shape::Name, "the name of the constraint");
/// `include`
pub const INCLUDE: Key = key("include", NAMES, "columns that the index carries along");
/// `nulls_not_distinct`
pub const NULLS: Key = key(
    "nulls_not_distinct",
    Shape::Truth,
    "whether two nulls are the same",
);
/// `no_inherit`
pub const NO_INHERIT: Key = key(
    "no_inherit",
    Shape::Truth,
    "whether children do not have it",
);
/// `not_valid`
pub const NOT_VALID: Key = key(
    "not_valid",
    Shape::Truth,
    "whether rows that exist are not checked",
);
const ON: Key = key("columns", NAMES, "the columns");

const OF_COLUMN: Keys = Keys {
    what: "a constraint of a column",
    keys: &[NAME, NULLS, WITH, TABLESPACE, DEFERRABLE, INITIALLY],
};
/// What stands under `primary_key` of a column.
pub const COLUMN_KEY: Shape = Shape::Any(&[Shape::Truth, Shape::Keys(&OF_COLUMN)]);
/// What stands under `unique` of a column.
pub const COLUMN_UNIQUE: Shape = COLUMN_KEY;

const CHECK: Keys = Keys {
    what: "a check",
    keys: &[
        key("expression", Shape::Sql, "what must be true"),
        NAME,
        NO_INHERIT,
        NOT_VALID,
    ],
};
const ONE_CHECK: Shape = Shape::Any(&[Shape::Sql, Shape::Keys(&CHECK)]);
/// What stands under `check` of a column.
pub const CHECKS: Shape = Shape::Any(&[Shape::Sql, Shape::Keys(&CHECK), Shape::List(&ONE_CHECK)]);

const OF_TABLE: Keys = Keys {
    what: "a key of a table",
    keys: &[
        ON, NAME, INCLUDE, NULLS, WITH, TABLESPACE, DEFERRABLE, INITIALLY,
    ],
};
/// What stands under `primary_key` of a table.
pub const PRIMARY_KEY_OF: Shape = Shape::Any(&[
    Shape::Name,
    Shape::List(&Shape::Name),
    Shape::Keys(&OF_TABLE),
]);
const ONE_UNIQUE: Shape = Shape::Any(&[
    Shape::Name,
    Shape::List(&Shape::Name),
    Shape::Keys(&OF_TABLE),
]);
/// What stands under `unique` of a table.
pub const UNIQUES: Shape = Shape::Any(&[
    Shape::Name,
    Shape::List(&ONE_UNIQUE),
    Shape::Keys(&OF_TABLE),
]);

impl Reading<'_> {
    /// Reads the constraints that stand with a column.
    pub fn column_constraints(&mut self, table: &Table, name: &Sql, fields: Fields) -> Vec<Sql> {
        let mut out = Vec::new();
        for (key, words) in [("primary_key", "primary key"), ("unique", "unique")] {
            let Some(entry) = fields.get(key).filter(|e| truth(&e.value) != Some(false)) else {
                continue;
            };
            out.push(self.keyed(entry, words, None));
        }
        if let Some(entry) = fields.get("check") {
            for node in one_or_many(&entry.value) {
                out.extend(self.check(table, &entry.key, node));
            }
        }
        if let Some(entry) = fields.get("references") {
            out.extend(self.column_reference(table, name, entry));
        }
        out
    }

    fn column_reference(&mut self, table: &Table, name: &Sql, entry: &Entry) -> Option<Sql> {
        let fields = Fields::of(&entry.value);
        let mut sql = self.constraint_name(fields);
        let references = self.references(entry)?;
        if fields.set("not_valid").is_some() {
            sql.words("foreign key", entry.key.bytes());
            sql.add(name.clone().parenthesised(entry.key.bytes()));
        }
        sql.add(references);
        self.deferral(&mut sql, fields);
        self.valid_or_later(table, sql, fields)
    }

    /// Reads the constraints that stand with a table.
    pub fn table_constraints(&mut self, table: &Table, fields: Fields) -> Vec<Sql> {
        let mut out = Vec::new();
        if let Some(entry) = fields.get("primary_key") {
            out.extend(self.table_key(entry, &entry.value, "primary key"));
        }
        if let Some(entry) = fields.get("unique") {
            for node in sets_of_columns(&entry.value) {
                out.extend(self.table_key(entry, node, "unique"));
            }
        }
        if let Some(entry) = fields.get("check") {
            for node in one_or_many(&entry.value) {
                out.extend(self.check(table, &entry.key, node));
            }
        }
        if let Some(entry) = fields.get("constraints") {
            for named in entry.value.entries().unwrap_or_default() {
                out.extend(self.constraint(table, Some(&named.key), &named.value));
            }
            for node in entry.value.items().unwrap_or_default() {
                out.extend(self.constraint(table, None, node));
            }
        }
        out
    }

    fn table_key(&mut self, entry: &Entry, node: &Node, words: &str) -> Option<Sql> {
        let columns = match node.entries() {
            None => Some(node),
            Some(_) => Fields::of(node).value("columns"),
        };
        let Some(columns) = columns else {
            let message = format!("`{}` needs `columns`", entry.name());
            self.error("yaml-missing-key", &message, entry.key.bytes());
            return None;
        };
        let own = Entry {
            key: entry.key.clone(),
            value: node.clone(),
        };
        Some(self.keyed(&own, words, Some(columns)))
    }

    /// Writes PRIMARY KEY or UNIQUE, with columns if it stands with a table.
    fn keyed(&mut self, entry: &Entry, words: &str, columns: Option<&Node>) -> Sql {
        let fields = Fields::of(&entry.value);
        let mut sql = self.constraint_name(fields);
        sql.words(words, entry.key.bytes());
        self.index_parts(&mut sql, fields, columns);
        self.deferral(&mut sql, fields);
        sql
    }

    /// Adds the columns of a constraint that an index upholds, and how the index is kept.
    pub fn index_parts(&mut self, sql: &mut Sql, fields: Fields, columns: Option<&Node>) {
        if let Some(entry) = fields.set("nulls_not_distinct") {
            sql.words("nulls not distinct", entry.bytes());
        }
        if let Some(columns) = columns {
            sql.add(Sql::list(self.names(columns), columns.bytes()));
        }
        self.names_clause(sql, fields, "include", "include");
        self.index_storage(sql, fields);
    }

    /// Adds how the index of a constraint is kept.
    pub fn index_storage(&mut self, sql: &mut Sql, fields: Fields) {
        if let Some(entry) = fields.get("with") {
            sql.add(self.options(entry));
        }
        self.name_clause(sql, fields, "tablespace", "using index tablespace");
    }

    fn check(&mut self, table: &Table, key: &Node, node: &Node) -> Option<Sql> {
        let fields = Fields::of(node);
        let expression = match node.entries() {
            None => Some(node),
            Some(_) => fields.value("expression"),
        };
        let Some(expression) = expression else {
            self.error(
                "yaml-missing-key",
                "a check needs `expression`",
                node.bytes(),
            );
            return None;
        };
        let mut sql = self.constraint_name(fields);
        sql.words("check", key.bytes())
            .add(self.expression(expression)?);
        if let Some(entry) = fields.set("no_inherit") {
            sql.words("no inherit", entry.bytes());
        }
        self.valid_or_later(table, sql, fields)
    }

    /// Says whether a constraint can wait.
    pub fn deferral(&mut self, sql: &mut Sql, fields: Fields) {
        if let Some(entry) = fields.get("deferrable") {
            let words = match truth(&entry.value) {
                Some(true) => "deferrable",
                _ => "not deferrable",
            };
            sql.words(words, entry.bytes());
        }
        word_clause(sql, fields, "initially", "initially");
    }

    fn constraint_name(&mut self, fields: Fields) -> Sql {
        let mut sql = Sql::default();
        self.name_clause(&mut sql, fields, "name", "constraint");
        sql
    }

    /// Gives a constraint back to stand in CREATE TABLE, or adds it later: there NOT VALID would have no effect.
    pub fn valid_or_later(&mut self, table: &Table, sql: Sql, fields: Fields) -> Option<Sql> {
        let Some(entry) = fields.set("not_valid") else {
            return Some(sql);
        };
        let mut later = table.alter(entry.key.bytes());
        later
            .words("add", entry.key.bytes())
            .add(sql)
            .words("not valid", entry.bytes());
        self.follow(later);
        None
    }
}

/// Returns each set of columns: one if the list holds names only.
fn sets_of_columns(node: &Node) -> &[Node] {
    match node.items() {
        Some(items) if items.iter().any(|i| i.scalar().is_none()) => items,
        _ => std::slice::from_ref(node),
    }
}
