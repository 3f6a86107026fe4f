//! Reads what CREATE TABLE says of parents: `PARTITION OF p … FOR VALUES …` and `INHERITS (p, q)`.

use super::bound::Bound;
use super::copy;
use super::inherits::{self, Inherits};
use super::merge;
use super::partition::Partition;
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, names};
use crate::kinds::column::{self, Column, null};
use crate::kinds::table;
use crate::model::{Id, Place};
use crate::text::sql::{Name, Reader};

/// The parents that CREATE TABLE names.
#[derive(Debug, Clone, Default)]
pub struct Parents {
    /// The partitioned table.
    partitioned: Option<Id>,
    /// Whether a composite type gives the columns.
    is_typed: bool,
    /// The tables that it inherits from.
    inherited: Vec<(Id, Place)>,
}

impl Parents {
    /// Returns whether the list of elements can be left out.
    pub fn list_is_optional(&self) -> bool {
        self.partitioned.is_some() || self.is_typed
    }
}

/// Reads the parents of a new table and gives it their columns; the cursor stands behind the table's name.
///
/// # Errors
/// If no statement before this one makes a parent.
pub fn parents(reader: &mut Reader, draft: &mut Draft, child: &Id) -> Result<Parents> {
    let mut found = Parents::default();
    if reader.accept("partition of") {
        found.partitioned = Some(parent(reader, draft)?.0);
    } else if reader.accept("of") {
        table::typed::read(reader, draft, child)?;
        found.is_typed = true;
    } else if reader.rest_has(&["inherits"]) {
        let start = reader.mark();
        reader.list(table::skip_element)?;
        if reader.accept("inherits") {
            found.inherited = reader.list(|r| parent(r, draft))?;
        }
        reader.rewind(start);
    }
    let all = found.inherited.iter().map(|p| &p.0);
    for parent in found.partitioned.iter().chain(all) {
        copy::columns(draft, parent, child);
    }
    Ok(found)
}

/// Reads an element of the list: of a partition, a column that is there and what it has of its own.
///
/// # Errors
/// If the element is wrong.
pub fn element(
    reader: &mut Reader,
    draft: &mut Draft,
    table: &Id,
    parents: &Parents,
    own: impl FnOnce(&mut Reader, &mut Draft) -> Result<()>,
) -> Result<()> {
    if parents.list_is_optional() {
        return column::options(reader, draft, table);
    }
    if parents.inherited.is_empty() {
        return own(reader, draft);
    }
    let mark = reader.mark();
    let id = table.child(names::COLUMN, &reader.ident()?);
    reader.rewind(mark);
    let aside = copy::set_aside(draft, &id);
    let read = own(reader, draft);
    copy::merge(draft, aside);
    read
}

/// Reads a LIKE of the list: the columns that it copies may be inherited already.
///
/// # Errors
/// If the clause is wrong.
pub fn like<T>(
    draft: &mut Draft,
    table: &Id,
    parents: &Parents,
    read: impl FnOnce(&mut Draft) -> Result<T>,
) -> Result<T> {
    if parents.inherited.is_empty() {
        return read(draft);
    }
    let columns = draft.parts::<Column>(table).into_iter().map(|(id, _)| id);
    let inherited: Vec<Id> = columns
        .filter(|id| !draft.state.local.contains(id))
        .collect();
    let aside: Vec<_> = inherited
        .iter()
        .map(|id| copy::set_aside(draft, id))
        .collect();
    let read = read(draft);
    for facts in aside {
        match facts.first().is_some_and(|f| draft.state.has(&f.id)) {
            true => copy::merge(draft, facts),
            false => facts.into_iter().for_each(|f| draft.put(f)),
        }
    }
    read
}

/// Reads what stands behind the list, and makes the table a child.
///
/// # Errors
/// If a bound is wrong, or a check of a parent has another meaning here.
pub fn create(reader: &mut Reader, draft: &mut Draft, child: &Id, parents: Parents) -> Result<()> {
    if let Some(of) = parents.partitioned {
        return join(reader, draft, child, of);
    }
    if !parents.inherited.is_empty() {
        reader.expect("inherits")?;
        reader.list(|r| r.name())?;
    }
    for (parent, place) in parents.inherited {
        inherit(draft, child, &parent, place)?;
    }
    Ok(())
}

/// Reads the bound and makes a table a partition.
fn join(reader: &mut Reader, draft: &mut Draft, child: &Id, of: Id) -> Result<()> {
    let place = reader.here();
    refuse_circle(draft, child, &of, &place)?;
    let bound = Bound::read(reader)?;
    let body = Partition {
        of: of.clone(),
        bound,
        types: Vec::new(),
    };
    draft.add(
        child.as_kind(names::PARTITION),
        Some(child.clone()),
        body,
        place,
    )?;
    draft.has_children = true;
    copy::checks(draft, &of, child);
    copy::forget_local(draft, child);
    merge::all(draft, &of, child);
    Ok(())
}

