//! What a table has beside its columns where its rows are those of a foreign server.
//!
//! Such a table is a table in all else, and is read and worded with the others. Columns have options of their own
//! ([`Column::foreign`](crate::kinds::column::Column)).

use super::{Options, server};
use crate::diagnostic::{Problem, Result};
use crate::kind::catalog::Class;
use crate::kind::{Action, Catalog, Draft, Lock, Query, Row, Target, Text, Wording, names};
use crate::kinds::column::Column;
use crate::kinds::table::{Table, table_of};
use crate::model::{Fact, Id, KindName, Pair, State};
use crate::text::quote;
use crate::text::sql::Reader;

/// Where the rows of a foreign table are.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Foreign {
    /// The name of the server.
    pub server: String,
    /// What its wrapper is told of the table.
    pub options: Options,
}

/// What only a table with rows of its own can have.
const NEEDS_ROWS: &[KindName] = &[
    names::PRIMARY_KEY,
    names::UNIQUE,
    names::FOREIGN_KEY,
    names::EXCLUSION,
    names::INDEX,
    names::POLICY,
    names::RULE,
];

impl Foreign {
    /// Reads `SERVER name OPTIONS (…)`.
    pub fn read(reader: &mut Reader) -> Result<Foreign> {
        reader.expect("server")?;
        Ok(Foreign {
            server: reader.ident()?,
            options: Options::read(reader)?,
        })
    }

    /// Words it behind the list of columns, with a leading space; secrets are left to a statement of their own.
    pub fn words(&self, table: &Id) -> String {
        let mut words = Wording::new(format!(" server {}", quote::ident(&self.server)));
        self.options.without_secrets().word(table, &mut words);
        words.shown()
    }

    /// Returns the server as a fact of a state, if it is one.
    pub fn server_in(&self, state: &State) -> Option<Id> {
        Some(server::address(&self.server)).filter(|id| state.has(id))
    }

    /// Follows the server to its new name.
    pub fn relink(&mut self, moved: &dyn Fn(&Id) -> Option<Id>) {
        if let Some(new) = moved(&server::address(&self.server)) {
            self.server = new.last();
        }
    }
}

/// Words the secrets among the options of a new table.
pub fn secrets(fact: &Fact) -> Option<Action> {
    let options = &fact.body::<Table>().foreign.as_ref()?.options;
    change(&options.without_secrets(), options, fact)
}

/// Words the change of a table's options.
pub fn change(from: &Options, to: &Options, desired: &Fact) -> Option<Action> {
    let text = clause("", from, to, &desired.id, &desired.id)?;
    let action = Action::alter(desired, text).needs([desired.id.clone()]);
    Some(action.stands_between(&[]).lock(Lock::AccessExclusive))
}

/// Words the change of a column's options.
pub fn change_of_column(from: &Options, to: &Options, desired: &Fact) -> Option<Action> {
    let table = desired.parent.as_ref()?;
    let lead = format!("alter column {}", quote::ident(&desired.id.last()));
    let text = clause(&lead, from, to, table, &desired.id)?;
    let action = Action::alter(desired, text).stands_between(&[]);
    Some(action.lock(Lock::AccessExclusive))
}

fn clause(lead: &str, from: &Options, to: &Options, table: &Id, of: &Id) -> Option<Text> {
    if from == to {
        return None;
    }
    let mut words = Wording::default();
    from.word_change(to, of, &mut words);
    let head = format!("alter table {}", table.name());
    Some(words.clause(head, table, lead))
}

/// Returns whether a table's rows are those of a foreign server.
pub fn is_foreign(state: &State, table: &Id) -> bool {
    let table: Option<&Table> = state.body(table);
    table.is_some_and(|t| t.foreign.is_some())
}

