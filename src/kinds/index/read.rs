//! Reads CREATE INDEX and ALTER INDEX.

use super::Options;
use super::element::{self, Key};
use super::{Index, naming};
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, names};
use crate::kinds::inheritance::merge;
use crate::kinds::{column, constraint, inheritance, storage};
use crate::model::{Fact, Id, Place};
use crate::text::sql::Reader;
use crate::text::{Expr, name};

/// Reads CREATE INDEX.
pub fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create")?;
    let unique = reader.accept("unique");
    reader.expect("index")?;
    reader.accept("concurrently");
    let lenient = reader.accept("if not exists");
    let mark = reader.mark();
    let name = match reader.at("on") {
        true => None,
        false => Some((reader.ident()?, reader.since(mark))),
    };
    reader.expect("on")?;
    let only = reader.accept("only");
    let table = table(reader, draft)?;
    let schema = table.parts().swap_remove(0);
    if let Some((name, _)) = name.as_ref().filter(|_| lenient)
        && draft.relation_exists(&schema, name)
    {
        return Ok(());
    }
    let mut index = Index {
        unique,
        ..body(reader, draft)?
    };
    reader.done()?;
    let partitions = inheritance::partitions(draft, &table);
    index.valid = !only || partitions.is_empty();
    let unnamed = name.is_none();
    let (name, place) =
        name.unwrap_or_else(|| (chosen_name(draft, &table, &index), draft.place.clone()));
    let id = Id::new(names::INDEX, &[&schema, &name]);
    constraint::free_index_name(draft, &id, &place)?;
    draft.add(id.clone(), Some(table.clone()), index, place)?;
    if unnamed {
        note_old_name(draft, &table, &id);
    }
    draft.note_rename(&id, hint);
    for partition in partitions.iter().filter(|_| !only) {
        merge::one(draft, &id, partition);
    }
    Ok(())
}

/// Reads the name of the table or materialized view, which the files must define.
fn table(reader: &mut Reader, draft: &Draft) -> Result<Id> {
    let name = reader.name()?;
    let id = draft.relation(&[names::TABLE, names::MATERIALIZED_VIEW], &name)?;
    if draft.state.has(&id) || draft.ahead.contains(&id) {
        return Ok(id);
    }
    let message = format!("an index is put on {}, which no file defines", id.name());
    let help = "describe the table too; for one that is not yours, only triggers and policies can be described";
    Err(Box::new(
        Problem::error("not-defined-here", message)
            .at(name.place, "")
            .help(help),
    ))
}

/// Reads what follows the table; it is the same for an exclusion constraint up to its elements.
fn body(reader: &mut Reader, draft: &Draft) -> Result<Index> {
    let method = method(reader)?;
    let elements = reader.list(|r| element::read(r, draft, &method))?;
    if elements.is_empty() {
        return Err(reader.unexpected("a column or an expression"));
    }
    let include = include(reader)?;
    let nulls_not_distinct = nulls_not_distinct(reader);
    let mut index = Index {
        nulls_not_distinct,
        include,
        ..Index::new(&method, elements)
    };
    if reader.accept("with") {
        index.options = Options::read(reader)?;
    }
    index.tablespace = match reader.accept("tablespace") {
        true => storage::tablespace(reader.ident()?, draft.world),
        false => draft.settings.tablespace.clone(),
    };
    if reader.accept("where") {
        index.predicate = Some(predicate(reader.until(|_| false)?, reader)?);
    }
    Ok(index)
}

/// Reads `USING method`; nothing means `btree`.
pub fn method(reader: &mut Reader) -> Result<String> {
    match reader.accept("using") {
        true => reader.ident(),
        false => Ok("btree".into()),
    }
}

/// Reads `INCLUDE (…)`.
pub fn include(reader: &mut Reader) -> Result<Vec<String>> {
    match reader.accept("include") {
        true => reader.ident_list(),
        false => Ok(Vec::new()),
    }
}

