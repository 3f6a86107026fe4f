//! Reads materialized views from the catalog.

use super::MaterializedView;
use crate::kind::catalog::Class;
use crate::kind::{Catalog, Query, Row, Target, names};
use crate::kinds::storage::{self, Storage};
use crate::kinds::view::printed_query;
use crate::model::{Fact, Id};

/// Returns the query.
pub fn query(target: &Target) -> Query {
    let sql = format!(
        "select c.oid, pg_get_viewdef(c.oid), not c.relispopulated, {} from pg_class c {} \
         where c.oid = any('{}'::oid[]) order by c.oid",
        storage::COLUMNS,
        storage::JOINS,
        target.materialized_views
    );
    Query {
        sql,
        read: read_row,
    }
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let Some(id) = catalog.find(Class::Relation, row.number(), 0).cloned() else {
        return;
    };
    let query = printed_query(row.text());
    let view = MaterializedView {
        query,
        names: Vec::new(),
        no_data: row.bool(),
        storage: Storage::from_catalog(row),
    };
    let parent = Id::new(names::SCHEMA, &[&id.parts()[0]]);
    catalog.add(Fact::new(id, Some(parent), view));
}
