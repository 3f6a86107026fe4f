//! What a child gets from its parents while files are interpreted: at once when it becomes one, and with each change after.
//!
//! Follows `MergeAttributes`, `MergeAttributesIntoExisting` and the recursion of ALTER TABLE.

use super::{children, heir, is_partition, is_partitioned, merge, parents, passed_on, sources};
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, edit, names, reread};
use crate::kinds::column::{Column, null};
use crate::model::{Fact, Id, Place};

/// Gives a new table the columns and defaults of a parent.
pub fn columns(draft: &mut Draft, parent: &Id, child: &Id) {
    for source in owned(draft, parent) {
        if [names::COLUMN, names::DEFAULT].contains(&source.id.kind()) {
            gain(draft, &source, parent, child);
        }
    }
}

/// Gives a table the checks of a parent.
pub fn checks(draft: &mut Draft, parent: &Id, child: &Id) {
    for source in owned(draft, parent) {
        if source.id.kind() == names::CHECK {
            gain(draft, &source, parent, child);
        }
    }
}

fn owned(draft: &Draft, table: &Id) -> Vec<Fact> {
    let all = passed_on(&draft.state, table).into_iter();
    all.cloned().collect()
}

/// Gives a child what its parent has; what the child has already becomes its own besides.
fn gain(draft: &mut Draft, source: &Fact, parent: &Id, child: &Id) {
    let Some(id) = heir(&source.id, parent, child) else {
        return;
    };
    let alone = is_from_no_other(draft, &id, parent);
    let Some(own) = draft.state.get_mut(&id) else {
        let above = source.parent.as_ref();
        let above = above.and_then(|p| heir(p, parent, child));
        let old = draft.state.renamed.get(&source.id);
        if let Some(old) = old.and_then(|old| heir(old, parent, child)) {
            draft.state.renamed.insert(id.clone(), old);
        }
        let mut own = source.clone();
        own.change(Column::as_inherited);
        return draft.inherit(&own, id, above);
    };
    if let Some(theirs) = source.get::<Column>() {
        own.change(|c: &mut Column| null::gain(c, theirs));
    }
    if alone && id.kind() == names::CHECK && !is_partition(&draft.state, child) {
        draft.state.local.insert(id);
    }
}

/// Returns whether a child has something from no parent but this one.
fn is_from_no_other(draft: &Draft, id: &Id, parent: &Id) -> bool {
    let all = draft.state.get(id).map(|own| sources(&draft.state, own));
    let mut all = all.unwrap_or_default().into_iter();
    all.all(|s| s.id.container() == parent.name())
}

/// Takes out an inherited column that the list of CREATE TABLE defines anew.
pub fn set_aside(draft: &mut Draft, column: &Id) -> Vec<Fact> {
    let default = column.as_kind(names::DEFAULT);
    let both = [column.clone(), default];
    both.iter().filter_map(|id| draft.state.take(id)).collect()
}

/// Adds to a column what the one that was set aside had: NOT NULL, and its default, expression, storage and compression where it says none.
pub fn merge(draft: &mut Draft, aside: Vec<Fact>) {
    let Some(id) = aside.first().map(|f| f.id.clone()) else {
        return;
    };
    let takes_default = !draft.without_default.contains(&id);
    draft.state.local.insert(id);
    for inherited in aside {
        match (
            inherited.get::<Column>(),
            draft.state.get_mut(&inherited.id),
        ) {
            (Some(column), Some(own)) => own.change(|c: &mut Column| {
                null::gain(c, column);
                c.generated = c.generated.take().or(column.generated.clone());
                c.kept.fill(&column.kept);
            }),
            (None, None) if takes_default => draft.put(inherited),
            (Some(_) | None, None) | (None, Some(_)) => {}
        }
    }
}

/// Says that the columns of a table that was there are its own, besides being inherited from now on, unless it has them from
/// another parent.
pub fn keep_local(draft: &mut Draft, parent: &Id, child: &Id) {
    for source in owned(draft, parent) {
        let id = heir(&source.id, parent, child).filter(|id| id.kind() == names::COLUMN);
        let id = id.filter(|id| is_from_no_other(draft, id, parent));
        draft.state.local.extend(id);
    }
    for (id, _) in draft.parts::<Column>(child) {
        null::keep_own(draft, &id, None);
    }
}

/// Forgets what a table has of its own besides inheriting it, where it inherits no more or is a partition.
pub fn forget_local(draft: &mut Draft, child: &Id) {
    let state = &mut draft.state;
    let partition = is_partition(state, child);
    let inherited = |id: &Id| state.get(id).is_some_and(|f| !sources(state, f).is_empty());
    let gone: Vec<Id> = state
        .local
        .iter()
        .filter(|id| id.container() == child.name() && (partition || !inherited(id)))
        .cloned()
        .collect();
    state.local.retain(|id| !gone.contains(id));
}

