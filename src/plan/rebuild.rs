//! What must be dropped and made again around a change that PostgreSQL does not make in place.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::emit::Fates;
use super::outlive;
use crate::kind::names;
use crate::kinds;
use crate::kinds::routine::overload::may_be_meant_alike;
use crate::kinds::statistics::Statistics;
use crate::model::{Fact, Id, KindName, Pair, State};

/// Adds to the fates what uses a replaced or dropped thing, and what stands in the way of a change in place.
pub(super) fn spread(pair: &Pair<State>, fates: &mut Fates) {
    let users = users(&pair.live);
    around_alters(pair, fates, &users);
    let mut open: Vec<Id> = fates.drops.iter().cloned().collect();
    while let Some(id) = open.pop() {
        for part in pair.live.children(&id) {
            if is_taken_over(part, pair, fates) {
                continue;
            }
            if fates.drops.insert(part.id.clone()) {
                open.push(part.id.clone());
            }
            come_back(&part.id, pair, fates);
        }
        for user in users.get(&id).into_iter().flatten() {
            if must_go(user, &id, pair, fates) {
                if outlive::note(user, &id, pair, fates) {
                    continue;
                }
                fates.drops.insert(user.clone());
                come_back(user, pair, fates);
                open.push(user.clone());
            }
        }
        let again: Vec<Id> = match fates.creates.contains(&id) {
            true => pair
                .desired
                .children(&id)
                .iter()
                .map(|f| f.id.clone())
                .collect(),
            false => Vec::new(),
        };
        fates.creates.extend(again);
    }
}

/// Returns whether a part of a dropped thing becomes a part of another before: a sequence that another column takes.
fn is_taken_over(part: &Fact, pair: &Pair<State>, fates: &Fates) -> bool {
    let desired = pair.desired.get(&part.id);
    desired.is_some_and(|d| d.parent != part.parent) && fates.alters.contains_key(&part.id)
}

/// Lets a dropped thing be made again, if the desired side has it.
fn come_back(id: &Id, pair: &Pair<State>, fates: &mut Fates) {
    if pair.desired.has(id) {
        fates.creates.insert(id.clone());
        fates.alters.remove(id);
    }
}

/// Returns what uses each thing.
fn users(state: &State) -> HashMap<Id, Vec<Id>> {
    let mut out: HashMap<Id, Vec<Id>> = HashMap::new();
    for fact in state.sorted() {
        for used in &fact.uses {
            out.entry(used.clone()).or_default().push(fact.id.clone());
        }
    }
    out
}

/// Returns whether a user cannot outlive what it uses: not if it is changed in place so that it uses it no more.
fn must_go(user: &Id, used: &Id, pair: &Pair<State>, fates: &Fates) -> bool {
    if fates.drops.contains(user) {
        return false;
    }
    let Some(desired) = pair.desired.get(user) else {
        return true;
    };
    let still = desired.uses.contains(used) && pair.desired.has(used);
    if turns_to_one_of_its_name(desired, used, pair, fates) {
        return true;
    }
    if fates.alters.contains_key(user) && !desired.uses.contains(used) {
        return false;
    }
    // A column's type or a default that stays the same cannot outlive a replaced type or function.
    still || !fates.alters.contains_key(user)
}

/// Returns whether a user of a routine that goes calls a new one by the same words, which it can only when the old one is gone.
fn turns_to_one_of_its_name(user: &Fact, used: &Id, pair: &Pair<State>, fates: &Fates) -> bool {
    let old = pair.live.get(used).filter(|_| fates.drops.contains(used));
    old.is_some_and(|old| {
        let new = user.uses.iter().filter(|id| fates.creates.contains(*id));
        let mut new = new.filter_map(|id| pair.desired.get(id));
        new.any(|new| may_be_meant_alike(old, new))
    })
}

/// Drops and remakes what the statements in place cannot change under: views over a column that changes its type.
fn around_alters(pair: &Pair<State>, fates: &mut Fates, users: &HashMap<Id, Vec<Id>>) {
    let changes: BTreeMap<Id, BTreeSet<KindName>> = fates
        .alters
        .values()
        .flatten()
        .filter(|a| !a.rebuilds.is_empty())
        .flat_map(|a| {
            a.touches
                .iter()
                .map(|t| (t.clone(), a.rebuilds.iter().copied().collect()))
        })
        .collect();
    for (touched, kinds) in changes {
        let mut seen = BTreeSet::from([touched.clone()]);
        let mut open = vec![touched.clone()];
        while let Some(id) = open.pop() {
            for user in near(&id, pair, users) {
                let in_the_way =
                    kinds.contains(user.id.kind()) && stands_in_the_way(user, &touched);
                if in_the_way && outlive::note(&user.id, &id, pair, fates)
                    || !seen.insert(user.id.clone())
                {
                    continue;
                }
                if in_the_way {
                    fates.drops.insert(user.id.clone());
                    come_back(&user.id, pair, fates);
                } else if carries(user) {
                    open.push(user.id.clone());
                }
            }
        }
    }
}

/// Returns the users of a thing and its parts.
fn near<'a>(id: &Id, pair: &'a Pair<State>, users: &HashMap<Id, Vec<Id>>) -> Vec<&'a Fact> {
    let mut out = pair.live.children(id);
    out.extend(
        users
            .get(id)
            .into_iter()
            .flatten()
            .filter_map(|u| pair.live.get(u)),
    );
    out
}

/// Returns whether values of a changed type pass through a thing: a column, a domain or a composite type of it.
fn carries(fact: &Fact) -> bool {
    [names::COLUMN, names::DOMAIN, names::COMPOSITE].contains(&fact.id.kind())
}

/// Returns whether a thing holds an expression that was read with the old type, of a column or itself; views and routines always do.
fn stands_in_the_way(fact: &Fact, changed: &Id) -> bool {
    if let Some(statistics) = fact.get::<Statistics>() {
        // The server makes them anew itself, but for the target, and fails where a type that is renamed aside stands in an expression.
        let is_aside = changed.kind() != names::COLUMN && !statistics.expressions.is_empty();
        return statistics.target.is_some() || is_aside;
    }
    let with_expression = [
        names::COLUMN,
        names::CHECK,
        names::INDEX,
        names::EXCLUSION,
        names::DEFAULT,
    ];
    if !with_expression.contains(&fact.id.kind()) {
        return true;
    }
    let mut any = false;
    kinds::kind(fact.id.kind()).expressions(&mut fact.clone(), &mut |_, _| any = true);
    any
}
