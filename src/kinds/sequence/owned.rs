//! Whose a sequence is: OWNED BY and OWNER TO in an order that the server accepts.
//!
//! A sequence and the table whose column owns it have one owner at every moment: OWNED BY is refused where they have not, OWNER TO of
//! the table takes the sequence along, and OWNER TO of the sequence is refused. What the options of a sequence are is not here.

use crate::kind::{Action, Lock, Scene, Text, names};
use crate::kinds::owner::{self, Owner};
use crate::model::{Fact, Id, State};
use crate::text::quote;

use super::{Sequence, logged};

/// Returns the table whose column owns a sequence.
pub fn table_of(sequence: &Id, state: &State) -> Option<Id> {
    let sequence: &Sequence = state.body(sequence)?;
    state.get(sequence.owned_by.as_ref()?)?.parent.clone()
}

/// Returns the sequences that the columns of a table own.
pub fn of_table<'s>(table: &Id, state: &'s State) -> impl Iterator<Item = &'s Id> {
    let columns = state.parts(table).filter(|p| p.kind() == names::COLUMN);
    let parts = columns.flat_map(|column| state.parts(column));
    parts.filter(|p| p.kind() == names::SEQUENCE)
}

/// Returns whether the sequence has another owner than the table that takes it, when the patch begins.
pub fn is_a_strangers(sequence: &Id, scene: &Scene) -> bool {
    let table = table_of(sequence, scene.desired);
    let taken = table.filter(|t| table_of(sequence, scene.live).as_ref() != Some(t));
    taken.is_some_and(|table| match (said(sequence, scene), said(&table, scene)) {
        (Some(sequence), Some(table)) => sequence.role != table.role,
        (Some(one), None) | (None, Some(one)) => !one.is_connected,
        (None, None) => false,
    })
}

/// Returns whether a new sequence is to be taken by a statement of its own, since the table is not yet as it will be.
pub fn comes_later(sequence: &Id, scene: &Scene) -> bool {
    let table = table_of(sequence, scene.desired);
    is_a_strangers(sequence, scene) || table.is_some_and(|t| logged::changes(&t, scene))
}

/// Returns what is done when the tables that own the sequence before and after are logged or unlogged as they will be: each takes along
/// the sequences that it owns then.
fn settled_tables(sequence: &Id, scene: &Scene) -> Vec<Id> {
    let tables = [scene.live, scene.desired].map(|side| table_of(sequence, side));
    tables.iter().flatten().map(logged::done).collect()
}

/// Returns the owner of a thing that is there; what is new belongs to the role that is connected.
fn said<'s>(thing: &Id, scene: &Scene<'s>) -> Option<&'s Owner> {
    scene.live.body(&owner::address(thing))
}

/// Words that a column takes the sequence.
pub fn take(fact: &Fact, column: &Id, scene: &Scene) -> Vec<Action> {
    let id = &fact.id;
    let sql = format!("alter sequence {} owned by {}", id.name(), column.name());
    let mut taken = Action::alter(fact, Text::Plain(sql))
        .needs([id.clone(), column.clone()])
        .lock(Lock::ShareRowExclusive);
    let table = table_of(id, scene.desired);
    taken.needs.extend(settled_tables(id, scene));
    if !is_a_strangers(id, scene) {
        return vec![taken.makes([done(id)])];
    }
    let before = [Some(id.clone()), table];
    let before = before.into_iter().flatten();
    taken
        .needs
        .extend(before.map(|thing| owner::address(&thing)));
    let was_owned = table_of(id, scene.live).is_some();
    let left = was_owned.then(|| leave(fact, scene));
    left.into_iter()
        .chain(given(fact, scene))
        .chain([taken])
        .collect()
}

/// Words that no column owns the sequence any more.
pub fn leave(fact: &Fact, scene: &Scene) -> Action {
    let sql = format!("alter sequence {} owned by none", fact.id.name());
    Action::alter(fact, Text::Plain(sql))
        .needs(settled_tables(&fact.id, scene))
        .makes([step(&fact.id, LEFT)])
        .lock(Lock::ShareRowExclusive)
}

/// Words that a stranger's sequence goes to the owner of the table, where no file says whose it is.
fn given(fact: &Fact, scene: &Scene) -> Option<Action> {
    let address = owner::address(&fact.id);
    let table = table_of(&fact.id, scene.desired)?;
    let role = owner::of(&table, scene.desired).or_else(|| owner::of(&table, scene.live))?;
    let owner: Option<&Owner> = scene.desired.body(&owner::address(&table));
    let is_made_so = !scene.live.has(&fact.id) && owner.is_some_and(|o| o.is_connected);
    let is_said = owner::of(&fact.id, scene.desired) == Some(role);
    let sql = format!(
        "alter sequence {} owner to {}",
        fact.id.name(),
        quote::ident(role)
    );
    let action = Action::alter(fact, Text::Plain(sql))
        .makes([address])
        .needs([fact.id.clone(), step(&fact.id, LEFT)])
        .lock(Lock::AccessExclusive);
    (!is_said && !is_made_so).then_some(action)
}

const LEFT: &str = "left";

/// Returns the address of what a statement did that gave a sequence to its column.
pub fn done(sequence: &Id) -> Id {
    step(sequence, "taken")
}

/// Returns an address for what a statement did, which nothing else has.
fn step(sequence: &Id, what: &str) -> Id {
    Id::printed(sequence.kind(), format!("{} #{what}", sequence.name()))
}

/// Returns what must be done before a thing changes its owner.
pub fn before_another_owner(on: &Id, scene: &Scene) -> Vec<Id> {
    match on.kind() {
        names::SEQUENCE => vec![step(on, LEFT)],
        names::TABLE => {
            let leaving = of_table(on, scene.live).map(|s| [step(s, LEFT), done(s)]);
            let coming = of_table(on, scene.desired).filter(|s| !is_a_strangers(s, scene));
            let coming = coming.map(done);
            leaving.flatten().chain(coming).collect()
        }
        _ => Vec::new(),
    }
}
