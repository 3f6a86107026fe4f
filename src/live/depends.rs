//! The edges of `pg_depend` between the facts that were read.

use std::collections::{BTreeMap, BTreeSet};

use postgres::Client;

use super::read::Live;
use super::rows::{self, QueryError};
use crate::kind::catalog::{CLASSES, Class};
use crate::kind::{Row, World, link};
use crate::kinds;
use crate::model::Id;

/// Notes what every live fact uses.
///
/// # Errors
/// When the server refuses the query.
pub fn depends(client: &mut Client, live: &mut Live, world: &World) -> Result<(), QueryError> {
    link::link(&mut live.state, world, kinds::kind);
    let mut edges: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
    let catalog = &live.catalog;
    rows::run(client, &[query(live)], |_, cells| {
        let mut row = Row::new(cells);
        let user = end(&mut row, catalog);
        let used = end(&mut row, catalog);
        if let (Some(user), Some(used)) = (user, used) {
            edges.entry(user.clone()).or_default().insert(used.clone());
        }
    })?;
    for (user, used) in edges {
        let Some(fact) = live.state.or_merged_mut(&user) else {
            continue;
        };
        let parent = fact.parent.clone();
        let new = used
            .into_iter()
            .filter(|u| *u != user && Some(u) != parent.as_ref());
        let new: Vec<Id> = new.filter(|u| !fact.uses.contains(u)).collect();
        fact.uses.extend(new);
    }
    Ok(())
}

/// Reads one end of an edge; a rule stands for its view, and the expression of a generated column for the column.
fn end<'c>(row: &mut Row, catalog: &'c crate::kind::Catalog) -> Option<&'c Id> {
    let (class, oid, sub) = (row.text(), row.number(), row.number());
    let class = Class::named(class)?;
    catalog
        .find(class, oid, sub)
        .or_else(|| catalog.find(class, oid, 0))
}

/// Selects the edges; what an extension brought stands for the extension.
fn query(live: &Live) -> String {
    let names: Vec<String> = CLASSES
        .iter()
        .filter(|c| c.1 != Class::Schema)
        .map(|c| format!("'{}'::regclass", c.0))
        .collect();
    let classes = format!("({})", names.join(", "));
    let oids = live
        .catalog
        .oids()
        .map(|o| o.to_string())
        .collect::<Vec<_>>()
        .join(",");
    format!(
        "with edge as ( \
         select d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid from pg_depend d \
         where d.objid = any('{{{oids}}}'::oid[]) and d.classid in {classes} and d.deptype in ('n', 'a', 'e') \
         and not exists (select from pg_inherits i where d.objsubid = 0 and d.refobjsubid = 0 and i.inhrelid = d.objid and i.inhparent = d.refobjid) \
         and not exists (select from pg_range r where d.classid = 'pg_type'::regclass and r.rngtypid = d.objid and r.rngcanonical = d.refobjid) \
         union all select 'pg_class'::regclass, r.ev_class, 0, d.refclassid, d.refobjid, d.refobjsubid from pg_rewrite r \
         join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid where r.rulename = '_RETURN' and r.ev_class = any('{{{oids}}}'::oid[]) \
         union all select 'pg_class'::regclass, g.adrelid, g.adnum, d.refclassid, d.refobjid, d.refobjsubid from pg_attrdef g \
         join pg_attribute a on a.attrelid = g.adrelid and a.attnum = g.adnum and a.attgenerated <> '' \
         join pg_depend d on d.classid = 'pg_attrdef'::regclass and d.objid = g.oid where g.adrelid = any('{{{oids}}}'::oid[])), \
         of_extension as (select g.classid, g.objid, g.objsubid, e.refclassid, e.refobjid, 0 as refobjsubid from edge g \
         left join pg_type t on g.refclassid = 'pg_type'::regclass and t.oid = g.refobjid and t.typcategory = 'A' and t.typelem <> 0 \
         join pg_depend e on e.classid = g.refclassid and e.objid = coalesce(t.typelem, g.refobjid) and e.deptype = 'e') \
         select distinct classid::regclass::text, objid, objsubid, refclassid::regclass::text, refobjid, refobjsubid \
         from (select * from edge union all select * from of_extension) g where refclassid in {classes}"
    )
}
