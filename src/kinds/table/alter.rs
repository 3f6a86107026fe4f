//! Reads ALTER TABLE: each of its forms is handed to the kind that it changes.

use super::{Table, replica, typed};
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, edit, names};
use crate::kinds::foreign::table::is_foreign;
use crate::kinds::index::mark::{self, Mark};
use crate::kinds::inheritance::{self, copy};
use crate::kinds::{column, constraint, owner, rule, sequence, trigger, view};
use crate::model::{Id, Place};
use crate::text::sql::Reader;

/// Reads the statement.
pub fn read(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("alter")?;
    let as_foreign = reader.accept("foreign");
    reader.expect("table")?;
    let lenient = reader.accept("if exists");
    let only = reader.accept("only");
    let name = reader.name()?;
    reader.accept_sign(&sqlparser::tokenizer::Token::Mul);
    let table = match draft.relation(names::RELATIONS, &name) {
        Ok(id) => id,
        Err(_) if lenient => return Ok(()),
        Err(problem) => return Err(problem),
    };
    if !draft.state.has(&table) {
        return Err(elsewhere(&table, name.place));
    }
    if as_foreign && !is_foreign(&draft.state, &table) {
        let message = format!("{} is no foreign table", table.name());
        return Err(reader.error_at("wrong-object", &message, name.place));
    }
    let is_view = [names::VIEW, names::MATERIALIZED_VIEW].contains(&table.kind());
    if is_view && reader.at("rename") && !reader.at("rename to") {
        return view::rename::read(reader, draft, &table);
    }
    if reader.accept("rename") {
        return rename(reader, draft, &table);
    }
    let before = (!only).then(|| copy::before(draft, &table)).flatten();
    let read = clauses(reader, draft, (&table, only), hint);
    constraint::name_all(draft, &table);
    copy::pass_on(draft, &table, before);
    read
}

/// Reads the clauses; a hint above the statement is about what the first one adds.
fn clauses(
    reader: &mut Reader,
    draft: &mut Draft,
    (table, only): (&Id, bool),
    mut hint: Option<String>,
) -> Result<()> {
    loop {
        let hint = reader.hint().or(hint.take());
        match reader.at("add") {
            true => add(reader, draft, table, hint)?,
            false if reader.at("enable") || reader.at("disable") => {
                switch(reader, draft, table, only)?
            }
            false => clause(reader, draft, table)?,
        }
        if !reader.comma() {
            return reader.done();
        }
    }
}

/// Makes the error for a table that no statement before this one defines.
fn elsewhere(table: &Id, place: Place) -> Box<Problem> {
    let message = format!(
        "table {} is changed here, but no statement before this one makes it",
        table.name()
    );
    let help = "put its `create table` before; for a table that is not yours, only triggers and policies can be described";
    Box::new(
        Problem::error("not-defined-here", message)
            .at(place, "")
            .help(help),
    )
}

