//! Whether a sequence is logged follows the table that owns it: when it is made for a serial column, and when ALTER TABLE changes the
//! table. Servers before version 15 have no unlogged sequences.

use super::{Sequence, owned, words};
use crate::kind::{Action, Draft, Scene, names};
use crate::kinds::identity::{self, Identity};
use crate::kinds::table::Table;
use crate::model::{Fact, Id, State};

/// The version from which sequences can be unlogged.
pub const SINCE: u32 = 150_000;

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
    let owned: Vec<Id> = owned::of_table(table, &draft.state).cloned().collect();
    for id in owned {
        if let Some(fact) = draft.state.get_mut(&id) {
            fact.change(|s: &mut Sequence| s.unlogged = unlogged);
        }
    }
    let identities = identities(&draft.state, table).into_iter();
    let identities: Vec<Id> = identities.map(|f| f.id.clone()).collect();
    for id in identities {
        if let Some(fact) = draft.state.get_mut(&id) {
            fact.change(|i: &mut Identity| i.unlogged = None);
        }
    }
}

/// Returns the address of what a statement did that made a table logged or unlogged, and its sequences with it.
pub fn done(table: &Id) -> Id {
    Id::printed(table.kind(), format!("{} #logged", table.name()))
}

/// Returns whether a table becomes logged or unlogged in place, for which a sequence waits that is not to follow.
pub fn changes(table: &Id, scene: &Scene) -> bool {
    let both = scene.live.has(table) && scene.desired.has(table);
    both && is_unlogged(table, scene.live) != is_unlogged(table, scene.desired)
}

/// Words what is left to do for the sequences of a table that became logged or unlogged, as they did.
pub fn settle(table: &Fact, scene: &Scene) -> Vec<Action> {
    if !can_be_unlogged(scene.version) {
        return Vec::new();
    }
    let unlogged = is_unlogged(&table.id, scene.desired);
    let owned = owned::of_table(&table.id, scene.live);
    let kept = owned.filter_map(|id| scene.desired.get(id));
    let strange = kept.filter(|f| f.body::<Sequence>().unlogged != unlogged);
    let sequences = strange.map(|f| words::set_logged(&f.id, f, !unlogged));
    let identities = identities(scene.desired, &table.id).into_iter();
    let identities = identities.filter(|f| scene.live.has(&f.id));
    let apart = identities.filter_map(|f| {
        let unlogged = f.body::<Identity>().unlogged?;
        Some(words::set_logged(
            &identity::sequence_of(&f.id, scene.desired),
            f,
            unlogged,
        ))
    });
    let all = sequences.chain(apart);
    all.map(|action| action.needs([done(&table.id)])).collect()
}

fn identities<'s>(state: &'s State, table: &Id) -> Vec<&'s Fact> {
    let columns = state.children(table).into_iter();
    let parts = columns.flat_map(|column| state.children(&column.id));
    parts.filter(|f| f.id.kind() == names::IDENTITY).collect()
}

/// Returns whether the statement about the owning table changes the sequence too.
pub fn is_settled(live: &Fact, scene: &Scene) -> bool {
    let Some(column) = live.body::<Sequence>().owned_by.as_ref() else {
        return false;
    };
    let table = table_of(column);
    let on = |state| is_unlogged(&table, state);
    scene.desired.has(&table) && on(scene.live) != on(scene.desired)
}

/// Returns the word for whether a sequence is logged.
pub fn word(unlogged: bool) -> &'static str {
    if unlogged { "unlogged" } else { "logged" }
}

/// Returns whether a sequence of a column's identity is not as the table is.
pub fn is_apart(state: &State, column: &Id, unlogged: bool) -> bool {
    is_unlogged(&table_of(column), state) != unlogged
}

/// Words that the sequence of an identity becomes logged or unlogged, unless the statement about the table does it.
pub fn set_apart(sequence: &Id, desired: &Fact, scene: &Scene) -> Option<Action> {
    let table = table_of(&desired.id);
    let unlogged = is_unlogged(&table, scene.desired);
    let wanted = desired.body::<Identity>().unlogged;
    let settled = is_unlogged(&table, scene.live) != unlogged;
    (!settled).then(|| words::set_logged(sequence, desired, wanted.unwrap_or(unlogged)))
}

fn table_of(part: &Id) -> Id {
    Id::new(names::TABLE, &[&part.parts()[0], &part.parts()[1]])
}
