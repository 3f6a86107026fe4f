//! What is in scope but no kind reads: it is told, so that "in step" never means "not looked at".

use crate::diagnostic::Problem;
use crate::kind::{Catalog, Query, Row, Target};

/// Returns the queries that find attributes and objects without a kind.
pub fn queries(target: &Target) -> Vec<Query> {
    let relations = &target.relations;
    let sql = format!(
        "select 'table', c.oid::regclass::text, v.what from pg_class c, lateral (values \
          (c.relkind = 'p', 'is partitioned'), (c.relkind = 'f', 'is a foreign table'), (c.relispartition, 'is a partition'), \
          (c.relkind = 'r' and c.reloptions is not null, 'has storage parameters'), \
          (c.reltablespace <> 0, 'has a tablespace of its own'), (c.relreplident <> 'd' and c.relkind = 'r', 'has a replica identity'), \
          (c.reloftype <> 0, 'is a typed table'), \
          (not c.relispartition and exists (select from pg_inherits i where i.inhrelid = c.oid), 'inherits from another table'), \
          (exists (select from pg_rewrite r where r.ev_class = c.oid and r.rulename <> '_RETURN'), 'has rules'), \
          (exists (select from pg_statistic_ext s where s.stxrelid = c.oid), 'has extended statistics')) v(yes, what) \
         where c.oid = any('{relations}'::oid[]) and c.relkind in ('r', 'p', 'f', 'v', 'm') and v.yes \
         union all select 'column', a.attrelid::regclass::text || '.' || quote_ident(a.attname), v.what from pg_attribute a \
         join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid, lateral (values \
          (a.attstorage <> t.typstorage, 'has a storage mode of its own'), (coalesce(a.attstattarget, -1) >= 0, 'has a statistics target'), \
          (a.attoptions is not null, 'has attribute options')) v(yes, what) \
         where a.attrelid = any('{relations}'::oid[]) and c.relkind in ('r', 'p', 'm') and a.attnum > 0 and not a.attisdropped and v.yes"
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
