//! The order of the columns of a table that is there already.
//!
//! No statement changes it, so it is no difference; but `*` means the columns in this order, whatever the order in the files.

use crate::kind::names;
use crate::model::{Id, Pair, State};

/// Gives the desired columns the order that they will have: those that are there keep theirs, and new ones come after them.
///
/// Returns whether the files have another.
pub fn settle(pair: &mut Pair<State>) -> bool {
    let tables = pair.desired.iter().map(|f| &f.id);
    let tables: Vec<Id> = tables
        .filter(|id| id.kind() == names::TABLE && pair.live.has(id))
        .cloned()
        .collect();
    let mut moved = false;
    for table in tables {
        let columns = columns(&pair.desired, &table);
        let mut sorted = columns.clone();
        let there = |id: &Id| pair.live.get(id).map(|f| f.order);
        sorted.sort_by_key(|(id, _)| there(id).map_or((true, 0), |order| (false, order)));
        if sorted == columns {
            continue;
        }
        moved = true;
        for ((id, _), (_, order)) in sorted.iter().zip(&columns) {
            if let Some(fact) = pair.desired.get_mut(id) {
                fact.order = *order;
            }
        }
    }
    moved
}

fn columns(state: &State, table: &Id) -> Vec<(Id, u32)> {
    let parts = state.children(table).into_iter();
    let columns = parts.filter(|f| f.id.kind() == names::COLUMN);
    columns.map(|f| (f.id.clone(), f.order)).collect()
}
