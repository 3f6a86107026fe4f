//! The renames that the files declare, made on the live side before anything is compared.
//!
//! How a kind words a rename, and what else a new name changes, is in `kinds` and `kind::edit`.

use std::collections::HashMap;

use crate::diff::Difference;
use crate::kind::follow::Unfollowed;
use crate::kind::{Action, Scene, World, edit, link, names};
use crate::kinds;
use crate::kinds::inheritance;
use crate::kinds::range;
use crate::kinds::sequence::Sequence;
use crate::kinds::view::rename;
use crate::model::{Fact, Id, Pair, State};
use crate::plan::PlanError;
use crate::text::refs;

/// Names the sequence of a column as the files do, where the live column owns just one under another name.
pub fn follow_sequences(live: &State, desired: &mut State) {
    let owned = |state: &State| -> Vec<(Id, Id)> {
        let all = state.of_kind(names::SEQUENCE);
        all.filter_map(|f| Some((f.get::<Sequence>()?.owned_by.clone()?, f.id.clone())))
            .collect()
    };
    let (own, theirs) = (owned(desired), owned(live));
    for (column, new) in own.iter().filter(|(_, new)| !live.has(new)) {
        let mut found = theirs
            .iter()
            .filter(|(c, old)| c == column && !desired.has(old));
        if let (Some((_, old)), None) = (found.next(), found.next()) {
            desired
                .followed
                .entry(new.clone())
                .or_default()
                .push(old.clone());
        }
    }
}

/// Returns whether a rename was not made yet on the live side.
pub fn pending(live: &State, desired: &State) -> bool {
    let mut declared = declared(desired).into_iter();
    declared.any(|rename| rename.pending(live).is_some()) || brought(live, desired).next().is_some()
}

/// Walks the range types whose types of several ranges have another name on the live side: these are given by the names that the
/// range types themselves have, and no hint is needed.
fn brought<'s>(live: &State, desired: &'s State) -> impl Iterator<Item = (&'s Fact, Id, Id)> {
    desired.of_kind(names::RANGE).filter_map(|range| {
        let (old, new) = range::several_moved(live.get(&range.id)?, range)?;
        Some((range, old, new))
    })
}

/// A thing with another name before.
struct Rename<'s> {
    new: &'s Id,
    olds: Vec<&'s Id>,
    /// Whether the files declare it as such, so that it must not become a drop and a creation.
    strict: bool,
}

impl<'s> Rename<'s> {
    /// Returns the old name, if the live side still has it.
    fn pending(&self, live: &State) -> Option<&'s Id> {
        let old = self.olds.iter().copied().find(|old| live.has(old));
        old.filter(|_| !live.has(self.new))
    }
}

/// Returns the renames of the files; a table comes before its columns, whose old names are those within the new table.
fn declared(desired: &State) -> Vec<Rename<'_>> {
    let by_hint = desired.renamed.iter().map(|(new, old)| Rename {
        new,
        olds: vec![old],
        strict: true,
    });
    let by_statement = desired
        .followed
        .iter()
        .filter(|(new, _)| !desired.renamed.contains_key(*new));
    let by_statement = by_statement.map(|(new, olds)| Rename {
        new,
        olds: olds.iter().collect(),
        strict: false,
    });
    let mut all: Vec<Rename> = by_hint
        .chain(by_statement)
        .filter(|r| desired.has(r.new))
        .collect();
    all.sort_by_key(|r| (r.new.parts().len(), r.new.clone()));
    all
}

/// The renames that were made on the live side, for the patch to make them too.
#[derive(Default)]
pub struct Renamed {
    /// The statements.
    pub actions: Vec<Action>,
    /// What they are about.
    pub differences: Vec<Difference>,
    /// The new addresses of all that has one, each with the old one, in the order in which they were given.
    pub moved: Vec<(Id, Id)>,
}

impl Renamed {
    /// Returns whether nothing was renamed.
    pub fn is_empty(&self) -> bool {
        self.actions.is_empty()
    }

    /// Adds those that were made later.
    pub fn extend(&mut self, other: Renamed) {
        self.actions.extend(other.actions);
        self.differences.extend(other.differences);
        self.moved.extend(other.moved);
    }
}

