//! Reads CREATE TYPE … AS (…) and the forms of ALTER TYPE that change attributes.

use super::{Attribute, Composite};
use crate::diagnostic::{Problem, Result, did_you_mean};
use crate::kind::{Draft, names};
use crate::kinds::column::read_collation;
use crate::kinds::typedef::{self, Head};
use crate::model::{Id, Place};
use crate::text::sql::Reader;

/// Reads the list of attributes behind `AS`.
pub fn create(reader: &mut Reader, draft: &mut Draft, head: Head) -> Result<()> {
    let mut attributes = Vec::new();
    reader.list(|r| add(r, draft, &mut attributes))?;
    reader.done()?;
    typedef::declare(draft, names::COMPOSITE, head, Composite { attributes })
}

/// Reads `ADD`, `DROP`, `ALTER` and `RENAME ATTRIBUTE`, of which the first three can be several.
pub fn alter(reader: &mut Reader, draft: &mut Draft, id: &Id) -> Result<()> {
    let Some(mut body) = draft.state.body::<Composite>(id).cloned() else {
        return Ok(());
    };
    if reader.accept("rename attribute") {
        rename(reader, &mut body.attributes)?;
    } else {
        loop {
            change(reader, draft, &mut body.attributes)?;
            if !reader.comma() {
                break;
            }
        }
    }
    reader.done()?;
    if let Some(fact) = draft.state.get_mut(id) {
        fact.change(|c: &mut Composite| *c = body);
    }
    Ok(())
}

fn change(reader: &mut Reader, draft: &Draft, attributes: &mut Vec<Attribute>) -> Result<()> {
    if reader.accept("add attribute") {
        add(reader, draft, attributes)?;
    } else if reader.accept("drop attribute") {
        drop(reader, attributes)?;
    } else if reader.accept("alter attribute") {
        let at = index(reader, attributes)?;
        reader.accept("set data");
        reader.expect("type")?;
        attributes[at].ty = draft.type_name(reader)?;
        attributes[at].collation = collation(reader, draft)?;
    } else {
        return Err(reader.unexpected("`ADD`, `DROP`, `ALTER` or `RENAME ATTRIBUTE`"));
    }
    pass_behaviour(reader);
    Ok(())
}

/// Steps over the words that say what happens to tables of the type.
fn pass_behaviour(reader: &mut Reader) {
    let _ = reader.accept("cascade") || reader.accept("restrict");
}

fn add(reader: &mut Reader, draft: &Draft, attributes: &mut Vec<Attribute>) -> Result<()> {
    let mark = reader.mark();
    let name = reader.ident()?;
    if attributes.iter().any(|a| a.name == name) {
        return Err(twice(&name, reader.since(mark)));
    }
    let ty = draft.type_name(reader)?;
    let collation = collation(reader, draft)?;
    attributes.push(Attribute {
        name,
        ty,
        collation,
    });
    Ok(())
}

fn collation(reader: &mut Reader, draft: &Draft) -> Result<Option<String>> {
    if reader.accept("collate") {
        read_collation(reader, draft)
    } else {
        Ok(None)
    }
}

fn drop(reader: &mut Reader, attributes: &mut Vec<Attribute>) -> Result<()> {
    let lenient = reader.accept("if exists");
    let mark = reader.mark();
    match index(reader, attributes) {
        Ok(at) => {
            attributes.remove(at);
        }
        Err(_) if lenient => {
            reader.rewind(mark);
            reader.ident()?;
        }
        Err(problem) => return Err(problem),
    }
    Ok(())
}

fn rename(reader: &mut Reader, attributes: &mut [Attribute]) -> Result<()> {
    let at = index(reader, attributes)?;
    reader.expect("to")?;
    let mark = reader.mark();
    let name = reader.ident()?;
    if attributes.iter().any(|a| a.name == name) {
        return Err(twice(&name, reader.since(mark)));
    }
    attributes[at].name = name;
    pass_behaviour(reader);
    Ok(())
}

/// Reads the name of an attribute that the type has, and returns its place in the list.
fn index(reader: &mut Reader, attributes: &[Attribute]) -> Result<usize> {
    let mark = reader.mark();
    let name = reader.ident()?;
    let found = attributes.iter().position(|a| a.name == name);
    found.ok_or_else(|| unknown(&name, attributes, reader.since(mark)))
}

fn twice(name: &str, place: Place) -> Box<Problem> {
    let message = format!("the type has the attribute {name} twice");
    Box::new(
        Problem::error("defined-twice", message)
            .at(place, "again here")
            .help("give the second one another name"),
    )
}

fn unknown(name: &str, attributes: &[Attribute], place: Place) -> Box<Problem> {
    let known: Vec<&str> = attributes.iter().map(|a| a.name.as_str()).collect();
    let near = did_you_mean(name, known.iter().copied());
    let message = format!("the type has no attribute {name} here");
    Box::new(
        Problem::error("unknown-attribute", message)
            .at(place, "")
            .help(near.unwrap_or_else(|| format!("it has {}", known.join(", ")))),
    )
}
