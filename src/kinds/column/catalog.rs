//! Reads columns from `pg_attribute`, each type printed once.

use super::kept::{Kept, Stored};
use super::{Column, collation_name};
use crate::kind::catalog::{Class, ColumnType};
use crate::kind::{Catalog, Query, Row, Target, names};
use crate::kinds::storage::Options;
use crate::model::Fact;
use crate::text::{Expr, typename};

/// The oid of the collation that is the database's own.
const DEFAULT_COLLATION: i64 = 100;

/// Returns the queries: the types, then the columns that have them.
pub fn queries(target: &Target) -> Vec<Query> {
    let tables = &target.tables;
    let types = format!(
        "select a.atttypid, a.atttypmod, format_type(a.atttypid, a.atttypmod), t.typcollation from \
         (select distinct atttypid, atttypmod from pg_attribute where attrelid = any('{tables}'::oid[]) and attnum > 0 \
         and not attisdropped) a join pg_type t on t.oid = a.atttypid"
    );
    let compression = match target.version >= 140_000 {
        true => "a.attcompression",
        false => "''",
    };
    let columns = format!(
        "select a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attcollation, \
         case when a.attcollation not in (0, {DEFAULT_COLLATION}) then (select n.nspname from pg_collation l \
          join pg_namespace n on n.oid = l.collnamespace where l.oid = a.attcollation) end, \
         case when a.attcollation not in (0, {DEFAULT_COLLATION}) then (select l.collname from pg_collation l where l.oid = a.attcollation) end, \
         case when a.attgenerated <> '' then (select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d \
          where d.adrelid = a.attrelid and d.adnum = a.attnum) end, \
         a.attstorage, t.typstorage, {compression}, nullif(a.attstattarget, -1), a.attoptions \
         from pg_attribute a join pg_type t on t.oid = a.atttypid where a.attrelid = any('{tables}'::oid[]) and a.attnum > 0 and not a.attisdropped \
         order by a.attrelid, a.attnum"
    );
    vec![
        Query {
            sql: types,
            read: read_type,
        },
        Query {
            sql: columns,
            read: read_column,
        },
    ]
}

fn read_type(row: &mut Row, catalog: &mut Catalog) {
    let key = (row.number(), row.number());
    let name = typename::from_format_type(row.text());
    catalog.types.insert(
        key,
        ColumnType {
            name,
            collation: row.number(),
        },
    );
}

fn read_column(row: &mut Row, catalog: &mut Catalog) {
    let (relation, number, name) = (row.number(), row.number(), row.text());
    let Some(ty) = catalog.types.get(&(row.number(), row.number())).cloned() else {
        return;
    };
    let (not_null, collation) = (row.bool(), row.number());
    let named = row
        .opt()
        .zip(row.opt())
        .map(|(schema, name)| collation_name(schema, name));
    let collation = match (collation == ty.collation, collation) {
        (true, _) => None,
        (false, DEFAULT_COLLATION) => Some("\"default\"".into()),
        (false, _) => named,
    };
    let generated = row.opt().map(Expr::new);
    let kept = kept(row);
    let Some(table) = catalog.find(Class::Relation, relation, 0).cloned() else {
        return;
    };
    let id = table.child(names::COLUMN, name);
    catalog.know(Class::Relation, relation, number, id.clone());
    let column = Column {
        ty: ty.name,
        not_null,
        collation,
        generated,
        kept,
    };
    catalog.add(Fact::new(id, Some(table), column));
}

fn kept(row: &mut Row) -> Kept {
    let storage = Stored::from_catalog(row.text(), row.text());
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
