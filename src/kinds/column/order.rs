//! The order of the columns of a table that is there already.
//!
//! No statement changes it, so it is no difference; but `*` means the columns in this order, whatever the order in the files.

use crate::kind::names;
use crate::model::{Id, Pair, State};

/// Gives the desired columns the order that they will have: those that are there keep theirs, and new ones come after them.
///
/// Returns whether the files have another.
pub fn settle(pair: &mut Pair<State>) -> bool {
    let tables = pair.desired.of_kind(names::TABLE).map(|f| &f.id);
    let tables: Vec<Id> = tables
        .filter(|id| pair.live.has(id) && !is_settled(pair, id))
        .cloned()
        .collect();
    let moved = !tables.is_empty();
    for table in tables {
        let columns = columns(&pair.desired, &table);
        let mut sorted = columns.clone();
        sorted.sort_by_key(|(id, _)| place(&pair.live, id));
        for ((id, _), (_, order)) in sorted.iter().zip(&columns) {
            if let Some(fact) = pair.desired.get_mut(id) {
                fact.order = *order;
            }
        }
    }
    moved
}

/// Returns whether the columns of a table come in the order that they will have.
fn is_settled(pair: &Pair<State>, table: &Id) -> bool {
    let parts = pair.desired.children(table).into_iter();
    let columns = parts.filter(|f| f.id.kind() == names::COLUMN);
    columns.is_sorted_by_key(|f| place(&pair.live, &f.id))
}

/// Returns the place of a column: new ones come after those that are there.
fn place(live: &State, id: &Id) -> (bool, u32) {
    live.get(id).map_or((true, 0), |f| (false, f.order))
}

fn columns(state: &State, table: &Id) -> Vec<(Id, u32)> {
    let parts = state.children(table).into_iter();
    let columns = parts.filter(|f| f.id.kind() == names::COLUMN);
    columns.map(|f| (f.id.clone(), f.order)).collect()
}
