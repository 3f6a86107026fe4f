//! Words the statements that make the rows of a table as the files have them.
//!
//! Rows that are to go go first, then values change, then rows are added; where rows of other tables refer to the table, those that are
//! to go go last.

use std::collections::BTreeMap;

use super::{Cell, Row, Rows, referred, table_of};
use crate::kind::{Action, Demand, Hazard, Lock, Scene, Text, names};
use crate::kinds::column::Column;
use crate::kinds::constraint::foreign_key::ForeignKey;
use crate::kinds::identity::Identity;
use crate::kinds::sequence::Sequence;
use crate::kinds::trigger::Trigger;
use crate::model::{Fact, Id, KindName, Place};
use crate::text::quote;
use crate::text::typename::TypeName;

/// How many rows a statement has at most.
const PIECE: usize = 1000;
/// The parts of a table that are there before its rows are changed.
const BEFORE: &[KindName] = &[
    names::COLUMN,
    names::DEFAULT,
    names::IDENTITY,
    names::PRIMARY_KEY,
    names::UNIQUE,
    names::CHECK,
    names::FOREIGN_KEY,
    names::EXCLUSION,
    names::PARTITION,
    names::INHERITS,
];

/// Words the rows of a table that has none of them.
pub fn create(fact: &Fact, scene: &Scene) -> Vec<Action> {
    let statement = Statement::of(fact, scene);
    let all: Vec<&Row> = statement.rows.rows.iter().collect();
    let mut actions = statement.inserts(&all, Action::create);
    actions.extend(statement.go_on(&all));
    actions
}

/// Words what differs.
pub fn alter(live: &Fact, desired: &Fact, scene: &Scene) -> Vec<Action> {
    let statement = Statement::of(desired, scene);
    let found: &Rows = live.body();
    let mut there = found.rows.iter().peekable();
    let (mut missing, mut changed) = (Vec::new(), Vec::new());
    for row in &statement.rows.rows {
        match there.next_if(|found| found.number == row.number) {
            None => missing.push(row),
            Some(found) if found != row => changed.push((found, row)),
            Some(_) => {}
        }
    }
    let mut actions = Vec::new();
    if found.others.count > statement.rows.others.count {
        actions.push(statement.delete());
    }
    let updates = statement.updates(&changed);
    let inserts = statement.inserts(&missing, Action::alter);
    // A value that one row gives up another may take; but rows that refer to others of their table find these.
    actions.extend(
        match statement.refers_to_itself() {
            true => [inserts, updates],
            false => [updates, inserts],
        }
        .into_iter()
        .flatten(),
    );
    actions.extend(statement.go_on(&missing));
    actions
}

/// Says what a statement demands of the role.
pub fn demands(action: &Action) -> Vec<Demand> {
    let table = table_of(&action.about);
    let sql = action.sql();
    let word = sql.split(' ').next().unwrap_or_default();
    // That the rows can be read was seen when they were compared.
    let privileges = ["insert", "update", "delete"];
    if let Some(privilege) = privileges.into_iter().find(|p| *p == word) {
        return vec![Demand::Privilege(privilege, table)];
    }
    let sequences = action.needs.iter();
    let sequences = sequences.filter(|id| id.kind() == names::SEQUENCE);
    sequences
        .flat_map(|id| ["select", "update"].map(|p| Demand::Privilege(p, id.clone())))
        .collect()
}

/// Returns the address that stands for the end of the rows which are to go.
fn cleared(table: &Id) -> Id {
    Id::printed(names::ROWS, format!("{}/cleared", table.name()))
}

/// The statements about the rows of one table.
struct Statement<'a> {
    fact: &'a Fact,
    rows: &'a Rows,
    table: Id,
    scene: &'a Scene<'a>,
}

