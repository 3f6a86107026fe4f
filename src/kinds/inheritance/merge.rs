//! Indexes, keys and foreign keys of partitions that belong to those of the parent.
//!
//! Such a one has no meaning of its own: it comes with the parent's, under a name that the server chooses, and goes with it.
//! So it is no fact to compare, but is kept beside ([`State::merged`]) to be one again when the partition is detached.
//! Follows `DefineIndex`, `AttachPartitionEnsureIndexes` and `CloneFkReferencing`.

use super::{children, is_partitioned, parent_of, stays_within};
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, names};
use crate::kinds::constraint;
use crate::kinds::constraint::exclusion::Exclusion;
use crate::kinds::constraint::foreign_key::ForeignKey;
use crate::kinds::constraint::key::Key;
use crate::kinds::foreign::table::is_foreign;
use crate::kinds::index::{self, Index};
use crate::model::{Fact, Id, KindName, Merged, Pair, Place, State};
use crate::text::quote;
use crate::text::sql::Name;

/// The kinds that merge.
const KINDS: &[KindName] = &[
    names::INDEX,
    names::PRIMARY_KEY,
    names::UNIQUE,
    names::EXCLUSION,
    names::FOREIGN_KEY,
];

/// Returns what of a table those of its partitions merge into.
pub fn own<'s>(state: &'s State, table: &Id) -> Vec<&'s Fact> {
    let parts = state.children(table).into_iter();
    parts.filter(|f| KINDS.contains(&f.id.kind())).collect()
}

/// Tells what of the indexes and constraints of partitions is not compared and differs: their storage, and the names that the files give.
pub fn warnings(live: &State, desired: &State) -> Vec<Problem> {
    let mut out = stored_otherwise(live);
    out.extend(named_otherwise(live, desired));
    out
}

fn stored_otherwise(live: &State) -> Vec<Problem> {
    let merged = live.merged.values();
    let of_parent = |m: &Merged| live.get(root(live, &m.into)).cloned();
    let differs =
        |m: &&Merged| of_parent(m).is_some_and(|theirs| stored(&m.fact) != stored(&theirs));
    let tell = |m: &Merged| {
        let message = format!(
            "{} {} of a partition is stored otherwise than that of the parent, which trueup does not compare",
            m.fact.id.kind().replace('-', " "),
            m.fact.id.name()
        );
        Problem::warning("not-compared", message)
    };
    merged.filter(differs).map(tell).collect()
}

/// Tells of those that have another name than a statement of the files gives them.
fn named_otherwise(live: &State, desired: &State) -> Vec<Problem> {
    let fact = |id: &Id| desired.get(id).or(desired.merged.get(id).map(|m| &m.fact));
    let is_written = |m: &&Merged| {
        let of_parent = fact(&m.into).and_then(|theirs| theirs.origin.place());
        m.fact.origin.place() != of_parent && !live.merged.contains_key(&m.fact.id)
    };
    let there = |m: &Merged| {
        let mut all = live.merged.values();
        all.find(|other| {
            other.fact.parent == m.fact.parent && root(live, &other.into) == root(desired, &m.into)
        })
    };
    let written = desired.merged.values().filter(is_written);
    let pairs = written.filter_map(|m| Some((&there(m)?.fact, &m.fact)));
    pairs
        .map(|(live, desired)| misnamed(live, desired))
        .collect()
}

fn misnamed(live: &Fact, desired: &Fact) -> Problem {
    let (kind, table) = (desired.id.kind(), desired.id.container());
    let [old, new] = [live, desired].map(|fact| quote::ident(&fact.id.last()));
    let message = format!(
        "{} {new} of a partition, which goes with that of the parent, is named {old} on the server; trueup does not compare its name",
        kind.replace('-', " ")
    );
    let problem = Problem::warning("not-compared", message);
    let problem = problem.at_any(desired.origin.place(), "");
    let rename = match kind {
        names::INDEX => format!("alter index {} rename to {new}", live.id.name()),
        _ => format!("alter table {table} rename constraint {old} to {new}"),
    };
    problem.help(format!("to say the same: {rename}"))
}

/// Returns what of an index is apart from its definition; for what has no index, that of a plain one.
fn stored(fact: &Fact) -> Index {
    let mut out = Index::new("", Vec::new());
    let exclusion = fact.get::<Exclusion>().map(|e| &e.index);
    if let Some(index) = fact.get::<Index>().or(exclusion) {
        out.options.clone_from(&index.options);
        out.tablespace.clone_from(&index.tablespace);
        out.statistics.clone_from(&index.statistics);
        out.marks = index.marks;
    } else if let Some(key) = fact.get::<Key>() {
        out.options.clone_from(&key.options);
        out.tablespace.clone_from(&key.tablespace);
        out.marks = key.marks;
    }
    out
}

