//! Reads operator classes and families, with their members, from the catalog.
//!
//! A member is that of a class if it is for the class's own type alone; it is not told apart by `pg_depend`, where access methods differ.

use super::family::Family;
use super::member::Member;
use super::{Class, address_of, loose};
use crate::kind::catalog;
use crate::kind::{Catalog, Query, Row, Target, names};
use crate::kinds::definition::{Holds, value_of};
use crate::kinds::routine::plain_type;
use crate::model::{Fact, Id, KindName};
use crate::text::typename::{self, TypeName};

const FAMILY: catalog::Class = catalog::Class::Other("pg_opfamily");
const CLASS: catalog::Class = catalog::Class::Other("pg_opclass");

/// Returns the query of the families in scope, those of the classes in scope among them, and that of their members.
pub fn families(target: &Target) -> Vec<Query> {
    let Some(scope) = scope(target) else {
        return Vec::new();
    };
    let families = format!(
        "select o.oid, s.nspname, o.opfname, m.amname from pg_opfamily o join pg_namespace s on s.oid = o.opfnamespace \
         join pg_am m on m.oid = o.opfmethod where {scope}"
    );
    vec![Query {
        sql: families,
        read: read_family,
    }]
}

/// Returns the query of the classes in scope, and those of what the classes and families have.
pub fn classes(target: &Target) -> Vec<Query> {
    let Some(scope) = scope(target) else {
        return Vec::new();
    };
    let classes = format!(
        "select c.oid, c.opcfamily, s.nspname, c.opcname, m.amname, c.opcdefault, format_type(c.opcintype, null), \
         case when c.opckeytype <> 0 then format_type(c.opckeytype, null) end \
         from pg_opclass c join pg_namespace s on s.oid = c.opcnamespace join pg_am m on m.oid = c.opcmethod \
         where c.opcfamily in (select o.oid from pg_opfamily o join pg_namespace s on s.oid = o.opfnamespace where {scope}) \
         order by c.oid"
    );
    let members = format!(
        "select o.oid, 'operator', a.amopstrategy, format_type(a.amoplefttype, null), format_type(a.amoprighttype, null), \
         array[n.nspname::text, p.oprname::text], \
         (select case when fn.nspname = 'pg_catalog' then quote_ident(f.opfname) else quote_ident(fn.nspname) || '.' || quote_ident(f.opfname) end \
          from pg_opfamily f join pg_namespace fn on fn.oid = f.opfnamespace where f.oid = a.amopsortfamily) \
         from pg_opfamily o join pg_namespace s on s.oid = o.opfnamespace join pg_amop a on a.amopfamily = o.oid \
         join pg_operator p on p.oid = a.amopopr join pg_namespace n on n.oid = p.oprnamespace where {scope} \
         union all select o.oid, 'function', a.amprocnum, format_type(a.amproclefttype, null), format_type(a.amprocrighttype, null), \
         array[n.nspname::text, p.proname::text] || array(select format_type(t, null) from unnest(p.proargtypes) with ordinality u(t, i) order by i), null \
         from pg_opfamily o join pg_namespace s on s.oid = o.opfnamespace join pg_amproc a on a.amprocfamily = o.oid \
         join pg_proc p on p.oid = a.amproc join pg_namespace n on n.oid = p.pronamespace where {scope} \
         order by 1, 2, 3, 4, 5"
    );
    vec![
        Query {
            sql: classes,
            read: read_class,
        },
        Query {
            sql: members,
            read: read_member,
        },
    ]
}

/// Returns the condition that a family is in scope: by its own name, or since a class in it is.
fn scope(target: &Target) -> Option<String> {
    let extent = &target.extent;
    let own = extent.within(names::OPERATOR_FAMILY, "s.nspname", "o.opfname");
    let class = extent.within(names::OPERATOR_CLASS, "cs.nspname", "c.opcname");
    let class = class.map(|scope| {
        format!(
            "exists (select from pg_opclass c join pg_namespace cs on cs.oid = c.opcnamespace where c.opcfamily = o.oid and {scope})"
        )
    });
    let any: Vec<String> = own.into_iter().chain(class).collect();
    (!any.is_empty()).then(|| {
        format!(
            "o.oid >= 16384 and ({}) and not exists (select from pg_depend d where d.classid = 'pg_opfamily'::regclass \
             and d.objid = o.oid and d.deptype = 'e')",
            any.join(" or ")
        )
    })
}

fn id(kind: KindName, row: &mut Row) -> (Id, Id) {
    let (schema, name) = (row.text(), row.text());
    let id = address_of(kind, &Id::new("", &[schema, name]), row.text());
    (id, Id::new(names::SCHEMA, &[schema]))
}

fn read_family(row: &mut Row, catalog: &mut Catalog) {
    let oid = row.number();
    let (id, schema) = id(names::OPERATOR_FAMILY, row);
    catalog.know(FAMILY, oid, 0, id.clone());
    catalog.add_next(Fact::new(id, Some(schema), Family));
}

fn read_class(row: &mut Row, catalog: &mut Catalog) {
    let (oid, family) = (row.number(), row.number());
    let Some(family) = catalog.find(FAMILY, family, 0).cloned() else {
        return;
    };
    let (id, schema) = id(names::OPERATOR_CLASS, row);
    let class = Class {
        is_default: row.bool(),
        ty: ty(row),
        family,
        storage: row.opt().map(typename::from_format_type),
        members: Vec::new(),
    };
    catalog.know(CLASS, oid, 0, id.clone());
    catalog.add_next(Fact::new(id, Some(schema), class));
}

fn ty(row: &mut Row) -> TypeName {
    plain_type(typename::from_format_type(row.text()))
}

/// Reads a member into the class of its type, or as one of the family.
fn read_member(row: &mut Row, catalog: &mut Catalog) {
    let Some(family) = catalog.find(FAMILY, row.number(), 0).cloned() else {
        return;
    };
    let is_operator = row.text() == "operator";
    let (number, types) = (row.text().to_string(), (ty(row), ty(row)));
    let holds = if is_operator {
        Holds::Operator
    } else {
        Holds::Signature
    };
    let member = Member {
        is_operator,
        number,
        types,
        what: value_of(holds, row.list()),
        order_by: row.opt().map(str::to_string),
    };
    let own = |class: &Class| {
        class.family == family && member.types == (class.ty.clone(), class.ty.clone())
    };
    let mut classes: Vec<Id> = catalog
        .state
        .iter()
        .filter(|f| f.get::<Class>().is_some_and(own))
        .map(|f| f.id.clone())
        .collect();
    classes.sort();
    let class = classes.first().and_then(|id| catalog.state.get_mut(id));
    match class {
        Some(fact) => fact.change(|class: &mut Class| {
            class.members.push(member);
            class.members.sort_by_key(Member::key);
        }),
        None => {
            let id = loose::id(&family, &member);
            catalog.add_next(Fact::new(id, Some(family), member));
        }
    }
}
