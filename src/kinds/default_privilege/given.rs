//! What default privileges give to new objects: in the files as they are read, and in the patch as it runs.
//!
//! In the files an object has what held where it is defined. In a patch the default privileges that its new objects count on
//! come first; where they give more or less than an object should have, [`attend`] sets it right.

use std::collections::HashMap;

use super::DefaultPrivilege;
use crate::kind::{Action, Draft, Scene, Text, names};
use crate::kinds::grant::object::ObjectType;
use crate::kinds::grant::{self, Grant};
use crate::kinds::role::acting;
use crate::kinds::{identity, owner, retype};
use crate::model::{Fact, Id, State};

/// Gives the objects that are new in the draft what the default privileges give them here, and the role that acts as their owner.
///
/// It must run before anything changes privileges, and once when all files are read.
pub fn settle(draft: &mut Draft) {
    let fresh = std::mem::take(&mut draft.fresh);
    acting::own(draft, &fresh);
    if draft.defaults.is_empty() {
        return;
    }
    let defaults: Vec<Fact> = draft
        .defaults
        .iter()
        .filter_map(|id| draft.state.get(id).cloned())
        .collect();
    for thing in &fresh {
        let object = object_of(thing, &draft.state);
        if ObjectType::of(object.kind()).is_none() {
            continue;
        }
        let user = draft.user().to_string();
        let gives = |f: &&Fact| {
            let body: &DefaultPrivilege = f.body();
            body.owner == user && body.concerns(&object)
        };
        for default in defaults.iter().filter(gives) {
            give(draft, thing, &object, default);
        }
    }
    draft.fresh.clear();
}

/// Returns the object that a new fact makes: behind an identity stands a sequence.
fn object_of(thing: &Id, state: &State) -> Id {
    match thing.kind() {
        names::IDENTITY => identity::sequence_of(thing, state),
        _ => thing.clone(),
    }
}

fn give(draft: &mut Draft, thing: &Id, object: &Id, default: &Fact) {
    let body: &DefaultPrivilege = default.body();
    let id = grant::address(object, &body.role, body.privilege);
    let settled = draft.state.has(&id) || draft.state.absent.contains_key(&id);
    if settled || !draft.state.has(thing) {
        return;
    }
    let grant = body.grant_on(object);
    let place = default.origin.place().cloned();
    let place = place.unwrap_or_else(|| draft.place.clone());
    draft.set(id.clone(), Some(thing.clone()), grant, place);
    // What another role's default privileges give is given in words, since the role that is connected makes the thing.
    if body.is_connected {
        draft.state.implied.insert(id);
    }
}

impl DefaultPrivilege {
    /// Returns whether a new object of the role that is connected gets the privilege; its owner needs none.
    fn gives(&self, object: &Id) -> bool {
        self.is_connected && self.concerns(object)
    }

    /// Returns whether an object of the role that it is about gets the privilege.
    fn concerns(&self, object: &Id) -> bool {
        let own = ObjectType::of(object.kind()) == Some(self.objects);
        let here = self.schema.as_ref().is_none_or(|s| object.parts()[0] == *s);
        own && here && !self.role.is(&self.owner)
    }

    fn grant_on(&self, object: &Id) -> Grant {
        Grant {
            on: object.clone(),
            role: self.role.clone(),
            privilege: self.privilege,
            grant_option: self.grant_option,
            revoked: self.revoked,
        }
    }
}

/// Makes what a default privilege gave a thing that the files declare, since it is gone at the end.
pub fn declare(draft: &mut Draft, gone: &DefaultPrivilege) {
    let given = |id: &&Id| {
        let grant: Option<&Grant> = draft.state.body(id);
        grant.is_some_and(|g| gone.gives(&g.on) && gone.grant_on(&g.on) == *g)
    };
    let ids: Vec<Id> = draft.state.implied.iter().filter(given).cloned().collect();
    for id in ids {
        draft.state.implied.remove(&id);
    }
}

/// Orders the making of a default privilege: before all new objects if one of them counts on it, else behind those that it concerns.
pub fn ordered(action: Action, fact: &Fact, scene: &Scene) -> Action {
    if is_first(fact, scene) {
        return action;
    }
    let body: &DefaultPrivilege = fact.body();
    let concerned =
        |f: &&Fact| body.gives(&object_of(&f.id, scene.desired)) && !scene.live.has(&f.id);
    let new = scene.desired.iter().filter(concerned);
    action.needs(new.map(|f| f.id.clone()))
}

