//! Takes facts out of a draft, or gives them another name, with all that hangs on them.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::follow::{self, Unfollowed};
use super::{Draft, Kind, Lookup, World, link, names};
use crate::diagnostic::{Problem, Result};
use crate::model::{Fact, Id, KindName, Place, State};
use crate::text::quote;
use crate::text::sql::Reader;

/// Parts of a table that go with a column which they involve.
const GO_ALONG: &[KindName] = &[
    names::PRIMARY_KEY,
    names::UNIQUE,
    names::CHECK,
    names::FOREIGN_KEY,
    names::EXCLUSION,
    names::INDEX,
];

/// Reads how DROP ends, and drops what it lists.
///
/// # Errors
/// As [`drop`], and if the statement does not end there.
pub fn drop_listed(reader: &mut Reader, draft: &mut Draft, found: &[(Id, Place)]) -> Result<()> {
    let cascade = reader.accept("cascade");
    let _ = reader.accept("restrict");
    reader.done()?;
    let ids: Vec<Id> = found.iter().map(|f| f.0.clone()).collect();
    for (id, place) in found {
        drop(draft, id, &ids, cascade, place)?;
    }
    Ok(())
}

/// Drops a thing as the server does: with its parts, and with what depends on it only if `cascade` says so.
///
/// # Errors
/// If something depends on it that is not among `also` and does not go along by itself.
pub fn drop(draft: &mut Draft, id: &Id, also: &[Id], cascade: bool, place: &Place) -> Result<()> {
    link::link(&mut draft.state, draft.world, draft.kind);
    let mut gone: HashSet<Id> = HashSet::new();
    let mut outliving: BTreeSet<Id> = BTreeSet::new();
    let mut open = vec![id.clone()];
    while let Some(next) = open.pop() {
        if !draft.state.has(&next) || !gone.insert(next.clone()) {
            continue;
        }
        open.extend(draft.state.descendants(&next).iter().map(|f| f.id.clone()));
        for user in draft.state.iter().filter(|f| f.uses.contains(&next)) {
            let falls = gone.contains(&user.id) || within(user, also, &draft.state);
            let child = names::CHILD_LINKS.contains(&user.id.kind());
            // A column that is named by itself takes CASCADE, a table does not.
            let by_itself = next == *id && id.kind() == names::COLUMN;
            let outlives = (draft.kind)(user.id.kind()).without(user, &next).is_some();
            if outlives && (cascade || !by_itself) {
                outliving.insert(user.id.clone());
            } else if child && (cascade || user.id.kind() == names::PARTITION) {
                open.extend(user.parent.clone());
            } else if falls || goes_along(user, &next) || cascade {
                open.push(user.id.clone());
            } else if !within(user, std::slice::from_ref(id), &draft.state) {
                return Err(in_use(id, user, place));
            }
        }
    }
    for id in &outliving {
        outlive(draft, id, &gone);
    }
    for id in gone {
        let parent = draft.state.get(&id).and_then(|f| f.parent.clone());
        draft.remove(&id);
        if let Some(parent) = parent {
            lose(draft, &parent, &id);
        }
    }
    Ok(())
}

/// Leaves of a thing what does not go with those that it uses.
fn outlive(draft: &mut Draft, id: &Id, gone: &HashSet<Id>) {
    let kind = (draft.kind)(id.kind());
    let Some(mut fact) = draft.state.get(id).cloned() else {
        return;
    };
    for gone in gone {
        fact = kind.without(&fact, gone).unwrap_or(fact);
    }
    draft.state.put(fact);
}

/// Lets the other parts of a thing lose what they say of one that is gone.
fn lose(draft: &mut Draft, parent: &Id, gone: &Id) {
    let others: Vec<Id> = draft.state.parts(parent).cloned().collect();
    for id in others {
        if let Some(fact) = draft.state.get_mut(&id) {
            (draft.kind)(id.kind()).lose(fact, gone);
        }
    }
}