impl<'a> Statement<'a> {
    fn of(fact: &'a Fact, scene: &'a Scene<'a>) -> Statement<'a> {
        Statement {
            rows: fact.body(),
            table: table_of(&fact.id),
            fact,
            scene,
        }
    }

    fn action(&self, make: fn(&Fact, Text) -> Action, sql: String) -> Action {
        let action = make(self.fact, Text::Plain(sql)).lock(Lock::RowExclusive);
        let parts = self.scene.desired.descendants(&self.table);
        let before = |f: &&&Fact| match f.id.kind() {
            names::TRIGGER => f.get::<Trigger>().is_some() && f.order < self.fact.order,
            kind => BEFORE.contains(&kind),
        };
        let needs: Vec<Id> = parts.iter().filter(before).map(|f| f.id.clone()).collect();
        action.needs(needs)
    }

    /// Returns the tables with rows that refer to this one.
    fn referring(&self) -> Vec<Id> {
        let all = self.scene.desired.of_kind(names::ROWS);
        let refers =
            |f: &&Fact| referred(&table_of(&f.id), self.scene.desired).contains(&self.table);
        all.filter(refers).map(|f| f.id.clone()).collect()
    }

    /// Makes an action after which more of the rows are there.
    fn fills(&self, make: fn(&Fact, Text) -> Action, words: Words) -> Action {
        let referred = referred(&self.table, self.scene.desired);
        let mut action = self.action(make, words.sql);
        action.rows = words.rows;
        action.needs.extend(referred.iter().map(Rows::id));
        if self.referring().is_empty() {
            action.needs.push(cleared(&self.table));
        }
        action.touches.clear();
        if action.makes.is_empty() {
            action.makes.push(self.fact.id.clone());
        }
        action
    }

    fn inserts(&self, rows: &[&Row], make: fn(&Fact, Text) -> Action) -> Vec<Action> {
        let mut by_columns: Vec<(Vec<usize>, Vec<&Row>)> = Vec::new();
        for row in rows {
            let said = (0..row.cells.len()).filter(|at| row.cells[*at] != Cell::Unsaid);
            let said: Vec<usize> = said.collect();
            match by_columns.iter_mut().find(|known| known.0 == said) {
                Some(known) => known.1.push(row),
                None => by_columns.push((said, vec![row])),
            }
        }
        let mut out = Vec::new();
        for (columns, rows) in &by_columns {
            for piece in rows.chunks(self.piece()) {
                out.push(self.fills(make, self.insert(columns, piece)));
            }
        }
        out
    }

    /// Returns how many rows stand in one statement: all of them where rows may refer to others of their table.
    fn piece(&self) -> usize {
        match self.refers_to_itself() {
            true => usize::MAX,
            false => PIECE,
        }
    }

    fn refers_to_itself(&self) -> bool {
        let desired = self.scene.desired;
        let keys = desired.parts(&self.table).filter_map(|id| desired.body(id));
        let mut keys = keys.map(|key: &ForeignKey| &key.target);
        keys.any(|target| *target == self.table)
    }

    /// Lets the sequences of columns go on behind the values that new rows give them.
    fn go_on(&self, rows: &[&Row]) -> Vec<Action> {
        let given = |at: &usize| {
            rows.iter()
                .any(|row| matches!(row.cells[*at], Cell::Is(_) | Cell::Starts(_)))
        };
        let columns = (0..self.rows.columns.len()).filter(given);
        let counted = columns.filter_map(|at| {
            let column = self.table.child(names::COLUMN, &self.rows.columns[at]);
            Some((self.sequence(&column)?, column))
        });
        counted
            .map(|(sequence, column)| self.behind(sequence, column))
            .collect()
    }

    /// Returns the sequence that a column owns.
    fn sequence(&self, column: &Id) -> Option<Id> {
        let desired = self.scene.desired;
        if let Some(identity) = desired.body::<Identity>(&column.as_kind(names::IDENTITY)) {
            let schema = &self.table.parts()[0];
            return Some(Id::new(names::SEQUENCE, &[schema, &identity.sequence]));
        }
        let mut all = desired.of_kind(names::SEQUENCE);
        let owned = |f: &&Fact| {
            let own = f.get::<Sequence>();
            own.is_some_and(|s| s.owned_by.as_ref() == Some(column) && s.options.increment > 0)
        };
        all.find(owned).map(|f| f.id.clone())
    }

    fn behind(&self, sequence: Id, column: Id) -> Action {
        let (table, name) = (self.table.name(), quote::ident(&column.last()));
        let literal = quote::literal(sequence.name());
        let sql = format!(
            "select setval({literal}, max({name})) from {table} \
             having max({name}) > (select last_value - (not is_called)::integer from {0})",
            sequence.name()
        );
        let mut action = Action::alter(self.fact, Text::Plain(sql)).scans();
        action.touches.clear();
        action.lasts = true;
        action.needs([self.fact.id.clone(), sequence, column])
    }

    fn insert(&self, columns: &[usize], rows: &[&Row]) -> Words {
        let names: Vec<&String> = columns.iter().map(|at| &self.rows.columns[*at]).collect();
        let always = names.iter().any(|name| {
            let id = self.table.child(names::IDENTITY, name);
            let identity: Option<&Identity> = self.scene.desired.body(&id);
            identity.is_some_and(|i| i.always)
        });
        let overriding = if always {
            " overriding system value"
        } else {
            ""
        };
        let tuples = rows.iter().map(|row| {
            let cells = columns.iter().map(|at| self.printed(&row.cells[*at]));
            format!("({})", cells.collect::<Vec<_>>().join(", "))
        });
        let head = format!(
            "insert into {} ({}){overriding} values",
            self.table.name(),
            quote::idents(&names)
        );
        Words::listed(head, tuples, rows)
    }

    fn printed(&self, cell: &Cell) -> String {
        match cell {
            Cell::Unsaid => "default".into(),
            Cell::Is(value) | Cell::Starts(value) => value.sql(),
            Cell::Formula(at) => self.rows.formulas[*at].sql.to_string(),
        }
    }

    /// Words the changes of values: rows with the same columns to change share a statement.
    fn updates(&self, changed: &[(&Row, &Row)]) -> Vec<Action> {
        let mut by_columns: BTreeMap<Vec<usize>, Vec<&Row>> = BTreeMap::new();
        for (live, desired) in changed {
            let pairs = live.cells.iter().zip(&desired.cells).enumerate();
            let differ = pairs.filter(|(_, (live, desired))| live != desired);
            let columns = differ.map(|(at, _)| at).collect();
            by_columns.entry(columns).or_default().push(desired);
        }
        let mut out = Vec::new();
        for (columns, rows) in &by_columns {
            for piece in rows.chunks(self.piece()) {
                let words = match piece {
                    [one] => self.update_one(columns, one),
                    several => self.update(columns, several),
                };
                out.push(self.fills(Action::alter, words));
            }
        }
        out
    }

    fn update_one(&self, columns: &[usize], row: &Row) -> Words {
        let set = columns.iter().map(|at| {
            let name = quote::ident(&self.rows.columns[*at]);
            format!("{name} = {}", self.printed(&row.cells[*at]))
        });
        let key = self.rows.key.iter().map(|at| {
            let name = quote::ident(&self.rows.columns[*at]);
            format!("{name} = {}", self.beside(*at, row))
        });
        let sql = format!(
            "update {} set {} where {}",
            self.table.name(),
            set.collect::<Vec<_>>().join(", "),
            key.collect::<Vec<_>>().join(" and ")
        );
        Words {
            rows: vec![(sql.len(), row.place.clone())],
            sql,
        }
    }

    fn update(&self, columns: &[usize], rows: &[&Row]) -> Words {
        let all: Vec<usize> = self.rows.key.iter().chain(columns).copied().collect();
        let tuples = rows.iter().enumerate().map(|(n, row)| {
            let cells = all.iter().map(|at| match n {
                0 => self.typed(*at, row),
                _ => self.beside(*at, row),
            });
            format!("({})", cells.collect::<Vec<_>>().join(", "))
        });
        let name = |at: &usize| quote::ident(&self.rows.columns[*at]);
        let set = columns.iter().map(|at| format!("{0} = v.{0}", name(at)));
        let key = self.rows.key.iter();
        let key = key.map(|at| format!("t.{0} = v.{0}", name(at)));
        let head = format!(
            "update {} as t set {} from (values",
            self.table.name(),
            set.collect::<Vec<_>>().join(", ")
        );
        let mut words = Words::listed(head, tuples, rows);
        words.sql.push_str(&format!(
            ") as v ({}) where {}",
            all.iter().map(name).collect::<Vec<_>>().join(", "),
            key.collect::<Vec<_>>().join(" and ")
        ));
        words
    }

    /// Words a value where the one that it is compared with, or the one above it, gives it its type.
    fn beside(&self, at: usize, row: &Row) -> String {
        match &row.cells[at] {
            Cell::Is(value) | Cell::Starts(value) => value.beside(&self.ty(at)),
            Cell::Unsaid | Cell::Formula(_) => "null".into(),
        }
    }

    fn typed(&self, at: usize, row: &Row) -> String {
        match &row.cells[at] {
            Cell::Is(value) | Cell::Starts(value) => value.typed(&self.ty(at)),
            Cell::Unsaid | Cell::Formula(_) => "null".into(),
        }
    }

    /// Returns the type of a column for a cast; one that cuts what is too long is named without its length.
    fn ty(&self, at: usize) -> String {
        let name = &self.rows.columns[at];
        let id = self.table.child(names::COLUMN, name);
        let own: Option<&Column> = self.scene.desired.body(&id);
        let Some(Column { ty, .. }) = own else {
            return "text".into();
        };
        if ty.name.starts_with("character") {
            return format!("text{}", if ty.dimensions > 0 { "[]" } else { "" });
        }
        if ty.name.starts_with("bit") {
            let modifiers = Vec::new();
            let name = "bit varying".to_string();
            return TypeName {
                name,
                modifiers,
                ..ty.clone()
            }
            .to_string();
        }
        ty.to_string()
    }

    /// Words the end of all rows that the files do not have.
    fn delete(&self) -> Action {
        let names: Vec<&str> = self.rows.key_columns().collect();
        let keys = self.rows.rows.iter().map(|row| {
            let cells = self.rows.key.iter().map(|at| self.beside(*at, row));
            let cells: Vec<String> = cells.collect();
            match &cells[..] {
                [one] => one.clone(),
                several => format!("({})", several.join(", ")),
            }
        });
        let keys: Vec<String> = keys.collect();
        let names = match &names[..] {
            [one] => quote::ident(one),
            several => format!("({})", quote::idents(several)),
        };
        let table = self.table.name();
        let others = format!("({names} in ({})) is not true", keys.join(", "));
        let mut action = self.action(Action::alter, format!("delete from {table} where {others}"));
        let sentence = format!("deletes rows of {table} that the files do not have");
        let count = format!("select count(*) from {table} where {others}");
        action = action.hazard(Hazard::drops_data(&self.fact.id, sentence, count, "rows"));
        action.touches.clear();
        action.makes = vec![cleared(&self.table)];
        for other in self.referring() {
            action.needs.push(cleared(&table_of(&other)));
            action.needs.push(other);
        }
        action
    }
}

/// A statement that writes rows.
struct Words {
    sql: String,
    /// Where the words of each row end, and where it stands.
    rows: Vec<(usize, Place)>,
}

impl Words {
    /// Puts one row behind the head, and several on lines of their own.
    fn listed(head: String, tuples: impl Iterator<Item = String>, rows: &[&Row]) -> Words {
        let (mut sql, mut ends) = (head, Vec::with_capacity(rows.len()));
        for (n, (tuple, row)) in tuples.zip(rows).enumerate() {
            sql.push_str(match (rows.len(), n) {
                (1, _) => " ",
                (_, 0) => "\n    ",
                _ => ",\n    ",
            });
            sql.push_str(&tuple);
            ends.push((sql.len(), row.place.clone()));
        }
        Words { sql, rows: ends }
    }
}
