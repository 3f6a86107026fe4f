//! Finds the key of the rows of a table when all files are read, and makes one row of those that have the same key.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::no_key::Keys;
use super::value::{is_of_moments, names_moment};
use super::{Cell, Conflict, Insert, OnConflict, Row, Rows, Target, Value, table_of};
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, names};
use crate::kinds::column::Column;
use crate::kinds::constraint::key::Key;
use crate::kinds::index::Index;
use crate::model::{Id, State};
use crate::text::quote;

/// A key of a table: the name of its constraint, if it has one, and its columns.
pub(super) type Candidate = (Option<String>, Vec<String>);

/// Settles the rows of a table; statements without its key are left out with a warning.
pub fn settle(id: &Id, draft: &mut Draft) -> Result<()> {
    let Some(mut fact) = draft.state.take(id) else {
        return Ok(());
    };
    let table = table_of(id);
    let keys = candidates(&table, draft);
    let computed = computed(&table, fact.body::<Rows>(), draft);
    let (mut warnings, mut twice) = (Vec::new(), None);
    let moments = moments(&table, fact.body::<Rows>(), draft);
    fact.change(|rows: &mut Rows| {
        moments.iter().for_each(|at| set_moments_apart(rows, *at));
        let inserts = std::mem::take(&mut rows.inserts);
        let all = std::mem::take(&mut rows.rows);
        let batches = batches(inserts, all);
        let key = best(rows, &batches, &keys);
        let mut merged = Merged::default();
        for (insert, batch) in batches {
            let fits = key.is_some_and(|key| fits(rows, &insert, &batch, key));
            match key.filter(|_| fits) {
                Some(key) => {
                    rows.key = places(rows, &key.1);
                    let error = merged.add(rows, insert.conflict, batch);
                    twice = twice.take().or(error);
                }
                None => {
                    let keys = Keys { all: &keys, key };
                    warnings.push(keys.refuse((rows, &insert, &batch), &table));
                }
            }
        }
        rows.rows = merged.rows;
        for (number, row) in rows.rows.iter_mut().enumerate() {
            row.number = number;
        }
    });
    warnings.into_iter().for_each(|w| draft.problems.push(w));
    if !fact.body::<Rows>().rows.is_empty() {
        draft.state.put(fact);
    }
    match computed.or(twice) {
        Some(problem) => Err(problem),
        None => Ok(()),
    }
}

/// Refuses a value for a column that the server computes.
fn computed(table: &Id, rows: &Rows, draft: &Draft) -> Option<Box<Problem>> {
    let is_computed = |name: &String| {
        let own = draft.state.body(&table.child(names::COLUMN, name));
        own.is_some_and(|column: &Column| column.generated.is_some())
    };
    let columns = rows.columns.iter().enumerate();
    let mut columns = columns.filter(|(_, name)| is_computed(name));
    columns.find_map(|(at, name)| {
        let row = rows.rows.iter().find(|row| row.cells[at] != Cell::Unsaid)?;
        let message = format!(
            "this row gives a value to column {name} of {}, which is generated",
            table.name()
        );
        let problem = Problem::error("wrong-values", message).at(row.place.clone(), "");
        Some(Box::new(
            problem.help("leave the column out: the server computes it"),
        ))
    })
}

/// Returns the places of the columns that hold dates or times.
fn moments(table: &Id, rows: &Rows, draft: &Draft) -> Vec<usize> {
    let outside = draft.world.relations.get(table.name());
    let ty = |name: &String| {
        let own = draft.state.body(&table.child(names::COLUMN, name));
        let there = || outside?.columns.iter().find(|c| c.0 == *name);
        own.map(|column: &Column| &column.ty.name)
            .or_else(|| there().map(|c| &c.1))
    };
    let columns = rows.columns.iter().enumerate();
    let held = columns.filter(|(_, name)| ty(name).is_some_and(|ty| is_of_moments(ty)));
    held.map(|(at, _)| at).collect()
}

/// Makes formulas of the words in a column that stand for another moment each time, such as `'now'`.
fn set_moments_apart(rows: &mut Rows, at: usize) {
    for number in 0..rows.rows.len() {
        let word = match &rows.rows[number].cells[at] {
            Cell::Is(Value::Text(text)) if names_moment(text) => quote::literal(text),
            Cell::Is(_) | Cell::Unsaid | Cell::Starts(_) | Cell::Formula(_) => continue,
        };
        rows.rows[number].cells[at] = Cell::Formula(rows.formula(&word));
    }
}

/// Returns the keys of a table, the primary key first.
fn candidates(table: &Id, draft: &Draft) -> Vec<Candidate> {
    let mut out = own(table, &draft.state);
    let outside = draft.world.relations.get(table.name());
    if let Some(outside) = outside.filter(|_| !draft.state.has(table)) {
        let all = [&outside.primary_key].into_iter().chain(&outside.keys);
        let all = all.filter(|columns| !columns.is_empty());
        out.extend(all.map(|columns| (None, columns.clone())));
    }
    out
}

fn own(table: &Id, state: &State) -> Vec<Candidate> {
    let mut out: Vec<(bool, Candidate)> = Vec::new();
    for fact in state.children(table) {
        let name = Some(fact.id.last());
        if let Some(key) = fact.get::<Key>().filter(|key| !key.without_overlaps) {
            let is_other = fact.id.kind() != names::PRIMARY_KEY;
            out.push((is_other, (name, key.columns.clone())));
        } else if let Some(index) = fact.get::<Index>()
            && index.unique
            && index.predicate.is_none()
        {
            let columns = index.elements.iter().map(|e| e.name().map(String::from));
            out.extend(columns.collect::<Option<_>>().map(|c| (true, (name, c))));
        }
    }
    out.sort_by_key(|(is_other, _)| *is_other);
    out.into_iter().map(|(_, key)| key).collect()
}

