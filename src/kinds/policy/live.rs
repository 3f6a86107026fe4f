//! Reads policies from the catalog.

use super::{Command, Policy};
use crate::kind::catalog::Class;
use crate::kind::{Catalog, Query, Row, Target, names};
use crate::model::Fact;
use crate::text::Expr;

/// Returns the query.
pub fn query(target: &Target) -> Query {
    let sql = format!(
        "select p.oid, p.polrelid, p.polname, p.polcmd, p.polpermissive, \
         array(select case when r = 0 then 'public' else pg_get_userbyid(r)::text end from unnest(p.polroles) r), \
         pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid) \
         from pg_policy p where {} order by p.oid",
        target.on_table("p.polrelid", "p.polname")
    );
    Query {
        sql,
        read: read_row,
    }
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (oid, relation, name) = (row.number(), row.number(), row.text());
    let Some(table) = catalog.find(Class::Relation, relation, 0).cloned() else {
        return;
    };
    let command = match row.text() {
        "r" => Command::Select,
        "a" => Command::Insert,
        "w" => Command::Update,
        "d" => Command::Delete,
        _ => Command::All,
    };
    let restrictive = !row.bool();
    let policy = Policy {
        command,
        restrictive,
        roles: row.list().into_iter().collect(),
        using: row.opt().map(Expr::new),
        check: row.opt().map(Expr::new),
    };
    let id = table.child(names::POLICY, name);
    catalog.know(Class::Other("pg_policy"), oid, 0, id.clone());
    catalog.add(Fact::new(id, Some(table), policy));
}
