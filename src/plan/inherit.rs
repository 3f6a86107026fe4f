//! What a statement about a parent table does to its children: the parts that they inherit come, change and go along.
//!
//! Which facts are inherited is in `kinds::inheritance`. A child counts here only while it is one: one that is attached or
//! detached by the same patch has statements of its own.

use std::collections::{HashMap, HashSet};

use super::emit::Fates;
use crate::kind::{Action, Alter, Scene, Text, Verb, names};
use crate::kinds;
use crate::kinds::constraint::foreign_key::ForeignKey;
use crate::kinds::inheritance::partition::Partition;
use crate::kinds::inheritance::{self, heir, passed_on};
use crate::model::{Fact, Id, Pair, State};

/// A child, and the parent that it has a part from.
pub(super) struct Tie {
    parent: Id,
    child: Id,
}

/// Returns the children that are there before and after the patch, parents before their children.
pub(super) fn staying(pair: &Pair<State>, fates: &Fates) -> Vec<Tie> {
    let moves = |id: &Id| fates.creates.contains(id) || fates.drops.contains(id);
    ties(&pair.desired, |link, parent| {
        let child = link.parent.as_ref();
        let attached = inheritance::stays_within(&pair.live, &pair.desired, link);
        attached && !moves(parent) && child.is_some_and(|c| !moves(c))
    })
}

/// Returns the children of a state that a test accepts, parents before their children.
fn ties(state: &State, accept: impl Fn(&&Fact, &Id) -> bool) -> Vec<Tie> {
    let families = inheritance::families(state);
    let mut parents: Vec<&Id> = families.keys().copied().collect();
    parents.sort();
    let depth = |table: &Id| {
        let (mut depth, mut level) = (0, vec![table.clone()]);
        let mut seen: HashSet<Id> = HashSet::new();
        while !level.is_empty() {
            level = level
                .iter()
                .flat_map(|t| inheritance::parents(state, t))
                .collect();
            level.retain(|t| seen.insert(t.clone()));
            depth += 1;
        }
        depth
    };
    parents.sort_by_cached_key(|p| depth(p));
    let mut out = Vec::new();
    for parent in parents {
        for link in families[parent].iter().filter(|l| accept(l, parent)) {
            out.extend(link.parent.clone().map(|child| Tie {
                parent: parent.clone(),
                child,
            }));
        }
    }
    out
}

/// Returns the foreign keys that also refer to each partition of the live side, since they refer to a table above it: PostgreSQL drops
/// no partition that they hold.
pub(super) fn referring(live: &State) -> HashMap<Id, Vec<Id>> {
    let mut out: HashMap<Id, Vec<Id>> = HashMap::new();
    let families = inheritance::families(live);
    let keys = live
        .iter()
        .filter_map(|f| Some((f, f.get::<ForeignKey>()?)));
    for (fact, key) in keys {
        let mut open = vec![&key.target];
        while let Some(table) = open.pop() {
            let links = families.get(table).into_iter().flatten();
            let partitions = links.filter(|l| l.get::<Partition>().is_some());
            for partition in partitions.filter_map(|l| l.parent.as_ref()) {
                let keys = out.entry(partition.clone()).or_default();
                keys.push(fact.id.clone());
                open.push(partition);
            }
        }
    }
    out
}

/// Lets what children inherit go with what their parents lose; what they keep of the same name is made again.
pub(super) fn lose(pair: &Pair<State>, fates: &mut Fates) {
    for tie in staying(pair, fates) {
        for source in passed_on(&pair.live, &tie.parent) {
            if !fates.drops.contains(&source.id) || source.id.kind() == names::DEFAULT {
                continue;
            }
            let Some(own) = heir(&source.id, &tie.parent, &tie.child) else {
                continue;
            };
            let held = pair.live.local.contains(&own) || !pair.live.has(&own);
            if held || !fates.drops.insert(own.clone()) {
                continue;
            }
            if pair.desired.has(&own) {
                fates.creates.insert(own.clone());
                fates.alters.remove(&own);
            }
        }
    }
}

