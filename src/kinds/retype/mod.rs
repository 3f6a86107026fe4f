//! Replaces a type that columns use, where PostgreSQL cannot change it.
//!
//! The old type is renamed aside, the new one is made, every column is converted, and the old one is dropped; so are the domains and
//! composite types that contain it. What else uses the type is dropped before and made again after by the plan.
//!
//! ```text
//! alter type public.mood rename to mood_old
//! create type public.mood as enum ('sad', 'ok')
//! alter table public.person alter column mood type public.mood using mood::text::public.mood
//! drop type public.mood_old
//! ```

pub mod collation;
mod column;
#[cfg(test)]
pub mod tests;

use std::collections::HashSet;

use crate::kind::{Action, Scene, Text, names};
use crate::kinds::composite::{self, Composite};
use crate::kinds::domain::{self, Domain};
use crate::kinds::{self, enumeration};
use crate::model::{Fact, Id, KindName, Pair, State};
use crate::text::typename::TypeName;
use crate::text::{name, quote};

/// What the plan drops before, and makes again after, where it uses the type or a column of it; of columns the generated ones.
pub const REBUILT: &[KindName] = &[
    names::COLUMN,
    names::DEFAULT,
    names::CHECK,
    names::FOREIGN_KEY,
    names::EXCLUSION,
    names::INDEX,
    names::STATISTICS,
    names::VIEW,
    names::MATERIALIZED_VIEW,
    names::FUNCTION,
    names::PROCEDURE,
    names::TRIGGER,
    names::POLICY,
    names::PUBLICATION,
];

/// Returns a type and the domains and composite types that contain it, each behind what it contains.
pub fn family(id: &Id, state: &State) -> Vec<Id> {
    let mut left: Vec<&Fact> = state.iter().filter(|f| is_container(f)).collect();
    left.sort_by(|a, b| a.id.cmp(&b.id));
    let mut family = vec![id.clone()];
    while let Some(at) = left
        .iter()
        .position(|f| !family.contains(&f.id) && contents(f).iter().any(|t| names_one(t, &family)))
    {
        family.push(left.remove(at).id.clone());
    }
    in_order(family, state)
}

/// Moves each type behind those that it contains.
fn in_order(mut left: Vec<Id>, state: &State) -> Vec<Id> {
    let mut out = Vec::new();
    while !left.is_empty() {
        let free = |id: &Id| {
            let rest: Vec<Id> = left.iter().filter(|o| *o != id).cloned().collect();
            state
                .get(id)
                .is_none_or(|f| !contents(f).iter().any(|t| names_one(t, &rest)))
        };
        let at = left.iter().position(free).unwrap_or(0);
        out.push(left.remove(at));
    }
    out
}

/// Returns whether a column has a type of the family, or an array of one.
pub fn is_of(column: &Fact, family: &[Id]) -> bool {
    kinds::kind(column.id.kind())
        .value_type(column)
        .is_some_and(|ty| names_one(&ty, family))
}

/// Returns the columns of a state that hold values of a type or of one that contains it.
pub fn columns<'a>(id: &Id, state: &'a State) -> Vec<&'a Fact> {
    let family = family(id, state);
    let is_one = |f: &&Fact| f.id.kind() == names::COLUMN && is_of(f, &family);
    let mut found: Vec<&Fact> = state.iter().filter(is_one).collect();
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found
}

fn names_one(ty: &TypeName, family: &[Id]) -> bool {
    family.iter().any(|id| id.name() == ty.name)
}

fn is_container(fact: &Fact) -> bool {
    [names::DOMAIN, names::COMPOSITE].contains(&fact.id.kind())
}

/// Returns the types that a domain or composite type is made of.
fn contents(fact: &Fact) -> Vec<&TypeName> {
    if let Some(domain) = fact.get::<Domain>() {
        return vec![&domain.ty];
    }
    let composite = fact.get::<Composite>();
    composite.map_or_else(Vec::new, |c| c.attributes.iter().map(|a| &a.ty).collect())
}

/// Returns whether the replacement of a type that this one contains makes it anew already.
pub fn is_covered(live: &Fact, desired: &Fact, scene: &Scene) -> bool {
    contents(live)
        .into_iter()
        .filter(|ty| contents(desired).iter().any(|d| d.name == ty.name))
        .filter_map(|ty| pair_of(ty, scene))
        .any(|inner| {
            is_replaced(inner.live, inner.desired, scene)
                || is_covered(inner.live, inner.desired, scene)
        })
}

fn pair_of<'a>(ty: &TypeName, scene: &Scene<'a>) -> Option<Pair<&'a Fact>> {
    let kinds = [names::ENUM, names::DOMAIN, names::COMPOSITE];
    kinds.iter().find_map(|kind| {
        let id = Id::printed(kind, ty.name.as_str());
        Pair {
            live: scene.live.get(&id),
            desired: scene.desired.get(&id),
        }
        .both()
    })
}

