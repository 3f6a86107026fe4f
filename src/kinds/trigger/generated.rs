//! Generated columns under a condition: while a BEFORE trigger's WHEN reads one of the new row, or that row as a whole, the server
//! refuses the trigger. So it waits until the columns are generated no more.

use super::{Timing, Trigger};
use crate::kind::{Scene, names};
use crate::kinds::column::{Column, not_generated};
use crate::model::{Fact, Id};
use crate::text::refs;

/// Returns the addresses of the statements that a trigger waits for.
pub fn before(desired: &Fact, scene: &Scene) -> Vec<Id> {
    let columns = ending(desired, scene).into_iter();
    columns.map(|column| not_generated(&column.id)).collect()
}

/// Returns whether a trigger names a column that must go before the trigger can be what it will be: it goes before both.
pub fn stands_in_the_way(live: &Fact, desired: &Fact, scene: &Scene) -> bool {
    let goes = |column: &&Fact| !scene.desired.has(&column.id) && live.uses.contains(&column.id);
    ending(desired, scene).iter().any(goes)
}

/// Returns the columns that the condition reads, which are generated and do not stay so.
fn ending<'s>(desired: &Fact, scene: &Scene<'s>) -> Vec<&'s Fact> {
    let trigger: &Trigger = desired.body();
    let when = trigger.when.as_ref();
    let (Some(when), Some(table)) = (when, &desired.parent) else {
        return Vec::new();
    };
    if trigger.timing != Timing::Before {
        return Vec::new();
    }
    let is_generated = |column: &Column| column.generated.is_some();
    let ends = |fact: &&Fact| {
        let stays = scene.desired.body(&fact.id).is_some_and(is_generated);
        fact.get().is_some_and(is_generated) && !stays && reads(&when.sql, &fact.id.last())
    };
    let columns = scene.live.children(table).into_iter();
    let columns = columns.filter(|f| f.id.kind() == names::COLUMN);
    columns.filter(ends).collect()
}

/// Returns whether a condition reads a column of the new row, by its name or with the whole row.
fn reads(when: &str, column: &str) -> bool {
    let names = refs::scan(when).names;
    names.iter().any(|name| match name.parts.as_slice() {
        [row] => row == "new",
        [row, part] => row == "new" && part == column,
        _ => false,
    })
}
