//! Reads ALTER TEXT SEARCH CONFIGURATION, which adds, changes and drops mappings.

use super::mapping::{self, Mapping};
use super::objects;
use crate::diagnostic::Result;
use crate::kind::{Draft, names};
use crate::model::{Id, Place};
use crate::text::sql::Reader;

/// Reads the statement.
pub fn read(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter text search configuration")?;
    let name = reader.name()?;
    let Some(id) = draft.find(&[names::TS_CONFIGURATION], &name) else {
        return Err(draft.unknown("unknown-object", &[names::TS_CONFIGURATION], &name));
    };
    if reader.accept("add mapping for") {
        let tokens = tokens(reader)?;
        let dictionaries = with(reader)?;
        for (token, place) in tokens {
            mapping::add(draft, &id, &token, dictionaries.clone(), place)?;
        }
    } else if reader.accept("drop mapping") {
        let lenient = reader.accept("if exists");
        reader.expect("for")?;
        for (token, place) in tokens(reader)? {
            let mapping = existing(reader, draft, &id, &token, place);
            match mapping {
                Ok(found) => draft.remove(&found),
                Err(_) if lenient => {}
                Err(problem) => return Err(problem),
            }
        }
    } else {
        reader.expect("alter mapping")?;
        change(reader, draft, &id)?;
    }
    reader.done()
}

/// Reads `[for tokens] with dictionaries` or `[for tokens] replace one with another`.
fn change(reader: &mut Reader, draft: &mut Draft, configuration: &Id) -> Result<()> {
    let mut found = Vec::new();
    if reader.accept("for") {
        for (token, place) in tokens(reader)? {
            found.push(existing(reader, draft, configuration, &token, place)?);
        }
    } else {
        let all = draft.parts::<Mapping>(configuration).into_iter();
        found.extend(all.map(|(id, _)| id));
    }
    let replaced = match reader.accept("replace") {
        true => Some(one(reader)?),
        false => None,
    };
    let new = with(reader)?;
    for id in found {
        let Some(fact) = draft.state.get_mut(&id) else {
            continue;
        };
        fact.change(|m: &mut Mapping| match &replaced {
            None => m.dictionaries = new.clone(),
            Some(old) => {
                let all = m.dictionaries.iter_mut();
                all.filter(|d| is_same(d, old))
                    .for_each(|d| *d = new[0].clone());
            }
        });
    }
    Ok(())
}

/// Returns whether two names mean one dictionary, as far as they are qualified.
fn is_same(one: &Id, two: &Id) -> bool {
    let (a, b) = (one.parts(), two.parts());
    a.last() == b.last() && (a.len() != b.len() || a == b)
}

fn one(reader: &mut Reader) -> Result<Id> {
    let place = reader.here();
    let mut all = objects(names::TS_DICTIONARY, reader)?;
    match (all.pop(), all.is_empty()) {
        (Some(only), true) => Ok(only),
        _ => Err(reader.error_at("syntax", "one dictionary is expected here", place)),
    }
}

fn with(reader: &mut Reader) -> Result<Vec<Id>> {
    reader.expect("with")?;
    objects(names::TS_DICTIONARY, reader)
}

fn tokens(reader: &mut Reader) -> Result<Vec<(String, Place)>> {
    let mut out = Vec::new();
    loop {
        let mark = reader.mark();
        let token = reader.ident()?;
        out.push((token, reader.since(mark)));
        if !reader.comma() {
            return Ok(out);
        }
    }
}

fn existing(
    reader: &Reader,
    draft: &Draft,
    configuration: &Id,
    token: &str,
    place: Place,
) -> Result<Id> {
    let id = configuration.child(names::TS_MAPPING, token);
    if draft.state.has(&id) {
        return Ok(id);
    }
    let message = format!("{} has no mapping for {token}", configuration.name());
    Err(reader.error_at("unknown-object", &message, place))
}
