//! Privileges on objects: one fact for each object, role and privilege.
//!
//! A fact says how an object differs from what it has by itself: a role has a privilege, or one is gone that the owner or
//! PUBLIC has from the beginning. Roles and their memberships do not belong here.

mod catalog;
pub mod object;
mod owners;
mod read;
pub mod role;
pub mod spec;
mod target;
#[cfg(test)]
pub mod tests;

pub use catalog::DIFFERENCE;
pub use owners::{object_of, refusal, settle_owners};
pub use target::{fact_of, of_identity};

use crate::diagnostic::{Problem, Result};
use crate::kind::{
    Action, Alter, Attribute, Demand, Draft, Grammar, Kind, Privileges, Query, Scene, Since,
    Target, Text, names,
};
use crate::kinds::range;
use crate::model::{Fact, Id, KindName, State};
use object::ObjectType;
use role::Role;

/// The kind `grant`.
pub struct GrantKind;

/// One privilege of one role on one object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The object or column.
    pub on: Id,
    /// Who has it.
    pub role: Role,
    /// The privilege in capitals, as the server names it.
    pub privilege: &'static str,
    /// Whether the role can pass it on.
    pub grant_option: bool,
    /// Whether it is gone, though the object would have it by itself.
    pub revoked: bool,
}

/// Returns the address of a privilege.
pub fn address(on: &Id, role: &Role, privilege: &str) -> Id {
    Id::printed(names::GRANT, format!("{on}/{role}/{privilege}"))
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::in_place("privilege"),
    Attribute::in_place("role"),
    Attribute::in_place("grant option"),
];

impl Kind for GrantKind {
    fn name(&self) -> KindName {
        names::GRANT
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn statements(&self) -> &'static [Grammar] {
        &[
            Grammar {
                words: "grant",
                read: read::read,
            },
            Grammar {
                words: "revoke",
                read: read::read,
            },
        ]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if target.attachments {
            catalog::queries(target)
        } else {
            Vec::new()
        }
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|grant: &mut Grant| grant.on = moved(&grant.on).unwrap_or(grant.on.clone()));
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        let grant: &Grant = fact.body();
        let class = ObjectType::of(grant.on.kind());
        class.map_or(Vec::new(), |c| c.since(grant.privilege))
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        require_parent(id, draft)
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let grant: &Grant = fact.body();
        let new = fact.parent.as_ref().is_some_and(|p| !scene.live.has(p));
        if new && scene.desired.implied.contains(&fact.id) {
            return Vec::new();
        }
        vec![Action::create(
            fact,
            words(grant, !grant.revoked, scene.version),
        )]
    }

    fn drop(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let grant: &Grant = fact.body();
        let mut actions = vec![Action::drop(
            fact,
            words(grant, grant.revoked, scene.version),
        )];
        actions.extend(columns_again(grant, scene));
        actions
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        let (from, to): (&Grant, &Grant) = (live.body(), desired.body());
        let text = match from.grant_option && !to.grant_option && !to.revoked {
            true => option_taken(to, scene.version),
            false => words(to, !to.revoked, scene.version),
        };
        Alter::InPlace(vec![Action::alter(desired, text)])
    }

    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        let fact = scene.desired.get(&action.about);
        let grant = fact
            .or_else(|| scene.live.get(&action.about))
            .and_then(Fact::get::<Grant>);
        grant
            .map(|g| Demand::Grant(scene.whole(&g.on)))
            .into_iter()
            .collect()
    }

    fn describe(&self, fact: &Fact) -> String {
        let grant: &Grant = fact.body();
        let privilege = grant.privilege.to_lowercase();
        match (grant.revoked, grant.grant_option) {
            (true, _) => format!("{privilege} revoked from {}", grant.role),
            (false, true) => format!("{privilege} to {} with grant option", grant.role),
            (false, false) => format!("{privilege} to {}", grant.role),
        }
    }
}