/// Reads `USING INDEX TABLESPACE name`; without it the index is where the settings of the file put it.
pub fn tablespace(reader: &mut Reader, draft: &Draft) -> Result<Option<String>> {
    match reader.accept("using index tablespace") {
        true => Ok(storage::tablespace(reader.ident()?, draft.world)),
        false => Ok(draft.settings.tablespace.clone()),
    }
}

/// Reads `NULLS [NOT] DISTINCT`.
pub fn nulls_not_distinct(reader: &mut Reader) -> bool {
    let equal = reader.accept("nulls not distinct");
    if !equal {
        reader.accept("nulls distinct");
    }
    equal
}

/// Takes the condition of a partial index.
pub fn predicate(expr: Expr, reader: &Reader) -> Result<Expr> {
    match expr.sql.is_empty() {
        true => Err(reader.unexpected("a condition")),
        false => Ok(Expr::new(expr.bare())),
    }
}

/// Copies an index to another table, as `LIKE` does, under the name that the server chooses; returns its address.
pub fn copy(draft: &mut Draft, table: &Id, fact: &Fact, place: &Place) -> Result<Id> {
    let mut fact = fact.clone();
    fact.change(super::as_copied);
    let name = chosen_name(draft, table, fact.body());
    let id = Id::new(names::INDEX, &[&table.parts()[0], &name]);
    constraint::free_index_name(draft, &id, place)?;
    draft.copy(&fact, id.clone(), table.clone(), place.clone())?;
    Ok(id)
}

/// Returns the name that the server would choose.
pub fn chosen_name(draft: &Draft, table: &Id, index: &Index) -> String {
    let parts = table.parts();
    let keys = naming::joined(index, table, &|column| column.to_string());
    name::choose(&parts[1], Some(&keys), "idx", |n| {
        constraint::index_exists(draft, &parts[0], n)
    })
}

/// Notes what the server called the index before its table or columns got the names that they have.
fn note_old_name(draft: &mut Draft, table: &Id, id: &Id) {
    let (Some(before), Some(index)) = (
        constraint::Before::of(draft, table),
        draft.state.body::<Index>(id),
    ) else {
        return;
    };
    let keys = naming::joined(index, table, &|column| before.column(draft, table, column));
    let old = name::make(&before.table, Some(&keys), Some("idx"));
    if old != id.last() {
        let old = Id::new(names::INDEX, &[&id.parts()[0], &old]);
        draft.state.renamed.insert(id.clone(), old);
    }
}

/// Checks that the columns are there, and leaves out a collation that the column has anyway.
pub fn finish(id: &Id, draft: &mut Draft) -> Result<()> {
    let Some(fact) = draft.state.get(id) else {
        return Ok(());
    };
    let (Some(table), Some(index)) = (fact.parent.clone(), fact.get::<Index>().cloned()) else {
        return Ok(());
    };
    if table.kind() != names::TABLE || !draft.state.has(&table) {
        return Ok(());
    }
    let place = fact
        .origin
        .place()
        .cloned()
        .unwrap_or_else(|| draft.place.clone());
    known_columns(draft, &table, index.columns(), &place)?;
    let settled = with_own_collations(draft, &table, index);
    if let Some(fact) = draft.state.get_mut(id) {
        fact.change(|index| *index = settled);
    }
    Ok(())
}

/// Requires that a table has these columns.
pub fn known_columns<'a>(
    draft: &Draft,
    table: &Id,
    names: impl Iterator<Item = &'a str>,
    place: &Place,
) -> Result<()> {
    for name in names {
        if !draft.state.has(&table.child(names::COLUMN, name)) {
            return Err(column::unknown(draft, table, name, place.clone()));
        }
    }
    Ok(())
}

