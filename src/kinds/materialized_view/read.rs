//! Reads CREATE MATERIALIZED VIEW and ALTER MATERIALIZED VIEW.

use sqlparser::tokenizer::Token;

use super::MaterializedView;
use crate::diagnostic::Result;
use crate::kind::{Draft, names};
use crate::kinds::index::mark::{self, Mark};
use crate::kinds::storage::Storage;
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
    let mut storage = Storage::of_draft(draft);
    while storage.read(reader, draft.world)? {}
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
        storage,
        no_data,
    };
    draft.add(id.clone(), parent, body, name.place)?;
    draft.note_rename(&id, hint);
    Ok(())
}

/// Returns whether the end of the statement stands here; a query may be named `data`.
fn at_data(reader: &Reader) -> bool {
    let ends =
        |words: &str| reader.at(words) && *reader.peek_nth(words.split(' ').count()) == Token::EOF;
    ends("with data") || ends("with no data")
}

/// Reads ALTER MATERIALIZED VIEW, which changes how the rows are kept.
pub fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter materialized view")?;
    let lenient = reader.accept("if exists");
    let name = reader.name()?;
    let kinds = [names::MATERIALIZED_VIEW];
    let Some(id) = draft.find(&kinds, &name) else {
        return match lenient {
            true => {
                draft.pass_over(&kinds, &name);
                Ok(())
            }
            false => Err(draft.unknown("unknown-view", &kinds, &name)),
        };
    };
    if reader.at("rename") {
        return view::rename::read(reader, draft, &id);
    }
    if reader.accept("cluster on") {
        return mark::on(Mark::Cluster, reader, draft, &id);
    }
    if reader.accept("set without cluster") {
        mark::clear(Mark::Cluster, draft, &id);
        return reader.done();
    }
    let Some(fact) = draft.state.get_mut(&id) else {
        return Ok(());
    };
    let mut storage = fact.body::<MaterializedView>().storage.clone();
    loop {
        if !storage.alter(reader, draft.world)? {
            let message = "this form of ALTER MATERIALIZED VIEW is not supported yet";
            return Err(reader.error_at("unsupported", message, reader.here()));
        }
        if !reader.comma() {
            break;
        }
    }
    reader.done()?;
    fact.change(|v: &mut MaterializedView| v.storage = storage);
    Ok(())
}