/// Requires that what something is attached to exists in the end: a column or a type may be named before it is made.
pub fn require_parent(id: &Id, draft: &mut Draft) -> Result<()> {
    let Some(fact) = draft.state.get(id).cloned() else {
        return Ok(());
    };
    let Some(parent) = fact.parent.as_ref().filter(|p| !draft.state.has(p)) else {
        return Ok(());
    };
    match same_name(parent, draft) {
        Some(real) => {
            attach(fact.clone(), parent, &real, draft);
            Ok(())
        }
        None => missing(&fact, parent, draft),
    }
}

/// Finds what has the name of an address but is of another kind, as the kind of a type is not told before it is made.
fn same_name(id: &Id, draft: &Draft) -> Option<Id> {
    let spaces = [names::TYPES, names::RELATIONS, names::ROUTINES];
    let kinds = spaces
        .into_iter()
        .filter(|kinds| kinds.contains(&id.kind()));
    kinds
        .flatten()
        .map(|kind| id.as_kind(kind))
        .find(|id| draft.state.has(id))
}

/// Moves a fact from one thing to another.
fn attach(mut fact: Fact, from: &Id, to: &Id, draft: &mut Draft) {
    draft.state.take(&fact.id);
    let kind = (draft.kind)(fact.id.kind());
    kind.relink(&mut fact, &|id| (id == from).then(|| to.clone()));
    let name = fact
        .id
        .name()
        .replacen(&from.to_string(), &to.to_string(), 1);
    fact.id = Id::printed(fact.id.kind(), name);
    fact.parent = Some(to.clone());
    draft.state.put(fact);
}

fn missing(fact: &Fact, parent: &Id, draft: &Draft) -> Result<()> {
    let several = range::not_by_itself(parent, &draft.state);
    if several.is_none() && draft.is_outside(parent) {
        return Ok(());
    }
    let noun = parent.kind().replace('-', " ");
    let message = format!("there is no {noun} {}", parent.name());
    let unknown = || Problem::error("unknown-object", message).help("no file defines it");
    let problem = several.unwrap_or_else(unknown);
    let problem = problem.at_any(fact.origin.place(), "named here");
    Err(Box::new(problem))
}

/// Words a GRANT or, if it does not give, a REVOKE.
pub fn words(grant: &Grant, gives: bool, version: u32) -> Text {
    let (head, tail) = match (gives, grant.grant_option) {
        (true, true) => ("grant", format!("to {} with grant option", grant.role)),
        (true, false) => ("grant", format!("to {}", grant.role)),
        (false, _) => ("revoke", format!("from {}", grant.role)),
    };
    text(grant, head, tail, version)
}

/// Words a REVOKE of the right to pass a privilege on.
pub fn option_taken(grant: &Grant, version: u32) -> Text {
    let tail = format!("from {}", grant.role);
    text(grant, "revoke grant option for", tail, version)
}

fn text(grant: &Grant, head: &str, tail: String, version: u32) -> Text {
    let on = &grant.on;
    let column = (on.kind() == names::COLUMN).then(|| crate::text::quote::ident(&on.last()));
    let class = match ObjectType::of(on.kind()) {
        Some(ObjectType::Column) | None => ObjectType::Table,
        Some(class) => class,
    };
    Text::Privileges(Privileges {
        head: head.into(),
        on: object::words(on),
        tail,
        all: class.privileges(version),
        list: vec![(grant.privilege, column)],
    })
}

/// Gives the privileges on columns again that a REVOKE on their table takes with it.
fn columns_again(gone: &Grant, scene: &Scene) -> Vec<Action> {
    if gone.revoked || ObjectType::of(gone.on.kind()) != Some(ObjectType::Table) {
        return Vec::new();
    }
    let stays = |f: &&Fact| {
        f.get::<Grant>().is_some_and(|g| {
            g.on.kind() == names::COLUMN && g.role == gone.role && g.privilege == gone.privilege
        }) && scene.live.has(&f.id)
    };
    let parts = scene.desired.descendants(&gone.on);
    let again = parts.into_iter().filter(stays);
    again
        .map(|f| Action::alter(f, words(f.body(), true, scene.version)))
        .collect()
}
