//! Reads indexes from the catalog: raw columns, and the server's words only where there is an expression.

use super::Options;
use super::class::Loose;
use super::element::{self, Element, Key};
use super::{Index, Marks};
use crate::diagnostic::Problems;
use crate::kind::catalog::{Class, DEFAULT_COLLATION as DEFAULT};
use crate::kind::{Catalog, Draft, Query, Row, Target, World, names};
use crate::kinds::{self, column};
use crate::model::{Fact, Id};
use crate::text::Expr;
use crate::text::sql::{Reader, Script, statements};

const CLASS: Class = Class::Other("operator class of a key");
const COLLATION: Class = Class::Other("collation of a key");
const VIEW_COLUMN: Class = Class::Other("column of a materialized view");
const DEFAULT_CLASS: &str = "default-operator-class";

/// Returns the queries for what the definitions refer to, then for the indexes themselves.
pub fn queries(target: &Target) -> Vec<Query> {
    let (tables, views) = (&target.tables, &target.materialized_views);
    if tables.is_empty() && views.is_empty() {
        return Vec::new();
    }
    let query = |sql: String, read: fn(&mut Row, &mut Catalog)| Query { sql, read };
    let (scope, rows) = (scope(target), rows(target));
    let mut queries = vec![
        query(
            "select o.oid, o.opcdefault, n.nspname, o.opcname from pg_opclass o join pg_namespace n on n.oid = o.opcnamespace".into(),
            read_class,
        ),
        query(
            format!(
                "select l.oid, n.nspname, l.collname from pg_collation l join pg_namespace n on n.oid = l.collnamespace \
                 where l.oid = {DEFAULT} or l.oid in (select unnest(i.indcollation::oid[]) from pg_index i \
                 where i.indrelid in {rows} and not (i.indcollation::oid[] <@ '{{0,{DEFAULT}}}'::oid[]))"
            ),
            read_collation,
        ),
    ];
    if !views.is_empty() {
        queries.push(query(
            format!(
                "select attrelid, attnum, attname, attcollation from pg_attribute \
                 where attrelid = any('{views}'::oid[]) and attnum > 0 and not attisdropped"
            ),
            read_view_column,
        ));
    }
    // The indexes of unique constraints are known by their constraints, which were read before.
    queries.push(query(
        format!(
            "select i.indexrelid, i.indrelid, n.nspname, c.relname, {MERGED}, {} from {} join pg_namespace n on n.oid = c.relnamespace \
             where i.indrelid = {scope} and not i.indisprimary and not i.indisexclusion order by c.relispartition",
            columns(target.version),
            TABLES
        ),
        read_row,
    ));
    queries.push(query(attributes(&rows), read_attribute));
    queries
}

/// Selects the statistics targets of keys and the options of their operator classes.
///
/// Only an expression has a target of its own, and only a class with a support function for that has options: it returns nothing,
/// as only those that help to sort do besides. Of other indexes no columns are read.
fn attributes(rows: &str) -> String {
    format!(
        "select i.indexrelid, a.attnum, coalesce(a.attstattarget, -1), a.attoptions, i.indclass[a.attnum - 1] from pg_index i \
         cross join lateral (select attnum, attstattarget, attoptions from pg_attribute where attrelid = i.indexrelid offset 0) a \
         where i.indrelid in {rows} and (a.attstattarget >= 0 or a.attoptions is not null) \
         and (i.indexprs is not null or i.indclass::oid[] && array(select c.oid from pg_opclass c \
          join pg_amproc m on m.amprocfamily = c.opcfamily join pg_proc p on p.oid = m.amproc \
          where p.prorettype = 'void'::regtype \
          and not (p.prolang = 12 and p.prosrc like '%sortsupport%')))"
    )
}

fn read_view_column(row: &mut Row, catalog: &mut Catalog) {
    let (relation, number, name) = (row.number(), row.number(), row.text());
    catalog.note_collation(relation, number, row.number());
    catalog.know(
        VIEW_COLUMN,
        relation,
        number,
        Id::new(names::COLUMN, &[name]),
    );
}

