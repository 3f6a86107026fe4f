//! What is in scope but no kind reads: it is told, so that "in step" never means "not looked at".

use crate::diagnostic::Problem;
use crate::kind::{Catalog, Query, Row, Target};

/// Returns the queries that find attributes and objects without a kind.
pub fn queries(target: &Target) -> Vec<Query> {
    let (relations, views) = (&target.relations, &target.materialized_views);
    if relations.is_empty() {
        return Vec::new();
    }
    let tables = &target.tables;
    let named = "c.oid::regclass::text";
    let sql = format!(
        "select 'table', {named}, case when c.relkind = 'f' then 'is a foreign table' else 'is a typed table' end \
         from pg_class c where c.oid = any('{tables}'::oid[]) and (c.relkind = 'f' or c.reloftype <> 0) \
         union all select 'table', {named}, 'is a partition whose detaching was not finished' from pg_inherits i \
         join pg_class c on c.oid = i.inhrelid where i.inhrelid = any('{tables}'::oid[]) \
         and coalesce(to_jsonb(i) ->> 'inhdetachpending', 'f') in ('t', 'true') \
         union all select 'table', {named}, 'has rules' from pg_rewrite r join pg_class c on c.oid = r.ev_class \
         where r.rulename <> '_RETURN' and r.ev_class = any('{relations}'::oid[]) \
         union all select 'column', a.attrelid::regclass::text || '.' || quote_ident(a.attname), \
          case when a.attoptions is not null then 'has attribute options' when a.attstattarget >= 0 then 'has a statistics target' \
          else 'has a storage mode of its own' end \
         from pg_attribute a join pg_type t on t.oid = a.atttypid \
         where a.attrelid = any('{views}'::oid[]) and a.attnum > 0 \
         and not a.attisdropped and (a.attstorage <> t.typstorage or a.attstattarget >= 0 or a.attoptions is not null)"
    );
    vec![Query {
        sql,
        read: read_row,
    }]
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (noun, name, what) = (row.text(), row.text(), row.text());
    let message = format!("{noun} {name} {what}, which trueup does not compare yet");
    catalog
        .warnings
        .push(Problem::warning("not-compared", message));
}
