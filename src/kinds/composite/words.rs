//! The statements that make, change and drop a composite type.

use super::{Attribute, Composite};
use crate::kind::{Action, Hazard, Lock, Scene, Text};
use crate::kinds::column::Column;
use crate::kinds::retype;
use crate::model::{Fact, Id};
use crate::text::quote;
use crate::text::typename::TypeName;

/// Words the list of attributes.
pub fn attributes(composite: &Composite) -> String {
    let list: Vec<String> = composite.attributes.iter().map(attribute).collect();
    list.join(", ")
}

fn attribute(attribute: &Attribute) -> String {
    format!("{} {}", quote::ident(&attribute.name), kind_of(attribute))
}

fn kind_of(attribute: &Attribute) -> String {
    match &attribute.collation {
        Some(collation) => format!("{} collate {collation}", attribute.ty),
        None => attribute.ty.to_string(),
    }
}

/// Words the creation.
pub fn create(fact: &Fact) -> Action {
    let sql = format!(
        "create type {} as ({})",
        fact.id.name(),
        attributes(fact.body())
    );
    Action::create(fact, Text::Plain(sql))
}

/// Words the removal.
pub fn drop(fact: &Fact) -> Action {
    Action::drop(fact, Text::Plain(format!("drop type {}", fact.id.name())))
        .lock(Lock::AccessExclusive)
}

/// Returns whether the type is replaced: columns use it, and an attribute changes its type or its place.
pub fn is_rebuilt(live: &Fact, desired: &Fact, scene: &Scene) -> bool {
    let (from, to): (&Composite, &Composite) = (live.body(), desired.body());
    !is_stepwise(from, to) && !retype::columns(&live.id, scene.live).is_empty()
}

/// Returns whether attributes that go away and attributes added at the end make one list of the other.
fn is_stepwise(from: &Composite, to: &Composite) -> bool {
    let kept: Vec<&Attribute> = from.attributes.iter().filter(|a| to.has(&a.name)).collect();
    to.attributes
        .iter()
        .take(kept.len())
        .eq(kept.iter().copied())
}

/// Returns whether two types have attributes of the same names in the same order, so that a row's text means the same.
pub fn is_alike(from: &Composite, to: &Composite) -> bool {
    let names = |c: &Composite| {
        c.attributes
            .iter()
            .map(|a| a.name.clone())
            .collect::<Vec<_>>()
    };
    names(from) == names(to)
}

/// Words a row of the new type from one of the old, attribute by attribute.
pub fn conversion(row: &str, from: &Composite, to: &Composite, ty: &TypeName) -> String {
    let value = |new: &Attribute| {
        let old = from.attributes.iter().find(|a| a.name == new.name);
        let cell = || format!("({row}).{}", quote::ident(&new.name));
        match old {
            None => "null".to_string(),
            Some(old) if old.ty == new.ty && !new.ty.name.contains('.') => cell(),
            Some(_) if new.ty.name.contains('.') => format!("{}::text::{}", cell(), new.ty),
            Some(_) => format!("{}::{}", cell(), new.ty),
        }
    };
    let values: Vec<String> = to.attributes.iter().map(value).collect();
    format!(
        "case when {row} is not distinct from null then null else row({})::{ty} end",
        values.join(", ")
    )
}

/// Words the change in place, as one statement.
pub fn alter(live: &Fact, desired: &Fact, scene: &Scene) -> Vec<Action> {
    let (from, to): (&Composite, &Composite) = (live.body(), desired.body());
    let clauses = if is_alike(from, to) {
        retyped(from, to)
    } else if is_stepwise(from, to) {
        stepwise(from, to)
    } else {
        rewritten(from, to)
    };
    let sql = format!("alter type {} {}", desired.id.name(), clauses.join(", "));
    let action = Action::alter(desired, Text::Plain(sql)).lock(Lock::AccessExclusive);
    let mut action = action.precedes_uses();
    // What is said of columns of it, such as the row that is their default, is read by the attributes.
    let columns = retype::columns(&desired.id, scene.desired);
    action.touches.extend(columns.iter().map(|c| c.id.clone()));
    for old in from.attributes.iter().filter(|a| !to.has(&a.name)) {
        let uses = retype::columns(&live.id, scene.live);
        action
            .hazards
            .extend(uses.iter().map(|c| lost(&live.id, &old.name, c)));
    }
    vec![action]
}

/// Words the attributes that go and those that are added at the end.
fn stepwise(from: &Composite, to: &Composite) -> Vec<String> {
    let gone = from.attributes.iter().filter(|a| !to.has(&a.name));
    let new = to.attributes.iter().filter(|a| !from.has(&a.name));
    gone.map(drop_attribute)
        .chain(new.map(add_attribute))
        .collect()
}

/// Words all attributes anew from the first that differs, which loses nothing since no column holds a row of the type.
fn rewritten(from: &Composite, to: &Composite) -> Vec<String> {
    let stays = common_start(from, to);
    let gone = from.attributes[stays..].iter().map(drop_attribute);
    let new = to.attributes[stays..].iter().map(add_attribute);
    gone.chain(new).collect()
}

fn drop_attribute(attribute: &Attribute) -> String {
    format!("drop attribute {}", quote::ident(&attribute.name))
}

fn add_attribute(new: &Attribute) -> String {
    format!("add attribute {}", attribute(new))
}

/// Returns how many attributes at the beginning are the same.
fn common_start(from: &Composite, to: &Composite) -> usize {
    let pairs = from.attributes.iter().zip(&to.attributes);
    pairs.take_while(|(a, b)| a == b).count()
}

fn retyped(from: &Composite, to: &Composite) -> Vec<String> {
    let pairs = from.attributes.iter().zip(&to.attributes);
    pairs
        .filter(|(old, new)| old != new)
        .map(|(_, new)| {
            let name = quote::ident(&new.name);
            format!("alter attribute {name} type {}", kind_of(new))
        })
        .collect()
}

fn lost(ty: &Id, attribute: &str, column: &Fact) -> Hazard {
    let table = column.parent.clone().unwrap_or_else(|| column.id.clone());
    loses(ty, attribute, &table, column)
}

/// Says that the values of an attribute are lost in a column, which counts in the rows of a table.
pub fn loses(ty: &Id, attribute: &str, table: &Id, column: &Fact) -> Hazard {
    let (name, row) = (quote::ident(attribute), quote::ident(&column.id.last()));
    let what = format!(
        "attribute {name} of {} in column {}",
        ty.name(),
        column.id.name()
    );
    let scalar = column.get::<Column>().is_some_and(|c| c.ty.dimensions == 0);
    let cell = if scalar {
        format!("({row}).{name}")
    } else {
        row
    };
    let count = format!("select count({cell}) from {}", table.name());
    Hazard::drops(ty, &what, count, "values")
}