/// Requires that a table has what it needs to become a child: every column with its type, every check.
///
/// # Errors
/// If one is missing, as the server says it.
pub fn complete(draft: &Draft, parent: &Id, child: &Id, place: Place) -> Result<()> {
    let error = |message: String, help: String| {
        let problem = Problem::error("unfit-child", message).at(place.clone(), "");
        Err(Box::new(problem.help(help)))
    };
    for source in passed_on(&draft.state, parent) {
        let own = heir(&source.id, parent, child).and_then(|id| draft.state.get(&id));
        let (what, last) = (source.id.kind(), source.id.last());
        let theirs = source.get::<Column>();
        match (own, theirs) {
            (None, _) if what != names::DEFAULT => {
                let message = format!("table {} has no {what} {last}", child.name());
                return error(
                    message,
                    format!("its parent {} has it: add it before", parent.name()),
                );
            }
            (Some(own), Some(theirs)) => {
                let own: &Column = own.body();
                if own.ty != theirs.ty {
                    let message = format!(
                        "column {last} of {} is {}, but {} in its parent {}",
                        child.name(),
                        own.ty,
                        theirs.ty,
                        parent.name()
                    );
                    return error(message, format!("give it the type {}", theirs.ty));
                }
                if null::is_passed_on(source) && !own.not_null {
                    let message = format!("column {last} of {} takes nulls", child.name());
                    return error(message, "make it not null, as its parent has it".into());
                }
            }
            (_, _) => {}
        }
    }
    Ok(())
}

/// What a table had before a statement.
pub struct Before {
    passed_on: Vec<Fact>,
    merged: Vec<Id>,
}

/// Returns what a table with children has, or nothing if it has none.
pub fn before(draft: &Draft, table: &Id) -> Option<Before> {
    if !draft.has_children || children(&draft.state, table).is_empty() {
        return None;
    }
    let merged = merge::own(&draft.state, table).into_iter();
    Some(Before {
        passed_on: owned(draft, table),
        merged: merged.map(|f| f.id.clone()).collect(),
    })
}

/// Lets the change that a statement made to a table reach its children.
pub fn pass_on(draft: &mut Draft, table: &Id, before: Option<Before>) {
    let Some(before) = before else {
        return;
    };
    let after = owned(draft, table);
    for child in children(&draft.state, table) {
        let of_child = self::before(draft, &child);
        for gone in &before.passed_on {
            if !draft.state.has(&gone.id) {
                lose(draft, gone, table, &child);
            }
        }
        for fact in &after {
            match before.passed_on.iter().find(|b| b.id == fact.id) {
                None => arrive(draft, fact, table, &child),
                Some(was) if !was.same(fact) => follow(draft, was, fact, table, &child),
                Some(_) => {}
            }
        }
        pass_on(draft, &child, of_child);
    }
    if is_partitioned(&draft.state, table) {
        merge::changed(draft, table, &before.merged);
    }
}

/// Gives a child what its parent has got; a default takes the place of its own.
fn arrive(draft: &mut Draft, fact: &Fact, parent: &Id, child: &Id) {
    let id = heir(&fact.id, parent, child);
    if let Some(id) = &id {
        null::keep_own(draft, id, Some(parent));
    }
    match id.filter(|id| draft.state.has(id)) {
        Some(id) if id.kind() == names::DEFAULT => drop(draft.state.take(&id)),
        Some(id) if is_from_no_other(draft, &id, parent) && !is_partition(&draft.state, child) => {
            draft.state.local.insert(id);
        }
        Some(_) | None => {}
    }
    gain(draft, fact, parent, child);
}

/// Takes from a child what its parent has lost, unless it has it of its own or from another parent.
fn lose(draft: &mut Draft, gone: &Fact, parent: &Id, child: &Id) {
    let Some(id) = heir(&gone.id, parent, child) else {
        return;
    };
    let others = parents(&draft.state, child).into_iter();
    let kept = others
        .filter_map(|other| heir(&id, child, &other))
        .any(|other| draft.state.has(&other));
    if kept || draft.state.local.remove(&id) {
        return;
    }
    let place = draft.place.clone();
    if let Err(problem) = edit::drop(draft, &id, &[], true, &place) {
        draft.problems.push(*problem);
    }
}

/// Changes what a child has as that of its parent was changed.
fn follow(draft: &mut Draft, was: &Fact, fact: &Fact, parent: &Id, child: &Id) {
    let own = heir(&fact.id, parent, child).and_then(|id| draft.state.get(&id).cloned());
    if let Some(own) = own {
        let kind = (draft.kind)(fact.id.kind());
        let sources = sources(&draft.state, &own).into_iter();
        let others: Vec<&Fact> = sources.filter(|s| s.id != fact.id).collect();
        let changed = kind.inherit(&own, was, fact, &others);
        match own.id.kind() == names::COLUMN {
            true => reread::around(draft, &own.id, |draft| draft.state.put(changed)),
            false => draft.state.put(changed),
        };
    }
}

/// Gives the columns or constraints that children inherit the new name too.
///
/// # Errors
/// As for the parent's own.
pub fn rename(draft: &mut Draft, table: &Id, from: &Id, new: &str, place: &Place) -> Result<()> {
    if !draft.has_children {
        return Ok(());
    }
    for child in children(&draft.state, table) {
        let Some(own) = heir(from, table, &child).filter(|id| draft.state.has(id)) else {
            continue;
        };
        rename(draft, &child, &own, new, place)?;
        edit::relocate(draft, &own, &child.child(own.kind(), new), place)?;
    }
    Ok(())
}