/// Returns whether one of a partition serves for that of the parent: what it is stored in does not count.
fn serves(own: &Fact, theirs: &Fact) -> bool {
    if own.id.kind() != theirs.id.kind() {
        return false;
    }
    let (mut own, mut theirs) = (own.clone(), theirs.clone());
    for fact in [&mut own, &mut theirs] {
        fact.change(|index: &mut Index| plain(index));
        fact.change(|exclusion: &mut Exclusion| plain(&mut exclusion.index));
        fact.change(|key: &mut Key| {
            key.options = index::Options::default();
            key.tablespace = None;
            key.marks = index::Marks::default();
        });
        fact.change(|key: &mut ForeignKey| key.valid = true);
    }
    own.same(&theirs)
}

fn plain(index: &mut Index) {
    let method = index.method.clone();
    let elements = std::mem::take(&mut index.elements);
    *index = Index {
        unique: index.unique,
        include: std::mem::take(&mut index.include),
        nulls_not_distinct: index.nulls_not_distinct,
        predicate: index.predicate.take(),
        ..Index::new(&method, elements)
    };
}

/// Gives a new partition one for each of the parent's.
pub fn all(draft: &mut Draft, parent: &Id, child: &Id) {
    let theirs: Vec<Fact> = everything(&draft.state, parent)
        .into_iter()
        .cloned()
        .collect();
    theirs.iter().for_each(|fact| join(draft, fact, child));
}

/// Gives a partition one for an index of the parent.
pub fn one(draft: &mut Draft, index: &Id, child: &Id) {
    if let Some(theirs) = draft.state.get(index).cloned() {
        join(draft, &theirs, child);
    }
}

/// Returns the indexes and constraints of a table, also those that belong to its parent's.
pub fn everything<'s>(state: &'s State, table: &Id) -> Vec<&'s Fact> {
    let merged = of_parents(state, table);
    own(state, table).into_iter().chain(merged).collect()
}

/// Walks the keys and indexes of a partition that belong to ones of its parent.
pub fn of_parents<'s>(state: &'s State, table: &Id) -> impl Iterator<Item = &'s Fact> {
    let merged = state.merged.values().map(|m| &m.fact);
    merged.filter(|f| f.parent.as_ref() == Some(table))
}

/// Returns what a merged index or constraint belongs to in the end; anything else is itself.
pub fn root<'s>(state: &'s State, id: &'s Id) -> &'s Id {
    let mut at = id;
    while let Some(merged) = state.merged.get(at).filter(|m| m.into != *at) {
        at = &merged.into;
    }
    at
}

/// Gives the partitions of a table one for each that is new, and takes away those for each that is gone.
pub fn changed(draft: &mut Draft, table: &Id, before: &[Id]) {
    let gone: Vec<&Id> = before.iter().filter(|id| !draft.state.has(id)).collect();
    gone.iter().for_each(|id| draft.state.forget_merged(id));
    let now = own(&draft.state, table).into_iter();
    let new: Vec<Fact> = now.filter(|f| !before.contains(&f.id)).cloned().collect();
    for child in children(&draft.state, table) {
        new.iter().for_each(|fact| join(draft, fact, &child));
    }
}

/// Merges the one of a partition that serves, or else makes one under the name that the server would choose; a foreign table has none.
fn join(draft: &mut Draft, theirs: &Fact, child: &Id) {
    if is_foreign(&draft.state, child) {
        return;
    }
    let serving = own(&draft.state, child)
        .into_iter()
        .find(|f| serves(f, theirs));
    let fact = match serving.cloned() {
        Some(fact) => {
            draft.state.take(&fact.id);
            fact
        }
        None => Fact {
            id: chosen(draft, theirs, child),
            parent: Some(child.clone()),
            ..theirs.clone()
        },
    };
    draft.merge(fact.clone(), theirs.id.clone());
    if is_partitioned(&draft.state, child) {
        for grandchild in children(&draft.state, child) {
            join(draft, &fact, &grandchild);
        }
    }
}

fn chosen(draft: &mut Draft, theirs: &Fact, child: &Id) -> Id {
    if let Some(index) = theirs.get::<Index>() {
        let name = index::read::chosen_name(draft, child, index);
        return Id::new(names::INDEX, &[&child.parts()[0], &name]);
    }
    let same = child.child(theirs.id.kind(), &theirs.id.last());
    let is_free = !draft.constraint_exists(&child.parts()[0], &same.last());
    match theirs.id.kind() == names::FOREIGN_KEY && is_free {
        true => same,
        false => child.child(
            theirs.id.kind(),
            &constraint::chosen_name(draft, child, theirs),
        ),
    }
}

