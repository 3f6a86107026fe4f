//! Which of the statements that may come next is taken: the first by its key, but so that the clauses of one table stand together.
//!
//! Each ALTER TABLE may write the table again, so one that waits for something else (a type, a sequence, the end of a view) lets the
//! other clauses of its table wait with it, unless that which it waits for comes after one of these. What must come before what is
//! `order`'s to say.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::order::Edges;
use crate::kind::{Action, Text, Verb, names};
use crate::kinds;
use crate::kinds::inheritance::is_partitioned;
use crate::model::{Id, KindName, Pair, State};

/// The kinds whose things come before all others.
const EARLY: &[KindName] = &[
    names::ROLE,
    names::MEMBERSHIP,
    names::SCHEMA,
    names::EXTENSION,
];

/// Returns whether a statement is about something that may be named, stood in or used by all others.
pub(super) fn is_early(action: &Action) -> bool {
    EARLY.contains(&action.about.kind())
}

/// What decides between statements that may both come next.
type Key = (Verb, usize, u32, Id);

/// Returns the key. An index that another one of its table follows goes when that is built: until then nobody who reads has to wait.
fn key(action: &Action, followed: &HashSet<&Id>) -> Key {
    let is_followed = action.verb == Verb::Drop && followed.contains(&action.about);
    let order = if is_followed { u32::MAX } else { action.order };
    let rank = kinds::ALL
        .iter()
        .position(|k| k.name() == action.about.kind())
        .unwrap_or_default();
    let verb = match action.verb {
        Verb::Create if is_early(action) => Verb::Rename,
        Verb::Drop if is_followed => Verb::Create,
        verb => verb,
    };
    (verb, rank, order, action.about.clone())
}

/// Returns the indexes that the patch drops from tables for which it builds others.
fn followed<'p>(actions: &[Action], pair: &'p Pair<State>) -> HashSet<&'p Id> {
    let of = |verb: Verb, state: &'p State| {
        let is_one = move |a: &&Action| a.verb == verb && a.about.kind() == names::INDEX;
        let facts = actions.iter().filter(is_one);
        facts.filter_map(move |a| state.get(&a.about))
    };
    let built: HashSet<&Id> = of(Verb::Create, &pair.desired)
        .filter_map(|index| index.parent.as_ref())
        .collect();
    let dropped = of(Verb::Drop, &pair.live);
    // One of a partitioned table takes those of its partitions along, whose names may be wanted.
    let is_followed = |t: &Id| built.contains(t) && !is_partitioned(&pair.live, t);
    dropped
        .filter(|index| index.parent.as_ref().is_some_and(is_followed))
        .map(|index| &index.id)
        .collect()
}

/// The statements that are not taken yet.
pub(super) struct Queue<'a> {
    actions: &'a [Action],
    edges: &'a Edges,
    /// The statements that come before each.
    before: Vec<Vec<usize>>,
    /// How many of these are not taken.
    waiting: Vec<usize>,
    /// The statements by their keys, and the place of each among them.
    sorted: Vec<usize>,
    place: Vec<usize>,
    /// The places of those that may come next.
    ready: BTreeSet<usize>,
    /// The places of the clauses of each table.
    clauses: HashMap<&'a str, BTreeSet<usize>>,
    taken: Vec<bool>,
}

impl<'a> Queue<'a> {
    /// Makes a queue of all statements.
    pub fn of(actions: &'a [Action], edges: &'a Edges, pair: &Pair<State>) -> Queue<'a> {
        let (count, followed) = (actions.len(), followed(actions, pair));
        let mut sorted: Vec<usize> = (0..count).collect();
        sorted.sort_by_cached_key(|i| key(&actions[*i], &followed));
        let mut place = vec![0; count];
        for (at, i) in sorted.iter().enumerate() {
            place[*i] = at;
        }
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (i, after) in edges.after.iter().enumerate() {
            after.keys().for_each(|j| before[*j].push(i));
        }
        let mut clauses: HashMap<&str, BTreeSet<usize>> = HashMap::new();
        for (i, action) in actions.iter().enumerate() {
            if let Some(head) = head_of(action) {
                clauses.entry(head).or_default().insert(place[i]);
            }
        }
        let waiting: Vec<usize> = before.iter().map(Vec::len).collect();
        let free = (0..count).filter(|i| waiting[*i] == 0);
        Queue {
            ready: free.map(|i| place[i]).collect(),
            taken: vec![false; count],
            actions,
            edges,
            before,
            waiting,
            sorted,
            place,
            clauses,
        }
    }

    /// Takes all of them in order; those in a circle, and what comes after them, are left.
    pub fn order(mut self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.actions.len());
        let mut head = None;
        while let Some(i) = self.next(head) {
            self.take(i);
            head = head_of(&self.actions[i]);
            order.push(i);
        }
        order
    }

    /// Returns what comes next: one that continues the same ALTER TABLE if there is one, else the first.
    fn next(&self, head: Option<&str>) -> Option<usize> {
        let clauses = head.and_then(|head| self.clauses.get(head));
        let mut ready = clauses.into_iter().flatten();
        if let Some(at) = ready.find(|at| self.ready.contains(at)) {
            return Some(self.sorted[*at]);
        }
        let mut next = self.sorted[*self.ready.first()?];
        let mut seen = HashSet::new();
        while let Some(head) = head_of(&self.actions[next])
            && seen.insert(head)
            && let Some(sooner) = self.sooner(head)
        {
            next = sooner;
        }
        Some(next)
    }

    fn take(&mut self, i: usize) {
        self.taken[i] = true;
        self.ready.remove(&self.place[i]);
        if let Some(head) = head_of(&self.actions[i])
            && let Some(clauses) = self.clauses.get_mut(head)
        {
            clauses.remove(&self.place[i]);
        }
        for j in self.edges.after[i].keys() {
            self.waiting[*j] -= 1;
            if self.waiting[*j] == 0 {
                self.ready.insert(self.place[*j]);
            }
        }
    }

    /// Returns what another clause of a table waits for, if that may come next and the clause could stand with those that are ready.
    fn sooner(&self, head: &str) -> Option<usize> {
        let waiting = self.clauses.get(head)?.iter().map(|at| self.sorted[*at]);
        let waiting = waiting.filter(|i| self.waiting[*i] > 0);
        let first = |clause| self.awaited(clause, head)?.into_iter().min();
        let at = waiting.filter_map(first).min()?;
        Some(self.sorted[at])
    }

    /// Returns the places of what a clause waits for and may come next; nothing if it waits for another clause of its table by way of
    /// other statements.
    fn awaited(&self, clause: usize, head: &str) -> Option<Vec<usize>> {
        let mut ready = Vec::new();
        let mut open = vec![(clause, false)];
        let mut seen = HashSet::new();
        while let Some((i, apart)) = open.pop() {
            for j in self.before[i].iter().filter(|j| !self.taken[**j]) {
                let of_table = head_of(&self.actions[*j]) == Some(head);
                if of_table && apart {
                    return None;
                }
                if !of_table && self.waiting[*j] == 0 {
                    ready.push(self.place[*j]);
                }
                if seen.insert((*j, !of_table)) {
                    open.push((*j, !of_table));
                }
            }
        }
        Some(ready)
    }
}

/// Returns how the ALTER TABLE begins that a clause can be part of: with the table, or with that alone and not its children.
fn head_of(action: &Action) -> Option<&str> {
    match &action.text {
        Text::Clause { head, .. } => Some(head),
        Text::Plain(_) | Text::NewTable { .. } | Text::Privileges(_) | Text::Secret { .. } => None,
    }
}
