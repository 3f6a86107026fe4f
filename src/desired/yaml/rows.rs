//! `rows`: of a table, and at the top those of tables that the file does not define. They become INSERT statements.

use std::ops::Range;

use serde_json::{Map, Value as Json};

use crate::diagnostic::Problem;
use crate::text::quote;
use crate::text::yaml::{Entry, Node, Scalar, Value};

use super::reading::{Fields, Reading, truth};
use super::shape::{Key, Keys, NAMES, Shape, key};
use super::sql::Sql;
use super::tables::Table;

const ROW: Shape = Shape::Named(&Shape::Value);
const ROWS: Shape = Shape::List(&ROW);

/// `rows`
pub const ROWS_OF: Key = key(
    "rows",
    ROWS,
    "rows that it must have, each as column: value",
);
/// `rows_key`
pub const ROWS_KEY: Key = key(
    "rows_key",
    NAMES,
    "the columns by which they are known, where that is not the primary key",
);
/// `rows_exact`
pub const ROWS_EXACT: Key = key("rows_exact", Shape::Truth, "whether it has no other rows");

const OUTSIDE: Keys = Keys {
    what: "rows of a table",
    keys: &[ROWS_OF, ROWS_KEY, ROWS_EXACT],
};

/// What stands under `rows` at the top.
pub const ALL_ROWS: Shape = Shape::Named(&Shape::Any(&[ROWS, Shape::Keys(&OUTSIDE)]));

/// A row: its columns with their values.
struct Row<'n> {
    node: &'n Node,
    columns: Vec<(Sql, &'n Entry)>,
}

impl Reading<'_> {
    /// Reads the rows under the keys of a table; its columns tell what a list is.
    pub fn rows(&mut self, table: &Table, fields: Fields) {
        let Some(entry) = fields.get("rows") else {
            return self.without_rows(fields);
        };
        let columns = fields.named("columns");
        let exact = fields.value("rows_exact").and_then(truth) == Some(true);
        let mut hint = fields.get("rows_exact").filter(|_| exact);
        let items = entry.value.items().unwrap_or_default();
        if items.is_empty() {
            self.without_rows(fields);
        }
        let rows: Vec<Row> = items.iter().filter_map(|node| self.row(node)).collect();
        for batch in rows.chunk_by(Row::is_like) {
            self.insert(table, fields, batch, columns, hint.take());
        }
    }

    /// Refuses what is said of rows where there are none.
    fn without_rows(&mut self, fields: Fields) {
        let exact = |entry: &&Entry| truth(&entry.value) != Some(false);
        let keys = [
            fields.get("rows_exact").filter(exact),
            fields.get("rows_key"),
        ];
        for entry in keys.into_iter().flatten() {
            let message = format!("`{}` says nothing without rows", entry.name());
            let problem = Problem::error("yaml-value", message);
            let help = "list the rows under `rows`; that a table has none cannot be said";
            self.report(problem.help(help), entry.key.bytes());
        }
    }

    /// Reads the rows of a table that the file does not define.
    pub fn rows_of(&mut self, table: &Table, node: &Node) {
        let Some(items) = node.items() else {
            return self.rows(table, Fields::of(node));
        };
        let rows: Vec<Row> = items.iter().filter_map(|node| self.row(node)).collect();
        for batch in rows.chunk_by(Row::is_like) {
            self.insert(table, Fields::none(), batch, &[], None);
        }
    }

    fn row<'n>(&mut self, node: &'n Node) -> Option<Row<'n>> {
        let entries = node.entries()?.iter();
        let columns = entries.filter_map(|entry| Some((self.name(&entry.key)?, entry)));
        let columns: Vec<(Sql, &Entry)> = columns.collect();
        if columns.is_empty() {
            self.error("yaml-value", "a row has no column here", node.bytes());
            return None;
        }
        Some(Row { node, columns })
    }

    fn insert(
        &mut self,
        table: &Table,
        fields: Fields,
        rows: &[Row],
        types: &[Entry],
        exact: Option<&Entry>,
    ) {
        let Some(first) = rows.first() else {
            return;
        };
        let cause = fields
            .get("rows")
            .map_or(table.key, |rows| &rows.key)
            .bytes();
        let mut sql = Sql::default();
        if let Some(entry) = exact {
            sql.words("-- trueup: rows exact\n", entry.bytes());
        }
        sql.words("insert into", cause.clone());
        sql.add(table.name.clone());
        let names = first.columns.iter().map(|(name, _)| name.clone());
        sql.add(Sql::list(names.collect(), first.node.bytes()));
        if first
            .columns
            .iter()
            .any(|(_, cell)| counts_always(cell, types))
        {
            sql.words("overriding system value", cause.clone());
        }
        sql.words("values", cause.clone());
        let tuples = rows.iter().map(|row| {
            let cells = first.columns.iter().filter_map(|(name, _)| {
                let (_, entry) = row.column(name)?;
                Some(value(&entry.value, type_of(entry, types)))
            });
            Sql::list(cells.collect(), row.node.bytes())
        });
        sql.listed(tuples.collect());
        if let Some(entry) = fields.get("rows_key") {
            self.known_by(&mut sql, entry, first);
        }
        self.follow(sql);
    }

    /// Adds the key by which the rows are known, and that all other columns are compared.
    fn known_by(&mut self, sql: &mut Sql, entry: &Entry, row: &Row) {
        let cause = entry.bytes();
        let keys = self.names(&entry.value);
        let is_key = |name: &Sql| keys.iter().any(|k| k.text() == name.text());
        let others = row.columns.iter().map(|(name, _)| name);
        let set = others.filter(|name| !is_key(name)).map(|name| {
            let mut set = name.clone();
            set.words("= excluded.", cause.clone()).append(name.clone());
            set
        });
        let set: Vec<Sql> = set.collect();
        sql.words("on conflict", cause.clone());
        sql.add(Sql::list(keys, entry.value.bytes()));
        match set.is_empty() {
            true => sql.words("do nothing", cause),
            false => sql.words("do update set", cause).listed(set),
        };
    }
}

