//! Reads `pg_description` for what was read before, and for the columns of views and the constraints of domains.

use super::subject::{DOMAIN_CONSTRAINT, NOT_NULL, index_of};
use super::{Comment, OF_PUBLIC, address};
use crate::kind::catalog::{Bearing, Class};
use crate::kind::{Catalog, Query, Row, Target, names};
use crate::kinds::column::null;
use crate::kinds::definition;
use crate::model::{Fact, Id};
use crate::text::quote;

/// Returns the queries.
pub fn queries(target: &Target) -> Vec<Query> {
    let mut queries = vec![
        Query {
            sql: on_objects(target),
            read: read_object,
        },
        Query {
            sql: on_identity_sequences(target),
            read: read_identity_sequence,
        },
        Query {
            sql: on_extensions(target),
            read: read_extension,
        },
        Query {
            sql: on_domain_constraints(target),
            read: read_domain_constraint,
        },
        Query {
            sql: on_roles(target),
            read: read_object,
        },
    ];
    if target.version >= null::SINCE {
        queries.push(Query {
            sql: on_not_nulls(target),
            read: read_not_null,
        });
    }
    queries
}

/// The catalogs whose objects may have a comment that is managed; the relations and what belongs to them are narrowed to those in scope.
fn on_objects(target: &Target) -> String {
    let Target {
        schemas, bearing, ..
    } = target;
    let Bearing {
        relations,
        types,
        routines,
    } = bearing;
    let of_definitions = definition::classes(target);
    let of_public = quote::literal(OF_PUBLIC);
    format!(
        "select case when c.oid is null then d.classoid::regclass else 'pg_class'::regclass end, coalesce(c.oid, d.objoid), \
         a.attname, d.description from pg_description d \
         left join pg_class c on d.classoid = 'pg_type'::regclass and c.reltype = d.objoid and c.relkind = 'c' \
         left join pg_attribute a on d.classoid = 'pg_class'::regclass and d.objsubid > 0 \
         and a.attrelid = d.objoid and a.attnum = d.objsubid \
         where case d.classoid when 'pg_class'::regclass then d.objoid = any('{relations}'::oid[]) \
         or d.objoid in (select indexrelid from pg_index where indrelid = any('{relations}'::oid[])) \
         when 'pg_proc'::regclass then d.objoid = any('{routines}'::oid[]) \
         when 'pg_type'::regclass then d.objoid = any('{types}'::oid[]) \
         or c.oid = any('{relations}'::oid[]) \
         when 'pg_namespace'::regclass then d.objoid = any('{schemas}'::oid[]) \
         and not (d.description = {of_public} and exists (select from pg_namespace n where n.oid = d.objoid and nspname = 'public')) \
         when 'pg_constraint'::regclass then d.objoid in (select oid from pg_constraint where conrelid = any('{relations}'::oid[])) \
         else d.classoid in ('pg_trigger'::regclass, 'pg_policy'::regclass, 'pg_publication'::regclass, 'pg_rewrite'::regclass, \
         'pg_event_trigger'::regclass, 'pg_foreign_data_wrapper'::regclass, 'pg_foreign_server'::regclass, 'pg_subscription'::regclass, 'pg_statistic_ext'::regclass) \
         or d.objoid >= 16384 and d.classoid in ({of_definitions}) end \
         union all select 'pg_namespace', oid, null, null from pg_namespace \
         where oid = any('{schemas}'::oid[]) and nspname = 'public' and obj_description(oid, 'pg_namespace') is null"
    )
}

fn on_identity_sequences(target: &Target) -> String {
    format!(
        "select d.refobjid, d.refobjsubid, n.nspname, s.relname, c.description from pg_depend d \
         join pg_class s on s.oid = d.objid and s.relkind = 'S' join pg_namespace n on n.oid = s.relnamespace \
         join pg_description c on c.classoid = 'pg_class'::regclass and c.objoid = s.oid and c.objsubid = 0 \
         where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype = 'i' \
         and d.refobjid = any('{}'::oid[])",
        target.relations
    )
}