/// Refuses what would make a table a child of itself, in however many steps.
fn refuse_circle(draft: &Draft, child: &Id, parent: &Id, place: &Place) -> Result<()> {
    let mut above = vec![parent.clone()];
    let mut next = 0;
    while next < above.len() {
        if above[next] == *child {
            let message = match child == parent {
                true => format!("table {} cannot be its own parent", child.name()),
                false => format!(
                    "table {} is a child of {} already",
                    parent.name(),
                    child.name()
                ),
            };
            let problem = Problem::error("circular-inheritance", message).at(place.clone(), "");
            return Err(Box::new(
                problem.help("a table is no child of its own children"),
            ));
        }
        let more = super::parents(&draft.state, &above[next]);
        let new: Vec<Id> = more.into_iter().filter(|p| !above.contains(p)).collect();
        above.extend(new);
        next += 1;
    }
    Ok(())
}

/// Makes a table a child of another.
fn inherit(draft: &mut Draft, child: &Id, parent: &Id, place: Place) -> Result<()> {
    refuse_circle(draft, child, parent, &place)?;
    let body = Inherits {
        parent: parent.clone(),
        local: Default::default(),
    };
    draft.add(
        inherits::id(child, parent),
        Some(child.clone()),
        body,
        place,
    )?;
    draft.has_children = true;
    copy::checks(draft, parent, child);
    Ok(())
}

/// Makes the warning for a partition that is detached in a way which leaves it a check of its bound.
fn bound_left(place: Place) -> Problem {
    let message = "DETACH … CONCURRENTLY leaves the table a check of its bound, which is not read from this statement";
    let problem = Problem::warning("not-followed", message).at(place, "");
    problem.help("leave the word out, or add the check in words")
}

/// Reads `ATTACH PARTITION`, `DETACH PARTITION`, `INHERIT` or `NO INHERIT` of ALTER TABLE, if one of them is there.
///
/// # Errors
/// If a table is not there, or has not what its parent has.
pub fn alter(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<bool> {
    if reader.accept("attach partition") {
        let (child, place) = parent(reader, draft)?;
        refuse_circle(draft, &child, table, &place)?;
        copy::complete(draft, table, &child, place)?;
        join(reader, draft, &child, table.clone())?;
        null::forget_own(draft, &child);
    } else if reader.accept("detach partition") {
        let (child, place) = parent(reader, draft)?;
        let concurrent = reader.here();
        if reader.accept("concurrently") || reader.accept("finalize") {
            draft.problems.push(bound_left(concurrent));
        }
        let link = child.as_kind(names::PARTITION);
        let of = |p: &Partition| p.of == *table;
        if !draft.state.body::<Partition>(&link).is_some_and(of) {
            return Err(not_a_child(&child, table, place));
        }
        draft.remove(&link);
        merge::release(&mut draft.state, &child);
    } else if reader.accept("no inherit") {
        let (parent, place) = parent(reader, draft)?;
        let link = inherits::id(table, &parent);
        if !draft.state.has(&link) {
            return Err(not_a_child(table, &parent, place));
        }
        draft.remove(&link);
        copy::forget_local(draft, table);
    } else if reader.accept("inherit") {
        let (parent, place) = parent(reader, draft)?;
        refuse_circle(draft, table, &parent, &place)?;
        copy::complete(draft, &parent, table, place.clone())?;
        copy::keep_local(draft, &parent, table);
        inherit(draft, table, &parent, place)?;
    } else {
        return Ok(false);
    }
    Ok(true)
}

fn not_a_child(child: &Id, parent: &Id, place: Place) -> Box<Problem> {
    let message = format!(
        "table {} is no child of {} here",
        child.name(),
        parent.name()
    );
    let problem = Problem::error("unknown-object", message).at(place, "");
    Box::new(problem.help("no statement before this one makes it one"))
}

/// Reads the name of a table that a statement before this one has made.
fn parent(reader: &mut Reader, draft: &Draft) -> Result<(Id, Place)> {
    let name = reader.name()?;
    let place = name.place.clone();
    let id = draft.relation(&[names::TABLE], &name)?;
    match draft.state.has(&id) {
        true => Ok((id, place)),
        false => Err(elsewhere(&id, name)),
    }
}

fn elsewhere(table: &Id, name: Name) -> Box<Problem> {
    let message = format!(
        "table {} is not defined by a statement before this one",
        table.name()
    );
    let help = "a child takes its columns from its parent: describe the parent in the files too";
    Box::new(
        Problem::error("not-defined-here", message)
            .at(name.place, "")
            .help(help),
    )
}
