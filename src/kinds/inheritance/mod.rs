//! Partitions and inheritance: which table is a child of which, and what a child has from its parents.
//!
//! ```text
//! bound, key      FOR VALUES … and PARTITION BY …: read and worded
//! partition       the fact that a table is a partition: ATTACH and DETACH make and drop it
//! inherits        the fact that a table inherits from another: INHERIT and NO INHERIT make and drop it
//! not_null        what of the NOT NULL of a child is its own besides
//! copy            what a child gets while files are interpreted, and how a change of the parent reaches it
//! merge           indexes and keys of partitions that belong to those of the parent
//! ```
//! A column, default or check of a child is a fact like any other. That it is inherited is not written down: it is whenever
//! a parent has one of the same name. How a patch uses this is in `plan::inherit`.

pub mod bound;
pub mod copy;
pub mod inherits;
pub mod key;
pub mod merge;
pub mod not_null;
pub mod partition;
mod read;
pub mod words;

use std::collections::HashMap;

use crate::diagnostic::Problem;
use crate::kind::{Action, Demand, Draft, Scene, demand, names};
use crate::kinds::column::{Column, null};
use crate::kinds::constraint::check::Check;
use crate::kinds::table::Table;
use crate::model::{Fact, Id, Pair, State};

use inherits::Inherits;
use partition::Partition;

pub use read::{Parents, alter, create, element, like, parents as read_parents};

/// Tells of what children have of their own besides inheriting it, where the files say otherwise.
pub fn warnings(live: &State, desired: &State) -> Vec<Problem> {
    let mut all = inherits::warnings(live, desired);
    all.extend(not_null::warnings(Pair { live, desired }));
    all
}

/// Notes on both sides what children have of their own besides inheriting it; what the live side has stays.
pub fn settle(sides: &mut Pair<State>) {
    inherits::settle(sides);
    not_null::settle(sides);
}

/// Returns the parent that a fact about a child names.
pub fn parent_of(link: &Fact) -> Option<&Id> {
    let of = link.get::<Partition>().map(|p| &p.of);
    of.or_else(|| link.get::<Inherits>().map(|i| &i.parent))
}

/// Returns the facts that make a table a child of others.
pub fn links<'s>(state: &'s State, table: &Id) -> Vec<&'s Fact> {
    let parts = state.children(table).into_iter();
    parts.filter(|f| parent_of(f).is_some()).collect()
}

/// Returns the parents of a table.
pub fn parents(state: &State, table: &Id) -> Vec<Id> {
    let links = links(state, table).into_iter();
    links.filter_map(|f| parent_of(f).cloned()).collect()
}

/// Returns whether a table remains a child of the same parent, be it with another bound.
pub fn stays_within(live: &State, desired: &State, link: &Fact) -> bool {
    let parent = parent_of(link);
    let same = |state: &State| state.get(&link.id).and_then(parent_of) == parent;
    let key = |state: &State| {
        let table: &Table = state.body(parent?)?;
        Some(table.partition_by.clone())
    };
    same(live) && same(desired) && key(live) == key(desired)
}

/// Returns what a statement about a link demands: to own both tables.
pub fn demands(action: &Action, scene: &Scene) -> Vec<Demand> {
    let mut demands = demand::usual(action, scene);
    let fact = scene.desired.get(&action.about);
    let fact = fact.or_else(|| scene.live.get(&action.about));
    let parent = fact.and_then(parent_of).cloned();
    demands.extend(parent.map(Demand::Own));
    demands
}

/// Returns whether a table is a partition.
pub fn is_partition(state: &State, table: &Id) -> bool {
    state.has(&table.as_kind(names::PARTITION))
}

/// Walks the facts that make tables children of others, in no certain order.
fn all_links(state: &State) -> impl Iterator<Item = &Fact> {
    let partitions = state.of_kind(names::PARTITION);
    partitions.chain(state.of_kind(names::INHERITS))
}