/// The index of the parent table that an index, by `pg_class c`, belongs to; null if it stands by itself.
pub const MERGED: &str = "case when c.relispartition then (select inhparent from pg_inherits where inhrelid = c.oid) end";

/// The catalogs that [`columns`] reads.
pub const TABLES: &str = "pg_index i join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam \
                          left join pg_tablespace s on s.oid = c.reltablespace";

/// Returns the columns that [`read`] takes.
pub fn columns(version: u32) -> String {
    let distinct = if version >= 150_000 {
        "i.indnullsnotdistinct"
    } else {
        "false"
    };
    format!(
        "m.amname, i.indisunique, {distinct}, i.indisvalid, i.indisclustered, i.indisreplident, i.indnkeyatts, i.indkey, i.indclass, i.indcollation, i.indoption, \
         c.reloptions, s.spcname, \
         case when i.indexprs is not null then array(select pg_get_indexdef(i.indexrelid, k, false) \
         from generate_series(1, i.indnkeyatts::int) k where i.indkey[k - 1] = 0 order by k) end, \
         case when i.indpred is not null then pg_get_expr(i.indpred, i.indrelid) end, \
         case when i.indexprs is not null and exists (select from unnest(i.indcollation::oid[]) u where u not in (0, {DEFAULT})) \
         then pg_get_indexdef(i.indexrelid) end"
    )
}

/// Reads the columns of [`columns`] into an index of a relation.
pub fn read(row: &mut Row, catalog: &Catalog, relation: i64) -> Option<Index> {
    let method = row.text();
    let (unique, nulls_not_distinct, valid) = (row.bool(), row.bool(), row.bool());
    let marks = Marks {
        clustered: row.bool(),
        replica: row.bool(),
    };
    let count = row.number() as usize;
    let keys = numbers(row.text());
    let mut vectors = || numbers(row.text());
    let (classes, collations, flags) = (vectors(), vectors(), vectors());
    let options = Options::from_catalog(&row.list());
    let tablespace = row.opt().map(str::to_string);
    let mut expressions = row.list().into_iter();
    let predicate = row.opt().map(|sql| Expr::new(Expr::new(sql).bare()));
    let printed = row.opt().map(printed_collations);
    let mut elements = Vec::new();
    for (n, number) in keys.iter().take(count).enumerate() {
        let key = match number {
            0 => Key::Expr(Expr::new(Expr::new(expressions.next()?).bare())),
            number => Key::Column(column_name(catalog, relation, *number)?),
        };
        let flags = at(&flags, n);
        let printed = printed.as_ref().and_then(|p| p.get(n));
        elements.push(Element {
            collation: collation(catalog, (relation, *number), at(&collations, n), printed),
            class: class(catalog, at(&classes, n)),
            descending: flags & 1 != 0,
            nulls_first: flags & 2 != 0,
            ..Element::of(key)
        });
    }
    let include = keys
        .get(count..)?
        .iter()
        .map(|k| column_name(catalog, relation, *k))
        .collect::<Option<_>>()?;
    Some(Index {
        unique,
        nulls_not_distinct,
        valid,
        marks,
        include,
        options,
        tablespace,
        predicate,
        ..Index::new(method, elements)
    })
}

/// Reads an `int2vector` or `oidvector`.
pub fn numbers(text: &str) -> Vec<i64> {
    text.split_whitespace()
        .filter_map(|n| n.parse().ok())
        .collect()
}

fn at(numbers: &[i64], n: usize) -> i64 {
    numbers.get(n).copied().unwrap_or(0)
}

/// Returns the name of a column of a table or materialized view.
pub fn column_name(catalog: &Catalog, relation: i64, number: i64) -> Option<String> {
    let known = catalog.find(Class::Relation, relation, number);
    known
        .or_else(|| catalog.find(VIEW_COLUMN, relation, number))
        .map(Id::last)
}

fn class(catalog: &Catalog, oid: i64) -> Option<Loose> {
    let known = catalog
        .find(CLASS, oid, 0)
        .filter(|id| id.kind() != DEFAULT_CLASS);
    known.map(|id| Loose::new(&id.parts()))
}