fn rename(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<()> {
    if reader.accept("to") {
        let mut parts = table.parts();
        let place = reader.here();
        parts[1] = reader.ident()?;
        return edit::relocate(draft, table, &edit::renamed(table, &parts), &place);
    }
    let is_constraint = reader.accept("constraint");
    if !is_constraint {
        reader.accept("column");
    }
    let (old, place, new) = reader.old_to_new()?;
    let kind = if is_constraint {
        names::CHECK
    } else {
        names::COLUMN
    };
    copy::rename(draft, table, &table.child(kind, &old), &new, &place)?;
    if is_constraint {
        return constraint::rename(draft, table, &old, &new, place);
    }
    let from = existing_column(draft, table, &old, &place)?;
    edit::relocate(draft, &from, &table.child(names::COLUMN, &new), &place)
}

/// Finds a column of the table.
fn existing_column(draft: &Draft, table: &Id, name: &str, place: &Place) -> Result<Id> {
    let id = table.child(names::COLUMN, name);
    match draft.state.has(&id) {
        true => Ok(id),
        false => Err(column::unknown(draft, table, name, place.clone())),
    }
}

fn clause(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<()> {
    if reader.accept("set without cluster") {
        mark::clear(Mark::Cluster, draft, table);
        return Ok(());
    }
    if reader.accept("replica identity") {
        return replica::read(reader, draft, table);
    }
    if storage(reader, draft, table)? {
        return Ok(());
    }
    if reader.at("options") {
        return options(reader, draft, table);
    }
    if typed::alter(reader, draft, table)? || inheritance::alter(reader, draft, table)? {
        return Ok(());
    }
    match reader.word().as_deref() {
        Some("drop") => drop(reader, draft, table),
        Some("alter") => alter(reader, draft, table),
        Some("force" | "no") => switch(reader, draft, table, false),
        Some("validate") => {
            reader.expect("validate constraint")?;
            constraint::validate(reader, draft, table)
        }
        Some("cluster") => {
            reader.expect("cluster on")?;
            mark::on(Mark::Cluster, reader, draft, table)
        }
        Some("set") => set(reader, draft, table),
        Some("owner") => owner::read(reader, draft, table),
        _ => Err(reader.unexpected("a form of ALTER TABLE that trueup knows")),
    }
}

/// Reads the options for the wrapper of a foreign table.
fn options(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<()> {
    let foreign = draft
        .state
        .body::<Table>(table)
        .and_then(|t| t.foreign.clone());
    let Some(mut foreign) = foreign else {
        return Err(reader.unexpected("a form of ALTER TABLE: only a foreign table has OPTIONS"));
    };
    foreign.options.alter(reader)?;
    if let Some(fact) = draft.state.get_mut(table) {
        fact.change(|t: &mut Table| t.foreign = Some(foreign));
    }
    Ok(())
}

/// Reads a form that changes how the rows are kept; false if none stands here.
fn storage(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<bool> {
    let Some(mut storage) = draft.state.body::<Table>(table).map(|t| t.storage.clone()) else {
        return Ok(false);
    };
    let found = storage.alter(reader, draft.world)?;
    if let Some(fact) = draft.state.get_mut(table) {
        fact.change(|t: &mut Table| t.storage = storage);
    }
    Ok(found)
}

/// Reads what is added, and which name it had before.
fn add(reader: &mut Reader, draft: &mut Draft, table: &Id, hint: Option<String>) -> Result<()> {
    reader.expect("add")?;
    if constraint::at_table_constraint(reader) {
        return constraint::read_table_constraint(reader, draft, table, hint);
    }
    reader.accept("column");
    let lenient = reader.accept("if not exists");
    column::read(reader, draft, table, lenient, hint)
}

fn drop(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<()> {
    reader.expect("drop")?;
    if reader.accept("constraint") {
        return constraint::drop(reader, draft, table);
    }
    reader.accept("column");
    let lenient = reader.accept("if exists");
    let mark = reader.mark();
    let name = reader.ident()?;
    let place = reader.since(mark);
    let cascade = reader.accept("cascade");
    let _ = reader.accept("restrict");
    if lenient && !draft.state.has(&table.child(names::COLUMN, &name)) {
        return Ok(());
    }
    let id = existing_column(draft, table, &name, &place)?;
    edit::drop(draft, &id, &[], cascade, &place)
}

fn alter(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<()> {
    reader.expect("alter")?;
    if reader.accept("constraint") {
        return constraint::alter(reader, draft, table);
    }
    reader.accept("column");
    let mark = reader.mark();
    let name = reader.ident()?;
    let place = reader.since(mark);
    let id = existing_column(draft, table, &name, &place)?;
    column::alter(reader, draft, &id)
}

/// Reads what turns row security, rules and triggers on and off.
fn switch(reader: &mut Reader, draft: &mut Draft, table: &Id, only: bool) -> Result<()> {
    let Some(change) = row_security(reader) else {
        return firing_switch(reader, draft, table, only);
    };
    if let Some(fact) = draft.state.get_mut(table) {
        fact.change(change);
    }
    Ok(())
}

fn row_security(reader: &mut Reader) -> Option<fn(&mut Table)> {
    Some(match () {
        () if reader.accept("enable row level security") => |t| t.row_security = true,
        () if reader.accept("disable row level security") => |t| t.row_security = false,
        () if reader.accept("force row level security") => |t| t.force_row_security = true,
        () if reader.accept("no force row level security") => |t| t.force_row_security = false,
        () => return None,
    })
}

fn set(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<()> {
    let unlogged = match () {
        () if reader.accept("set unlogged") => true,
        () if reader.accept("set logged") => false,
        () => return Err(reader.unexpected("SET LOGGED, SET UNLOGGED or SET SCHEMA")),
    };
    if let Some(fact) = draft.state.get_mut(table) {
        fact.change(|t: &mut Table| t.unlogged = unlogged);
    }
    sequence::logged::follow(draft, table, unlogged);
    Ok(())
}

fn firing_switch(reader: &mut Reader, draft: &mut Draft, table: &Id, only: bool) -> Result<()> {
    if rule::switch(reader, draft, table)? || trigger::switch(reader, draft, table, only)? {
        return Ok(());
    }
    Err(reader.unexpected("ROW LEVEL SECURITY, RULE or TRIGGER"))
}
