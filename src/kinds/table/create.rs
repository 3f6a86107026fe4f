//! Reads CREATE TABLE.

use super::like::Like;
use super::{Table, element};
use crate::diagnostic::Result;
use crate::kind::{Draft, names};
use sqlparser::tokenizer::Token;

use crate::kinds::constraint;
use crate::kinds::foreign::Foreign;
use crate::kinds::inheritance::key::PartitionKey;
use crate::kinds::inheritance::{self, Parents};
use crate::kinds::storage::Storage;
use crate::model::Id;
use crate::text::sql::Reader;

/// What may follow the list of elements and is not modelled.
const UNMODELLED: &[&str] = &["on commit"];

/// Reads the statement.
pub fn read(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create")?;
    if reader.at_any(&["temp", "temporary", "global", "local"]) {
        return Err(reader.unexpected(
            "TABLE: a temporary table ends with its session and is no part of a schema",
        ));
    }
    let unlogged = reader.accept("unlogged");
    let is_foreign = reader.accept("foreign");
    reader.expect("table")?;
    let lenient = reader.accept("if not exists");
    let name = reader.name()?;
    let id = draft.new_id(names::TABLE, &name)?;
    if lenient && draft.relation_at(&id).is_some() {
        return Ok(());
    }
    let parent = Id::new(names::SCHEMA, &[&id.parts()[0]]);
    draft.free_relation(&id, &name.place)?;
    draft.add(
        id.clone(),
        Some(parent),
        Table {
            unlogged,
            ..Table::default()
        },
        name.place.clone(),
    )?;
    draft.note_rename(&id, hint);
    let parents = inheritance::read_parents(reader, draft, &id)?;
    if !parents.list_is_optional() || reader.at_sign(&Token::LParen) {
        elements(reader, draft, &id, &parents)?;
    }
    inheritance::create(reader, draft, &id, parents)?;
    if !is_foreign && reader.accept("partition by") {
        let key = PartitionKey::read(reader, draft)?;
        change(draft, &id, |t| t.partition_by = Some(key));
    }
    match is_foreign {
        true => {
            let foreign = Foreign::read(reader)?;
            change(draft, &id, |t| t.foreign = Some(foreign));
        }
        false => {
            let mut storage = storage(draft, &id);
            while storage.read(reader, draft.world)? {}
            change(draft, &id, |t| t.storage = storage);
        }
    }
    for words in UNMODELLED {
        if reader.at(words) {
            let message = format!("{} is not supported yet", words.to_uppercase());
            return Err(reader.error_at("unsupported", &message, reader.here()));
        }
    }
    reader.done()
}

/// Returns how the rows are kept before the definition says more of it: a partition takes after its parent, and the settings say
/// nothing of the access method of a partitioned table.
fn storage(draft: &Draft, table: &Id) -> Storage {
    let mut storage = Storage::of_draft(draft);
    if inheritance::is_partitioned(&draft.state, table) {
        storage.method = None;
    }
    if inheritance::is_partition(&draft.state, table) {
        let parents = inheritance::parents(&draft.state, table);
        let parents = parents.iter().filter_map(|p| draft.state.body::<Table>(p));
        parents.for_each(|parent| storage.inherit(&parent.storage));
    }
    storage
}

fn change(draft: &mut Draft, table: &Id, change: impl FnOnce(&mut Table)) {
    if let Some(fact) = draft.state.get_mut(table) {
        fact.change(change);
    }
}

/// Reads the columns first and the constraints after them, since those name columns that may follow.
fn elements(reader: &mut Reader, draft: &mut Draft, table: &Id, parents: &Parents) -> Result<()> {
    let (mut later, mut likes) = (Vec::new(), Vec::new());
    let mut problems = Vec::new();
    reader.list(|r| {
        if constraint::at_table_constraint(r) {
            later.push(r.mark());
            return element::skip(r);
        }
        let mark = r.mark();
        let own = |r: &mut Reader, draft: &mut Draft| element::read(r, draft, table);
        let read = match r.at("like") {
            true => {
                let copied = |draft: &mut Draft| Like::read(r, draft, table);
                inheritance::like(draft, table, parents, copied).map(|like| likes.push(like))
            }
            false => inheritance::element(r, draft, table, parents, own),
        };
        if let Err(problem) = read {
            problems.push(problem);
            r.rewind(mark);
            element::skip(r)?;
        }
        Ok(())
    })?;
    let end = reader.mark();
    for mark in later {
        reader.rewind(mark);
        problems.extend(element::read(reader, draft, table).err());
    }
    reader.rewind(end);
    constraint::name_all(draft, table);
    for like in likes {
        problems.extend(like.copy_rest(draft, table).err());
    }
    problems.into_iter().for_each(|p| draft.problems.push(*p));
    Ok(())
}
