//! Reads CREATE SEQUENCE and ALTER SEQUENCE, and makes the sequence of a serial column.

use super::options::{Given, Options};
use super::{Sequence, logged, schema_of};
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, names};
use crate::kinds::grant::of_identity;
use crate::kinds::identity;
use crate::model::{Id, Place};
use crate::text::name;
use crate::text::sql::Reader;
use crate::text::typename::TypeName;

/// What a statement says of a sequence.
#[derive(Default)]
struct Said {
    given: Given,
    owner: Option<Option<Id>>,
    restart: Option<Place>,
}

/// Reads CREATE SEQUENCE.
pub fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create")?;
    if reader.at_any(&["temp", "temporary"]) {
        return Err(reader.unexpected(
            "SEQUENCE: a temporary sequence ends with its session and is no part of a schema",
        ));
    }
    let unlogged = reader.accept("unlogged");
    reader.expect("sequence")?;
    let lenient = reader.accept("if not exists");
    let name = reader.name()?;
    let id = draft.new_id(names::SEQUENCE, &name)?;
    if lenient && draft.relation_at(&id).is_some() {
        return Ok(());
    }
    let said = said(reader, draft)?;
    let options = Options::new(&said.given);
    options.check(name.place.clone())?;
    let owned_by = said.owner.flatten();
    let parent = owned_by.clone().unwrap_or_else(|| schema_of(&id));
    draft.free_relation(&id, &name.place)?;
    let sequence = Sequence {
        options,
        unlogged,
        owned_by,
    };
    draft.add(id.clone(), Some(parent), sequence, name.place)?;
    draft.note_rename(&id, hint);
    Ok(())
}

/// Reads ALTER SEQUENCE.
pub fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter sequence")?;
    let lenient = reader.accept("if exists");
    let name = reader.name()?;
    let id = draft.find(&[names::SEQUENCE], &name);
    let Some((id, mut sequence)) =
        id.and_then(|id| Some((id.clone(), draft.state.body::<Sequence>(&id)?.clone())))
    else {
        let behind = of_identity(draft, &name).and_then(|s| identity::of_sequence(draft, &s));
        return match (behind, lenient) {
            (Some(column), _) => identity::alter_sequence(reader, draft, &column),
            (None, true) => {
                draft.pass_over(&[names::SEQUENCE], &name);
                Ok(())
            }
            (None, false) => Err(draft.unknown("unknown-sequence", &[names::SEQUENCE], &name)),
        };
    };
    if reader.accept("set unlogged") {
        sequence.unlogged = true;
        reader.done()?;
    } else if reader.accept("set logged") {
        sequence.unlogged = false;
        reader.done()?;
    } else {
        let said = said(reader, draft)?;
        if let Some(place) = said.restart {
            draft.problems.push(restarted(place));
        }
        sequence.options = sequence.options.altered(&said.given);
        sequence.options.check(name.place)?;
        sequence.owned_by = said.owner.unwrap_or(sequence.owned_by);
    }
    let Some(mut fact) = draft.state.take(&id) else {
        return Ok(());
    };
    let owner = sequence.owned_by.clone();
    fact.parent = owner.or_else(|| Some(schema_of(&id)));
    fact.change(|s: &mut Sequence| *s = sequence);
    draft.state.put(fact);
    Ok(())
}

/// Makes the warning for a statement that says where a sequence stands, which is data.
pub fn restarted(place: Place) -> Problem {
    let message = "where a sequence stands is not managed: RESTART is left out";
    Problem::warning("rows-not-managed", message).at(place, "")
}

fn said(reader: &mut Reader, draft: &Draft) -> Result<Said> {
    let mut said = Said::default();
    while !reader.is_done() {
        if reader.accept("as") {
            let mark = reader.mark();
            let ty = draft.type_name(reader)?.to_string();
            if !["smallint", "integer", "bigint"].contains(&ty.as_str()) {
                let message = "a sequence is of type smallint, integer or bigint";
                return Err(reader.error_at("bad-sequence", message, reader.since(mark)));
            }
            said.given.ty = Some(ty);
        } else if reader.accept("owned by") {
            said.owner = Some(owner(reader, draft)?);
        } else if reader.at("restart") {
            said.restart = Some(reader.here());
            reader.expect("restart")?;
            if reader.accept("with") || !reader.is_done() && reader.word().is_none() {
                reader.number()?;
            }
        } else if !said.given.read(reader)? {
            return Err(reader.unexpected("an option of a sequence"));
        }
    }
    Ok(said)
}

/// Reads `NONE`, or a column behind the name of its table.
fn owner(reader: &mut Reader, draft: &Draft) -> Result<Option<Id>> {
    let mut name = reader.name()?;
    let column = name.parts.pop().unwrap_or_default();
    if name.parts.is_empty() {
        return match column.as_str() {
            "none" => Ok(None),
            _ => Err(reader.error_at(
                "syntax",
                "write the column as table.column, or NONE",
                name.place,
            )),
        };
    }
    let table = draft.relation(&[names::TABLE], &name)?;
    Ok(Some(table.child(names::COLUMN, &column)))
}

/// Makes the sequence of a serial column, under the name that the server would choose, and returns its address.
///
/// # Errors
/// If something has the address already.
pub fn for_serial(
    draft: &mut Draft,
    table: &Id,
    column: &str,
    ty: &TypeName,
    place: Place,
) -> Result<Id> {
    let schema = &table.parts()[0];
    let taken = |name: &str| draft.relation_exists(schema, name);
    let name = name::choose(&table.last(), Some(column), "seq", taken);
    let id = Id::new(names::SEQUENCE, &[schema, &name]);
    let owner = table.child(names::COLUMN, column);
    let options = Options::new(&Given {
        ty: Some(ty.to_string()),
        ..Given::default()
    });
    let sequence = Sequence {
        options,
        unlogged: logged::of_table(draft, table),
        owned_by: Some(owner.clone()),
    };
    draft.add(id.clone(), Some(owner), sequence, place)?;
    Ok(id)
}