/// Makes facts again of what a partition has merged, when it is detached.
pub fn release(state: &mut State, child: &Id) {
    let of = |m: &Merged| m.fact.parent.as_ref() == Some(child);
    let ids: Vec<Id> = state
        .merged
        .iter()
        .filter(|e| of(e.1))
        .map(|e| e.0.clone())
        .collect();
    for id in ids {
        if let Some(merged) = state.merged.remove(&id) {
            state.put(merged.fact);
        }
    }
}

/// Finds a merged index, or a merged constraint by that of its index.
pub fn find(draft: &Draft, name: &Name) -> Option<Id> {
    let schemas: Vec<String> = match name.schema() {
        Some(schema) => vec![schema.to_string()],
        None => draft.path().to_vec(),
    };
    let is = |id: &&Id| id.last() == name.last() && schemas.contains(&id.parts()[0]);
    draft.state.merged.keys().find(is).cloned()
}

/// Merges an index of a partition into that of the parent, as ALTER INDEX … ATTACH PARTITION does.
///
/// # Errors
/// If it does not serve.
pub fn attach(draft: &mut Draft, into: &Id, index: &Id, place: Place) -> Result<()> {
    let fact = |id: &Id| {
        let merged = draft.state.merged.get(id).map(|m| &m.fact);
        draft.state.get(id).or(merged).cloned()
    };
    let (Some(theirs), Some(own)) = (fact(into), fact(index)) else {
        return Ok(());
    };
    if !serves(&own, &theirs) {
        let message = format!(
            "index {} has another definition than {}",
            index.last(),
            into.last()
        );
        let problem = Problem::error("unfit-index", message).at(place, "");
        return Err(Box::new(
            problem.help("give both the same keys and constraint"),
        ));
    }
    draft.state.take(index);
    draft.merge(own, into.clone());
    complete(&mut draft.state, into);
    Ok(())
}

/// Makes an index of a partitioned table valid once each partition has a valid one.
fn complete(state: &mut State, id: &Id) {
    let merged = state.merged.get(id);
    let fact = state.get(id).or(merged.map(|m| &m.fact));
    let Some(table) = fact.and_then(|f| f.parent.clone()) else {
        return;
    };
    let valid = |m: &Merged| m.fact.get::<Index>().is_none_or(|i| i.valid);
    let has = |child: &Id| {
        let mut own = state
            .merged
            .values()
            .filter(|m| m.fact.parent.as_ref() == Some(child));
        own.any(|m| m.into == *id && valid(m))
    };
    if !children(state, &table).iter().all(has) {
        return;
    }
    let above = state.merged.get(id).map(|m| m.into.clone());
    if let Some(merged) = state.merged.get_mut(id) {
        merged.fact.change(|i: &mut Index| i.valid = true);
    }
    if let Some(fact) = state.get_mut(id) {
        fact.change(|i: &mut Index| i.valid = true);
    }
    if let Some(above) = above {
        complete(state, &above);
    }
}

/// Prepares two sides: on the live one, what a detached partition keeps becomes a fact, and what the parent's takes over none.
pub fn settle(sides: &mut Pair<State>) {
    let Pair { live, desired } = sides;
    let owners: Vec<Id> = live
        .merged
        .values()
        .filter_map(|m| m.fact.parent.clone())
        .collect();
    for child in owners {
        let link = live.get(&child.as_kind(names::PARTITION));
        let stays = link.is_some_and(|link| stays_within(live, desired, link));
        if desired.has(&child) && !stays {
            release(live, &child);
        }
    }
    let mut taken = Vec::new();
    for link in desired.of_kind(names::PARTITION) {
        let (Some(child), Some(parent)) = (&link.parent, parent_of(link)) else {
            continue;
        };
        let wanted = everything(desired, parent);
        for fact in own(live, child).into_iter().filter(|f| !desired.has(&f.id)) {
            let into = wanted.iter().find(|theirs| serves(fact, theirs));
            let there = |into: &&&Fact| live.has(&link.id) && is_served(live, child, into);
            if let Some(into) = into.filter(|into| !there(into)) {
                taken.push((fact.clone(), into.id.clone()));
            }
        }
    }
    for (fact, into) in taken {
        live.take(&fact.id);
        live.merged.insert(fact.id.clone(), Merged { fact, into });
    }
}

/// Returns whether a partition has one for that of the parent already.
fn is_served(state: &State, child: &Id, theirs: &Fact) -> bool {
    let mut own = state.merged.values().map(|m| &m.fact);
    own.any(|f| f.parent.as_ref() == Some(child) && serves(f, theirs))
}