/// Words the changes of children that the statements for their parents leave to be made.
pub(super) fn change(pair: &Pair<State>, scene: &Scene, fates: &mut Fates) {
    let mut roots: HashMap<Id, Id> = HashMap::new();
    let ties = staying(pair, fates);
    for tie in &ties {
        for source in passed_on(&pair.live, &tie.parent) {
            let (Some(after), Some(own)) = (
                pair.desired.get(&source.id),
                heir(&source.id, &tie.parent, &tie.child),
            ) else {
                continue;
            };
            let (Some(live), Some(desired)) = (pair.live.get(&own), pair.desired.get(&own)) else {
                continue;
            };
            let changes = fates.alters.contains_key(&source.id) && !fates.creates.contains(&own);
            if !changes || !reaches(&source.id, pair, &ties) {
                continue;
            }
            let kind = kinds::kind(own.kind());
            let from = kind.inherit(live, source, after, &others(pair, live, source));
            let left = match from.same(desired) {
                true => Vec::new(),
                false => match kind.alter(&from, desired, scene) {
                    Alter::InPlace(actions) => actions,
                    Alter::Replace(_) | Alter::Impossible { .. } => continue,
                },
            };
            let root = roots.get(&source.id).unwrap_or(&source.id).clone();
            for action in fates.alters.get_mut(&root).into_iter().flatten() {
                action.touches.push(own.clone());
            }
            fates.alters.insert(own.clone(), left);
            roots.insert(own, root);
        }
    }
}

/// Returns what other parents have of a fact of a child, before and after the patch.
fn others<'p>(pair: &'p Pair<State>, own: &Fact, source: &Fact) -> Vec<&'p Fact> {
    let all = inheritance::sources(&pair.desired, own).into_iter();
    let stays = |f: &&Fact| f.id != source.id && pair.live.get(&f.id).is_some_and(|l| l.same(f));
    all.filter(stays).collect()
}

/// Returns whether a statement for a fact may reach all children: not for a default that some of them do not share.
fn reaches(source: &Id, pair: &Pair<State>, ties: &[Tie]) -> bool {
    if source.kind() != names::DEFAULT {
        return true;
    }
    let wanted = pair.desired.get(source);
    heirs(source, ties)
        .iter()
        .all(|own| match (wanted, pair.desired.get(own)) {
            (Some(theirs), Some(own)) => theirs.same(own),
            (None, None) => true,
            _ => false,
        })
}

/// Returns the facts of all children, and of theirs, that have their name from a default.
fn heirs(source: &Id, ties: &[Tie]) -> Vec<Id> {
    let mut out: Vec<Id> = vec![source.clone()];
    for tie in ties {
        let new: Vec<Id> = out
            .iter()
            .filter_map(|id| heir(id, &tie.parent, &tie.child))
            .collect();
        out.extend(new);
    }
    out.split_off(1)
}

/// A fact of a child that another statement makes along with its own.
struct Gift<'p> {
    /// What that statement makes: the child, or the source.
    maker: Id,
    source: &'p Fact,
    own: Id,
}

/// Leaves out the creations that other statements make along with theirs, and adds what these leave to be made.
pub(super) fn create(actions: &mut Vec<Action>, pair: &Pair<State>, scene: &Scene, fates: &Fates) {
    let ties = staying(pair, fates);
    let mut gifts = fresh_gifts(pair, fates);
    gifts.extend(new_gifts(pair, fates, &ties));
    let mut seen: HashSet<Id> = HashSet::new();
    gifts.retain(|gift| seen.insert(gift.own.clone()));
    actions.retain(|a| !seen.contains(&a.about));
    let mut makers: HashMap<Id, usize> = HashMap::new();
    for (at, action) in actions.iter().enumerate() {
        for made in &action.makes {
            makers.entry(made.clone()).or_insert(at);
        }
    }
    for gift in gifts {
        if let Some(at) = makers.get(&gift.maker).copied() {
            give(actions, at, &gift, scene);
            makers.insert(gift.own, at);
        }
    }
    spare_others(actions, pair, &ties);
}

