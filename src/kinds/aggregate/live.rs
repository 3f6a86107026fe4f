//! Reads aggregates from the catalog.

use super::{Aggregate, CLAUSES};
use crate::kind::catalog::Class;
use crate::kind::{Catalog, Query, Row, Target, names};
use crate::kinds::definition;
use crate::kinds::routine::{Argument, Mode, plain_type};
use crate::model::{Fact, Id};
use crate::text::typename;

/// Returns the query of all aggregates in scope.
pub fn query(target: &Target) -> Query {
    let clauses: Vec<String> = CLAUSES.iter().map(definition::expression).collect();
    let sql = format!(
        "select p.oid, p.proargnames, p.proargmodes::text[], \
         array(select format_type(a.t, null) from unnest(p.proargtypes::oid[]) with ordinality a(t, n) order by a.n), \
         case when o.aggkind <> 'n' then o.aggnumdirectargs end, {} \
         from pg_aggregate o join pg_proc p on p.oid = o.aggfnoid where p.oid = any('{}'::oid[]) order by p.oid",
        clauses.join(", "),
        target.routines
    );
    Query {
        sql,
        read: read_row,
    }
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let Some(id) = catalog.find(Class::Routine, row.number(), 0).cloned() else {
        return;
    };
    let (names, modes, types) = (row.list(), row.list(), row.list());
    let argument = |(n, ty): (usize, &String)| Argument {
        mode: modes.get(n).map_or(Mode::In, |m| Mode::of_letter(m)),
        name: names.get(n).filter(|name| !name.is_empty()).cloned(),
        ty: plain_type(typename::from_format_type(ty)),
        default: None,
    };
    let aggregate = Aggregate {
        arguments: types.iter().enumerate().map(argument).collect(),
        direct: row.opt().and_then(|n| n.parse().ok()),
        definition: definition::values(CLAUSES, row),
    };
    let schema = Id::new(names::SCHEMA, &[&id.parts()[0]]);
    catalog.add(Fact::new(id, Some(schema), aggregate));
}
