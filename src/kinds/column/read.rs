//! Reads the definition of a column.

use sqlparser::tokenizer::Token;

use super::{Column, NotNull, alike, collation_name, kept, null};
use crate::diagnostic::{Problem, Result, did_you_mean};
use crate::kind::{Draft, names};
use crate::kinds::foreign::Options;
use crate::kinds::{constraint, default, table};
use crate::model::{Id, Place};
use crate::text::Expr;
use crate::text::sql::Reader;
use crate::text::typename::TypeName;

/// What ends the expression of a default.
const AFTER_DEFAULT: &[&str] = &[
    "constraint",
    "not",
    "null",
    "default",
    "unique",
    "primary",
    "check",
    "references",
    "generated",
    "collate",
    "deferrable",
    "initially",
    "storage",
    "compression",
];

/// Reads a column's name, type and constraints; with `lenient`, one that is there already stays as it is. The hint is about its
/// old name, where none stands right above it.
pub fn read(
    reader: &mut Reader,
    draft: &mut Draft,
    table: &Id,
    lenient: bool,
    hint: Option<String>,
) -> Result<()> {
    let hint = reader.hint().or(hint);
    let mark = reader.mark();
    let name = reader.ident()?;
    let place = reader.since(mark);
    let id = table.child(names::COLUMN, &name);
    if lenient && draft.state.has(&id) {
        return table::skip_clause(reader);
    }
    if let Some(body) = alike::accept(reader, draft) {
        draft.free(&id, &place)?;
        draft.set_alike(id.clone(), Some(table.clone()), body, place);
        draft.note_rename(&id, hint);
        return Ok(());
    }
    let (mark, before) = (reader.mark(), alike::Size::of(draft));
    define(reader, draft, table, &id, place)?;
    alike::remember(reader.text_since(mark), &id, before, draft);
    draft.note_rename(&id, hint);
    Ok(())
}

/// Reads the type of a column and its constraints.
fn define(reader: &mut Reader, draft: &mut Draft, table: &Id, id: &Id, place: Place) -> Result<()> {
    let serial = serial_type(reader);
    let is_serial = serial.is_some();
    let ty = match serial {
        Some(ty) => ty,
        None => draft.type_name(reader)?,
    };
    let column = Column {
        not_null: is_serial,
        null: NotNull {
            name: (is_serial && null::keeps_names(draft)).then(|| null::chosen(id)),
            chosen: true,
            own: is_serial && null::keeps_names(draft),
            ..NotNull::default()
        },
        ..Column::plain(ty.clone(), None)
    };
    draft.add(id.clone(), Some(table.clone()), column, place.clone())?;
    if is_serial {
        default::serial(draft, id, &ty, place)?;
    }
    while !reader.is_done() && !reader.at_sign(&Token::Comma) && !reader.at_sign(&Token::RParen) {
        attribute(reader, draft, id)?;
    }
    Ok(())
}