/// Returns what new children have from their parents when they are made.
fn fresh_gifts<'p>(pair: &'p Pair<State>, fates: &Fates) -> Vec<Gift<'p>> {
    let mut out = Vec::new();
    let fresh = |link: &&Fact, _: &Id| {
        let child = link.parent.as_ref();
        child.is_some_and(|c| fates.creates.contains(c))
    };
    for tie in ties(&pair.desired, fresh) {
        for source in passed_on(&pair.desired, &tie.parent) {
            let own = heir(&source.id, &tie.parent, &tie.child);
            // A column of its own that has no default is given that of the parent's.
            let is_made =
                |own: &Id| inheritance::is_local(&pair.desired, own) && pair.desired.has(own);
            let own = own.filter(|own| !is_made(own));
            out.extend(own.map(|own| Gift {
                maker: tie.child.clone(),
                source,
                own,
            }));
        }
    }
    out
}

/// Returns what children get with the statements that give it to their parents.
fn new_gifts<'p>(pair: &'p Pair<State>, fates: &Fates, ties: &[Tie]) -> Vec<Gift<'p>> {
    let mut out = Vec::new();
    for tie in ties {
        for source in passed_on(&pair.desired, &tie.parent) {
            if !fates.creates.contains(&source.id) {
                continue;
            }
            let column = source.parent.as_ref();
            let own_statement = !column.is_some_and(|c| fates.creates.contains(c));
            if own_statement && !reaches(&source.id, pair, ties) {
                continue;
            }
            let new = |own: &Id| !pair.live.has(own) || fates.drops.contains(own);
            let own = heir(&source.id, &tie.parent, &tie.child).filter(new);
            out.extend(own.map(|own| Gift {
                maker: source.id.clone(),
                source,
                own,
            }));
        }
    }
    out
}

/// Lets a statement make a fact of a child too, which then is as its source until more is said of it.
fn give(actions: &mut Vec<Action>, at: usize, gift: &Gift, scene: &Scene) {
    let Gift { maker, source, own } = gift;
    actions[at].makes.push(own.clone());
    if *maker != source.id {
        actions[at].needs.push(source.id.clone());
    }
    let start = inheritance::given(scene.desired, source, own);
    let kind = kinds::kind(own.kind());
    let left = match scene.desired.get(own) {
        Some(desired) if desired.same(&start) => Vec::new(),
        Some(desired) => match kind.alter(&start, desired, scene) {
            Alter::InPlace(actions) => actions,
            Alter::Replace(_) | Alter::Impossible { .. } => Vec::new(),
        },
        None => kind.drop(&start, scene),
    };
    for mut action in left {
        action.breaks.clear();
        action.verb = Verb::Alter;
        action.needs.push(own.clone());
        actions.push(action);
    }
}

/// Returns the fact of a parent with whose statement a dropped fact of a child goes.
pub(super) fn carrier(fact: &Fact, pair: &Pair<State>, fates: &Fates, ties: &[Tie]) -> Option<Id> {
    if pair.live.local.contains(&fact.id) {
        return None;
    }
    let sources = inheritance::sources(&pair.live, fact);
    let gone = sources.into_iter().find(|s| fates.drops.contains(&s.id))?;
    let tied = |t: &Tie| heir(&gone.id, &t.parent, &t.child).as_ref() == Some(&fact.id);
    let stays = ties.iter().any(tied) && reaches(&gone.id, pair, ties);
    stays.then(|| gone.id.clone())
}

/// Keeps statements about a default from children that do not share it.
pub(super) fn spare_others(actions: &mut [Action], pair: &Pair<State>, ties: &[Tie]) {
    for action in actions {
        let about = action.about.kind() == names::DEFAULT;
        if let Text::Clause { head, table, .. } = &mut action.text
            && about
            && !reaches(&action.about, pair, ties)
        {
            *head = format!("alter table only {}", table.name());
        }
    }
}
