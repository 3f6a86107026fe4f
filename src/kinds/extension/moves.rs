//! What follows when an extension goes from one schema to another.
//!
//! It needs both sides, so that it cannot stand in the reading of one of them.

use std::collections::{HashMap, HashSet};

use super::Extension;
use crate::kind::{link, names};
use crate::kinds;
use crate::model::{Fact, Id, Pair, State};

/// Returns whether the files move an extension to another schema.
pub fn is_moved(live: &State, desired: &State) -> bool {
    !moves(live, desired).is_empty()
}

/// Gives the types that moved extensions brought their new names, so that a column of one is no difference.
pub fn follow(live: &mut State, desired: &State) {
    let moves = moves(live, desired);
    let own: HashSet<String> = live
        .iter()
        .filter(|f| names::TYPES.contains(&f.id.kind()))
        .map(|f| f.id.name().to_string())
        .collect();
    let users: HashMap<Id, Vec<Id>> = live
        .iter()
        .map(|f| (f.id.clone(), f.uses.clone()))
        .collect();
    for fact in live.iter_mut() {
        for (extension, from, to) in &moves {
            let of_parent = fact.parent.as_ref().and_then(|p| users.get(p));
            let mut uses = fact.uses.iter().chain(of_parent.into_iter().flatten());
            if !uses.any(|id| id == extension) {
                continue;
            }
            let moved = |id: &Id| {
                let of_extension = names::TYPES.contains(&id.kind()) && !own.contains(id.name());
                let parts = id.parts();
                (of_extension && parts.len() > 1 && parts[0] == *from)
                    .then(|| Id::new(id.kind(), &[to, &id.last()]))
            };
            kinds::kind(fact.id.kind()).relink(fact, &moved);
        }
    }
}

/// Lets an extension whose schema the files leave open move out of a schema that goes, to where a new one would be.
pub fn leave_dropped_schemas(pair: &mut Pair<State>) {
    let Pair { live, desired } = pair;
    let goes = |schema: &String| {
        let id = Id::new(names::SCHEMA, &[schema]);
        live.has(&id) && !desired.has(&id)
    };
    let is_open = |f: &&Fact| f.get::<Extension>().is_some_and(|e| e.schema.is_none());
    let homeless: Vec<Fact> = desired
        .iter()
        .filter(is_open)
        .filter(|f| {
            let there = live.body::<Extension>(&f.id);
            there.and_then(|e| e.schema.as_ref()).is_some_and(goes)
        })
        .cloned()
        .collect();
    for mut fact in homeless {
        let home = link::path_of(&fact).into_iter().next();
        fact.change(|extension: &mut Extension| extension.schema = home);
        desired.put(fact);
    }
}

/// Returns the extensions that change their schema, with the old one and the new one.
fn moves(live: &State, desired: &State) -> Vec<(Id, String, String)> {
    let schema = |state: &State, id: &Id| state.body::<Extension>(id)?.schema.clone();
    let extensions = desired.of_kind(names::EXTENSION);
    extensions
        .filter_map(|f| {
            let (from, to) = schema(live, &f.id).zip(schema(desired, &f.id))?;
            (from != to).then(|| (f.id.clone(), from, to))
        })
        .collect()
}
