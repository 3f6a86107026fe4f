//! What privileges mean for the owner of an object, who has all of them without being given any.
//!
//! A file does not tell who owns a thing, so this waits until both sides are read.

use super::Grant;
use super::object::ObjectType;
use super::role::Role;
use crate::kind::names;
use crate::kinds::owner;
use crate::model::{Fact, Id, Pair, State, split_name};

/// Makes both sides say the same of the privileges of owners: only those count that an owner has lost.
///
/// `user` owns what is new, unless a file gives it to another role.
pub fn settle_owners(sides: &mut Pair<State>, user: &str) {
    let lost = lost(sides, user);
    for id in own(&sides.desired, sides, user) {
        sides.desired.take(&id);
        sides.desired.implied.remove(&id);
        sides.desired.absent.insert(id);
    }
    for id in own(&sides.live, sides, user) {
        sides.live.take(&id);
    }
    for fact in lost {
        sides.desired.absent.remove(&fact.id);
        sides.desired.put(fact);
    }
}

/// Returns the privileges that one side says the owner was given.
fn own(side: &State, sides: &Pair<State>, user: &str) -> Vec<Id> {
    let is_own = |f: &&Fact| {
        let grant: Option<&Grant> = f.get();
        grant.is_some_and(|g| !g.revoked && g.role.is(owner_of(f.parent.as_ref(), sides, user)))
    };
    side.iter().filter(is_own).map(|f| f.id.clone()).collect()
}

/// Returns the privileges that the files take from the owner.
fn lost(sides: &Pair<State>, user: &str) -> Vec<Fact> {
    let grants = sides
        .desired
        .absent
        .iter()
        .filter(|id| id.kind() == names::GRANT);
    let mut out = Vec::new();
    for (id, (on, role, privilege)) in grants.filter_map(|id| Some((id, parse(id)?))) {
        let Some(object) = sides.desired.get(&on) else {
            continue;
        };
        if on.kind() == names::COLUMN || !role.is(owner_of(Some(&on), sides, user)) {
            continue;
        }
        let body = Grant {
            on: on.clone(),
            role,
            privilege,
            grant_option: false,
            revoked: true,
        };
        let mut fact = Fact::new(id.clone(), Some(on), body);
        (fact.origin, fact.order) = (object.origin.clone(), object.order);
        out.push(fact);
    }
    out
}

/// Returns the role that owns a thing, or what it is a part of, when the patch is done.
fn owner_of<'a>(thing: Option<&Id>, sides: &'a Pair<State>, user: &'a str) -> &'a str {
    let mut thing = thing.cloned();
    while let Some(id) = thing {
        let said = owner::of(&id, &sides.desired).or_else(|| owner::of(&id, &sides.live));
        if let Some(role) = said {
            return role;
        }
        let fact = sides.desired.get(&id).or_else(|| sides.live.get(&id));
        let parent = fact.and_then(|f| f.parent.clone());
        thing = parent.filter(|p| p.kind() != names::SCHEMA);
    }
    user
}

/// Returns the object or column that the address of a privilege is about.
pub fn object_of(id: &Id) -> Option<Id> {
    parse(id).map(|(on, ..)| on)
}

/// Takes the address of a privilege apart: the object, the role, the privilege.
fn parse(id: &Id) -> Option<(Id, Role, &'static str)> {
    let name = id.name();
    let mut slashes = slashes(name).into_iter().rev();
    let (last, first) = (slashes.next()?, slashes.next()?);
    let (kind, object) = name[..first].split_once(':')?;
    let kind = ObjectType::KINDS.iter().find(|k| **k == kind)?;
    let privilege = ObjectType::of(kind)?.privilege(&name[last + 1..])?;
    let role = match &name[first + 1..last] {
        "public" => Role::Public,
        role => Role::Named(split_name(role).concat()),
    };
    Some((Id::printed(kind, object), role, privilege))
}

/// Returns where slashes stand outside of quotes.
fn slashes(name: &str) -> Vec<usize> {
    let mut quoted = false;
    let outside = name.bytes().enumerate().filter(|(_, b)| {
        quoted ^= *b == b'"';
        *b == b'/' && !quoted
    });
    outside.map(|(i, _)| i).collect()
}

#[cfg(test)]
mod tests {
    use super::super::address;
    use super::*;

    #[test]
    fn an_address_comes_apart_into_object_role_and_privilege() {
        let on = Id::new(names::TABLE, &["public", "od/d"]);
        for role in [
            Role::Public,
            Role::Named("app".into()),
            Role::Named("a/\"b".into()),
        ] {
            let found = parse(&address(&on, &role, "SELECT"));
            assert_eq!(found, Some((on.clone(), role, "SELECT")));
        }
    }
}