impl Row<'_> {
    fn column(&self, name: &Sql) -> Option<&(Sql, &Entry)> {
        self.columns
            .iter()
            .find(|(own, _)| own.text() == name.text())
    }

    /// Returns whether another row has the same columns, in whatever order.
    fn is_like(&self, other: &Row) -> bool {
        let has = |(name, _): &(Sql, &Entry)| self.column(name).is_some();
        self.columns.len() == other.columns.len() && other.columns.iter().all(has)
    }
}

fn column_of<'t>(cell: &Entry, types: &'t [Entry]) -> Option<&'t Entry> {
    types.iter().find(|column| column.name() == cell.name())
}

/// Returns whether a server takes a value for a column only where the statement insists.
fn counts_always(cell: &Entry, types: &[Entry]) -> bool {
    let Some(column) = column_of(cell, types) else {
        return false;
    };
    if let Some(scalar) = column.value.scalar() {
        let words: Vec<&str> = scalar.text.split_whitespace().collect();
        let words = words.join(" ").to_ascii_lowercase();
        return words.contains("generated always as identity");
    }
    let identity = Fields::of(&column.value).value("identity");
    identity.is_some_and(|node| match node.scalar() {
        Some(scalar) => scalar.text.eq_ignore_ascii_case("always"),
        None => Fields::of(node).get("always").is_some(),
    })
}

/// Returns the type of a column as the file has it, if it does.
fn type_of(cell: &Entry, types: &[Entry]) -> String {
    let column = column_of(cell, types);
    let ty = column.and_then(|column| match column.value.scalar() {
        Some(scalar) => Some(scalar),
        None => Fields::of(&column.value).value("type")?.scalar(),
    });
    ty.map_or(String::new(), |scalar| scalar.text.to_ascii_lowercase())
}

/// Words a value: numbers, true, false and nothing as themselves, all other texts as strings; a list is an array, or JSON where the column is
/// of that type, as a mapping always is.
fn value(node: &Node, ty: String) -> Sql {
    let cause = node.bytes();
    match node.value() {
        Value::Scalar(scalar) => scalar_value(scalar, cause),
        Value::List(items) if !ty.trim_start().starts_with("json") => {
            Sql::of(&quote::literal(&array(items)), cause)
        }
        Value::List(_) | Value::Map(_) => Sql::of(&quote::literal(&json(node).to_string()), cause),
    }
}

fn scalar_value(scalar: &Scalar, cause: Range<usize>) -> Sql {
    if scalar.is_null() {
        return Sql::of("null", cause);
    }
    if let Some(truth) = scalar.truth() {
        return Sql::of(if truth { "true" } else { "false" }, cause);
    }
    match scalar.plain && is_number(&scalar.text) {
        true => Sql::copy(scalar),
        false => Sql::literal(scalar, cause),
    }
}

/// Returns whether a text is a number, written as numbers are printed.
pub fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    all(whole) && all(fraction) && (whole == "0" || !whole.starts_with('0'))
}

/// Returns the text of an array.
fn array(items: &[Node]) -> String {
    let element = |node: &Node| match node.value() {
        Value::List(items) => array(items),
        Value::Scalar(scalar) if scalar.is_null() => "NULL".into(),
        Value::Scalar(scalar) => in_array(&scalar.text),
        Value::Map(_) => in_array(&json(node).to_string()),
    };
    let elements: Vec<String> = items.iter().map(element).collect();
    format!("{{{}}}", elements.join(","))
}

fn in_array(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}

fn json(node: &Node) -> Json {
    match node.value() {
        Value::List(items) => Json::Array(items.iter().map(json).collect()),
        Value::Map(entries) => {
            let entries = entries.iter();
            let map: Map<String, Json> = entries
                .map(|e| (e.name().to_string(), json(&e.value)))
                .collect();
            Json::Object(map)
        }
        Value::Scalar(scalar) if scalar.is_null() => Json::Null,
        Value::Scalar(scalar) => match scalar.truth() {
            Some(truth) => Json::Bool(truth),
            None if scalar.plain && is_number(&scalar.text) => {
                serde_json::from_str(&scalar.text).unwrap_or(Json::String(scalar.text.clone()))
            }
            None => Json::String(scalar.text.clone()),
        },
    }
}
