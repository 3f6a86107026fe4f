//! Reads views from the catalog: their queries and columns, then the defaults of their columns.

use std::collections::BTreeMap;

use super::{Options, View};
use crate::kind::catalog::Class;
use crate::kind::{Catalog, Query, Row, Target, names};
use crate::model::{Fact, Id};
use crate::text::Expr;
use crate::text::typename;

/// Returns the queries.
pub fn queries(target: &Target) -> Vec<Query> {
    if target.views.is_empty() {
        return Vec::new();
    }
    let scope = format!("c.oid = any('{}'::oid[])", target.views);
    let columns = "from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum";
    let views = format!(
        "select c.oid, pg_get_viewdef(c.oid), c.reloptions, array(select a.attname::text {columns}), \
         array(select format_type(a.atttypid, a.atttypmod) {columns}) from pg_class c where {scope} order by c.oid"
    );
    let defaults = format!(
        "select c.oid, a.attname, pg_get_expr(d.adbin, d.adrelid) from pg_class c join pg_attrdef d on d.adrelid = c.oid \
         join pg_attribute a on a.attrelid = c.oid and a.attnum = d.adnum where {scope}"
    );
    vec![
        Query {
            sql: views,
            read: read_view,
        },
        Query {
            sql: defaults,
            read: read_default,
        },
    ]
}

fn read_view(row: &mut Row, catalog: &mut Catalog) {
    let Some(id) = catalog.find(Class::Relation, row.number(), 0).cloned() else {
        return;
    };
    let query = query(row.text());
    let mut options = Options::default();
    for option in row.list() {
        let (name, value) = option.split_once('=').unwrap_or((&option, "true"));
        options.set(name, value);
    }
    let names = row.list().into_iter();
    let types = row
        .list()
        .into_iter()
        .map(|t| typename::from_format_type(&t));
    let view = View {
        query,
        names: Vec::new(),
        options,
        defaults: BTreeMap::new(),
        columns: names.zip(types).collect(),
    };
    let parent = Id::new(names::SCHEMA, &[&id.parts()[0]]);
    catalog.add(Fact::new(id, Some(parent), view));
}

/// Takes the text of `pg_get_viewdef` without its semicolon.
pub fn query(printed: &str) -> Expr {
    Expr::new(printed.trim().trim_end_matches(';'))
}

fn read_default(row: &mut Row, catalog: &mut Catalog) {
    let Some(id) = catalog.find(Class::Relation, row.number(), 0).cloned() else {
        return;
    };
    let (column, default) = (row.text().to_string(), Expr::new(row.text()));
    if let Some(fact) = catalog.state.get_mut(&id) {
        fact.change(|view: &mut View| {
            view.defaults.insert(column, default);
        });
    }
}
