//! What of the live side is managed: the rest is added to the desired side, so that it stays and is carried along.

use std::collections::HashSet;

use crate::kind::{Reach, names};
use crate::model::{Fact, Id, Pair, State};

/// Makes the two sides comparable: what trueup does not manage is on both.
pub fn scope(live: State, mut desired: State, reach: &Reach) -> Pair<State> {
    if !reach.prune {
        let open = |id: &&Id| !live.has(id) && !is_new(id, &desired, &live);
        let undeclared: Vec<Id> = desired.implied.iter().filter(open).cloned().collect();
        undeclared.iter().for_each(|id| drop(desired.take(id)));
    }
    desired.exact = reach.prune;
    let managed = Managed {
        desired: &desired,
        reach,
    };
    let mut kept: Vec<Fact> = Vec::new();
    let mut sorted: Vec<&Fact> = live.iter().filter(|f| !desired.has(&f.id)).collect();
    sorted.sort_by_key(|f| (depth(f, &live), f.order));
    let mut stays: HashSet<Id> = HashSet::new();
    for fact in sorted {
        let has_home = fact
            .parent
            .as_ref()
            .is_none_or(|p| desired.has(p) || stays.contains(p) || !live.has(p));
        if has_home && !managed.covers(fact, &live) {
            stays.insert(fact.id.clone());
            kept.push(fact.clone());
        }
    }
    for fact in kept {
        desired.put(fact);
    }
    Pair { live, desired }
}

/// Returns whether a fact belongs to something that the live side does not have.
fn is_new(id: &Id, desired: &State, live: &State) -> bool {
    let parent = desired.get(id).and_then(|f| f.parent.as_ref());
    parent.is_some_and(|p| !live.has(p))
}

/// Returns how many facts stand above one.
fn depth(fact: &Fact, state: &State) -> usize {
    let mut count = 0;
    let mut at = fact;
    while let Some(parent) = at.parent.as_ref().and_then(|p| state.get(p)) {
        count += 1;
        at = parent;
    }
    count
}

struct Managed<'a> {
    desired: &'a State,
    reach: &'a Reach,
}

impl Managed<'_> {
    /// Returns whether a fact stays even where all is made exactly so: everything has an owner, an extension brings its own comment,
    /// what is attached to something outside of the files is managed one by one, a default privilege that is bound to no schema
    /// belongs to the whole database, and those of a platform are its own.
    fn stays_undeclared(&self, fact: &Fact, live: &State) -> bool {
        let kind = fact.id.kind();
        let of_server = |kind| names::OF_SERVER.contains(&kind);
        let on_server = fact.parent.as_ref().is_some_and(|p| of_server(p.kind()));
        let by_default = kind == names::DEFAULT_PRIVILEGE;
        let unbound = by_default && fact.parent.is_none();
        let outside = |p: &Id| !live.has(p) && !self.desired.has(p);
        let on_outside = kind != names::DEFAULT_PRIVILEGE
            && fact.parent.as_ref().map_or(kind == names::GRANT, outside);
        kind == names::OWNER
            || of_server(kind)
            || on_server
            || names::ATTACHED.contains(&kind) && on_outside
            || live.implied.contains(&fact.id)
            || unbound && !self.reach.is_all()
            || by_default && !self.reach.platform.is_empty()
    }

    /// Returns whether a live fact that the files do not have is to go.
    fn covers(&self, fact: &Fact, live: &State) -> bool {
        if self.desired.absent.contains_key(&fact.id) {
            return true;
        }
        if is_given(fact) || self.stays_undeclared(fact, live) {
            return false;
        }
        if self.reach.prune {
            return true;
        }
        // What is attached is managed only where the files declare it.
        if names::ATTACHED.contains(&fact.id.kind()) {
            return false;
        }
        let mut at = fact;
        while let Some(parent) = at.parent.as_ref().filter(|p| p.kind() != names::SCHEMA) {
            if self.desired.has(parent) {
                return true;
            }
            match live.get(parent) {
                Some(parent) => at = parent,
                None => return false,
            }
        }
        false
    }
}

/// Returns whether a fact is in every new database: the schema `public` and the language PL/pgSQL.
pub fn is_given(fact: &Fact) -> bool {
    match fact.id.kind() {
        names::SCHEMA => fact.id.name() == "public",
        names::EXTENSION => fact.id.name() == "plpgsql",
        _ => false,
    }
}
