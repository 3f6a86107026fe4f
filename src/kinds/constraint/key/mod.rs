//! What primary keys and unique constraints share: columns with a unique index behind them.

mod kind;
mod words;

use super::attributes::{self, Allowed, Deferral};
use super::naming::{self, Header};
use super::{Ending, columns, columns_and, table_of, words_of};
use crate::diagnostic::{Problem, Result};
use crate::kind::catalog::Class;
use crate::kind::{Catalog, Draft, Query, Row, Since, Target, names};
use crate::kinds::index::live::MERGED;
use crate::kinds::index::{self, Index, Marks, Options};
use crate::model::{Fact, Id, KindName, Place, State};
use crate::text::quote;
use crate::text::sql::Reader;

pub use kind::{PRIMARY_KEY, UNIQUE};
pub use words::{
    alter, are_live, create, differ_from_the_first, heir, option_changes, tablespace_change, twice,
};

/// A primary key or unique constraint.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Key {
    /// The columns.
    pub columns: Vec<String>,
    /// The columns that the index stores along.
    pub include: Vec<String>,
    /// Whether the last column is a range, and keys are the same only where those overlap.
    pub without_overlaps: bool,
    /// Whether nulls count as equal.
    pub nulls_not_distinct: bool,
    /// When it is checked.
    pub deferral: Deferral,
    /// Storage parameters of the index.
    pub options: Options,
    /// The tablespace of the index, where it is not the database's own.
    pub tablespace: Option<String>,
    /// What the table singles the index out for.
    pub marks: Marks,
}

/// Reads what follows `PRIMARY KEY` or `UNIQUE`; a constraint of a column brings that column.
pub fn read(
    reader: &mut Reader,
    draft: &mut Draft,
    table: &Id,
    (kind, header): (KindName, Header),
    column: Option<&str>,
) -> Result<Id> {
    if column.is_none() && reader.accept("using index") {
        return adopt(reader, draft, table, (kind, header));
    }
    let nulls_not_distinct = kind == names::UNIQUE && index::read::nulls_not_distinct(reader);
    let (columns, without_overlaps) = match column {
        Some(column) => (vec![column.to_string()], false),
        None => columns_and(Ending::WithoutOverlaps, reader, draft, table)?,
    };
    let include = included(reader, draft, table, column.is_none())?;
    let options = match reader.accept("with") {
        true => Options::read(reader)?,
        false => Options::default(),
    };
    let tablespace = index::read::tablespace(reader, draft)?;
    let key = Key {
        columns,
        include,
        without_overlaps,
        nulls_not_distinct,
        options,
        tablespace,
        ..Key::default()
    };
    finish(reader, draft, table, (kind, header), key)
}

fn included(
    reader: &mut Reader,
    draft: &Draft,
    table: &Id,
    permitted: bool,
) -> Result<Vec<String>> {
    match permitted && reader.accept("include") {
        true => columns(reader, draft, table),
        false => Ok(Vec::new()),
    }
}

/// Reads the attributes behind the key and adds it.
fn finish(
    reader: &mut Reader,
    draft: &mut Draft,
    table: &Id,
    (kind, header): (KindName, Header),
    key: Key,
) -> Result<Id> {
    let what = if kind == names::PRIMARY_KEY {
        "a primary key"
    } else {
        "a unique constraint"
    };
    let allowed = Allowed {
        what,
        deferral: true,
        not_valid: false,
        no_inherit: false,
        not_enforced: false,
    };
    let deferral = attributes::read(reader, allowed)?.deferral;
    naming::add(draft, table, kind, header, Key { deferral, ..key })
}

/// Reads `USING INDEX name`: the index becomes that of the constraint, and takes its name.
fn adopt(
    reader: &mut Reader,
    draft: &mut Draft,
    table: &Id,
    (kind, header): (KindName, Header),
) -> Result<Id> {
    let mark = reader.mark();
    let name = reader.ident()?;
    let place = reader.since(mark);
    let id = Id::new(names::INDEX, &[&table.parts()[0], &name]);
    let index = draft
        .state
        .get(&id)
        .filter(|f| f.parent.as_ref() == Some(table))
        .and_then(|f| f.get::<Index>());
    let key = index.and_then(from_index);
    let Some(key) = key else {
        return Err(unfit(&name, place));
    };
    draft.remove(&id);
    let header = Header {
        name: header.name.clone().or(Some(name)),
        ..header
    };
    finish(reader, draft, table, (kind, header), key)
}

fn unfit(name: &str, place: Place) -> Box<Problem> {
    let message = format!("index {name} cannot become that of the constraint");
    let help = "it must be a unique btree index of this table, on columns in their default order, with no condition";
    Box::new(
        Problem::error("unfit-index", message)
            .at(place, "")
            .help(help),
    )
}

