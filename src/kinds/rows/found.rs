//! The rows of the live side, as what the server says of the desired ones.

use std::collections::HashMap;

use super::{Cell, Others, Row, Rows, Value};
use crate::kind::names;
use crate::model::{Fact, Id, Pair, State};

/// Makes the rows of the live side, where that is other files, what is found there of the desired ones.
pub fn settle_files(pair: &mut Pair<State>) {
    let all: Vec<Id> = pair
        .live
        .of_kind(names::ROWS)
        .map(|f| f.id.clone())
        .collect();
    for id in all {
        let Some(live) = pair.live.take(&id) else {
            continue;
        };
        if let Some(desired) = pair.desired.get(&id) {
            let body = desired.body::<Rows>().live_of_files(live.body());
            let (parent, origin) = (live.parent.clone(), live.origin.clone());
            pair.live.put(Fact {
                origin,
                ..Fact::new(id, parent, body)
            });
        }
    }
}

/// How many keys of rows that the files do not have are shown.
pub const SHOWN: usize = 5;

/// What was found of a desired row in which something differs.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Whether there is no row with its key.
    pub missing: bool,
    /// The values that differ, by the places of their columns.
    pub values: Vec<(usize, Option<String>)>,
}

impl Rows {
    /// Returns the rows of the live side: as these, but for what is found by the numbers of rows; `absent` are the places of columns that the
    /// live table does not have.
    pub fn live(&self, found: &HashMap<usize, Found>, absent: &[usize], others: Others) -> Rows {
        let row = |row: &Row| {
            let nothing = Found::default();
            let found = found.get(&row.number).unwrap_or(&nothing);
            (!found.missing).then(|| live_row(row, found, absent))
        };
        Rows {
            rows: self.rows.iter().filter_map(row).collect(),
            others,
            ..self.clone()
        }
    }

    /// Returns the rows of the live side where that is other files: those with the keys of these.
    fn live_of_files(&self, live: &Rows) -> Rows {
        let at = |name: &String| live.columns.iter().position(|c| c == name);
        let columns: Vec<Option<usize>> = self.columns.iter().map(at).collect();
        let mut by_key = HashMap::new();
        for row in &live.rows {
            let key = self.key.iter().map(|k| value(row, columns[*k]?));
            by_key.insert(key.collect::<Option<Vec<_>>>(), row);
        }
        let mut all = HashMap::new();
        for row in &self.rows {
            let key = self.key.iter().map(|k| value(row, *k));
            let there = by_key.remove(&key.collect::<Option<Vec<_>>>());
            all.insert(row.number, of_files(row, there, &columns));
        }
        let mut others = Others::default();
        if self.exact {
            let keys = by_key
                .into_keys()
                .map(|key| key.unwrap_or_default().join(" "));
            others.first = keys.collect();
            others.first.sort();
            others.count = others.first.len() as u64;
            others.first.truncate(SHOWN);
        }
        self.live(&all, &[], others)
    }
}

fn value(row: &Row, at: usize) -> Option<&str> {
    match &row.cells[at] {
        Cell::Is(value) | Cell::Starts(value) => Some(value.identity()),
        Cell::Unsaid | Cell::Formula(_) => None,
    }
}

fn of_files(row: &Row, there: Option<&Row>, columns: &[Option<usize>]) -> Found {
    let Some(there) = there else {
        return Found {
            missing: true,
            ..Found::default()
        };
    };
    let mut found = Found::default();
    for (at, cell) in row.cells.iter().enumerate() {
        let other = columns[at].and_then(|at| value(there, at));
        if matches!(cell, Cell::Is(_)) && value(row, at) != other {
            found.values.push((at, other.map(String::from)));
        }
    }
    found
}

fn live_row(row: &Row, found: &Found, absent: &[usize]) -> Row {
    let mut cells = row.cells.clone();
    for (at, value) in &found.values {
        let value = value.as_deref();
        if matches!(cells[*at], Cell::Is(_)) {
            cells[*at] = Cell::Is(match (value, &cells[*at]) {
                (None, _) => Value::Null,
                (Some(v), Cell::Is(Value::Bare(_))) => Value::Bare(v.into()),
                (Some(v), _) => Value::Text(v.into()),
            });
        }
    }
    for at in absent {
        if matches!(cells[*at], Cell::Is(_)) {
            cells[*at] = Cell::Unsaid;
        }
    }
    Row {
        cells,
        ..row.clone()
    }
}
