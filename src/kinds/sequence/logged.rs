//! Whether a sequence is logged follows the table that owns it: when it is made for a serial column, and when ALTER TABLE changes the
//! table. Servers before version 15 have no unlogged sequences.

use super::{Sequence, words};
use crate::kind::{Action, Draft, Scene, names};
use crate::kinds::table::Table;
use crate::model::{Fact, Id, State};

/// The version from which sequences can be unlogged.
const SINCE: u32 = 150_000;

fn can_be_unlogged(version: u32) -> bool {
    version == 0 || version >= SINCE
}

fn is_unlogged(table: &Id, state: &State) -> bool {
    state.body(table).is_some_and(|t: &Table| t.unlogged)
}

/// Returns whether a new sequence for a column of the table is unlogged.
pub fn of_table(draft: &Draft, table: &Id) -> bool {
    can_be_unlogged(draft.world.version) && is_unlogged(table, &draft.state)
}

/// Gives the sequences that a table owns what SET LOGGED or SET UNLOGGED of the table gives them.
pub fn follow(draft: &mut Draft, table: &Id, unlogged: bool) {
    if !can_be_unlogged(draft.world.version) {
        return;
    }
    for id in owned(&draft.state, table) {
        if let Some(fact) = draft.state.get_mut(&id) {
            fact.change(|s: &mut Sequence| s.unlogged = unlogged);
        }
    }
}

/// Words what is left to do for the sequences of a table that became logged or unlogged, as they did.
pub fn settle(table: &Fact, scene: &Scene) -> Vec<Action> {
    if !can_be_unlogged(scene.version) {
        return Vec::new();
    }
    let unlogged = is_unlogged(&table.id, scene.desired);
    let owned = owned(scene.live, &table.id).into_iter();
    let kept = owned.filter_map(|id| scene.desired.get(&id));
    let strange = kept.filter(|f| f.body::<Sequence>().unlogged != unlogged);
    strange.map(words::set_logged).collect()
}

/// Returns whether the statement about the owning table changes the sequence too.
pub fn is_settled(live: &Fact, scene: &Scene) -> bool {
    let Some(column) = live.body::<Sequence>().owned_by.as_ref() else {
        return false;
    };
    let table = Id::new(names::TABLE, &[&column.parts()[0], &column.parts()[1]]);
    let on = |state| is_unlogged(&table, state);
    scene.desired.has(&table) && on(scene.live) != on(scene.desired)
}

fn owned(state: &State, table: &Id) -> Vec<Id> {
    let columns = state.children(table).into_iter();
    let parts = columns.flat_map(|column| state.children(&column.id));
    let sequences = parts.filter(|f| f.id.kind() == names::SEQUENCE);
    sequences.map(|f| f.id.clone()).collect()
}
