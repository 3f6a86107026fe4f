//! Reads CREATE PUBLICATION and ALTER PUBLICATION.

use std::collections::{BTreeMap, BTreeSet};

use sqlparser::tokenizer::Token;

use super::{Member, Operation, Options, Publication};
use crate::diagnostic::{Problem, Result, did_you_mean};
use crate::kind::{Draft, names};
use crate::kinds::inheritance;
use crate::model::{Id, Place};
use crate::text::sql::Reader;

/// The tables and schemas of one statement.
#[derive(Default)]
struct Objects {
    tables: BTreeMap<Id, Member>,
    schemas: BTreeSet<String>,
}

/// Reads CREATE PUBLICATION.
pub fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create publication")?;
    let mark = reader.mark();
    let id = Id::new(names::PUBLICATION, &[&reader.ident()?]);
    let place = reader.since(mark);
    let mut publication = Publication::default();
    if reader.accept("for all tables") {
        publication.all_tables = true;
    } else if reader.accept("for") {
        let objects = objects(reader, draft)?;
        (publication.tables, publication.schemas) = (objects.tables, objects.schemas);
    }
    if reader.accept("with") {
        options(reader, &mut publication.options)?;
    }
    reader.done()?;
    draft.add(id.clone(), None, publication, place)?;
    draft.note_rename(&id, hint);
    Ok(())
}

/// Reads ALTER PUBLICATION.
pub fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter publication")?;
    let mark = reader.mark();
    let id = Id::new(names::PUBLICATION, &[&reader.ident()?]);
    let Some(mut publication) = draft.state.body::<Publication>(&id).cloned() else {
        return Err(unknown(draft, &id, reader.since(mark)));
    };
    if reader.accept("add") {
        add(
            &mut publication,
            objects(reader, draft)?,
            reader.since(mark),
        )?;
    } else if reader.accept("drop") {
        drop(
            &mut publication,
            objects(reader, draft)?,
            reader.since(mark),
        )?;
    } else if reader.accept("set") {
        if reader.at_sign(&Token::LParen) {
            options(reader, &mut publication.options)?;
        } else {
            let objects = objects(reader, draft)?;
            (publication.tables, publication.schemas) = (objects.tables, objects.schemas);
        }
    } else {
        return Err(reader.unexpected("`ADD`, `DROP` or `SET`"));
    }
    reader.done()?;
    if let Some(fact) = draft.state.get_mut(&id) {
        fact.change(|p: &mut Publication| *p = publication);
    }
    Ok(())
}

fn unknown(draft: &Draft, id: &Id, place: Place) -> Box<Problem> {
    let known: Vec<String> = draft
        .state
        .iter()
        .filter(|f| f.id.kind() == names::PUBLICATION)
        .map(|f| f.id.last())
        .collect();
    let near = did_you_mean(&id.last(), known.iter().map(String::as_str));
    let message = format!("there is no publication {} here", id.name());
    Box::new(
        Problem::error("unknown-publication", message)
            .at(place, "")
            .help(near.unwrap_or_else(|| "create it before this statement".into())),
    )
}

fn add(publication: &mut Publication, new: Objects, place: Place) -> Result<()> {
    let twice = |name: &str| {
        let message = format!("{name} is in the publication already");
        Err(Box::new(
            Problem::error("defined-twice", message).at(place.clone(), ""),
        ))
    };
    for (table, member) in new.tables {
        if publication.tables.contains_key(&table) {
            return twice(table.name());
        }
        publication.tables.insert(table, member);
    }
    for schema in new.schemas {
        if !publication.schemas.insert(schema.clone()) {
            return twice(&format!("schema {schema}"));
        }
    }
    Ok(())
}

fn drop(publication: &mut Publication, gone: Objects, place: Place) -> Result<()> {
    let missing = |name: &str| {
        let message = format!("{name} is not in the publication here");
        Err(Box::new(
            Problem::error("unknown-table", message).at(place.clone(), ""),
        ))
    };
    for table in gone.tables.keys() {
        if publication.tables.remove(table).is_none() {
            return missing(table.name());
        }
    }
    for schema in &gone.schemas {
        if !publication.schemas.remove(schema) {
            return missing(&format!("schema {schema}"));
        }
    }
    Ok(())
}

