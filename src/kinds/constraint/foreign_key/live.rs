//! Reads foreign keys from the catalog, by the numbers of their columns.

use super::super::attributes::Deferral;
use super::{ForeignKey, RULES, Rule};
use crate::kind::catalog::Class;
use crate::kind::{Catalog, Query, Row, Target, names};
use crate::kinds::index::live::column_name;
use crate::model::{Fact, Id};

/// Returns the query; a table that is not in scope comes by name, and so do its columns.
pub fn query(target: &Target) -> Query {
    let tables = &target.tables;
    let set = if target.version >= 150_000 {
        "k.confdelsetcols"
    } else {
        "null::int2[]"
    };
    let enforced = if target.version >= 180_000 {
        "k.conenforced, k.conperiod"
    } else {
        "true, false"
    };
    let sql = format!(
        "select k.oid, k.conrelid, k.conname, k.conkey, k.confrelid, k.confkey, \
         case when k.confrelid = any('{tables}'::oid[]) then null else (select array[n.nspname, c.relname] || array(select a.attname \
          from unnest(k.confkey) with ordinality u(number, place) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.number order by u.place) \
          from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = k.confrelid) end, \
         k.confmatchtype = 'f', k.confupdtype, k.confdeltype, {set}, k.condeferrable, k.condeferred, k.convalidated, {enforced}, \
         (select u.conrelid from pg_constraint u where u.oid = k.conparentid) \
         from pg_constraint k \
         where k.conrelid = any('{tables}'::oid[]) and k.contype = 'f' and (k.conparentid = 0 or exists \
         (select from pg_constraint u where u.oid = k.conparentid and u.conrelid <> k.conrelid and u.confrelid = k.confrelid))"
    );
    Query {
        sql,
        read: read_row,
    }
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (oid, relation, name) = (row.number(), row.number(), row.text());
    let own = row.list();
    let other = row.number();
    let theirs = row.list();
    let outside = row.list();
    let full = row.bool();
    let (on_update, on_delete) = (rule(row.text()), rule(row.text()));
    let set = row.list();
    let deferral = Deferral::from_catalog(row.bool(), row.bool());
    let (valid, enforced, period) = (row.bool(), row.bool(), row.bool());
    let into = row.opt().map(str::to_string);
    let target = match &outside[..] {
        [schema, name, columns @ ..] => Some((
            Id::new(names::TABLE, &[schema, name]),
            Some(columns.to_vec()),
        )),
        _ => {
            let target = catalog.find(Class::Relation, other, 0).cloned();
            target.map(|target| (target, columns(catalog, other, &theirs)))
        }
    };
    let table = catalog.find(Class::Relation, relation, 0).cloned();
    let (own, set) = (
        columns(catalog, relation, &own),
        columns(catalog, relation, &set),
    );
    let (Some(table), Some(columns), Some((target, Some(target_columns))), Some(set_columns)) =
        (table, own, target, set)
    else {
        return;
    };
    let id = table.child(names::FOREIGN_KEY, name);
    catalog.know(Class::Constraint, oid, 0, id.clone());
    let key = ForeignKey {
        columns,
        target,
        target_columns,
        full,
        on_update,
        on_delete,
        set_columns,
        deferral,
        valid,
        enforced,
        period,
    };
    catalog.add_or_merge(Fact::new(id, Some(table), key), into.as_deref());
}

fn columns(catalog: &Catalog, relation: i64, numbers: &[String]) -> Option<Vec<String>> {
    numbers
        .iter()
        .map(|n| column_name(catalog, relation, n.parse().ok()?))
        .collect()
}

fn rule(letter: &str) -> Rule {
    RULES
        .iter()
        .find(|r| r.1 == letter)
        .map_or(Rule::NoAction, |r| r.0)
}
