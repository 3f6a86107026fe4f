//! Replaces a collation that columns, domains and composite types use: the new one is made beside the old one, and they go over.
//!
//! ```text
//! alter collation public.german rename to german_old
//! create collation public.german (provider = icu, locale = 'de-AT')
//! alter table public.person alter column name type text collate public.german
//! drop collation public.german_old
//! ```

use super::{aside, chain, column, drop, make};
use crate::kind::{Action, Lock, Scene, names};
use crate::kinds::column::{Column, kept};
use crate::kinds::composite::Composite;
use crate::kinds::domain::Domain;
use crate::kinds::table::alter_table;
use crate::model::{Fact, Id, State};
use crate::text::quote;

/// Words the replacement.
pub fn replace(desired: &Fact, scene: &Scene) -> Vec<Action> {
    let mut actions = vec![aside(desired, scene)];
    actions.extend(make(desired, scene));
    let stays = |f: &&Fact| has(f, &desired.id) && is_in(scene.desired, f, &desired.id);
    for user in scene.live.sorted().into_iter().filter(stays) {
        match scene.desired.get(&user.id) {
            Some(ty) if user.id.kind() != names::COLUMN => {
                actions.extend(super::replace(ty, scene));
            }
            _ => {
                actions.extend(convert(user, desired));
                actions.extend(column::kept_again(user, desired, scene));
            }
        }
    }
    actions.push(drop(desired, scene));
    for action in &mut actions {
        // A type that is replaced within is broken by a step that stands between the others.
        action.breaks.clear();
        action.needs.retain(|id| *id != desired.id);
    }
    chain(&mut actions, desired);
    if let Some(last) = actions.last_mut() {
        last.makes.push(desired.id.clone());
        last.breaks.push(desired.id.clone());
    }
    actions
}

fn is_in(state: &State, fact: &Fact, collation: &Id) -> bool {
    state.get(&fact.id).is_some_and(|f| has(f, collation))
}

/// Returns whether a column, domain or composite type names a collation.
fn has(fact: &Fact, collation: &Id) -> bool {
    let is = |name: &Option<String>| name.as_deref() == Some(collation.name());
    let column = fact.get::<Column>().is_some_and(|c| is(&c.collation));
    let domain = fact.get::<Domain>().is_some_and(|d| is(&d.collation));
    let composite = fact.get::<Composite>();
    column || domain || composite.is_some_and(|c| c.attributes.iter().any(|a| is(&a.collation)))
}

/// Words the change of a column, which keeps the rows but makes its indexes anew.
fn convert(column: &Fact, collation: &Fact) -> Option<Action> {
    let (body, table): (&Column, &Id) = (column.body(), column.parent.as_ref()?);
    let clause = format!(
        "alter column {} type {} collate {}",
        quote::ident(&column.id.last()),
        body.ty,
        collation.id.name()
    );
    let action = Action::alter(collation, alter_table(table, clause, None));
    let action = action.makes([kept::converted(&column.id)]);
    let mut action = action.lock(Lock::AccessExclusive).scans();
    action.touches.push(column.id.clone());
    Some(action)
}
