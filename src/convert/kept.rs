//! Statements that are kept as they stand, rows and what says that something must not be there, and which rows YAML has keys for.

use std::collections::{BTreeMap, BTreeSet};

use crate::desired::Scripts;
use crate::desired::yaml::is_number;
use crate::kind::names;
use crate::kinds::constraint::key::Key;
use crate::kinds::rows::{self, Cell, Row, Rows, Value};
use crate::model::{DEFAULT_PATH, Fact, Id, Origin, State};
use crate::report::dump::beside::{Kept, Listed, Said};
use crate::text::sql::{Reader, Statement, Verb};

/// Returns the rows that YAML has keys for: constants, of which nothing more is said.
pub fn listed(state: &State, said: &BTreeMap<Id, Vec<Said>>) -> BTreeMap<Id, Listed> {
    let tables = state
        .of_kind(names::ROWS)
        .filter(|f| !said.contains_key(&f.id));
    let listed = tables.filter_map(|fact| {
        let table = rows::table_of(&fact.id);
        let all: &Rows = fact.body();
        let key: Vec<String> = all.key_columns().map(str::to_string).collect();
        let is_primary = primary_key(state, &table).is_some_and(|own| *own == key);
        let listed = Listed {
            rows: all
                .rows
                .iter()
                .map(|row| constants(all, row))
                .collect::<Option<_>>()?,
            key: if is_primary { Vec::new() } else { key },
            exact: all.exact,
        };
        Some((table, listed))
    });
    listed.collect()
}

fn primary_key<'s>(state: &'s State, table: &Id) -> Option<&'s Vec<String>> {
    let mut keys = state.of_kind(names::PRIMARY_KEY);
    let fact = keys.find(|f| f.parent.as_ref() == Some(table))?;
    Some(&fact.get::<Key>()?.columns)
}

/// Returns the values of a row by columns; nothing if one is compared in another way, or is more than YAML has.
fn constants(rows: &Rows, row: &Row) -> Option<Vec<(String, Value)>> {
    let mut out = Vec::new();
    for (name, cell) in rows.columns.iter().zip(&row.cells) {
        match cell {
            Cell::Unsaid => {}
            Cell::Is(Value::Bare(sql)) if !is_number(sql) && !is_truth(sql) => return None,
            Cell::Is(Value::Sql(_)) | Cell::Starts(_) | Cell::Formula(_) => return None,
            Cell::Is(value) => out.push((name.clone(), value.clone())),
        }
    }
    Some(out).filter(|out| !out.is_empty())
}

fn is_truth(sql: &str) -> bool {
    matches!(sql, "true" | "false")
}

/// Returns the statements that are kept, in the order of the files; those that insert what is listed are not.
pub fn statements(state: &State, scripts: &Scripts, listed: &BTreeMap<Id, Listed>) -> Vec<Kept> {
    let others = state.absent.iter().filter(|(id, _)| is_kept(id));
    let others: Vec<&Origin> = others.map(|(_, origin)| origin).collect();
    let tables: Vec<&Fact> = state.of_kind(names::ROWS).collect();
    let (mut out, mut refused) = (Vec::new(), BTreeSet::new());
    for statement in scripts.cut().into_iter().flatten().flatten() {
        let place = statement.script.place(statement.bytes());
        let rows = rows_of(statement, &tables);
        let is_listed = |fact: &&Fact| {
            let inserts = |row: &Row| {
                row.place.file == place.file && place.bytes.contains(&row.place.bytes.start)
            };
            listed.contains_key(&rows::table_of(&fact.id))
                && fact.body::<Rows>().rows.iter().any(inserts)
        };
        if let Some(rows) = rows.filter(|fact| !is_listed(fact)) {
            let directives = scripts.directives.iter();
            let mut exact = directives.filter(|d| d.verb == Verb::RowsExact && d.covers == place);
            let mark = exact.next().map_or("", |_| "-- trueup: rows exact\n");
            out.push(kept(mark, statement, &rows.origin));
        }
        let says = |o: &&&Origin| o.place().is_some_and(|p| *p == place);
        if let Some(origin) = others.iter().find(says)
            && refused.insert((place.file, place.bytes.start))
        {
            out.push(kept("", statement, origin));
        }
    }
    out
}

/// Returns whether only the statement itself can say it.
fn is_kept(id: &Id) -> bool {
    id.kind() != names::GRANT
}

fn kept(mark: &str, statement: &Statement, origin: &Origin) -> Kept {
    let path = origin.search_path();
    Kept {
        sql: format!("{mark}{}", &statement.script.text()[statement.bytes()]),
        path: path.map_or_else(|| DEFAULT_PATH.to_string(), |path| path.to_string()),
    }
}

/// Returns the rows that a statement inserts.
fn rows_of<'s>(statement: &Statement, tables: &[&'s Fact]) -> Option<&'s Fact> {
    let mut reader = Reader::new(statement);
    if !reader.accept("insert into") {
        return None;
    }
    let name = reader.name().ok()?;
    let is_it = |rows: &&&Fact| {
        let parts = rows::table_of(&rows.id).parts();
        let (schema, last) = (parts.first(), parts.last());
        let in_schema = name
            .schema()
            .is_none_or(|s| schema.is_some_and(|own| own == s));
        in_schema && last.is_some_and(|own| own == name.last())
    };
    tables.iter().find(is_it).copied()
}