/// Requires of a foreign table that it has nothing that needs rows of its own.
///
/// # Errors
/// As the server says it.
pub fn finish(table: &Id, draft: &mut Draft) -> Result<()> {
    if !is_foreign(&draft.state, table) {
        return no_options(table, draft);
    }
    let parts = draft.state.children(table).into_iter();
    let Some(part) = parts.min_by_key(|f| (!NEEDS_ROWS.contains(&f.id.kind()), f.order)) else {
        return Ok(());
    };
    if !NEEDS_ROWS.contains(&part.id.kind()) {
        return Ok(());
    }
    let noun = part.id.kind().replace('-', " ");
    let message = format!("foreign table {} can have no {noun}", table.name());
    Err(wrong(
        message,
        part,
        "only the server that has its rows can have one",
    ))
}

/// Requires of the columns of any other table that they have no options for a wrapper.
fn no_options(table: &Id, draft: &Draft) -> Result<()> {
    let mut columns = draft.state.children(table).into_iter();
    let told = |f: &&Fact| f.get::<Column>().is_some_and(|c| !c.foreign.is_empty());
    match columns.find(told) {
        None => Ok(()),
        Some(column) => {
            let message = format!("{} is no foreign table", table.name());
            Err(wrong(
                message,
                column,
                "only columns of a foreign table have OPTIONS",
            ))
        }
    }
}

fn wrong(message: String, part: &Fact, help: &str) -> Box<Problem> {
    let problem = Problem::error("unsupported", message);
    let problem = problem.at_any(part.origin.place(), "");
    Box::new(problem.help(help))
}

/// Takes away what statements cost that are about foreign tables: no rows are read, written or lost here.
pub fn spare(actions: &mut [Action], pair: &Pair<State>) {
    let foreign = |table: &Id| match pair.live.has(table) {
        true => is_foreign(&pair.live, table),
        false => is_foreign(&pair.desired, table),
    };
    let table = |id: &Id| {
        let state = if pair.live.has(id) {
            &pair.live
        } else {
            &pair.desired
        };
        table_of(id, state)
    };
    for action in actions {
        let about = |id: &Id| table(id).is_some_and(|t| foreign(&t));
        action.hazards.retain(|h| !about(&h.about));
        if let Text::Clause { table, .. } = &action.text
            && foreign(table)
        {
            (action.scans, action.rewrites) = (false, false);
        }
    }
}

/// Returns the queries for the foreign tables in scope and their columns.
pub fn queries(target: &Target) -> Vec<Query> {
    if target.foreign.is_empty() {
        return Vec::new();
    }
    let foreign = &target.foreign;
    let tables = format!(
        "select f.ftrelid, s.srvname, f.ftoptions from pg_foreign_table f join pg_foreign_server s on s.oid = f.ftserver \
         where f.ftrelid = any('{foreign}'::oid[])"
    );
    vec![Query {
        sql: tables,
        read: read_table,
    }]
}

/// Returns the query for the options of their columns.
pub fn columns(target: &Target) -> Option<Query> {
    let sql = format!(
        "select attrelid, attnum, attfdwoptions from pg_attribute where attrelid = any('{}'::oid[]) \
         and attfdwoptions is not null and not attisdropped",
        target.foreign
    );
    (!target.foreign.is_empty()).then_some(Query {
        sql,
        read: read_column,
    })
}

fn read_table(row: &mut Row, catalog: &mut Catalog) {
    let relation = row.number();
    let foreign = Foreign {
        server: row.text().to_string(),
        options: Options::of_catalog(&row.list()),
    };
    let Some(id) = catalog.find(Class::Relation, relation, 0).cloned() else {
        return;
    };
    let parent = Id::new(names::SCHEMA, &[&id.parts()[0]]);
    let table = Table {
        foreign: Some(foreign),
        ..Table::default()
    };
    catalog.add(Fact::new(id, Some(parent), table));
}

fn read_column(row: &mut Row, catalog: &mut Catalog) {
    let (relation, number) = (row.number(), row.number());
    let options = Options::of_catalog(&row.list());
    let id = catalog.find(Class::Relation, relation, number).cloned();
    if let Some(fact) = id.and_then(|id| catalog.state.get_mut(&id)) {
        fact.change(|c: &mut Column| c.foreign = options);
    }
}