fn is_replaced(live: &Fact, desired: &Fact, scene: &Scene) -> bool {
    match live.id.kind() {
        names::ENUM => enumeration::is_rebuilt(live, desired, scene),
        names::DOMAIN => domain::is_rebuilt(live, desired),
        _ => composite::is_rebuilt(live, desired, scene),
    }
}

/// Words the replacement of a type.
pub fn replace(desired: &Fact, scene: &Scene) -> Vec<Action> {
    let types = replaced(&desired.id, scene);
    let mut actions: Vec<Action> = types.iter().map(|t| aside(t.desired, scene)).collect();
    for ty in &types {
        actions.extend(make(ty.desired, scene));
    }
    actions.extend(column::convert(&types, scene));
    actions.extend(types.iter().rev().map(|t| drop(t.desired, scene)));
    chain(&mut actions, desired);
    // What needs one of the types waits until all of it is done, and a column that gives the type up goes before.
    if let Some(last) = actions.last_mut() {
        last.makes
            .extend(types.iter().map(|t| t.desired.id.clone()));
        last.breaks.push(desired.id.clone());
    }
    let made = |id: &Id| types.iter().any(|t| t.desired.id == *id);
    for action in &mut actions {
        action.needs.retain(|id| !made(id));
    }
    actions
}

/// Makes each statement need the one before it, by addresses that nothing else has.
fn chain(actions: &mut [Action], desired: &Fact) {
    let step = |n: usize| Id::printed(desired.id.kind(), format!("{} #{n}", desired.id.name()));
    for (n, action) in actions.iter_mut().enumerate() {
        action.rebuilds = REBUILT;
        if !action.touches.contains(&desired.id) {
            action.touches.push(desired.id.clone());
        }
        action.about = desired.id.clone();
        action.makes.push(step(n + 1));
        action.needs.push(step(n));
    }
}

/// Returns the types of the family that both sides have and that contain it on both.
fn replaced<'a>(root: &Id, scene: &Scene<'a>) -> Vec<Pair<&'a Fact>> {
    let desired = family(root, scene.desired);
    family(root, scene.live)
        .iter()
        .filter(|id| desired.contains(id))
        .filter_map(|id| {
            Pair {
                live: scene.live.get(id),
                desired: scene.desired.get(id),
            }
            .both()
        })
        .collect()
}

/// Returns the word for the kind of a type in DDL.
fn noun(id: &Id) -> &'static str {
    kinds::kind(id.kind()).noun().unwrap_or("type")
}

/// Returns the name that the old type gets while the new one takes its place.
fn old_name(id: &Id, scene: &Scene) -> String {
    let schema = &id.parts()[0];
    name::choose(&id.last(), None, "old", |name| {
        names::TYPES
            .iter()
            .map(|kind| Id::new(kind, &[schema, name]))
            .any(|id| scene.live.has(&id) || scene.desired.has(&id))
    })
}

fn aside(desired: &Fact, scene: &Scene) -> Action {
    let (id, old) = (&desired.id, old_name(&desired.id, scene));
    let sql = format!(
        "alter {} {} rename to {}",
        noun(id),
        id.name(),
        quote::ident(&old)
    );
    Action::alter(desired, Text::Plain(sql)).renames_aside()
}

fn drop(desired: &Fact, scene: &Scene) -> Action {
    let id = &desired.id;
    let old = Id::new(id.kind(), &[&id.parts()[0], &old_name(id, scene)]);
    Action::alter(
        desired,
        Text::Plain(format!("drop {} {}", noun(id), old.name())),
    )
}

/// Words the new type.
fn make(desired: &Fact, scene: &Scene) -> Vec<Action> {
    let made = kinds::kind(desired.id.kind()).create(desired, scene);
    let step = |action: Action| Action::alter(desired, action.text).renames_aside();
    let mut steps: Vec<Action> = made.into_iter().map(step).collect();
    if let Some(first) = steps.first_mut() {
        first.makes.push(beside(&desired.id));
    }
    steps
}

/// Returns what statements put a new one beside.
pub fn made_anew<'a>(actions: impl Iterator<Item = &'a Action>) -> Vec<&'a Id> {
    let made: HashSet<&Id> = actions.flat_map(|action| &action.makes).collect();
    let is_anew = |id: &&&Id| made.contains(&beside(id));
    made.iter().filter(is_anew).copied().collect()
}

/// Returns the address of a new type while the old one is there too.
pub fn beside(id: &Id) -> Id {
    Id::printed(id.kind(), format!("{} #beside", id.name()))
}
