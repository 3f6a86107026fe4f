//! What privileges mean for the owner of an object, who has all of them without being given any.
//!
//! A file does not tell who owns a thing, so this waits until both sides are read.

use super::Grant;
use super::object::{ObjectType, PARAMETER, is_public_from_the_beginning};
use super::role::Role;
use crate::kind::{World, names};
use crate::kinds::owner;
use crate::model::{Fact, Id, Origin, Pair, State, split_name};

/// Makes both sides say the same of the privileges of owners: only those count that an owner has lost.
///
/// The role that is connected owns what is new, unless a file gives it to another.
pub fn settle_owners(sides: &mut Pair<State>, world: &World) {
    let lost = lost(sides, world);
    for id in own(&sides.desired, sides, world) {
        if let Some(fact) = sides.desired.take(&id) {
            sides.desired.implied.remove(&id);
            sides.desired.absent.insert(id, fact.origin);
        }
    }
    for id in own(&sides.live, sides, world) {
        sides.live.take(&id);
    }
    for fact in lost {
        sides.desired.absent.remove(&fact.id);
        sides.desired.put(fact);
    }
}

/// Returns the privileges that one side says the owner was given.
fn own(side: &State, sides: &Pair<State>, world: &World) -> Vec<Id> {
    let is_own = |f: &&Fact| {
        let grant: Option<&Grant> = f.get();
        grant.is_some_and(|g| !g.revoked && is_owner(&g.role, f.parent.as_ref(), sides, world))
    };
    let grants = side.of_kind(names::GRANT).filter(is_own);
    grants.map(|f| f.id.clone()).collect()
}

/// Returns the privileges that the files take from the owner; a column gives none to him.
fn lost(sides: &Pair<State>, world: &World) -> Vec<Fact> {
    let mut out = Vec::new();
    for (id, origin) in &sides.desired.absent {
        let parsed = Some(id).filter(|id| id.kind() == names::GRANT);
        let Some((on, role, privilege)) = parsed.and_then(parse) else {
            continue;
        };
        let parent = Some(&on).filter(|on| on.kind() != PARAMETER);
        if on.kind() == names::COLUMN || !is_owner(&role, parent, sides, world) {
            continue;
        }
        let body = Grant {
            on: on.clone(),
            role,
            privilege,
            grant_option: false,
            revoked: true,
        };
        let mut fact = Fact::new(id.clone(), parent.cloned(), body);
        fact.order = sides.desired.get(&on).map_or(0, |object| object.order);
        fact.origin = origin.clone();
        out.push(fact);
    }
    out
}

/// Returns the fact whose creation says that a privilege must not be there, or that PUBLIC has not lost one; an address of
/// another kind gives nothing.
pub fn refusal(id: &Id, origin: &Origin, version: u32) -> Option<Fact> {
    let (on, role, privilege) = Some(id)
        .filter(|id| id.kind() == names::GRANT)
        .and_then(parse)?;
    let has_it = role == Role::Public && is_public_from_the_beginning(&on, privilege, version);
    let parent = Some(on.clone()).filter(|on| on.kind() != PARAMETER);
    let body = Grant {
        on,
        role,
        privilege,
        grant_option: false,
        revoked: !has_it,
    };
    Some(Fact {
        // It stands before what is given, since it takes a privilege from the columns too.
        order: 0,
        origin: origin.clone(),
        ..Fact::new(id.clone(), parent, body)
    })
}

/// Returns whether a role owns a thing, or what it is a part of, when the patch is done; parameters are the bootstrap superuser's.
fn is_owner(role: &Role, thing: Option<&Id>, sides: &Pair<State>, world: &World) -> bool {
    let owner = match thing {
        Some(thing) => owner_of(thing, sides, &world.user),
        None => Some(world.bootstrap.as_str()),
    };
    owner.is_some_and(|owner| role.is(owner))
}

/// Returns the role that will own a thing, or what it is a part of; what is on neither side has an owner whom nobody knows.
fn owner_of<'a>(thing: &Id, sides: &'a Pair<State>, user: &'a str) -> Option<&'a str> {
    let mut thing = thing.clone();
    loop {
        let said = owner::of(&thing, &sides.desired).or_else(|| owner::of(&thing, &sides.live));
        if said.is_some() {
            return said;
        }
        let fact = sides
            .desired
            .get(&thing)
            .or_else(|| sides.live.get(&thing))?;
        match fact.parent.as_ref().filter(|p| p.kind() != names::SCHEMA) {
            Some(parent) => thing = parent.clone(),
            None => return Some(user),
        }
    }
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