/// Returns a collation that the key does not have by itself; for an expression the server tells.
fn collation(
    catalog: &Catalog,
    column: (i64, i64),
    oid: i64,
    printed: Option<&Option<String>>,
) -> Option<String> {
    if column.1 == 0 {
        return printed.cloned().flatten();
    }
    if oid == 0 || oid == catalog.collation(column.0, column.1) {
        return None;
    }
    let parts = catalog.find(COLLATION, oid, 0)?.parts();
    Some(column::collation_name(&parts[0], &parts[1]))
}

/// Reads the collations of the keys from a definition as the server prints it.
fn printed_collations(definition: &str) -> Vec<Option<String>> {
    let script = Script::file(0, &definition.into());
    let list = statements(script, &mut Problems::default());
    let Some(mut reader) = list.first().map(Reader::new) else {
        return Vec::new();
    };
    let world = World::default();
    let draft = Draft::new(&world, kinds::kind);
    while !reader.is_done() && !reader.at("using") {
        reader.skip();
    }
    let read = |r: &mut Reader| element::read(r, &draft, "").map(|e| e.collation);
    reader.accept("using");
    reader.skip();
    reader.list(read).unwrap_or_default()
}

fn read_class(row: &mut Row, catalog: &mut Catalog) {
    let (oid, default, schema, name) = (row.number(), row.bool(), row.text(), row.text());
    let kind = if default {
        DEFAULT_CLASS
    } else {
        "operator-class"
    };
    catalog.know(CLASS, oid, 0, Id::new(kind, &[schema, name]));
}

fn read_collation(row: &mut Row, catalog: &mut Catalog) {
    let (oid, schema, name) = (row.number(), row.text(), row.text());
    catalog.know(COLLATION, oid, 0, Id::new("collation", &[schema, name]));
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (oid, relation) = (row.number(), row.number());
    let id = Id::new(names::INDEX, &[row.text(), row.text()]);
    let of_constraint = catalog.find(Class::Relation, oid, 0).is_some();
    let table = catalog.find(Class::Relation, relation, 0).cloned();
    let Some(table) = table.filter(|_| !of_constraint) else {
        return;
    };
    let into = row.opt().map(str::to_string);
    if let Some(index) = read(row, catalog, relation) {
        catalog.know(Class::Relation, oid, 0, id.clone());
        catalog.add_or_merge(Fact::new(id, Some(table), index), into.as_deref());
    }
}

/// Reads the statistics target of a key and the options of its operator class.
fn read_attribute(row: &mut Row, catalog: &mut Catalog) {
    let (oid, number, target) = (row.number(), row.number(), row.number());
    let options = Options::from_catalog(&row.list());
    let class = catalog
        .find(CLASS, row.number(), 0)
        .map(|id| Loose::new(&id.parts()));
    let Some(id) = catalog.find(Class::Relation, oid, 0).cloned() else {
        return;
    };
    let key = number as usize;
    if let Some(fact) = catalog.state.get_mut(&id) {
        fact.change(|index: &mut Index| {
            index.set_statistics(key, target as i32);
            if let Some(element) = index
                .elements
                .get_mut(key - 1)
                .filter(|_| !options.is_empty())
            {
                element.class = class;
                element.class_options = options;
            }
        });
    }
}

/// Returns the relations in scope that can have indexes, to stand behind `=`.
fn scope(target: &Target) -> String {
    match target.materialized_views.is_empty() {
        true => format!("any('{}'::oid[])", target.tables),
        false => format!(
            "any('{}'::oid[] || '{}'::oid[])",
            target.tables, target.materialized_views
        ),
    }
}

/// Returns the same relations as rows, to stand behind `in`.
fn rows(target: &Target) -> String {
    match target.materialized_views.is_empty() {
        true => target.tables.rows(),
        false => format!(
            "(select unnest('{}'::oid[] || '{}'::oid[]))",
            target.tables, target.materialized_views
        ),
    }
}