/// Returns each statement with its rows.
fn batches(inserts: Vec<Insert>, all: Vec<Row>) -> Vec<(Insert, Vec<Row>)> {
    let mut rows = all.into_iter();
    let own = |insert: Insert| {
        let batch = rows.by_ref().take(insert.count).collect();
        (insert, batch)
    };
    inserts.into_iter().map(own).collect()
}

/// Returns the key that tells the rows of the most statements apart; of several the first.
fn best<'k>(
    rows: &Rows,
    batches: &[(Insert, Vec<Row>)],
    keys: &'k [Candidate],
) -> Option<&'k Candidate> {
    let count = |key: &&Candidate| {
        let fit = |(insert, batch): &&(Insert, Vec<Row>)| fits(rows, insert, batch, key);
        batches.iter().filter(fit).count()
    };
    let counted = keys.iter().map(|key| (count(&key), key));
    let best = counted.rev().max_by_key(|(count, _)| *count)?;
    (best.0 > 0).then_some(best.1)
}

/// Returns whether a key tells the rows of a statement apart, and is the one that it names.
fn fits(rows: &Rows, insert: &Insert, batch: &[Row], key: &Candidate) -> bool {
    let told = |row: &Row| lacking(rows, row, key).is_none();
    is_named(&insert.conflict.target, key) && batch.iter().all(told)
}

/// Returns whether a key is one that ON CONFLICT may name.
pub(super) fn is_named(target: &Target, (name, columns): &Candidate) -> bool {
    match target {
        Target::Any => true,
        Target::Constraint(wanted) => name.as_ref() == Some(wanted),
        Target::Columns(wanted) => {
            wanted.len() == columns.len() && wanted.iter().all(|w| columns.contains(w))
        }
    }
}

/// Returns the first column of a key for which a row has no value that is written out.
pub(super) fn lacking<'k>(rows: &Rows, row: &Row, key: &'k Candidate) -> Option<&'k String> {
    let is_told = |name: &String| {
        let at = rows.columns.iter().position(|c| c == name);
        let cell = at.map(|at| &row.cells[at]);
        matches!(cell, Some(Cell::Is(value)) if *value != Value::Null)
    };
    key.1.iter().find(|name| !is_told(name))
}

fn places(rows: &Rows, columns: &[String]) -> Vec<usize> {
    let place = |name: &String| rows.columns.iter().position(|c| c == name);
    columns.iter().filter_map(place).collect()
}

/// Rows by their keys.
#[derive(Default)]
struct Merged {
    rows: Vec<Row>,
    by_key: HashMap<String, usize>,
}

impl Merged {
    /// Adds the rows of a statement; a row that is there already is an error unless ON CONFLICT says what becomes of it.
    fn add(&mut self, rows: &Rows, conflict: Conflict, batch: Vec<Row>) -> Option<Box<Problem>> {
        let mut twice = None;
        for mut row in batch {
            match self.by_key.entry(identity(rows, &row)) {
                Entry::Vacant(free) => {
                    free.insert(self.rows.len());
                    loosen(rows, &mut row, &conflict);
                    self.rows.push(row);
                }
                Entry::Occupied(taken) => {
                    let there = &mut self.rows[*taken.get()];
                    match &conflict.action {
                        OnConflict::Fails => {
                            twice.get_or_insert_with(|| inserted_twice(rows, there, &row));
                        }
                        OnConflict::Skips => {}
                        OnConflict::Sets(columns) => {
                            let at = places(rows, columns).into_iter();
                            at.for_each(|at| there.cells[at] = row.cells[at].clone());
                        }
                    }
                }
            }
        }
        twice
    }
}

/// Returns what tells a row from others, as far as the files can tell.
fn identity(rows: &Rows, row: &Row) -> String {
    let mut out = String::new();
    for at in &rows.key {
        if let Cell::Is(value) = &row.cells[*at] {
            out.push_str(value.identity());
        }
        out.push('\0');
    }
    out
}

/// Lets the values be that ON CONFLICT does not set in a row which is there.
fn loosen(rows: &Rows, row: &mut Row, conflict: &Conflict) {
    let set = |name: &String| match &conflict.action {
        OnConflict::Fails => true,
        OnConflict::Skips => false,
        OnConflict::Sets(columns) => columns.contains(name),
    };
    for (at, cell) in row.cells.iter_mut().enumerate() {
        if let Cell::Is(value) = cell
            && !rows.key.contains(&at)
            && !set(&rows.columns[at])
        {
            *cell = Cell::Starts(value.clone());
        }
    }
}

fn inserted_twice(rows: &Rows, first: &Row, second: &Row) -> Box<Problem> {
    let key = rows.key.iter().filter_map(|at| match &second.cells[*at] {
        Cell::Is(value) => Some(format!("{} {}", rows.columns[*at], value.sql())),
        Cell::Unsaid | Cell::Starts(_) | Cell::Formula(_) => None,
    });
    let key = key.collect::<Vec<_>>().join(", ");
    let problem = Problem::error(
        "defined-twice",
        format!("the row with {key} is inserted twice"),
    )
    .at(second.place.clone(), "inserted again here")
    .at(first.place.clone(), "first inserted here");
    Box::new(problem.help("remove one of the two, or write the second with ON CONFLICT"))
}