/// Returns the constraint that an index can become the one of.
fn from_index(index: &Index) -> Option<Key> {
    let fit = index.unique && index.valid && index.method == "btree" && index.predicate.is_none();
    let columns = index::read::plain_columns(index).filter(|_| fit)?;
    Some(Key {
        columns,
        without_overlaps: false,
        include: index.include.clone(),
        nulls_not_distinct: index.nulls_not_distinct,
        deferral: Deferral::None,
        options: index.options.clone(),
        tablespace: index.tablespace.clone(),
        marks: index.marks,
    })
}

/// Returns the query for primary keys and unique constraints.
pub fn query(target: &Target) -> Query {
    let temporal = match target.version >= 180_000 {
        true => "k.conperiod",
        false => "false",
    };
    let distinct = if target.version >= 150_000 {
        "i.indnullsnotdistinct"
    } else {
        "false"
    };
    let sql = format!(
        "select k.contype, k.oid, k.conrelid, k.conindid, k.conname, i.indnkeyatts, i.indkey, {distinct}, k.condeferrable, k.condeferred, \
         c.reloptions, {temporal}, i.indisclustered, i.indisreplident, s.spcname, {MERGED} \
         from unnest('{}'::oid[]) scope (oid) join pg_constraint k on k.conrelid = scope.oid join pg_index i on i.indexrelid = k.conindid \
         join pg_class c on c.oid = k.conindid left join pg_tablespace s on s.oid = c.reltablespace \
         where k.contype in ('p', 'u') order by k.conparentid",
        target.tables
    );
    Query {
        sql,
        read: read_row,
    }
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let kind = match row.text() {
        "p" => names::PRIMARY_KEY,
        _ => names::UNIQUE,
    };
    let (oid, relation, index, name) = (row.number(), row.number(), row.number(), row.text());
    let count = row.number() as usize;
    let keys = index::live::numbers(row.text());
    let nulls_not_distinct = row.bool();
    let deferral = Deferral::from_catalog(row.bool(), row.bool());
    let options = Options::from_catalog(&row.list());
    let without_overlaps = row.bool();
    let marks = Marks {
        clustered: row.bool(),
        replica: row.bool(),
    };
    let tablespace = row.opt().map(str::to_string);
    let into = row.opt().map(str::to_string);
    let column = |number: &i64| index::live::column_name(catalog, relation, *number);
    let columns: Option<Vec<String>> = keys.iter().take(count).map(column).collect();
    let include: Option<Vec<String>> = keys.iter().skip(count).map(column).collect();
    let table = catalog.find(Class::Relation, relation, 0).cloned();
    let (Some(table), Some(columns), Some(include)) = (table, columns, include) else {
        return;
    };
    let id = table.child(kind, name);
    catalog.know(Class::Constraint, oid, 0, id.clone());
    catalog.know(Class::Relation, index, 0, id.clone());
    let key = Key {
        columns,
        include,
        without_overlaps,
        nulls_not_distinct,
        deferral,
        options,
        tablespace,
        marks,
    };
    catalog.add_or_merge(Fact::new(id, Some(table), key), into.as_deref());
}

/// Returns what of a key only newer servers have.
pub fn since(fact: &Fact) -> Vec<Since> {
    let key: &Key = fact.body();
    Since::of(&[
        (key.nulls_not_distinct, "NULLS NOT DISTINCT", 15),
        (key.without_overlaps, "WITHOUT OVERLAPS", 18),
    ])
}

/// Returns the columns that a key uses.
pub fn uses(fact: &Fact, state: &State) -> Vec<Id> {
    let (key, table) = (fact.body::<Key>(), table_of(fact));
    let ids = key
        .columns
        .iter()
        .chain(&key.include)
        .map(|c| table.child(names::COLUMN, c));
    ids.filter(|id| state.has(id)).collect()
}

/// Follows columns to their new names.
pub fn relink(fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
    let table = table_of(fact);
    fact.change(|key: &mut Key| {
        for name in key.columns.iter_mut().chain(&mut key.include) {
            super::follow(name, &table, moved);
        }
    });
}

/// Returns the name that the index takes among relations.
pub fn slot(id: &Id) -> String {
    let parts = id.parts();
    format!("relation {}", Id::new("", &[&parts[0], &parts[2]]).name())
}

/// Words the constraint.
pub fn definition(fact: &Fact) -> String {
    let key: &Key = fact.body();
    let mut out = match fact.id.kind() {
        names::PRIMARY_KEY => "primary key".to_string(),
        _ => "unique".to_string(),
    };
    if key.nulls_not_distinct {
        out.push_str(" nulls not distinct");
    }
    let ending = match key.without_overlaps {
        true => Ending::WithoutOverlaps,
        false => Ending::None,
    };
    out.push_str(&format!(" ({})", words_of(&key.columns, ending)));
    if !key.include.is_empty() {
        out.push_str(&format!(" include ({})", quote::idents(&key.include)));
    }
    out + &key.options.with() + &index::using_tablespace(&key.tablespace) + key.deferral.words()
}