/// Leaves out each collation that the column, or a type without one of its own, has without it.
pub fn with_own_collations(draft: &Draft, table: &Id, mut index: Index) -> Index {
    for element in &mut index.elements {
        let own = element.name().and_then(|name| {
            let column = draft
                .state
                .body::<column::Column>(&table.child(names::COLUMN, name))?;
            column.collation.clone()
        });
        let own = own.unwrap_or_else(|| element::DEFAULT_COLLATION.into());
        element.collation = element.collation.take().filter(|c| *c != own);
    }
    index
}

/// Reads ALTER INDEX, apart from RENAME TO.
pub fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter index")?;
    let lenient = reader.accept("if exists");
    let name = reader.name()?;
    let found = draft
        .find(&[names::INDEX], &name)
        .or_else(|| constraint::of_index(draft, &name))
        .or_else(|| merge::find(draft, &name));
    let Some(id) = found else {
        let problem = draft.unknown("unknown-index", &[names::INDEX], &name);
        return if lenient { Ok(()) } else { Err(problem) };
    };
    let (mut set, mut reset) = (Options::default(), Vec::new());
    if reader.accept("set tablespace") {
        let space = reader.ident()?;
        let space = storage::tablespace(space, draft.world);
        if let Some(fact) = draft.state.get_mut(&id) {
            constraint::change_tablespace(fact, &space);
        }
    } else if reader.accept("set") {
        set = Options::read(reader)?;
    } else if reader.accept("attach partition") {
        attach(reader, draft, &id)?;
    } else if reader.accept("reset") {
        reset = reader.ident_list()?;
    } else if reader.accept("alter column") || reader.accept("alter") {
        statistics(reader, draft, &id)?;
    } else {
        return Err(reader.unexpected("SET, RESET, ALTER COLUMN or RENAME TO"));
    }
    reader.done()?;
    if let Some(fact) = draft.state.get_mut(&id) {
        constraint::change_options(fact, |options| {
            options.set_all(&set);
            reset.iter().for_each(|name| options.unset(name));
        });
    }
    Ok(())
}

/// Reads the index of a partition that becomes a part of this one.
fn attach(reader: &mut Reader, draft: &mut Draft, into: &Id) -> Result<()> {
    let name = reader.name()?;
    let found = draft
        .find(&[names::INDEX], &name)
        .or_else(|| constraint::of_index(draft, &name))
        .or_else(|| merge::find(draft, &name));
    match found {
        Some(index) => merge::attach(draft, into, &index, name.place),
        None => Err(draft.unknown("unknown-index", &[names::INDEX], &name)),
    }
}

/// Reads `n SET STATISTICS target`.
fn statistics(reader: &mut Reader, draft: &mut Draft, id: &Id) -> Result<()> {
    let mark = reader.mark();
    let column = reader.number()?;
    reader.expect("set statistics")?;
    let target = match reader.accept("default") {
        true => -1,
        false => reader.number()?.parse().unwrap_or(-1),
    };
    let Ok(column) = column.parse::<usize>() else {
        return Err(reader.error_at(
            "syntax",
            "this is no number of a column",
            reader.since(mark),
        ));
    };
    change(draft, id, reader, mark, |index| {
        index.set_statistics(column, target)
    })
}

/// Changes an index that backs no constraint.
fn change(
    draft: &mut Draft,
    id: &Id,
    reader: &Reader,
    mark: usize,
    change: impl FnOnce(&mut Index),
) -> Result<()> {
    let fact = draft
        .state
        .get_mut(id)
        .filter(|f| f.id.kind() == names::INDEX);
    let Some(fact) = fact else {
        let message = "for the index of a constraint only SET (…) and RESET (…) are supported";
        return Err(reader.error_at("unsupported", message, reader.since(mark)));
    };
    fact.change(change);
    Ok(())
}

/// Returns the columns of the keys, if all of them are plain: what a constraint can be made of.
pub fn plain_columns(index: &Index) -> Option<Vec<String>> {
    let plain = |e: &element::Element| match &e.key {
        Key::Column(name) if e.is_plain() => Some(name.clone()),
        Key::Column(_) | Key::Expr(_) => None,
    };
    index.elements.iter().map(plain).collect()
}
