//! Rows that the schema needs: what INSERT statements of the files say of the rows of one table.
//!
//! All of them are one fact below their table. Its key tells which row is which; rows that the files do not have stay. The rows of
//! the live side are not read with the catalog: the server is told what the files say, and answers what differs (`live::contents`).

mod found;
mod key;
mod no_key;
mod read;
mod value;
mod words;

use std::fmt;
use std::sync::Arc;

use crate::diagnostic::Result;
use crate::kind::{Action, Alter, Attribute, Demand, Draft, Grammar, Kind, Scene, Setting, names};
use crate::model::{Fact, Id, KindName, Place, State};
use crate::text::Expr;

pub use found::{Found, SHOWN, settle_files};
pub use value::Value;

/// The kind `rows`.
pub struct RowsKind;

/// The rows that a table must have.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rows {
    /// The columns that some row has a value for.
    pub columns: Vec<String>,
    /// The places among them of those that tell one row from another.
    pub key: Vec<usize>,
    /// The rows, in the order of the files.
    pub rows: Vec<Row>,
    /// The expressions whose values are not known beforehand, such as `now()`.
    pub formulas: Vec<Expr>,
    /// Whether the table has no other rows.
    pub exact: bool,
    /// The rows of the live side that are to go.
    pub others: Others,
    /// The statements, while the files are interpreted.
    inserts: Vec<Insert>,
}

/// Rows that the files do not have, where they are to be all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Others {
    /// How many there are.
    pub count: u64,
    /// The keys of the first of them.
    pub first: Vec<String>,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its number among those of the files.
    pub number: usize,
    /// What is said of each column.
    pub cells: Vec<Cell>,
    /// Where it stands.
    pub place: Place,
}

impl PartialEq for Row {
    fn eq(&self, other: &Row) -> bool {
        self.number == other.number && self.cells == other.cells
    }
}

/// What is said of a column of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing: it gets its default, and may have any value.
    Unsaid,
    /// It has this value.
    Is(Value),
    /// It gets this value when the row is made, and may have any other later.
    Starts(Value),
    /// It gets the value of a formula when the row is made.
    Formula(usize),
}

/// One INSERT statement, as long as the key of the table is not known.
#[derive(Debug, Clone, PartialEq)]
struct Insert {
    place: Place,
    /// How many rows it has.
    count: usize,
    conflict: Conflict,
}

/// What an INSERT does where a row is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Conflict {
    /// The key that ON CONFLICT names.
    target: Target,
    action: OnConflict,
}

/// The key that ON CONFLICT names.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    /// None.
    Any,
    /// These columns.
    Columns(Vec<String>),
    /// A constraint.
    Constraint(String),
}

/// What an INSERT does where a row is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
enum OnConflict {
    /// It fails.
    Fails,
    /// It leaves the row as it is.
    Skips,
    /// It sets these columns to its own values.
    Sets(Vec<String>),
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::in_place("missing rows"),
    Attribute::in_place("values"),
    Attribute::in_place("other rows, where the files have all"),
];

impl Rows {
    /// Returns the address of the rows of a table.
    pub fn id(table: &Id) -> Id {
        table.as_kind(names::ROWS)
    }

    /// Returns the columns that tell one row from another.
    pub fn key_columns(&self) -> impl Iterator<Item = &str> {
        self.key.iter().map(|at| self.columns[*at].as_str())
    }

    /// Returns the places of the columns whose values are compared in some row.
    pub fn compared(&self) -> Vec<usize> {
        let is_value = |at: &usize| {
            let mut cells = self.rows.iter().map(|row| &row.cells[*at]);
            cells.any(|cell| matches!(cell, Cell::Is(_)))
        };
        let all = (0..self.columns.len()).filter(|at| !self.key.contains(at));
        all.filter(is_value).collect()
    }

    /// Finds a column, or adds it.
    fn column(&mut self, name: &str) -> usize {
        match self.columns.iter().position(|c| c == name) {
            Some(at) => at,
            None => {
                self.columns.push(name.to_string());
                self.rows
                    .iter_mut()
                    .for_each(|row| row.cells.push(Cell::Unsaid));
                self.columns.len() - 1
            }
        }
    }

    /// Finds a formula, or adds it.
    fn formula(&mut self, sql: &str) -> usize {
        match self.formulas.iter().position(|f| &*f.sql == sql) {
            Some(at) => at,
            None => {
                self.formulas.push(Expr::new(sql));
                self.formulas.len() - 1
            }
        }
    }
}

impl Conflict {
    /// Shows the columns that it names.
    fn columns(&mut self) -> impl Iterator<Item = &mut Vec<String>> {
        let target = match &mut self.target {
            Target::Columns(columns) => Some(columns),
            Target::Any | Target::Constraint(_) => None,
        };
        let set = match &mut self.action {
            OnConflict::Sets(columns) => Some(columns),
            OnConflict::Fails | OnConflict::Skips => None,
        };
        target.into_iter().chain(set)
    }
}

/// Returns the table of rows.
pub fn table_of(rows: &Id) -> Id {
    rows.as_kind(names::TABLE)
}

