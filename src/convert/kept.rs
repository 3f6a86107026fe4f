//! Statements that are kept as they stand: rows, and what says that something must not be there.

use std::collections::BTreeSet;

use crate::desired::Scripts;
use crate::kind::names;
use crate::kinds::rows;
use crate::model::{DEFAULT_PATH, Fact, Id, Origin, State};
use crate::report::dump::beside::Kept;
use crate::text::sql::{Reader, Statement, Verb};

/// Returns the statements that are kept, in the order of the files.
pub fn statements(state: &State, scripts: &Scripts) -> Vec<Kept> {
    let others = state.absent.iter().filter(|(id, _)| is_kept(id));
    let others: Vec<&Origin> = others.map(|(_, origin)| origin).collect();
    let tables: Vec<&Fact> = state.of_kind(names::ROWS).collect();
    let (mut out, mut refused) = (Vec::new(), BTreeSet::new());
    for statement in scripts.cut().into_iter().flatten().flatten() {
        let place = statement.script.place(statement.bytes());
        if let Some(rows) = rows_of(statement, &tables) {
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