/// Returns whether a fact is one of these or a part of one.
fn within(fact: &Fact, of: &[Id], state: &State) -> bool {
    let mut at = Some(fact);
    while let Some(fact) = at {
        if of.contains(&fact.id) {
            return true;
        }
        at = fact.parent.as_ref().and_then(|p| state.get(p));
    }
    false
}

fn goes_along(user: &Fact, column: &Id) -> bool {
    let of_table = user
        .parent
        .as_ref()
        .is_some_and(|p| p.name() == column.container());
    column.kind() == names::COLUMN && of_table && GO_ALONG.contains(&user.id.kind())
}

fn in_use(id: &Id, user: &Fact, place: &Place) -> Box<Problem> {
    let words = |id: &Id| format!("{} {}", id.kind().replace('-', " "), id.name());
    let message = format!(
        "{} cannot be dropped: {} uses it",
        words(id),
        words(&user.id)
    );
    let problem = Problem::error("in-use", message).at(place.clone(), "dropped here");
    let problem = problem.at_any(user.origin.place(), "used here");
    Box::new(problem.help("drop what uses it first, or add `cascade`"))
}

/// Returns an address of the same kind with other parts to its name; the arguments behind it stay.
pub fn renamed(id: &Id, parts: &[String]) -> Id {
    let arguments = id.suffix();
    if id.kind() == names::OPERATOR {
        // Its signs stand in the address without quotes.
        let schema = quote::ident(&parts[0]);
        return Id::printed(id.kind(), format!("{schema}.{}{arguments}", parts[1]));
    }
    let plain: Vec<&str> = parts.iter().map(String::as_str).collect();
    let new = Id::new(id.kind(), &plain);
    Id::printed(id.kind(), format!("{}{arguments}", new.name()))
}

/// Makes the error for a new name of what keeps its name.
pub fn fixed_name(kind: &dyn Kind, place: Place) -> Box<Problem> {
    let noun = kind.noun().unwrap_or(kind.name());
    let message = format!("trueup does not follow the new name of a {noun}");
    let problem = Problem::error("unsupported", message).at(place, "");
    let reason = kind.fixed_name().unwrap_or_default();
    Box::new(problem.help(format!(
        "{reason}: rename it by hand, and write the new name in the files"
    )))
}

/// Gives a thing of a draft another name, and follows it wherever it is named.
///
/// # Errors
/// If the new name is taken, or if a query names the thing in a way that cannot be followed.
pub fn relocate(draft: &mut Draft, from: &Id, to: &Id, place: &Place) -> Result<()> {
    if let Some(first) = draft.state.get(to) {
        return Err(super::defined_twice(to, first, place.clone()));
    }
    let (world, kind) = (draft.world, draft.kind);
    link::link(&mut draft.state, world, kind);
    let renamed = rename(&mut draft.state, world, kind, from, to, Unfollowed::Fails);
    let moved = renamed.map_err(|message| {
        let problem = Problem::error("rename-not-followed", message).at(place.clone(), "");
        Box::new(
            problem.help("rename it before the statement that uses it, or write that one anew"),
        )
    })?;
    follow_switched(draft, &moved, from, to);
    note_followed(&mut draft.state, from, to);
    draft.note_constraints();
    for fresh in draft.fresh.iter_mut().filter(|id| *id == from) {
        *fresh = to.clone();
    }
    Ok(())
}

/// Follows a rename in what is noted of triggers; those of a constraint stand under its whole name.
fn follow_switched(draft: &mut Draft, moved: &HashMap<Id, Id>, from: &Id, to: &Id) {
    for (id, ..) in &mut draft.switched {
        if let Some(new) = id.moved(from.name(), to.name()) {
            *id = new;
        }
        if let Some(new) = moved.get(&Id::printed(id.kind(), id.last())) {
            let table = Id::printed(names::TABLE, id.container());
            *id = table.child(id.kind(), new.name());
        }
    }
}