/// Returns the children of a table, in the order in which files made them its children.
pub fn children(state: &State, table: &Id) -> Vec<Id> {
    let of = |f: &&Fact| parent_of(f) == Some(table);
    let mut links: Vec<&Fact> = all_links(state).filter(of).collect();
    links.sort_by_key(|f| (f.order, &f.id));
    links.iter().filter_map(|f| f.parent.clone()).collect()
}

/// Returns the children of all tables that have some.
pub fn families(state: &State) -> HashMap<&Id, Vec<&Fact>> {
    let mut out: HashMap<&Id, Vec<&Fact>> = HashMap::new();
    for link in all_links(state) {
        if let Some(parent) = parent_of(link) {
            out.entry(parent).or_default().push(link);
        }
    }
    out.values_mut()
        .for_each(|links| links.sort_by_key(|f| (f.order, &f.id)));
    out
}

/// Returns whether a table is partitioned.
pub fn is_partitioned(state: &State, table: &Id) -> bool {
    let table: Option<&Table> = state.body(table);
    table.is_some_and(|t| t.partition_by.is_some())
}

/// Returns the partitions of a table that were made so far.
pub fn partitions(draft: &Draft, table: &Id) -> Vec<Id> {
    match draft.has_children && is_partitioned(&draft.state, table) {
        true => children(&draft.state, table),
        false => Vec::new(),
    }
}

/// Returns whether children get a fact of a table.
fn is_passed_on(fact: &Fact) -> bool {
    match fact.get::<Check>() {
        Some(check) => !check.no_inherit,
        None => [names::COLUMN, names::DEFAULT].contains(&fact.id.kind()),
    }
}

/// Returns what a table passes on to its children: columns with their defaults, and checks.
pub fn passed_on<'s>(state: &'s State, table: &Id) -> Vec<&'s Fact> {
    let mut out = Vec::new();
    for part in state.children(table) {
        out.push(part);
        if part.id.kind() == names::COLUMN {
            out.extend(state.children(&part.id));
        }
    }
    out.retain(|f| is_passed_on(f));
    out
}

/// Returns the address that a fact of a parent has in a child.
pub fn heir(id: &Id, parent: &Id, child: &Id) -> Option<Id> {
    id.moved(parent.name(), child.name())
}

/// Returns the facts of the parents that a fact of a child table has its name from.
pub fn sources<'s>(state: &'s State, fact: &Fact) -> Vec<&'s Fact> {
    let Some(table) = is_passed_on(fact).then(|| owner(state, fact)).flatten() else {
        return Vec::new();
    };
    let parents = parents(state, &table).into_iter();
    let source = |parent: Id| state.get(&heir(&fact.id, &table, &parent)?);
    parents
        .filter_map(source)
        .filter(|f| is_passed_on(f))
        .collect()
}

/// Returns whether a child has a fact of its own besides inheriting it; the default of such a column is its own too.
pub fn is_local(state: &State, id: &Id) -> bool {
    let column = id.as_kind(names::COLUMN);
    state.local.contains(id) || id.kind() == names::DEFAULT && state.local.contains(&column)
}

/// Returns a fact of a new child as it is before anything is said of it: that of a parent, NOT NULL if any parent has it so.
pub fn given(state: &State, source: &Fact, own: &Id) -> Fact {
    let wanted = state.get(own);
    let above = wanted.and_then(|f| f.parent.clone());
    let mut out = Fact {
        parent: above.or_else(|| Some(own.as_kind(names::COLUMN))),
        id: own.clone(),
        ..source.clone()
    };
    out.change(Column::as_inherited);
    let sources = wanted.map(|f| sources(state, f)).unwrap_or_default();
    for theirs in sources.iter().filter_map(|s| s.get::<Column>()) {
        out.change(|c: &mut Column| null::gain(c, theirs));
    }
    out
}

/// Returns the table that a column, default or check belongs to.
fn owner(state: &State, fact: &Fact) -> Option<Id> {
    let parent = fact.parent.as_ref()?;
    match parent.kind() {
        names::TABLE => Some(parent.clone()),
        names::COLUMN => state.get(parent)?.parent.clone(),
        _ => None,
    }
}