/// Returns whether a new object of the patch counts on a default privilege.
fn is_first(fact: &Fact, scene: &Scene) -> bool {
    let body: &DefaultPrivilege = fact.body();
    scene.desired.implied.iter().any(|id| {
        let fact = scene.desired.get(id);
        let is_new = |f: &&Fact| f.parent.as_ref().is_some_and(|p| !scene.live.has(p));
        let grant: Option<&Grant> = fact.filter(is_new).and_then(Fact::get);
        grant.is_some_and(|g| body.gives(&g.on) && body.grant_on(&g.on) == *g)
    })
}

/// Orders what a patch makes behind the default privileges that it counts on, and takes back what they give too much.
pub fn attend(actions: &mut Vec<Action>, scene: &Scene) {
    let (defaults, gone) = (in_force(scene), taken_away(scene));
    if defaults.is_empty() && gone.is_empty() {
        return;
    }
    let (mut more, mut waiting) = (Vec::new(), HashMap::new());
    for action in actions.iter_mut() {
        for thing in action.makes.iter().filter_map(|id| scene.desired.get(id)) {
            let object = object_of(&thing.id, scene.desired);
            let gives = |f: &&&Fact| f.body::<DefaultPrivilege>().gives(&object);
            let mut first: Vec<Id> = gone
                .iter()
                .filter(gives)
                .map(|f| self::gone(&f.id))
                .collect();
            for default in defaults.iter().filter(gives) {
                first.push(default.id.clone());
                more.extend(taken_back(thing, default, scene));
            }
            action.needs.extend(first.iter().cloned());
            waiting.insert(retype::beside(&thing.id), first);
        }
    }
    // A type that takes the place of another is there before its columns are converted.
    for action in actions.iter_mut() {
        let first = action.makes.iter().filter_map(|id| waiting.get(id));
        action.needs.extend(first.flatten().cloned());
    }
    actions.extend(more);
}

/// Returns the address of the end of a default privilege.
pub fn gone(id: &Id) -> Id {
    Id::printed(id.kind(), format!("{} #gone", id.name()))
}

/// Returns the default privileges that the patch takes away, which is before it makes what they would be given on.
fn taken_away<'s>(scene: &Scene<'s>) -> Vec<&'s Fact> {
    let facts = scene.live.of_kind(names::DEFAULT_PRIVILEGE);
    facts.filter(|f| !scene.desired.has(&f.id)).collect()
}

/// Returns the default privileges that hold when the patch makes its objects.
fn in_force<'s>(scene: &Scene<'s>) -> Vec<&'s Fact> {
    let facts = scene.desired.of_kind(names::DEFAULT_PRIVILEGE);
    facts
        .filter(|f| scene.live.has(&f.id) || is_first(f, scene))
        .collect()
}

/// Words what takes back, behind the making of an object, what a default privilege gives it although it should not have it.
///
/// What a default privilege gives that no file speaks of is left alone, unless the files refuse it by name, all is made exactly so,
/// or the thing is only made again: it comes back with the privileges that it had.
fn taken_back(thing: &Fact, default: &Fact, scene: &Scene) -> Option<Action> {
    let grant = default
        .body::<DefaultPrivilege>()
        .grant_on(&object_of(&thing.id, scene.desired));
    let id = grant::address(&grant.on, &grant.role, grant.privilege);
    let is_again = scene.live.has(&thing.id);
    let refused = scene.desired.exact || scene.desired.absent.contains_key(&id);
    let declared = default.origin.place().is_some() || refused || is_again;
    let owned = owner::of(&thing.id, scene.desired).is_some_and(|o| grant.role.is(o));
    let text = correction(&grant, scene.desired.body(&id), scene.version)?;
    (declared && !owned).then(|| Action::alter(&attached(id, grant, thing), text))
}

fn correction(given: &Grant, desired: Option<&Grant>, version: u32) -> Option<Text> {
    match desired {
        None => Some(grant::words(given, given.revoked, version)),
        Some(d) if given.grant_option && !d.grant_option => Some(grant::option_taken(d, version)),
        Some(_) => None,
    }
}

fn attached(id: Id, grant: Grant, thing: &Fact) -> Fact {
    Fact {
        origin: thing.origin.clone(),
        order: thing.order,
        ..Fact::new(id, Some(thing.id.clone()), grant)
    }
}