/// Remembers the old name, so that a database which still has it is renamed too.
fn note_followed(state: &mut State, from: &Id, to: &Id) {
    let moved = |id: Id| id.moved(from.name(), to.name()).unwrap_or(id);
    let earlier = state.followed.remove(from).unwrap_or_default();
    let others = std::mem::take(&mut state.followed).into_iter();
    state.followed = others
        .map(|(new, olds)| (moved(new), olds.into_iter().map(moved).collect()))
        .collect();
    let olds = std::iter::once(from.clone()).chain(earlier).collect();
    state.followed.insert(to.clone(), olds);
}

/// Gives a thing of a state another name, and follows it wherever it is named; the new address of each thing that has one comes back.
///
/// What uses what must be known: [`link::link`] finds it from the texts, the catalog knows more.
///
/// # Errors
/// With a sentence if a query names the thing in a way that cannot be followed.
pub fn rename(
    state: &mut State,
    world: &World,
    kind: Lookup,
    from: &Id,
    to: &Id,
    unfollowed: Unfollowed,
) -> std::result::Result<HashMap<Id, Id>, String> {
    let moved = moves(state, from, to);
    follow::rewrite(state, world, kind, &moved, unfollowed)?;
    let find = |id: &Id| moved.get(id).cloned();
    let ids: Vec<Id> = state.iter().map(|f| f.id.clone()).collect();
    for id in ids {
        let Some(mut fact) = state.take(&id) else {
            continue;
        };
        kind(id.kind()).relink(&mut fact, &find);
        let is_moved = moved.contains_key(&fact.id);
        fact.id = find(&fact.id).unwrap_or(fact.id);
        fact.parent = fact.parent.map(|p| match p.kind() {
            names::SCHEMA if is_moved => Id::printed(names::SCHEMA, fact.id.container()),
            _ => find(&p).unwrap_or(p),
        });
        fact.uses
            .iter_mut()
            .for_each(|id| *id = find(id).unwrap_or(id.clone()));
        state.put(fact);
    }
    relink_merged(state, kind, &find);
    let find = |id: Id| {
        let attached = id.is_on(from).then(|| id.moved(from.name(), to.name()));
        find(&id).or(attached.flatten()).unwrap_or(id)
    };
    let all = |ids: &mut BTreeSet<Id>| std::mem::take(ids).into_iter().map(&find).collect();
    let absent = std::mem::take(&mut state.absent).into_iter();
    state.absent = absent.map(|(id, origin)| (find(id), origin)).collect();
    state.local = all(&mut state.local);
    state.implied = all(&mut state.implied);
    Ok(moved)
}

/// Follows a rename in what is kept beside the facts.
fn relink_merged(state: &mut State, kind: Lookup, find: &dyn Fn(&Id) -> Option<Id>) {
    let moved = |id: &Id| find(id).unwrap_or(id.clone());
    for (_, mut merged) in std::mem::take(&mut state.merged) {
        let fact = &mut merged.fact;
        kind(fact.id.kind()).relink(fact, find);
        let parent = fact.parent.as_ref();
        if let Some(new) = parent.and_then(|p| fact.id.moved(p.name(), moved(p).name())) {
            fact.id = new;
        }
        fact.parent = fact.parent.as_ref().map(moved);
        fact.uses.iter_mut().for_each(|id| *id = moved(id));
        merged.into = moved(&merged.into);
        state.merged.insert(merged.fact.id.clone(), merged);
    }
}

/// Returns the new address of the thing and of each of its parts whose name changes with it.
fn moves(state: &State, from: &Id, to: &Id) -> HashMap<Id, Id> {
    let mut out = HashMap::from([(from.clone(), to.clone())]);
    for part in state.descendants(from) {
        if let Some(new) = part.id.moved(from.name(), to.name()) {
            out.insert(part.id.clone(), new);
        }
    }
    out
}
