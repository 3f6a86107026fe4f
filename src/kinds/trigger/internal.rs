//! What DISABLE TRIGGER ALL does to foreign keys, and to keys that can be deferred: the server checks them by triggers of its own, which go
//! off with the others, and `pg_dump` says nothing of it. That is no fact, so it is told.

use super::switch::partitions;
use crate::diagnostic::Problem;
use crate::kind::{Draft, names};
use crate::kinds::constraint::Deferral;
use crate::kinds::constraint::exclusion::Exclusion;
use crate::kinds::constraint::foreign_key::ForeignKey;
use crate::kinds::constraint::key::Key;
use crate::kinds::enabled::Enabled;
use crate::kinds::inheritance;
use crate::model::{Fact, Id, Place};

const HELP: &str =
    "leave this out, and do it by hand where rows are loaded: it lasts until ENABLE TRIGGER ALL";

/// Notes that the triggers of all constraints of a table are switched, and those of foreign keys on its partitions unless ONLY is said.
pub fn switch(draft: &mut Draft, table: &Id, how: (Enabled, bool), place: &Place) {
    let (state, only) = how;
    let mut all = on(draft, table);
    let below = match only {
        true => Vec::new(),
        false => partitions(draft, table),
    };
    for partition in below {
        let theirs = on(draft, &partition).into_iter();
        all.extend(theirs.filter(|id| id.kind() == names::FOREIGN_KEY));
    }
    draft.switched.retain(|(id, ..)| !all.contains(id));
    if state != Enabled::Origin {
        let entry = |id: Id| (id, state.words(), place.clone());
        draft.switched.extend(all.into_iter().map(entry));
    }
}

/// Returns the constraints that are checked by triggers on a table, each as a part of it under its whole name.
fn on(draft: &Draft, table: &Id) -> Vec<Id> {
    let state = &draft.state;
    let own = state.children(table).into_iter();
    let merged = state.merged.values().map(|m| &m.fact);
    let own = own.chain(merged.filter(|f| f.parent.as_ref() == Some(table)));
    let targets = with_partitioned(draft, table);
    let refers = |f: &&Fact| {
        let key = f.get::<ForeignKey>();
        key.is_some_and(|key| targets.contains(&key.target))
    };
    let referring = state.of_kind(names::FOREIGN_KEY).filter(refers);
    let all = own.chain(referring).filter(|f| has_triggers(f));
    let mut out: Vec<Id> = all.map(|f| table.child(f.id.kind(), f.id.name())).collect();
    out.sort();
    out.dedup();
    out
}

/// Returns a table and those that it is a partition of.
fn with_partitioned(draft: &Draft, table: &Id) -> Vec<Id> {
    let mut out = vec![table.clone()];
    while let Some(last) = out.last()
        && inheritance::is_partition(&draft.state, last)
    {
        out.extend(inheritance::parents(&draft.state, last));
    }
    out
}

fn has_triggers(fact: &Fact) -> bool {
    let key = fact.get::<Key>().map(|k| k.deferral);
    let deferral = key.or_else(|| fact.get::<Exclusion>().map(|e| e.deferral));
    let enforced = fact.get::<ForeignKey>().is_some_and(|key| key.enforced);
    enforced || deferral.is_some_and(|d| d != Deferral::None)
}

/// Tells of the constraints whose triggers on a table are not as usual in the end, each once for a statement.
pub fn tell(draft: &mut Draft, table: &Id) {
    let found = draft.switched.iter().filter(|(id, ..)| {
        names::CONSTRAINTS.contains(&id.kind()) && id.container() == table.name()
    });
    let found: Vec<(Id, Place)> = found
        .map(|(id, _, place)| (whole(draft, id), place.clone()))
        .collect();
    for (id, place) in found {
        let same = |draft: &Draft, other: &Id| {
            names::CONSTRAINTS.contains(&other.kind()) && whole(draft, other) == id
        };
        let (told, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut draft.switched)
            .into_iter()
            .partition(|(other, _, at)| *at == place && same(draft, other));
        draft.switched = rest;
        if told.is_empty() || !draft.state.has(&id) {
            continue;
        }
        let noun = match id.kind() {
            names::FOREIGN_KEY => "foreign key",
            _ => "constraint",
        };
        let message = format!(
            "{noun} {} on {} has triggers that are not enabled as usual, so that it may not be enforced, \
             which trueup does not compare yet",
            id.last(),
            id.container()
        );
        let problem = Problem::warning("not-compared", message).at(place, "switched here");
        draft.problems.push(problem.help(HELP));
    }
}

/// Returns the constraint that is meant: for one of a partition, that of the partitioned table.
fn whole(draft: &Draft, noted: &Id) -> Id {
    let mut id = Id::printed(noted.kind(), noted.last());
    while let Some(merged) = draft.state.merged.get(&id) {
        id = merged.into.clone();
    }
    id
}
