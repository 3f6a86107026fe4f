//! Words what is dropped, and what goes along with something else without a statement of its own.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::emit::Fates;
use super::inherit::{self, Tie};
use crate::kind::{Action, Scene, names};
use crate::kinds;
use crate::kinds::inheritance::parent_of;
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
            Some(carrier) if !falls.holds(id) => {
                carried.entry(carrier.clone()).or_default().push(id.clone())
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
struct Falls {
    /// What each dropped fact would go away with: its parent, or a column that it involves.
    carriers: HashMap<Id, Id>,
    /// What each foreign key refers to, and so must go after it: the tables and columns with which that goes.
    targets: HashMap<Id, Vec<Id>>,
    /// The same for all foreign keys that go with a thing; for a partition, also the table that it is a part of.
    held: HashMap<Id, Vec<Id>>,
}

impl Falls {
    fn of(pair: &Pair<State>, fates: &Fates, ties: &[Tie]) -> Falls {
        let mut falls = Falls::default();
        let dropped = || fates.drops.iter().filter_map(|id| pair.live.get(id));
        for fact in dropped() {
            let carrier = carrier(fact, pair, fates, ties);
            falls.carriers.extend(carrier.map(|c| (fact.id.clone(), c)));
        }
        let partitions = partitions(pair);
        for key in dropped().filter(|f| f.id.kind() == names::FOREIGN_KEY) {
            let Some(carrier) = falls.carriers.get(&key.id).cloned() else {
                continue;
            };
            let partitions = partitions.get(&key.id).into_iter().flatten();
            let used = key.uses.iter().chain(partitions);
            let used = used.filter(|u| fates.drops.contains(u));
            let after = used.filter_map(|u| falls.goes_with(u)).cloned();
            let after: Vec<Id> = after.filter(|id| *id != carrier).collect();
            falls.targets.insert(key.id.clone(), after.clone());
            falls.held.entry(carrier).or_default().extend(after);
        }
        for link in dropped().filter(|f| f.id.kind() == names::PARTITION) {
            if let (Some(partition), Some(parent)) = (&link.parent, parent_of(link)) {
                let held = falls.held.entry(partition.clone()).or_default();
                held.push(parent.clone());
            }
        }
        falls
    }

    /// Returns the table or column with which a dropped thing goes.
    fn goes_with<'a>(&'a self, id: &'a Id) -> Option<&'a Id> {
        let carries = [names::TABLE, names::COLUMN].contains(&id.kind());
        let above = self.carriers.get(id);
        match above {
            Some(carrier) if carrier.kind() == names::TABLE || !carries => Some(carrier),
            _ => carries.then_some(id),
        }
    }

    /// Returns whether a foreign key must go by itself, since what it goes with and what it refers to hold each other.
    fn holds(&self, key: &Id) -> bool {
        let own = self.carriers.get(key);
        let mut open: Vec<&Id> = self.targets.get(key).into_iter().flatten().collect();
        let mut seen = HashSet::new();
        while let Some(next) = open.pop() {
            if Some(next) == own {
                return true;
            }
            if seen.insert(next) {
                open.extend(self.held.get(next).into_iter().flatten());
            }
        }
        false
    }
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
