//! Reads ALTER FUNCTION, ALTER PROCEDURE and what both share under the name ROUTINE.

use super::{Routine, attribute, setting, signature};
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, edit, names};
use crate::kinds::extension::dependency;
use crate::model::{Id, KindName, Place};
use crate::text::sql::Reader;

/// Reads ALTER FUNCTION with attributes.
pub fn function(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter function")?;
    alter(reader, draft, &[names::FUNCTION])
}

/// Reads ALTER PROCEDURE with attributes.
pub fn procedure(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter procedure")?;
    alter(reader, draft, &[names::PROCEDURE])
}

/// Reads ALTER ROUTINE with attributes, a new name or another schema.
pub fn routine(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter routine")?;
    let mark = reader.mark();
    let id = existing(reader, draft, names::ROUTINES)?;
    if dependency::is_one(reader) {
        return dependency::read(reader, draft, &id);
    }
    if !reader.at("rename to") && !reader.at("set schema") {
        reader.rewind(mark);
        return alter(reader, draft, names::ROUTINES);
    }
    let mut parts = id.parts();
    let place = reader.here();
    if reader.accept("rename to") {
        parts[1] = reader.ident()?;
    } else {
        reader.expect("set schema")?;
        parts[0] = reader.ident()?;
    }
    reader.done()?;
    let to = edit::renamed(&id, &parts);
    edit::relocate(draft, &id, &to, &place)
}

/// Reads DROP ROUTINE.
pub fn drop_routine(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("drop routine")?;
    let lenient = reader.accept("if exists");
    let mut found: Vec<(Id, Place)> = Vec::new();
    loop {
        let mark = reader.mark();
        let id = signature::address(names::ROUTINES, reader, draft)?;
        if draft.state.has(&id) {
            found.push((id, reader.since(mark)));
        } else if !lenient {
            return Err(missing(&id, reader.since(mark)));
        }
        if !reader.comma() {
            break;
        }
    }
    let cascade = reader.accept("cascade");
    let _ = reader.accept("restrict");
    reader.done()?;
    let ids: Vec<Id> = found.iter().map(|f| f.0.clone()).collect();
    for (id, place) in &found {
        edit::drop(draft, id, &ids, cascade, place)?;
    }
    Ok(())
}

fn existing(reader: &mut Reader, draft: &Draft, kinds: &[KindName]) -> Result<Id> {
    let mark = reader.mark();
    let id = signature::address(kinds, reader, draft)?;
    if draft.state.has(&id) {
        return Ok(id);
    }
    Err(missing(&id, reader.since(mark)))
}

fn missing(id: &Id, place: Place) -> Box<Problem> {
    let message = format!("there is no {} {} here", id.kind(), id.name());
    let problem = Problem::error("unknown-object", message).at(place, "");
    Box::new(problem.help("no statement before this one makes it"))
}

fn alter(reader: &mut Reader, draft: &mut Draft, kinds: &[KindName]) -> Result<()> {
    let id = existing(reader, draft, kinds)?;
    let Some(mut routine) = draft.state.body::<Routine>(&id).cloned() else {
        let message = "an aggregate is changed by CREATE OR REPLACE AGGREGATE";
        return Err(reader.error_at("syntax", message, reader.here()));
    };
    loop {
        if reader.accept("reset") {
            setting::reset(reader, &mut routine.settings)?;
        } else if !attribute::read(reader, &mut routine)? {
            return Err(reader.unexpected("an attribute of the routine"));
        }
        let _ = reader.accept("restrict");
        if reader.is_done() {
            break;
        }
    }
    if let Some(fact) = draft.state.get_mut(&id) {
        fact.change(|r: &mut Routine| *r = routine);
    }
    Ok(())
}
