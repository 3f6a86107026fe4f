//! Reads privileges from the catalog: only where they differ from what an object has by itself.
//!
//! A null list of privileges means the server's own default, so those objects are not looked at.

use super::object::{ObjectType, PARAMETER};
use super::role::Role;
use super::{Grant, address};
use crate::diagnostic::Problem;
use crate::kind::catalog::{Bearing, Class};
use crate::kind::{Catalog, Query, Row, Target, names};
use crate::model::{Fact, Id};

/// Returns the query for all classes of objects.
pub fn queries(target: &Target) -> Vec<Query> {
    let sql = format!(
        "select o.class, o.oid, o.col, case when p.grantee <> 0 then pg_get_userbyid(p.grantee) end, \
         p.privilege_type, p.is_grantable, p.revoked \
         from ({}) o cross join lateral ({DIFFERENCE}) p order by 1, 2, 3, 4, 5",
        objects(target)
    );
    vec![
        Query {
            sql,
            read: read_row,
        },
        Query {
            sql: of_identities(target),
            read: read_sequence,
        },
    ]
}

/// Selects the privileges on the sequences behind identity columns, which are not among the relations in scope.
fn of_identities(target: &Target) -> String {
    format!(
        "select o.relation, o.number, o.schema, o.name, case when p.grantee <> 0 then pg_get_userbyid(p.grantee) end, \
         p.privilege_type, p.is_grantable, p.revoked \
         from (select d.refobjid as relation, d.refobjsubid as number, n.nspname as schema, s.relname as name, \
         s.relowner as owner, s.relacl as acl, acldefault('s', s.relowner) as base \
         from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S' join pg_namespace n on n.oid = s.relnamespace \
         where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype = 'i' \
         and d.refobjid = any('{}'::oid[]) and s.relacl is not null) o cross join lateral ({DIFFERENCE}) p order by 1, 2, 5, 6",
        target.relations
    )
}

/// Compares the privileges `acl` with those from the beginning, `base`; the owner's own count only where one is gone.
pub const DIFFERENCE: &str = "\
    select e.grantee, e.privilege_type, bool_or(e.is_grantable) as is_grantable, false as revoked \
    from aclexplode(o.acl) e where e.grantee <> o.owner and not exists (select from aclexplode(o.base) d \
    where d.grantee = e.grantee and d.privilege_type = e.privilege_type) group by 1, 2 \
    union all select d.grantee, d.privilege_type, false, true from aclexplode(o.base) d \
    where not exists (select from aclexplode(o.acl) e \
    where e.grantee = d.grantee and e.privilege_type = d.privilege_type)";

fn objects(target: &Target) -> String {
    let Target {
        schemas, bearing, ..
    } = target;
    let Bearing {
        relations,
        types,
        routines,
    } = bearing;
    let parameters = match target.version >= 150_000 {
        true => {
            " union all select 'parameter', 0, parname, 10, paracl, acldefault('p', 10) from pg_parameter_acl"
        }
        false => "",
    };
    let create = if target.version < 150_000 {
        "CREATE, USAGE"
    } else {
        "USAGE"
    };
    let create = match create {
        "USAGE" => "makeaclitem(0, nspowner, 'USAGE', false)".to_string(),
        _ => "array[makeaclitem(0, nspowner, 'USAGE', false), makeaclitem(0, nspowner, 'CREATE', false)]".to_string(),
    };
    format!(
        "select 'r' as class, oid, null::name as col, relowner as owner, relacl as acl, \
         acldefault(case relkind when 'S' then 's'::\"char\" else 'r' end, relowner) as base \
         from pg_class where oid = any('{relations}'::oid[]) and relacl is not null \
         union all select 'r', attrelid, attname, relowner, attacl, null \
         from pg_attribute join pg_class c on c.oid = attrelid \
         where attrelid = any('{relations}'::oid[]) and attacl is not null and not attisdropped \
         union all select 'f', oid, null, proowner, proacl, acldefault('f', proowner) \
         from pg_proc where oid = any('{routines}'::oid[]) and proacl is not null \
         union all select 't', oid, null, typowner, typacl, acldefault('T', typowner) \
         from pg_type where oid = any('{types}'::oid[]) and typacl is not null \
         union all select 'r', c.oid, null, typowner, typacl, acldefault('T', typowner) \
         from pg_class c join pg_type on c.reltype = pg_type.oid \
         where c.oid = any('{relations}'::oid[]) and relkind = 'c' and typacl is not null \
         union all select 'n', oid, null, nspowner, nspacl, \
         case nspname when 'public' then acldefault('n', nspowner) || {create} else acldefault('n', nspowner) end \
         from pg_namespace where oid = any('{schemas}'::oid[]) and nspacl is not null \
         union all select 'pg_foreign_data_wrapper', oid, null, fdwowner, fdwacl, acldefault('F', fdwowner) \
         from pg_foreign_data_wrapper where fdwacl is not null \
         union all select 'pg_foreign_server', oid, null, srvowner, srvacl, acldefault('S', srvowner) \
         from pg_foreign_server where srvacl is not null \
         union all select 'pg_language', oid, null, lanowner, lanacl, acldefault('l', lanowner) \
         from pg_language where lanacl is not null{parameters}"
    )
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let class = match row.text() {
        "r" => Class::Relation,
        "f" => Class::Routine,
        "t" => Class::Type,
        "n" => Class::Schema,
        "parameter" => return read_parameter(row, catalog),
        class => match Class::named(class) {
            Some(class) => class,
            None => return,
        },
    };
    let Some(object) = catalog.find(class, row.number(), 0).cloned() else {
        return;
    };
    let column = row.opt().map(|name| object.child(names::COLUMN, name));
    let on = column.unwrap_or_else(|| object.clone());
    let parent = if catalog.state.has(&on) {
        on.clone()
    } else {
        object
    };
    add(on, Some(parent), row, catalog);
}

/// Reads a privilege on a parameter, which belongs to the whole server.
fn read_parameter(row: &mut Row, catalog: &mut Catalog) {
    let (_, name) = (row.number(), row.text());
    add(Id::printed(PARAMETER, name), None, row, catalog);
}

/// Reads a privilege on the sequence behind an identity column.
fn read_sequence(row: &mut Row, catalog: &mut Catalog) {
    let column = catalog.find(Class::Relation, row.number(), row.number());
    let parent = column.map(|c| c.as_kind(names::IDENTITY));
    let on = Id::new(names::SEQUENCE, &[row.text(), row.text()]);
    if parent.is_some() {
        add(on, parent, row, catalog);
    }
}

/// Reads who has what, and adds the fact.
fn add(on: Id, parent: Option<Id>, row: &mut Row, catalog: &mut Catalog) {
    let role = Role::of(row.opt());
    let Some(privilege) = privilege(row.text(), &on, catalog) else {
        return;
    };
    let id = address(&on, &role, privilege);
    let (grant_option, revoked) = (row.bool(), row.bool());
    catalog.add(Fact::new(
        id,
        parent,
        Grant {
            on,
            role,
            privilege,
            grant_option,
            revoked,
        },
    ));
}

/// Returns a privilege that is known; one of a later server is told.
fn privilege(name: &str, on: &Id, catalog: &mut Catalog) -> Option<&'static str> {
    let found = ObjectType::of(on.kind())?.privilege(name);
    if found.is_none() {
        let message = format!(
            "the privilege {name} on {} is not known to trueup",
            on.name()
        );
        catalog
            .warnings
            .push(Problem::warning("not-modelled", message));
    }
    found
}
