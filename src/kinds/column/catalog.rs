//! Reads columns from `pg_attribute`.

use super::kept::{Kept, Stored};
use super::{Column, NotNull, collation_name, null};
use crate::kind::catalog::{Class, DEFAULT_COLLATION};
use crate::kind::{Catalog, Query, Row, Target, names};
use crate::kinds::foreign;
use crate::kinds::storage::Options;
use crate::model::Fact;
use crate::text::Expr;

/// Types of which it is known without a look at them that their collation is the default: `text`, `character`, `character varying`,
/// and arrays of them.
pub const COLLATED: &str = "25, 1009, 1014, 1015, 1042, 1043";
/// Types of which it is known that they are stored as `extended`: `bytea`, `json` and `jsonb` besides; `numeric` is so as `main`, and
/// what has a fixed length as `plain`.
pub const EXTENDED: &str = "17, 25, 114, 1009, 1015, 1042, 1043, 3802";

/// Returns the query: one pass over `pg_attribute`, without an order that the server would have to sort for.
pub fn queries(target: &Target) -> Vec<Query> {
    let tables = &target.tables;
    if tables.is_empty() {
        return Vec::new();
    }
    let compression = match target.version >= 140_000 {
        true => "nullif(a.attcompression, '')",
        false => "null",
    };
    // What is so for nearly all columns is null: thousands of rows are sent.
    let sql = format!(
        "select a.attrelid, a.attnum, a.attname, nullif(a.attidentity, ''), \
         case when a.attcollation not in (0, {DEFAULT_COLLATION}) then a.attcollation end, \
         format_type(a.atttypid, a.atttypmod), a.attnotnull, \
         case when a.attcollation <> 0 and not (a.attcollation = {DEFAULT_COLLATION} and a.atttypid in ({COLLATED})) \
          then (select array[n.nspname, l.collname] from pg_collation l join pg_namespace n on n.oid = l.collnamespace \
           join pg_type t on t.typcollation <> l.oid where l.oid = a.attcollation and t.oid = a.atttypid) end, \
         case when a.attgenerated <> '' then (select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d \
          where d.adrelid = a.attrelid and d.adnum = a.attnum) end, \
         a.attstorage, case when a.attlen = -1 \
           and not (a.attstorage = 'x' and a.atttypid in ({EXTENDED}) or a.attstorage = 'm' and a.atttypid = 1700) \
          then (select nullif(typstorage, a.attstorage) from pg_type where oid = a.atttypid) end, \
         {compression}, nullif(a.attstattarget, -1), {OPTIONS}, nullif(a.attgenerated = 'v', false) \
         from pg_attribute a where a.attrelid = any('{tables}'::oid[]) and a.attnum > 0 and not a.attisdropped"
    );
    let mut queries = vec![Query {
        sql,
        read: read_column,
    }];
    queries.extend((target.version >= null::SINCE).then(|| Query {
        sql: nulls(target),
        read: read_null,
    }));
    queries.extend(foreign::table::columns(target));
    queries
}

/// The options of a column `a`, but for the one in which the server itself keeps the version of the column, since the minor releases of
/// November 2026.
pub const OPTIONS: &str = "case when a.attoptions is null then null \
     when cardinality(a.attoptions) = 1 and starts_with(a.attoptions[1], 'pg_attver=') then null \
     else (select array_agg(o) from unnest(a.attoptions) o where not starts_with(o, 'pg_attver=')) end";

/// Selects the constraints behind NOT NULL, which version 18 keeps by themselves.
fn nulls(target: &Target) -> String {
    format!(
        "select conrelid, conkey[1], conname, not convalidated, connoinherit, coninhcount > 0, conislocal from pg_constraint \
         where conrelid = any('{}'::oid[]) and contype = 'n'",
        target.tables
    )
}

fn read_null(row: &mut Row, catalog: &mut Catalog) {
    let (relation, number) = (row.number(), row.number());
    let name = row.text();
    let (not_valid, no_inherit) = (row.bool(), row.bool());
    let Some(id) = catalog.find(Class::Relation, relation, number).cloned() else {
        return;
    };
    let null = NotNull {
        name: Some(name.to_string()),
        chosen: false,
        inherited: row.bool(),
        own: row.bool(),
        not_valid,
        no_inherit,
    };
    if let Some(fact) = catalog.state.get_mut(&id) {
        fact.change(|column: &mut Column| column.null = null);
    }
}

fn read_column(row: &mut Row, catalog: &mut Catalog) {
    let (relation, number, name) = (row.number(), row.number(), row.text());
    if row.text() == "a" {
        catalog.always.insert((relation, number));
    }
    if let Some(collation) = row.opt() {
        catalog.note_collation(relation, number, collation.parse().unwrap_or(0));
    }
    let Some(table) = catalog.find(Class::Relation, relation, 0).cloned() else {
        return;
    };
    let id = table.child(names::COLUMN, name);
    catalog.know(Class::Relation, relation, number, id.clone());
    let body = catalog.alike(names::COLUMN, row, column);
    let fact = Fact::alike(id, Some(table), body);
    catalog.add_at(number as u32, fact);
}

/// Reads what is the same for all columns of which the catalog says the same.
fn column(row: &mut Row, catalog: &mut Catalog) -> Column {
    let ty = catalog.type_name(row.text());
    let not_null = row.bool();
    let collation = row.opt_list().and_then(|name| match &name[..] {
        [schema, name] => Some(collation_name(schema, name)),
        _ => None,
    });
    let generated = row.opt().map(Expr::new);
    let kept = kept(row);
    let is_virtual = row.bool();
    Column {
        ty,
        not_null,
        collation,
        generated,
        is_virtual,
        null: NotNull::default(),
        kept,
        foreign: foreign::Options::default(),
    }
}

fn kept(row: &mut Row) -> Kept {
    let storage = Stored::from_catalog(row.text(), row.opt());
    let compression = match row.text() {
        "p" => Some("pglz".to_string()),
        "l" => Some("lz4".to_string()),
        _ => None,
    };
    Kept {
        storage,
        compression,
        statistics: row.opt().and_then(|t| t.parse().ok()),
        options: Options::from_catalog(&row.list()),
    }
}