/// Reads what a partition has of its own for a column of its parent: `name [WITH OPTIONS] constraints`.
///
/// # Errors
/// If the parent has no such column.
pub fn options(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<()> {
    let mark = reader.mark();
    let name = reader.ident()?;
    let id = table.child(names::COLUMN, &name);
    if !draft.state.has(&id) {
        return Err(unknown(draft, table, &name, reader.since(mark)));
    }
    reader.accept("with options");
    while !reader.is_done() && !reader.at_sign(&Token::Comma) && !reader.at_sign(&Token::RParen) {
        if reader.at("default") {
            draft.remove(&id.as_kind(names::DEFAULT));
        }
        attribute(reader, draft, &id)?;
    }
    Ok(())
}

/// Reads `serial` and its like, which stand for an integer with a sequence of its own.
fn serial_type(reader: &mut Reader) -> Option<TypeName> {
    let name = match reader.word()?.as_str() {
        "serial" | "serial4" => "integer",
        "bigserial" | "serial8" => "bigint",
        "smallserial" | "serial2" => "smallint",
        _ => return None,
    };
    reader.skip();
    Some(TypeName {
        name: name.into(),
        modifiers: Vec::new(),
        dimensions: 0,
    })
}

/// Reads one attribute or constraint of the column.
fn attribute(reader: &mut Reader, draft: &mut Draft, id: &Id) -> Result<()> {
    let name = constraint::name_before(reader)?;
    let here = reader.here();
    if reader.accept("not null") {
        null::read(reader, draft, id, name)?;
    } else if reader.accept("null") {
        return Ok(());
    } else if reader.accept("default") {
        let mark = reader.mark();
        let expr = read_default(reader)?;
        let place = reader.since(mark);
        default::add(draft, id, expr, place)?;
    } else if reader.at("options") {
        let options = Options::read(reader)?;
        change(draft, id, |c| c.foreign = options);
    } else if reader.accept("collate") {
        let collation = read_collation(reader, draft)?;
        change(draft, id, |c| c.collation = collation);
    } else if reader.accept("generated") {
        generated(reader, draft, id, here)?;
    } else if reader.at_any(&["storage", "compression"]) {
        let mut kept = draft
            .state
            .body::<Column>(id)
            .map(|c| c.kept.clone())
            .unwrap_or_default();
        kept::read(reader, &mut kept)?;
        change(draft, id, |c| c.keep(kept));
    } else if !constraint(reader, draft, id, name)? {
        return Err(reader.unexpected("a constraint of the column, a comma or the end of the list"));
    }
    Ok(())
}

fn constraint(
    reader: &mut Reader,
    draft: &mut Draft,
    id: &Id,
    name: Option<(String, Place)>,
) -> Result<bool> {
    let table = draft.state.get(id).and_then(|f| f.parent.clone());
    match table {
        Some(table) => constraint::read_column_constraint(reader, draft, &table, &id.last(), name),
        None => Ok(false),
    }
}

/// Reads the expression of a default, which ends where the next attribute begins.
pub fn read_default(reader: &mut Reader) -> Result<Expr> {
    let mark = reader.mark();
    let expr = reader
        .until(|r| r.at_sign(&Token::Comma) || (r.at_any(AFTER_DEFAULT) && r.is_past(mark)))?;
    if expr.sql.is_empty() {
        Err(reader.unexpected("an expression"))
    } else {
        Ok(expr)
    }
}

/// Reads the name of a collation; the default one of every type is nothing.
pub fn read_collation(reader: &mut Reader, draft: &Draft) -> Result<Option<String>> {
    let name = reader.name()?;
    let last = name.last();
    if last == "default" {
        return Ok(None);
    }
    Ok(Some(match name.schema() {
        Some(schema) => collation_name(schema, last),
        None => draft.collation(last),
    }))
}

fn generated(reader: &mut Reader, draft: &mut Draft, id: &Id, place: Place) -> Result<()> {
    let by_default = reader.accept("by default");
    if !by_default {
        reader.expect("always")?;
    }
    reader.expect("as")?;
    if reader.accept("identity") {
        null::set(draft, id);
        return crate::kinds::identity::read(reader, draft, id, !by_default, place);
    }
    if by_default {
        return Err(reader.unexpected("`IDENTITY`"));
    }
    let expr = reader.in_parens()?;
    let is_virtual = is_virtual(reader, draft)?;
    change(draft, id, |c| {
        (c.generated, c.is_virtual) = (Some(expr), is_virtual)
    });
    Ok(())
}

/// Reads `STORED` or `VIRTUAL`; what is left out is virtual since version 18, and nothing that older servers take.
fn is_virtual(reader: &mut Reader, draft: &Draft) -> Result<bool> {
    let version = draft.world.version;
    match () {
        () if reader.accept("virtual") => Ok(true),
        () if reader.accept("stored") => Ok(false),
        () if version == 0 || version >= null::SINCE => Ok(true),
        () => Err(reader.unexpected("`STORED`, which only PostgreSQL 18 takes for left out")),
    }
}

fn change(draft: &mut Draft, id: &Id, change: impl FnOnce(&mut Column)) {
    if let Some(fact) = draft.state.get_mut(id) {
        fact.change(change);
    }
}

/// Makes the error for a column that a table does not have, with the nearest one.
pub fn unknown(draft: &Draft, table: &Id, name: &str, place: Place) -> Box<Problem> {
    let known: Vec<String> = draft
        .parts::<Column>(table)
        .into_iter()
        .map(|(id, _)| id.last())
        .collect();
    let near = did_you_mean(name, known.iter().map(String::as_str));
    let message = format!(
        "{} {} has no column {name}",
        table.kind().replace('-', " "),
        table.name()
    );
    let help = near.unwrap_or_else(|| format!("it has {}", known.join(", ")));
    Box::new(
        Problem::error("unknown-column", message)
            .at(place, "")
            .help(help),
    )
}
