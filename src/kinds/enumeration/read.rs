//! Reads CREATE TYPE … AS ENUM and the forms of ALTER TYPE that change its values.

use super::Enumeration;
use crate::diagnostic::{Problem, Result, did_you_mean};
use crate::kind::{Draft, names};
use crate::kinds::typedef::{self, Head};
use crate::model::{Id, Place};
use crate::text::name::MAX;
use crate::text::sql::Reader;

/// Reads the list of values behind `AS ENUM`.
pub fn create(reader: &mut Reader, draft: &mut Draft, head: Head) -> Result<()> {
    let mut values: Vec<String> = Vec::new();
    reader.list(|r| {
        let (value, place) = value(r)?;
        if values.contains(&value) {
            return Err(twice(&value, place));
        }
        values.push(value);
        Ok(())
    })?;
    reader.done()?;
    typedef::declare(draft, names::ENUM, head, Enumeration { values })
}

/// Reads `ADD VALUE` and `RENAME VALUE`.
pub fn alter(reader: &mut Reader, draft: &mut Draft, id: &Id) -> Result<()> {
    let Some(mut body) = draft.state.body::<Enumeration>(id).cloned() else {
        return Ok(());
    };
    if reader.accept("add value") {
        add(reader, &mut body.values)?;
    } else if reader.accept("rename value") {
        rename(reader, &mut body.values)?;
    } else {
        return Err(reader.unexpected("`ADD VALUE` or `RENAME VALUE`"));
    }
    reader.done()?;
    if let Some(fact) = draft.state.get_mut(id) {
        fact.change(|b: &mut Enumeration| *b = body);
    }
    Ok(())
}

fn add(reader: &mut Reader, values: &mut Vec<String>) -> Result<()> {
    let lenient = reader.accept("if not exists");
    let (new, place) = value(reader)?;
    let before = reader.accept("before");
    let at = if before || reader.accept("after") {
        index(reader, values)? + usize::from(!before)
    } else {
        values.len()
    };
    match (values.contains(&new), lenient) {
        (false, _) => values.insert(at, new),
        (true, true) => {}
        (true, false) => return Err(twice(&new, place)),
    }
    Ok(())
}

fn rename(reader: &mut Reader, values: &mut [String]) -> Result<()> {
    let at = index(reader, values)?;
    reader.expect("to")?;
    let (new, place) = value(reader)?;
    if values.contains(&new) {
        return Err(twice(&new, place));
    }
    values[at] = new;
    Ok(())
}

/// Reads a value that the enum has, and returns its place in the list.
fn index(reader: &mut Reader, values: &[String]) -> Result<usize> {
    let (wanted, place) = value(reader)?;
    values
        .iter()
        .position(|v| *v == wanted)
        .ok_or_else(|| unknown(&wanted, values, place))
}

fn value(reader: &mut Reader) -> Result<(String, Place)> {
    let mark = reader.mark();
    let value = reader.string()?;
    let place = reader.since(mark);
    if value.len() > MAX {
        let message = format!("a value of an enum has at most {MAX} bytes");
        return Err(reader.error_at("too-long", &message, place));
    }
    Ok((value, place))
}

fn twice(value: &str, place: Place) -> Box<Problem> {
    Box::new(
        Problem::error(
            "defined-twice",
            format!("the enum has the value '{value}' twice"),
        )
        .at(place, "again here")
        .help("remove one of the two"),
    )
}

fn unknown(value: &str, values: &[String], place: Place) -> Box<Problem> {
    let near = did_you_mean(value, values.iter().map(String::as_str));
    Box::new(
        Problem::error(
            "unknown-value",
            format!("the enum has no value '{value}' here"),
        )
        .at(place, "")
        .help(near.unwrap_or_else(|| format!("it has {}", super::values(values)))),
    )
}
