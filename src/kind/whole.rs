//! What something is a part of.

use super::names;
use crate::model::{Id, KindName, State};

/// Returns the thing in a schema, or in none, that something is a part of: the table of a column, what a grant is on; the first side
/// that has a thing tells what is above it.
pub fn whole(id: &Id, sides: [&State; 2]) -> Id {
    let has = |id: &Id| sides.iter().any(|side| side.has(id));
    let above = |id: &Id| sides.iter().find_map(|side| side.get(id)?.parent.clone());
    let mut id = id.clone();
    // The columns of a view have no facts of their own.
    if id.kind() == names::COLUMN && !has(&id) {
        let of = |kind: &&KindName| has(&Id::printed(kind, id.container()));
        let kind = names::RELATIONS.iter().find(of);
        id = Id::printed(kind.unwrap_or(&names::TABLE), id.container());
    }
    while let Some(parent) = above(&id) {
        if parent.kind() == names::SCHEMA && !names::ATTACHED.contains(&id.kind()) {
            break;
        }
        id = parent;
    }
    id
}
