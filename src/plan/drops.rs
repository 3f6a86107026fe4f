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
    /// Who uses what of all that goes with a thing; the user must not outlast it.
    uses: HashMap<&'a Id, Vec<Use<'a>>>,
    /// What goes by a statement of its own nevertheless.
    alone: HashSet<&'a Id>,
}

/// A dropped fact, and another one that it uses.
type Use<'a> = (&'a Id, &'a Id);

impl<'a> Falls<'a> {
    fn of(pair: &'a Pair<State>, fates: &'a Fates, ties: &[Tie]) -> Falls<'a> {
        let mut falls = Falls::default();
        let dropped = || fates.drops.iter().filter_map(|id| pair.live.get(id));
        for fact in dropped() {
            let carrier = carrier(fact, pair, fates, ties);
            let carrier = carrier.and_then(|c| fates.drops.get(&c));
            falls.carriers.extend(carrier.map(|c| (&fact.id, c)));
        }
        let partitions = partitions(pair);
        for fact in dropped() {
            let partitions = partitions.get(&fact.id).into_iter().flatten();
            let used = fact.uses.iter().chain(partitions);
            let own = falls.goes_with(&fact.id);
            let outside = used
                .filter_map(|u| fates.drops.get(u))
                .filter(|u| falls.goes_with(u) != own);
            let uses: Vec<Use> = outside.map(|u| (&fact.id, u)).collect();
            if !uses.is_empty() {
                falls.uses.entry(own).or_default().extend(uses);
            }
        }
        falls.part();
        falls
    }

    /// Finds what must go by itself: what it would go with has to go before what it uses, and that has to go before the other.
    fn part(&mut self) {
        let knot = self.knot();
        let uses = self.uses.iter().filter(|(own, _)| knot.contains(*own));
        let users = uses.flat_map(|(_, uses)| uses.iter().map(|(user, _)| *user));
        let mut users: Vec<&Id> = users.filter(|u| self.carriers.contains_key(u)).collect();
        users.sort_by_key(|id| (makes_a_table(id), *id));
        users.dedup();
        for user in users {
            if self.is_held(user, &knot) {
                self.alone.insert(user);
            }
        }
    }

    /// Returns what remains when all has gone that nothing waits for, and all that waits for nothing: what may hold each other.
    fn knot(&self) -> HashSet<&'a Id> {
        let edges = self.uses.iter().flat_map(|(own, uses)| {
            let used = uses.iter().map(|(_, used)| self.goes_with(used));
            used.map(|used| (*own, used))
        });
        let mut edges: Vec<(&Id, &Id)> = edges.collect();
        loop {
            let (first, then): (HashSet<&Id>, HashSet<&Id>) = edges.iter().copied().unzip();
            let before = edges.len();
            edges.retain(|(a, b)| then.contains(a) && first.contains(b));
            if edges.len() == before {
                return first;
            }
        }
    }

    /// Returns what a dropped thing goes with in the end: itself, where it has a statement of its own.
    fn goes_with(&self, id: &'a Id) -> &'a Id {
        let mut last = id;
        while !self.alone.contains(last)
            && let Some(carrier) = self.carriers.get(last)
        {
            last = carrier;
        }
        last
    }

    /// Returns whether what a thing goes with and what it uses hold each other.
    fn is_held(&self, user: &'a Id, knot: &HashSet<&'a Id>) -> bool {
        let own = self.goes_with(user);
        let uses = self.uses.get(own).into_iter().flatten();
        let uses = uses.filter(|(by, _)| *by == user);
        let mut open: Vec<&Id> = uses.map(|(_, used)| self.goes_with(used)).collect();
        let mut seen: HashSet<&Id> = HashSet::new();
        while let Some(next) = open.pop() {
            if next == own {
                return true;
            }
            if seen.insert(next) {
                let waiting = self.waiting(next).into_iter();
                open.extend(waiting.filter(|id| knot.contains(id) || self.alone.contains(id)));
            }
        }
        false
    }

    /// Returns what must wait until a thing is gone with all that goes with it.
    fn waiting(&self, id: &'a Id) -> Vec<&'a Id> {
        let mut whole = id;
        while let Some(carrier) = self.carriers.get(whole) {
            whole = carrier;
        }
        let uses = self.uses.get(whole).into_iter().flatten();
        let own = uses.filter(|(user, _)| self.goes_with(user) == id);
        own.map(|(_, used)| self.goes_with(used)).collect()
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
