//! Words what is dropped, and what goes along with something else without a statement of its own.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::emit::Fates;
use super::inherit::{self, Tie};
use crate::kind::{Action, Scene, names};
use crate::kinds;
use crate::model::{Fact, Id, Pair, State};

/// Words what is dropped; what goes with something else is left out, unless they hold each other.
pub(super) fn drops(pair: &Pair<State>, scene: &Scene, fates: &Fates) -> Vec<Action> {
    let ties = inherit::staying(pair, fates);
    let falls = Falls::of(pair, fates, &ties);
    let mut actions = Vec::new();
    let mut carried: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
    for id in &fates.drops {
        let Some(fact) = pair.live.get(id) else {
            continue;
        };
        match falls.carriers.get(id) {
            Some(carrier) if !falls.alone.contains(id) => {
                let parts = carried.entry((*carrier).clone());
                parts.or_default().push(id.clone())
            }
            _ => actions.extend(kinds::kind(id.kind()).drop(fact, scene)),
        }
    }
    for action in &mut actions {
        let mut open: Vec<Id> = action.breaks.clone();
        while let Some(next) = open.pop() {
            for part in carried.get(&next).into_iter().flatten() {
                action.breaks.push(part.clone());
                open.push(part.clone());
            }
        }
    }
    inherit::spare_others(&mut actions, pair, &ties);
    actions
}

/// What goes away with what.
#[derive(Default)]
struct Falls<'a> {
    /// What each dropped fact would go away with: its parent, or a column that it involves.
    carriers: HashMap<&'a Id, &'a Id>,
    /// The same from the other end.
    carried: HashMap<&'a Id, Vec<&'a Id>>,
    /// What each dropped fact uses of what is dropped, and must not outlast.
    used: HashMap<&'a Id, Vec<&'a Id>>,
    /// What goes by a statement of its own nevertheless.
    alone: HashSet<&'a Id>,
}

impl<'a> Falls<'a> {
    fn of(pair: &'a Pair<State>, fates: &'a Fates, ties: &[Tie]) -> Falls<'a> {
        let mut falls = Falls::default();
        let partitions = partitions(pair);
        for id in &fates.drops {
            let Some(fact) = pair.live.get(id) else {
                continue;
            };
            let carrier = carrier(fact, pair, fates, ties);
            if let Some(carrier) = carrier.and_then(|c| fates.drops.get(&c)) {
                falls.carriers.insert(id, carrier);
                falls.carried.entry(carrier).or_default().push(id);
            }
            let partitions = partitions.get(id).into_iter().flatten();
            let used = fact.uses.iter().chain(partitions);
            let used: Vec<&Id> = used.filter_map(|u| fates.drops.get(u)).collect();
            if !used.is_empty() {
                falls.used.insert(id, used);
            }
        }
        falls.part();
        falls
    }

    /// Finds what must go by itself: what it would go with has to go before what it uses, and that has to go before the other.
    fn part(&mut self) {
        let users = self.used.keys().copied();
        let mut users: Vec<&Id> = users.filter(|u| self.carriers.contains_key(u)).collect();
        users.sort_by_key(|id| (makes_a_table(id), *id));
        for user in users {
            if self.is_held(user) {
                self.alone.insert(user);
            }
        }
    }

    /// Returns what a dropped thing goes with in the end: itself, where it has a statement of its own.
    fn goes_with(&self, id: &'a Id) -> &'a Id {
        let mut last = id;
        while let Some(carrier) = self
            .carriers
            .get(last)
            .filter(|_| !self.alone.contains(last))
        {
            last = carrier;
        }
        last
    }

    /// Returns whether what a thing goes with and what it uses hold each other.
    fn is_held(&self, user: &'a Id) -> bool {
        let own = self.goes_with(user);
        let mut open = self.waiting(user);
        open.retain(|id| *id != own);
        let mut seen: HashSet<&Id> = HashSet::new();
        while let Some(next) = open.pop() {
            if next == own {
                return true;
            }
            if seen.insert(next) {
                open.extend(
                    self.whole(next)
                        .into_iter()
                        .flat_map(|part| self.waiting(part)),
                );
            }
        }
        false
    }

    /// Returns a thing with all that goes with it.
    fn whole(&self, id: &'a Id) -> Vec<&'a Id> {
        let mut all = vec![id];
        let mut read = 0;
        while let Some(part) = all.get(read) {
            let carried = self.carried.get(part).into_iter().flatten();
            all.extend(carried.filter(|part| !self.alone.contains(*part)));
            read += 1;
        }
        all
    }

    /// Returns what must wait until a thing is gone, by what that goes with.
    fn waiting(&self, user: &Id) -> Vec<&'a Id> {
        let used = self.used.get(user).into_iter().flatten();
        used.map(|used| self.goes_with(used)).collect()
    }
}

/// Returns whether a thing is what a table is made of or belongs to: it has a statement of its own only where nothing else frees the table.
fn makes_a_table(id: &Id) -> bool {
    id.kind() == names::COLUMN || names::CHILD_LINKS.contains(&id.kind())
}

/// Returns the partitions that each foreign key refers to with their table.
fn partitions(pair: &Pair<State>) -> HashMap<Id, Vec<Id>> {
    let mut out: HashMap<Id, Vec<Id>> = HashMap::new();
    for (partition, keys) in inherit::referring(&pair.live) {
        for key in keys {
            out.entry(key).or_default().push(partition.clone());
        }
    }
    out
}

/// Returns what a dropped fact goes away with: its parent, or a column that it involves.
fn carrier(fact: &Fact, pair: &Pair<State>, fates: &Fates, ties: &[Tie]) -> Option<Id> {
    if let Some(parent) = fact
        .parent
        .as_ref()
        .filter(|p| p.kind() != names::SCHEMA && fates.drops.contains(p))
    {
        return Some(parent.clone());
    }
    if let Some(source) = inherit::carrier(fact, pair, fates, ties) {
        return Some(source);
    }
    let along = names::CONSTRAINTS.contains(&fact.id.kind()) || fact.id.kind() == names::INDEX;
    let column = |u: &&Id| {
        u.kind() == names::COLUMN
            && fates.drops.contains(u)
            && pair.live.get(u).is_some_and(|c| c.parent == fact.parent)
            && !is_left(u, fact, pair, fates)
    };
    along
        .then(|| fact.uses.iter().find(column).cloned())
        .flatten()
}

/// Returns whether another column of an index or constraint is changed, and that column, or something that comes to use it, uses a dropped one
/// no more: that change stands between the end of the index and that of the column.
fn is_left(column: &Id, fact: &Fact, pair: &Pair<State>, fates: &Fates) -> bool {
    let is_changed = |used: &&Id| fates.alters.contains_key(used);
    let changed: Vec<&Id> = fact.uses.iter().filter(is_changed).collect();
    let uses = |state: &State, id: &Id, what: &[&Id]| {
        let fact = state.get(id);
        fact.is_some_and(|fact| fact.uses.iter().any(|used| what.contains(&used)))
    };
    let leaves = |id: &Id| {
        let comes = changed.contains(&id) || uses(&pair.desired, id, &changed);
        comes && uses(&pair.live, id, &[column])
    };
    !changed.is_empty() && fates.alters.keys().any(leaves)
}
