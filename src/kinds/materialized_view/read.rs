//! Reads CREATE MATERIALIZED VIEW and ALTER MATERIALIZED VIEW.

use std::collections::BTreeMap;

use sqlparser::tokenizer::Token;

use super::MaterializedView;
use crate::diagnostic::Result;
use crate::kind::{Draft, names};
use crate::kinds::view;
use crate::model::Id;
use crate::text::sql::Reader;

/// Reads CREATE MATERIALIZED VIEW.
pub fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create materialized view")?;
    let lenient = reader.accept("if not exists");
    let name = reader.name()?;
    let id = draft.new_id(names::MATERIALIZED_VIEW, &name)?;
    if lenient && draft.relation_at(&id).is_some() {
        return Ok(());
    }
    let columns = match reader.at_sign(&Token::LParen) {
        true => reader.ident_list()?,
        false => Vec::new(),
    };
    let parameters = storage(reader)?;
    reader.expect("as")?;
    let query = view::read_query(reader, at_data)?;
    let no_data = reader.accept("with no data");
    let _ = reader.accept("with data");
    reader.done()?;
    draft.free_relation(&id, &name.place)?;
    let parent = Some(Id::new(names::SCHEMA, &[&id.parts()[0]]));
    let (query, names) = view::with_names(query, columns);
    let body = MaterializedView {
        query,
        names,
        parameters,
        no_data,
    };
    draft.add(id.clone(), parent, body, name.place)?;
    draft.note_rename(&id, hint);
    Ok(())
}

/// Reads what stands between the name and AS.
fn storage(reader: &mut Reader) -> Result<BTreeMap<String, String>> {
    let mut parameters = BTreeMap::new();
    if reader.accept("using") {
        let place = reader.here();
        if reader.ident()? != "heap" {
            let message = "access methods other than heap are not supported yet";
            return Err(reader.error_at("unsupported", message, place));
        }
    }
    if reader.accept("with") {
        set(reader, &mut parameters)?;
    }
    if reader.at("tablespace") {
        let message = "TABLESPACE is not supported yet";
        return Err(reader.error_at("unsupported", message, reader.here()));
    }
    Ok(parameters)
}

/// Returns whether the end of the statement stands here; a query may be named `data`.
fn at_data(reader: &Reader) -> bool {
    let ends =
        |words: &str| reader.at(words) && *reader.peek_nth(words.split(' ').count()) == Token::EOF;
    ends("with data") || ends("with no data")
}

fn set(reader: &mut Reader, parameters: &mut BTreeMap<String, String>) -> Result<()> {
    let list = reader.list(|r| {
        let name = parameter(r)?;
        let value = match r.accept_sign(&Token::Eq) {
            true => value(r)?,
            false => "true".to_string(),
        };
        Ok((name, value))
    })?;
    parameters.extend(list);
    Ok(())
}

fn parameter(reader: &mut Reader) -> Result<String> {
    let name = reader.name()?;
    if name.schema().is_some() {
        let message = "parameters of the TOAST table are not supported yet";
        return Err(reader.error_at("unsupported", message, name.place));
    }
    Ok(name.last().to_ascii_lowercase())
}

fn value(reader: &mut Reader) -> Result<String> {
    match reader.peek() {
        Token::Number(..) | Token::Minus | Token::Plus => reader.number(),
        Token::Word(_) => reader.ident(),
        _ => reader.string(),
    }
}

/// Reads ALTER MATERIALIZED VIEW with storage parameters.
pub fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter materialized view")?;
    let lenient = reader.accept("if exists");
    let name = reader.name()?;
    let kinds = [names::MATERIALIZED_VIEW];
    let Some(id) = draft.find(&kinds, &name) else {
        return match lenient {
            true => Ok(()),
            false => Err(draft.unknown("unknown-view", &kinds, &name)),
        };
    };
    let Some(fact) = draft.state.get_mut(&id) else {
        return Ok(());
    };
    let mut parameters = fact.body::<MaterializedView>().parameters.clone();
    if reader.accept("set") && reader.at_sign(&Token::LParen) {
        set(reader, &mut parameters)?;
    } else if reader.accept("reset") {
        for name in reader.list(parameter)? {
            parameters.remove(&name);
        }
    } else {
        let message = "this form of ALTER MATERIALIZED VIEW is not supported yet";
        return Err(reader.error_at("unsupported", message, reader.here()));
    }
    reader.done()?;
    fact.change(|v: &mut MaterializedView| v.parameters = parameters);
    Ok(())
}