/// Reads lists of tables and schemas; the words before the first of a list hold for the rest of it.
fn objects(reader: &mut Reader, draft: &Draft) -> Result<Objects> {
    let mut out = Objects::default();
    let mut named = BTreeSet::new();
    let mut schemas = false;
    if !reader.at_any(&["table", "tables in schema", "all tables in schema"]) {
        return Err(reader.unexpected("`TABLE` or `TABLES IN SCHEMA`"));
    }
    loop {
        if reader.accept("tables in schema") || reader.accept("all tables in schema") {
            schemas = true;
        } else if reader.accept("table") {
            schemas = false;
        }
        if schemas {
            out.schemas.insert(schema(reader, draft)?);
        } else {
            table(reader, draft, &mut out.tables, &mut named)?;
        }
        if !reader.comma() {
            return Ok(out);
        }
    }
}

fn schema(reader: &mut Reader, draft: &Draft) -> Result<String> {
    if !reader.accept("current_schema") {
        return reader.ident();
    }
    match draft.path().first() {
        Some(first) => Ok(first.clone()),
        None => Err(reader.unexpected("the name of a schema: the search_path is empty here")),
    }
}

fn table(
    reader: &mut Reader,
    draft: &Draft,
    tables: &mut BTreeMap<Id, Member>,
    named: &mut BTreeSet<Id>,
) -> Result<()> {
    let only = reader.accept("only");
    let name = reader.name()?;
    reader.accept_sign(&Token::Mul);
    let id = draft.relation(&[names::TABLE], &name)?;
    let mut member = Member::default();
    if reader.at_sign(&Token::LParen) {
        member.columns = Some(reader.ident_list()?.into_iter().collect());
    }
    if reader.accept("where") {
        member.filter = Some(reader.in_parens()?);
    }
    if !only {
        heirs(draft, &id, &member, tables);
    }
    tables.insert(id.clone(), member);
    if !named.insert(id) {
        let message = format!("table {} is named twice", name.show());
        return Err(reader.error_at("defined-twice", &message, name.place));
    }
    Ok(())
}

/// Adds the tables that inherit from one, as it is without ONLY; a partitioned table stands for its partitions.
fn heirs(draft: &Draft, table: &Id, member: &Member, tables: &mut BTreeMap<Id, Member>) {
    if !draft.has_children || inheritance::is_partitioned(&draft.state, table) {
        return;
    }
    for child in inheritance::children(&draft.state, table) {
        heirs(draft, &child, member, tables);
        tables.entry(child).or_insert_with(|| member.clone());
    }
}

fn options(reader: &mut Reader, options: &mut Options) -> Result<()> {
    let all = reader.list(|r| option(r, options))?;
    if all.is_empty() {
        return Err(reader.unexpected("an option between the parentheses"));
    }
    Ok(())
}

fn option(reader: &mut Reader, options: &mut Options) -> Result<()> {
    let here = reader.here();
    let name = reader.ident()?;
    let value = match reader.accept_sign(&Token::Eq) {
        true => Some(value(reader)?),
        false => None,
    };
    let wrong = |what: &str| {
        let message = format!("{name} takes {what}");
        reader.error_at("bad-option", &message, here.clone())
    };
    match name.as_str() {
        "publish" => {
            let list = operations(value.as_deref().unwrap_or_default());
            options.publish =
                list.ok_or_else(|| wrong("a list of insert, update, delete, truncate"))?;
        }
        "publish_via_partition_root" => {
            options.via_root = boolean(value.as_deref()).ok_or_else(|| wrong("true or false"))?;
        }
        "publish_generated_columns" => {
            options.generated = match value.as_deref() {
                None | Some("stored") => true,
                Some("none") => false,
                Some(_) => return Err(wrong("none or stored")),
            };
        }
        _ => {
            let message = format!("a publication has no option {name}");
            return Err(reader.error_at("unknown-option", &message, here));
        }
    }
    Ok(())
}

/// Reads the value of an option: a string, a word or a number.
fn value(reader: &mut Reader) -> Result<String> {
    match reader.peek() {
        Token::Number(..) => reader.number(),
        Token::Word(_) => reader.ident(),
        _ => reader.string(),
    }
}

fn operations(text: &str) -> Option<BTreeSet<Operation>> {
    let words = text.split(',').map(str::trim).filter(|w| !w.is_empty());
    words
        .map(|word| {
            let found = Operation::ALL
                .iter()
                .find(|o| o.1.eq_ignore_ascii_case(word));
            found.map(|o| o.0)
        })
        .collect()
}

/// Returns a truth value as `defGetBoolean` of the server reads it.
fn boolean(text: Option<&str>) -> Option<bool> {
    match text.map(str::to_ascii_lowercase).as_deref() {
        None | Some("true" | "on" | "1") => Some(true),
        Some("false" | "off" | "0") => Some(false),
        Some(_) => None,
    }
}
