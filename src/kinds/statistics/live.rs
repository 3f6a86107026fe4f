//! Reads extended statistics from the raw columns of `pg_statistic_ext`.

use super::{Gathered, Statistics};
use crate::kind::catalog::Class;
use crate::kind::{Catalog, Query, Row, Target, names};
use crate::kinds::index::live::{column_name, numbers};
use crate::model::{Fact, Id};
use crate::text::Expr;

/// Returns the query.
pub fn query(target: &Target) -> Query {
    let expressions = match target.version >= 140_000 {
        true => "pg_get_statisticsobjdef_expressions(s.oid)",
        false => "null",
    };
    let sql = format!(
        "select s.oid, s.stxrelid, n.nspname, s.stxname, s.stxkeys, s.stxkind, nullif(s.stxstattarget, -1), {expressions} \
         from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace where s.stxrelid = any('{}'::oid[])",
        target.relations
    );
    Query {
        sql,
        read: read_row,
    }
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (oid, relation) = (row.number(), row.number());
    let id = Id::new(names::STATISTICS, &[row.text(), row.text()]);
    let keys = numbers(row.text());
    let letters = row.list();
    let target = row.opt().and_then(|t| t.parse().ok());
    let expressions = row.list();
    let columns = keys.iter().map(|k| column_name(catalog, relation, *k));
    let (Some(columns), Some(table)) = (
        columns.collect::<Option<_>>(),
        catalog.find(Class::Relation, relation, 0).cloned(),
    ) else {
        return;
    };
    let gathered = Gathered::ALL.iter();
    let gathered = gathered.filter(|g| letters.iter().any(|l| l == g.1));
    let body = Statistics {
        columns,
        gathered: gathered.map(|g| g.0).collect(),
        expressions: expressions
            .iter()
            .map(|e| Expr::new(Expr::new(e.as_str()).bare()))
            .collect(),
        target,
    };
    catalog.know(Class::Other("pg_statistic_ext"), oid, 0, id.clone());
    catalog.add(Fact::new(id, Some(table), body));
}
