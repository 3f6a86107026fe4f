//! Completes and checks the state when all files are read.

use super::{verify, versions};
use crate::kind::{Draft, link, names};
use crate::kinds;
use crate::kinds::default_privilege;
use crate::kinds::schema;
use crate::model::Id;

/// Lets every kind complete and check its facts, and gives every expression its canonical text.
pub fn finish(draft: &mut Draft) {
    default_privilege::settle(draft);
    add_public(draft);
    let mut ids: Vec<(u32, Id)> = draft
        .state
        .iter()
        .map(|f| (f.order, f.id.clone()))
        .collect();
    ids.sort();
    for (_, id) in ids {
        let result = kinds::kind(id.kind()).finish(&id, draft);
        draft.problems.note(result);
    }
    let nameless = link::settle(&mut draft.state, draft.world, kinds::kind);
    verify::verify(draft, &nameless);
    versions::verify(draft);
    draft.tell_passed();
}

/// Adds the schema `public` where something stands in it.
fn add_public(draft: &mut Draft) {
    let public = Id::new(names::SCHEMA, &["public"]);
    if draft
        .state
        .iter()
        .any(|f| f.parent.as_ref() == Some(&public))
    {
        schema::add_public(&mut draft.state);
    }
}