/// Selects the comments on extensions, also where there is none, each with the one that the extension brings.
fn on_extensions(target: &Target) -> String {
    let named = match &target.extensions {
        Some(list) => format!("e.extname = any('{list}'::name[])"),
        None => "true".into(),
    };
    format!(
        "select e.oid, d.description, a.comment from pg_extension e \
         left join pg_description d on d.classoid = 'pg_extension'::regclass and d.objoid = e.oid \
         left join pg_available_extensions a on a.name = e.extname where {named}"
    )
}

/// Selects the comments on roles, which belong to the whole server.
fn on_roles(target: &Target) -> String {
    let roles = &target.roles;
    let named = match roles.is_empty() {
        true => "false".to_string(),
        false => format!("r.rolname = any('{roles}'::name[])"),
    };
    format!(
        "select 'pg_authid', r.oid, null, d.description from pg_shdescription d join pg_roles r on r.oid = d.objoid \
         where d.classoid = 'pg_authid'::regclass and {named}"
    )
}

fn on_domain_constraints(target: &Target) -> String {
    format!(
        "select contypid, conname, description from pg_constraint \
         join pg_description on classoid = 'pg_constraint'::regclass and objoid = pg_constraint.oid \
         where contypid = any('{}'::oid[])",
        target.types
    )
}

fn on_not_nulls(target: &Target) -> String {
    format!(
        "select conrelid, conkey[1], description from pg_constraint \
         join pg_description on classoid = 'pg_constraint'::regclass and objoid = pg_constraint.oid \
         where conrelid = any('{}'::oid[]) and contype = 'n'",
        target.tables
    )
}

fn read_object(row: &mut Row, catalog: &mut Catalog) {
    let Some(class) = Class::named(row.text()) else {
        return;
    };
    let of_index = class == Class::Relation;
    let Some(object) = catalog.find(class, row.number(), 0).cloned() else {
        return;
    };
    let column = row.opt().map(|name| object.child(names::COLUMN, name));
    let text = row.opt().map(String::from);
    let on =
        column.unwrap_or_else(
            || match of_index && names::CONSTRAINTS.contains(&object.kind()) {
                true => index_of(&object),
                false => object.clone(),
            },
        );
    let parent = if catalog.state.has(&on) {
        on.clone()
    } else {
        object
    };
    add(catalog, on, parent, text);
}

fn read_identity_sequence(row: &mut Row, catalog: &mut Catalog) {
    let column = catalog.find(Class::Relation, row.number(), row.number());
    let parent = column.map(|c| c.as_kind(names::IDENTITY));
    let on = Id::new(names::SEQUENCE, &[row.text(), row.text()]);
    let text = row.opt().map(String::from);
    if let Some(parent) = parent {
        add(catalog, on, parent, text);
    }
}

/// Reads a comment on an extension; one that the extension brought is there without being written.
fn read_extension(row: &mut Row, catalog: &mut Catalog) {
    let class = Class::Other("pg_extension");
    let Some(on) = catalog.find(class, row.number(), 0).cloned() else {
        return;
    };
    let (text, by_itself) = (row.opt().map(String::from), row.opt().map(String::from));
    let id = address(&on);
    if text == by_itself {
        catalog.state.implied.insert(id.clone());
    }
    let body = Comment {
        by_itself,
        ..Comment::new(on.clone(), text)
    };
    catalog.add(Fact::new(id, Some(on), body));
}

fn read_domain_constraint(row: &mut Row, catalog: &mut Catalog) {
    let Some(domain) = catalog.find(Class::Type, row.number(), 0).cloned() else {
        return;
    };
    let on = domain.child(DOMAIN_CONSTRAINT, row.text());
    let text = row.opt().map(String::from);
    add(catalog, on, domain, text);
}

fn read_not_null(row: &mut Row, catalog: &mut Catalog) {
    let column = catalog.find(Class::Relation, row.number(), row.number());
    let Some(column) = column.cloned() else {
        return;
    };
    let text = row.opt().map(String::from);
    add(catalog, column.as_kind(NOT_NULL), column, text);
}

fn add(catalog: &mut Catalog, on: Id, parent: Id, text: Option<String>) {
    catalog.add(Fact::new(
        address(&on),
        Some(parent),
        Comment::new(on, text),
    ));
}
