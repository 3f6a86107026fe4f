//! What is in scope but no kind reads: it is told, so that "in step" never means "not looked at".

use crate::diagnostic::Problem;
use crate::kind::{Catalog, Query, Row, Target};
use crate::kinds::column::catalog::OPTIONS;

/// Returns the queries that find attributes and objects without a kind.
pub fn queries(target: &Target) -> Vec<Query> {
    let of_types = target.extent.within("base-type", "n.nspname", "t.typname");
    let sqls = of_types.map(|scope| types(&scope)).into_iter();
    let sqls = sqls.chain(of_relations(target));
    let query = |sql| Query {
        sql,
        read: read_row,
    };
    sqls.map(query).collect()
}

/// Selects base types, which functions in C make, and types that are but a name.
fn types(scope: &str) -> String {
    format!(
        "select 'type', format_type(t.oid, null), case when t.typisdefined then 'is a base type' else 'is a shell type' end \
         from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.oid >= 16384 and {scope} \
         and (t.typtype = 'b' and not exists (select from pg_type e where e.typarray = t.oid) or not t.typisdefined) \
         and not exists (select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')"
    )
}

fn of_relations(target: &Target) -> Option<String> {
    let (relations, views) = (&target.relations, &target.materialized_views);
    if relations.is_empty() {
        return None;
    }
    let tables = &target.tables;
    let named = "c.oid::regclass::text";
    Some(format!(
        "select 'table', {named}, 'is a partition whose detaching was not finished' from pg_inherits i \
         join pg_class c on c.oid = i.inhrelid where i.inhrelid = any('{tables}'::oid[]) \
         and coalesce(to_jsonb(i) ->> 'inhdetachpending', 'f') in ('t', 'true') \
         union all select 'trigger', quote_ident(t.tgname) || ' on ' || t.tgrelid::regclass::text, \
         'is enabled otherwise than on the partitioned table' from pg_trigger t join pg_trigger p on p.oid = t.tgparentid \
         where t.tgrelid = any('{tables}'::oid[]) and t.tgenabled <> p.tgenabled \
         and not exists (select from pg_constraint k where k.oid = t.tgconstraint and k.contype = 'f') \
         union all select distinct case k.contype when 'f' then 'foreign key' else 'constraint' end, quote_ident(k.conname) || ' on ' || k.conrelid::regclass::text, \
         'has triggers that are not enabled as usual, so that it may not be enforced' \
         from pg_trigger t join pg_constraint k on k.oid = t.tgconstraint where t.tgrelid = any('{tables}'::oid[]) \
         and t.tgisinternal and t.tgenabled <> 'O' and k.contype in ('f', 'p', 'u', 'x') \
         union all select 'column', a.attrelid::regclass::text || '.' || quote_ident(a.attname), \
          case when {OPTIONS} is not null then 'has attribute options' when a.attstattarget >= 0 then 'has a statistics target' \
          else 'has a storage mode of its own' end \
         from pg_attribute a join pg_type t on t.oid = a.atttypid \
         where a.attrelid = any('{views}'::oid[]) and a.attnum > 0 \
         and not a.attisdropped and (a.attstorage <> t.typstorage or a.attstattarget >= 0 or {OPTIONS} is not null)"
    ))
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (noun, name, what) = (row.text(), row.text(), row.text());
    let message = format!("{noun} {name} {what}, which trueup does not compare yet");
    catalog
        .warnings
        .push(Problem::warning("not-compared", message));
}
