//! Statements that are kept as they stand: rows, and what says that something must not be there.

use std::collections::BTreeSet;

use crate::desired::Scripts;
use crate::kind::names;
use crate::kinds::rows::Rows;
use crate::model::{DEFAULT_PATH, Id, Origin, Place, State};
use crate::report::dump::beside::Kept;
use crate::text::sql::Statement;

/// Returns the statements that are kept, in the order of the files.
pub fn statements(state: &State, scripts: &Scripts) -> Vec<Kept> {
    let mut places: Vec<(Place, String, bool)> = Vec::new();
    for fact in state.of_kind(names::ROWS) {
        let rows: &Rows = fact.body();
        let path = path_of(&fact.origin);
        let all = rows.rows.iter().enumerate();
        places.extend(all.map(|(n, row)| (row.place.clone(), path.clone(), rows.exact && n == 0)));
    }
    let others = state.absent.iter().filter(|(id, _)| is_kept(id));
    places.extend(others.filter_map(|(_, origin)| {
        Some((origin.place()?.clone(), path_of(origin), false))
    }));
    places.sort_by_key(|(place, _, exact)| (place.file, place.bytes.start, !exact));
    let (mut out, mut seen) = (Vec::new(), BTreeSet::new());
    for (place, path, exact) in places {
        let Some((at, statement)) = within(scripts, &place) else {
            continue;
        };
        if seen.insert(at) {
            let mark = if exact { "-- trueup: rows exact\n" } else { "" };
            let sql = &statement.script.text()[statement.bytes()];
            let sql = format!("{mark}{sql}");
            out.push(Kept { sql, path });
        }
    }
    out
}

/// Returns whether only the statement itself can say it.
fn is_kept(id: &Id) -> bool {
    id.kind() != names::GRANT
}

fn path_of(origin: &Origin) -> String {
    let path = origin.search_path();
    path.map_or_else(|| DEFAULT_PATH.to_string(), |path| path.to_string())
}

/// Returns the statement that a place stands in, with its number.
fn within<'s>(scripts: &'s Scripts, place: &Place) -> Option<((usize, usize), &'s Statement)> {
    let files = scripts.cut().ok()?.enumerate();
    let mut all = files.flat_map(|(file, list)| {
        let list = list.iter().enumerate();
        list.map(move |(number, statement)| ((file, number), statement))
    });
    all.find(|(_, statement)| {
        let whole = statement.script.place(statement.bytes());
        let (whole, part) = (&whole, &place.bytes);
        whole.file == place.file
            && whole.bytes.start <= part.start
            && part.end <= whole.bytes.end
    })
}
