//! Copies a constraint to another table, as `LIKE` does.

use super::check::Check;
use super::exclusion::Exclusion;
use super::key::Key;
use super::{naming, primary_key};
use crate::diagnostic::Result;
use crate::kind::{Draft, names};
use crate::kinds::index;
use crate::model::{Fact, Id, Place};

/// Copies a check under its own name, or a key under the one that the server chooses, and returns its address.
///
/// # Errors
/// If the name is taken, or the table has a primary key already.
pub fn copy(draft: &mut Draft, table: &Id, fact: &Fact, place: &Place) -> Result<Id> {
    let mut fact = fact.clone();
    fact.change(|check: &mut Check| check.valid = check.enforced);
    fact.change(|key: &mut Key| key.marks = Default::default());
    fact.change(|exclusion: &mut Exclusion| index::as_copied(&mut exclusion.index));
    let kind = fact.id.kind();
    if kind == names::PRIMARY_KEY {
        primary_key::only_one(draft, table, place)?;
    }
    let name = match kind {
        names::CHECK => fact.id.last(),
        _ => naming::choose(draft, table, &fact),
    };
    let id = table.child(kind, &name);
    naming::taken(draft, table, &id, place)?;
    draft.copy(&fact, id.clone(), table.clone(), place.clone())?;
    Ok(id)
}
