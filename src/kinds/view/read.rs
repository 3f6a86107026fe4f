//! Reads CREATE VIEW and ALTER VIEW.

use std::collections::BTreeMap;

use super::{Options, View, rename, select};
use crate::diagnostic::Result;
use crate::kind::{Draft, names};
use crate::model::{Id, Place};
use crate::text::sql::Reader;
use crate::text::{Expr, quote};
use sqlparser::tokenizer::Token;

/// Reads CREATE VIEW.
pub fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create")?;
    let replace = reader.accept("or replace");
    if reader.at_any(&["temp", "temporary", "global", "local"]) {
        let expected = "VIEW: a temporary view ends with its session and is no part of a schema";
        return Err(reader.unexpected(expected));
    }
    let recursive = reader.accept("recursive");
    reader.expect("view")?;
    let name = reader.name()?;
    let id = draft.new_id(names::VIEW, &name)?;
    let columns = match reader.at_sign(&Token::LParen) {
        true => reader.ident_list()?,
        false => Vec::new(),
    };
    let mut options = Options::default();
    if reader.accept("with") {
        options.read(reader)?;
    }
    reader.expect("as")?;
    let mut query = query(reader, at_check)?;
    check(reader, &mut options)?;
    reader.done()?;
    if recursive {
        query = recursion(reader, name.last(), &columns, &query, &name.place)?;
    }
    draft.free_relation(&id, &name.place)?;
    let (query, names) = with_names(query, columns);
    let view = View {
        query,
        names,
        options,
        defaults: BTreeMap::new(),
        columns: Vec::new(),
    };
    put(draft, &id, view, replace, name.place)?;
    draft.note_rename(&id, hint);
    Ok(())
}

/// Reads a query up to where `stop` says so.
pub fn query(reader: &mut Reader, stop: fn(&Reader) -> bool) -> Result<Expr> {
    if !reader.at_any(&["select", "with", "values", "table"]) && !reader.at_sign(&Token::LParen) {
        return Err(reader.unexpected("a query"));
    }
    reader.until(stop)
}

fn at_check(reader: &Reader) -> bool {
    reader.at("with check option")
        || reader.at("with local check option")
        || reader.at("with cascaded check option")
}

/// Reads WITH CHECK OPTION, which is an option in other words.
fn check(reader: &mut Reader, options: &mut Options) -> Result<()> {
    if !reader.accept("with") {
        return Ok(());
    }
    let check = match reader.accept("local") {
        true => "local",
        false => "cascaded",
    };
    let _ = reader.accept("cascaded");
    reader.expect("check option")?;
    options.set("check_option", check);
    Ok(())
}

/// Writes the names of the first columns into the query, where it can be seen what they name.
pub fn with_names(query: Expr, names: Vec<String>) -> (Expr, Vec<String>) {
    let named = match names.is_empty() {
        true => None,
        false => select::named(&query.sql, &names),
    };
    match named {
        Some(text) => (Expr::new(text), Vec::new()),
        None => (query, names),
    }
}

/// Writes a recursive view out, as the manual says what it stands for.
fn recursion(
    reader: &Reader,
    name: &str,
    columns: &[String],
    query: &Expr,
    place: &Place,
) -> Result<Expr> {
    if columns.is_empty() {
        let message = "a recursive view needs the names of its columns";
        return Err(reader.error_at("syntax", message, place.clone()));
    }
    let (name, list) = (quote::ident(name), quote::idents(columns));
    Ok(Expr::new(format!(
        "with recursive {name} ({list}) as ({}) select {list} from {name}",
        query.sql
    )))
}

/// Puts the view in, in the place of another only if `replace` says so; defaults stay.
fn put(draft: &mut Draft, id: &Id, view: View, replace: bool, place: Place) -> Result<()> {
    let parent = Some(Id::new(names::SCHEMA, &[&id.parts()[0]]));
    let before = draft.state.body::<View>(id).map(|v| v.defaults.clone());
    match before.filter(|_| replace) {
        Some(defaults) => {
            draft.set(id.clone(), parent, View { defaults, ..view }, place);
            Ok(())
        }
        None => draft.add(id.clone(), parent, view, place),
    }
}

/// Reads ALTER VIEW: options and defaults of columns.
pub fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter view")?;
    let lenient = reader.accept("if exists");
    let name = reader.name()?;
    let Some(id) = draft.find(&[names::VIEW], &name) else {
        return match lenient {
            true => {
                draft.pass_over(&[names::VIEW], &name);
                Ok(())
            }
            false => Err(draft.unknown("unknown-view", &[names::VIEW], &name)),
        };
    };
    if reader.at("rename") {
        return rename::read(reader, draft, &id);
    }
    let Some(fact) = draft.state.get_mut(&id) else {
        return Ok(());
    };
    let mut view = fact.body::<View>().clone();
    if reader.accept("set") {
        view.options.read(reader)?;
    } else if reader.accept("reset") {
        view.options.reset(reader)?;
    } else if reader.accept("alter") {
        default(reader, &mut view)?;
    } else {
        return Err(reader.unexpected("SET, RESET, ALTER COLUMN or RENAME COLUMN"));
    }
    reader.done()?;
    fact.change(|v: &mut View| *v = view);
    Ok(())
}

/// Reads SET DEFAULT or DROP DEFAULT of a column.
fn default(reader: &mut Reader, view: &mut View) -> Result<()> {
    let _ = reader.accept("column");
    let column = reader.ident()?;
    if reader.accept("drop default") {
        view.defaults.remove(&column);
        return Ok(());
    }
    reader.expect("set default")?;
    let default = reader.until(|r| r.is_done())?;
    if default.sql.is_empty() {
        return Err(reader.unexpected("an expression"));
    }
    view.defaults.insert(column, default);
    Ok(())
}
