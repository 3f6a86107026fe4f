//! What the connected role must be or have for the server to run a statement.
//!
//! The rules are those that the manual gives in the notes of each command: who owns a table may alter it, who has CREATE on a schema
//! may make things in it. What the patch itself makes belongs to the role that makes it, which is for `preflight` to know.

use super::{Action, Scene, Verb, names};
use crate::model::{Id, KindName};

/// Something that the role must be or have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demand {
    /// To be a superuser.
    Superuser,
    /// To own one of two things, or to be a member of a role that does.
    OwnOne(Id, Id),
    /// To have the attribute CREATEROLE.
    CreateRole,
    /// To have CREATE on the database.
    Database,
    /// To have CREATE on a schema.
    CreateIn(Id),
    /// That a role which is to own something has CREATE on its schema.
    OwnerCreates(String, Id),
    /// To be the owner of a thing, or a member of the role that is.
    Own(Id),
    /// To be the owner of a thing or of its schema.
    Drop(Id),
    /// To have a privilege on a relation, a routine, a type, a server or a foreign data wrapper.
    Privilege(&'static str, Id),
    /// To own a thing, or to have been given privileges on it with the right to give them on.
    Grant(Id),
    /// To be able to act as a role.
    Member(String),
    /// That an extension can be installed by the role.
    Extension(String),
    /// That the role can run the script which updates an extension of its own.
    Update(String),
    /// To own the functions, types and operators that an extension brought.
    Members(String),
}

/// The kinds of which only a superuser makes one.
const OF_SUPERUSERS: &[KindName] = &[
    names::EVENT_TRIGGER,
    names::FOREIGN_DATA_WRAPPER,
    names::ACCESS_METHOD,
    names::TS_PARSER,
    names::TS_TEMPLATE,
    names::OPERATOR_CLASS,
    names::OPERATOR_FAMILY,
    names::FAMILY_MEMBER,
    names::LANGUAGE,
];

/// The kinds that a superuser owns, for they have no owner of their own.
const OWNED_BY_SUPERUSERS: &[KindName] =
    &[names::ACCESS_METHOD, names::TS_PARSER, names::TS_TEMPLATE];

/// Returns what nearly all kinds demand: CREATE on the schema for a new thing, else to own the thing or what it is a part of.
pub fn usual(action: &Action, scene: &Scene) -> Vec<Demand> {
    let id = &action.about;
    let kind = id.kind();
    let creates = action.verb == Verb::Create;
    if OWNED_BY_SUPERUSERS.contains(&kind) || OF_SUPERUSERS.contains(&kind) && creates {
        return vec![Demand::Superuser];
    }
    let fact = scene.desired.get(id).or_else(|| scene.live.get(id));
    let parent = fact.and_then(|f| f.parent.clone());
    let Some(parent) = parent else {
        return vec![Demand::Own(id.clone())];
    };
    if parent.kind() != names::SCHEMA {
        return vec![Demand::Own(scene.whole(&parent))];
    }
    match action.verb {
        Verb::Create => vec![Demand::CreateIn(parent)],
        Verb::Alter => vec![Demand::Own(id.clone())],
        // The live side has its new names already.
        Verb::Rename => vec![Demand::Own(id.clone()), Demand::CreateIn(parent)],
        Verb::Drop => vec![Demand::Drop(id.clone())],
    }
}