/// Renames on the live side what the files say was renamed.
pub fn make(live: &mut State, desired: &State, world: &World) -> Result<Renamed, PlanError> {
    let mut renamed = Renamed::default();
    for rename in declared(desired) {
        let Some(old) = rename.pending(live) else {
            continue;
        };
        let Some(from) = live.get(old).cloned() else {
            continue;
        };
        match statements(&from, rename.new, live, desired, world) {
            Some(_) if comes_along(rename.new, live, desired) => {}
            Some(statements) => renamed.actions.extend(statements),
            None if rename.strict => return Err(impossible(rename.new, old)),
            None => continue,
        }
        if rename.new.kind() == names::COLUMN && live.before.is_empty() {
            live.before = with_queries(live);
        }
        let moved = edit::rename(live, world, kinds::kind, old, rename.new, Unfollowed::Stays)
            .map_err(|message| PlanError::Rename { message })?;
        renamed.moved.extend(moved);
        renamed.differences.push(Difference::Renamed {
            id: rename.new.clone(),
            old: old.clone(),
        });
    }
    let all: Vec<_> = brought(live, desired).collect();
    for (range, old, new) in all {
        let moves = range::move_several(range, &old, &new);
        renamed.actions.extend(moves);
        edit::rename(live, world, kinds::kind, &old, &new, Unfollowed::Stays)
            .map_err(|message| PlanError::Rename { message })?;
        if let Some(fact) = live.get_mut(&range.id) {
            range::take_several(fact, range);
        }
        renamed
            .differences
            .push(Difference::Renamed { id: new, old });
    }
    if !renamed.is_empty() {
        // What names the renamed things was written anew, and is to be compared as before.
        link::settle(live, world, kinds::kind);
    }
    Ok(renamed)
}

/// Gives what stands on columns of views the names that the patch gives these, where it says the same under them.
pub fn follow_views(pair: &mut Pair<State>, differences: &mut Vec<Difference>, version: u32) {
    let scene = Scene {
        live: &pair.live,
        desired: &pair.desired,
        version,
    };
    let mut moved = Vec::new();
    for id in differences.iter().map(Difference::id) {
        if let (Some(live), Some(desired)) = (pair.live.get(id), pair.desired.get(id)) {
            let names = rename::in_place(live, desired, &scene).into_iter();
            let column = |name: &str| id.child(names::COLUMN, name);
            moved.extend(names.map(|(old, new)| (column(&old), column(&new))));
        }
    }
    for (from, to) in moved {
        let attached = pair.live.iter().filter(|f| f.id.is_on(&from));
        let attached: Vec<Fact> = attached.cloned().collect();
        for mut fact in attached {
            let old = fact.id.clone();
            let find = |id: &Id| (*id == from).then(|| to.clone());
            kinds::kind(old.kind()).relink(&mut fact, &find);
            fact.id = old.moved(from.name(), to.name()).unwrap_or(fact.id);
            let desired = pair.desired.get(&fact.id);
            if desired.is_some_and(|desired| desired.same(&fact)) {
                differences.retain(|d| *d.id() != old && *d.id() != fact.id);
                pair.live.take(&old);
                pair.live.put(fact);
            }
        }
    }
}

/// Returns what has a query; no new name of a column can be followed for certain in the text of one.
fn with_queries(live: &State) -> HashMap<Id, Fact> {
    let has_query = |fact: &&Fact| {
        let kind = kinds::kind(fact.id.kind());
        let mut found = false;
        // To be shown its expressions a fact is copied, which most need not be.
        if !kind.has_expressions(fact) {
            return false;
        }
        kind.expressions(&mut (*fact).clone(), &mut |expr, setting| {
            found |= setting.query || refs::scan(&expr.sql).selects > 0;
        });
        found
    };
    let facts = live.iter().filter(has_query);
    facts.map(|f| (f.id.clone(), f.clone())).collect()
}

/// Returns whether the statement for a parent table renames an inherited column or check too.
fn comes_along(new: &Id, live: &State, desired: &State) -> bool {
    let renamed =
        |s: &Fact| desired.renamed.contains_key(&s.id) || desired.followed.contains_key(&s.id);
    let links = |state: &State, s: &Fact| {
        let mut links = inheritance::links(state, &table_of(new)).into_iter();
        links.any(|l| inheritance::parent_of(l).map(Id::name) == Some(&s.id.container()))
    };
    let sources = desired.get(new).map(|f| inheritance::sources(desired, f));
    let mut sources = sources.into_iter().flatten();
    sources.any(|s| renamed(s) && links(live, s))
}

/// Returns the table that a column or check belongs to.
fn table_of(part: &Id) -> Id {
    Id::printed(names::TABLE, part.container())
}

fn statements(
    from: &Fact,
    new: &Id,
    live: &State,
    desired: &State,
    world: &World,
) -> Option<Vec<Action>> {
    let origin = desired
        .get(new)
        .map_or(from.origin.clone(), |f| f.origin.clone());
    let from = Fact {
        origin,
        ..from.clone()
    };
    let to = Fact {
        id: new.clone(),
        ..from.clone()
    };
    let scene = Scene {
        live,
        desired,
        version: world.version,
    };
    kinds::kind(new.kind()).rename(&from, &to, &scene)
}

fn impossible(new: &Id, old: &Id) -> PlanError {
    let kind = new.kind().replace('-', " ");
    let message = format!("PostgreSQL cannot rename {kind} {}", old.name());
    PlanError::Rename { message }
}