impl Kind for RowsKind {
    fn name(&self) -> KindName {
        names::ROWS
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn statements(&self) -> &'static [Grammar] {
        read::STATEMENTS
    }

    fn expressions(&self, fact: &mut Fact, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        if fact.body::<Rows>().formulas.is_empty() {
            return;
        }
        fact.change(|rows: &mut Rows| {
            let all = rows.formulas.iter_mut();
            all.for_each(|formula| visit(formula, Setting::default()));
        });
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        let table = table_of(&fact.id);
        let new = |name: &String| {
            let id = moved(&table.child(names::COLUMN, name))?;
            Some(id.last()).filter(|new| new != name)
        };
        if !fact.body::<Rows>().columns.iter().any(|c| new(c).is_some()) {
            return;
        }
        fact.change(|rows: &mut Rows| {
            let inserts = rows.inserts.iter_mut().flat_map(|i| i.conflict.columns());
            for column in inserts.chain([&mut rows.columns]).flatten() {
                *column = new(column).unwrap_or(std::mem::take(column));
            }
        });
    }

    fn lose(&self, fact: &mut Fact, part: &Id) {
        let gone = part.last();
        let at = fact.body::<Rows>().columns.iter().position(|c| *c == gone);
        let Some(at) = at.filter(|_| part.kind() == names::COLUMN) else {
            return;
        };
        fact.change(|rows: &mut Rows| {
            rows.columns.remove(at);
            rows.rows.iter_mut().for_each(|row| {
                row.cells.remove(at);
            });
            let inserts = rows.inserts.iter_mut().flat_map(|i| i.conflict.columns());
            inserts.for_each(|columns| columns.retain(|c| *c != gone));
        });
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        key::settle(id, draft)
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        words::create(fact, scene)
    }

    fn drop(&self, _fact: &Fact, _scene: &Scene) -> Vec<Action> {
        // Rows of a table that goes go with it, and all others stay.
        Vec::new()
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        Alter::InPlace(words::alter(live, desired, scene))
    }

    fn demands(&self, action: &Action, _scene: &Scene) -> Vec<Demand> {
        words::demands(action)
    }

    fn describe(&self, fact: &Fact) -> String {
        fact.body::<Rows>().to_string()
    }
}

impl fmt::Display for Rows {
    /// Prints what is compared, a row on each line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let words = |at: &usize| {
                let name = &self.columns[*at];
                match &row.cells[*at] {
                    Cell::Is(value) => Some(format!("{name} {}", value.sql())),
                    Cell::Unsaid | Cell::Starts(_) | Cell::Formula(_) => None,
                }
            };
            let others = (0..self.columns.len()).filter(|at| !self.key.contains(at));
            let all: Vec<usize> = self.key.iter().copied().chain(others).collect();
            let cells: Vec<String> = all.iter().filter_map(words).collect();
            lines.push(cells.join(", "));
        }
        if self.others.count > 0 {
            let first = self.others.first.join(", ");
            let more = match self.others.first.len() as u64 == self.others.count {
                true => "",
                false => ", …",
            };
            lines.push(format!("{} more: {first}{more}", self.others.count));
        }
        lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// Returns the tables with rows that a table refers to, itself left out; those that refer back are left out too.
pub fn referred(table: &Id, state: &State) -> Vec<Id> {
    let all = targets(table, state);
    let back = |id: &&Id| !reaches(id, table, state);
    all.iter().filter(back).cloned().collect()
}

/// Returns the tables with rows that the foreign keys of a table refer to.
pub fn targets(table: &Id, state: &State) -> Vec<Id> {
    use crate::kinds::constraint::foreign_key::ForeignKey;
    let keys = state.parts(table).filter_map(|id| state.body(id));
    let mut out: Vec<Id> = keys.map(|key: &ForeignKey| key.target.clone()).collect();
    out.retain(|target| target != table && state.has(&Rows::id(target)));
    out.sort();
    out.dedup();
    out
}

/// Returns whether the foreign keys lead from one table to another, by way of tables with rows.
fn reaches(from: &Id, to: &Id, state: &State) -> bool {
    let mut seen = vec![from.clone()];
    let mut next = 0;
    while next < seen.len() {
        let more = targets(&seen[next], state);
        if more.contains(to) {
            return true;
        }
        for id in more {
            if !seen.contains(&id) {
                seen.push(id);
            }
        }
        next += 1;
    }
    false
}

/// Returns whether rows have one of these values in a column whose type has to do with some others.
pub fn say(fact: &Fact, values: &[&String], of_family: &dyn Fn(&Id) -> bool) -> bool {
    let Some(rows) = fact.get::<Rows>() else {
        return false;
    };
    let table = table_of(&fact.id);
    let says = |cell: &Cell| match cell {
        Cell::Is(value) | Cell::Starts(value) => value.names_one(values),
        Cell::Formula(at) => {
            let sql: &Arc<str> = &rows.formulas[*at].sql;
            values.iter().any(|v| sql.contains(v.as_str()))
        }
        Cell::Unsaid => false,
    };
    let mut columns = rows.columns.iter().enumerate();
    columns.any(|(at, name)| {
        of_family(&table.child(names::COLUMN, name))
            && rows.rows.iter().any(|row| says(&row.cells[at]))
    })
}
