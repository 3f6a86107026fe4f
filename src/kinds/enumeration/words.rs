//! The statements that change the values of an enum.

use super::Enumeration;
use crate::kind::{Action, Scene, Setting, Text, link, names};
use crate::kinds::{self, retype, rows};
use crate::model::{Fact, Id, State};
use crate::text::quote;
use crate::text::typename::TypeName;

/// Words the change: values are added where they stand, and the type is replaced where that is not enough.
pub fn alter(live: &Fact, desired: &Fact, scene: &Scene) -> Vec<Action> {
    if is_rebuilt(live, desired, scene) {
        return retype::replace(desired, scene);
    }
    let (from, to) = (values(live), values(desired));
    let name = desired.id.name();
    additions(from, to)
        .into_iter()
        .map(|clause| {
            let sql = format!("alter type {name} add value {clause}");
            Action::alter(desired, Text::Plain(sql))
        })
        .collect()
}

/// Returns whether the type is replaced: values went away or changed places, or the same patch uses a new one.
pub fn is_rebuilt(live: &Fact, desired: &Fact, scene: &Scene) -> bool {
    let (from, to) = (values(live), values(desired));
    let kept: Vec<&String> = to.iter().filter(|v| from.contains(v)).collect();
    let added: Vec<&String> = to.iter().filter(|v| !from.contains(v)).collect();
    kept != from.iter().collect::<Vec<_>>()
        || (!added.is_empty() && used_at_once(&desired.id, &added, scene))
}

/// Returns the values that the desired enum has no more.
pub fn removed(live: &Fact, desired: &Fact) -> Vec<String> {
    let to = values(desired);
    let gone = |v: &&String| !to.contains(v);
    values(live).iter().filter(gone).cloned().collect()
}

/// Returns the enum that a type is, if it is one of the state.
pub fn of_type<'s>(ty: &TypeName, state: &'s State) -> Option<&'s Fact> {
    let fact = state.get(&link::type_id(ty, state)?)?;
    fact.get::<Enumeration>().map(|_| fact)
}

fn values(fact: &Fact) -> &[String] {
    fact.get::<Enumeration>().map_or(&[], |e| &e.values)
}

/// Words each new value with its place; one may stand next to another that is new too.
fn additions(from: &[String], to: &[String]) -> Vec<String> {
    let mut out = Vec::new();
    for (i, value) in to.iter().enumerate().filter(|(_, v)| !from.contains(v)) {
        let last = !to[i..].iter().any(|v| from.contains(v));
        let place = match i {
            _ if last => String::new(),
            0 => format!(" before {}", quote::literal(&from[0])),
            i => format!(" after {}", quote::literal(&to[i - 1])),
        };
        out.push(format!("{}{place}", quote::literal(value)));
    }
    out
}

/// Returns whether the patch makes something that names a new value, or converts a column to the enum.
///
/// PostgreSQL refuses to use a value in the transaction that added it, unless the type itself is new there.
fn used_at_once(id: &Id, added: &[&String], scene: &Scene) -> bool {
    let family = retype::family(id, scene.desired);
    let new: Vec<String> = added.iter().map(|v| quote::literal(v)).collect();
    scene
        .desired
        .iter()
        .filter(|f| scene.live.get(&f.id).is_none_or(|l| !l.same(f)))
        .any(|f| {
            becomes(f, &family, scene)
                || names_one(f, &family, &new, scene)
                || rows::say(f, added, &|column| is_column(column, &family, scene))
        })
}

/// Returns whether an address is that of a desired column of the family.
fn is_column(id: &Id, family: &[Id], scene: &Scene) -> bool {
    let column = scene
        .desired
        .get(id)
        .filter(|f| f.id.kind() == names::COLUMN);
    column.is_some_and(|f| retype::is_of(f, family))
}

/// Returns whether a column that exists gets a type of the family.
fn becomes(fact: &Fact, family: &[Id], scene: &Scene) -> bool {
    fact.id.kind() == names::COLUMN
        && retype::is_of(fact, family)
        && scene
            .live
            .get(&fact.id)
            .is_some_and(|live| !retype::is_of(live, family))
}

/// Returns whether an expression of the fact, which has to do with the family, names one of these literals.
fn names_one(fact: &Fact, family: &[Id], literals: &[String], scene: &Scene) -> bool {
    let of_family = |id: &Id| family.contains(id) || is_column(id, family, scene);
    let related = fact.uses.iter().chain(&fact.parent).any(of_family);
    let mut found = false;
    kinds::kind(fact.id.kind()).expressions(&mut fact.clone(), &mut |expr, setting| {
        found |= (related || aims_at(&setting, family))
            && literals.iter().any(|l| expr.sql.contains(l.as_str()));
    });
    found
}

fn aims_at(setting: &Setting, family: &[Id]) -> bool {
    setting.target.as_deref().is_some_and(|t| {
        family
            .iter()
            .any(|id| t.trim_end_matches("[]") == id.name())
    })
}
