//! Finds the members of extensions, and what is in `pg_catalog`, whose privileges were changed after they were made.
//!
//! They are outside of every dump, but for what was granted on them and taken.

use postgres::Client;

use super::rows::{QueryError, run};
use super::world::relation_kind;
use crate::kind::{Reach, Row, names};
use crate::model::Id;

/// The first oid that is none of the server's own objects.
const FIRST_OF_USERS: u32 = 16_384;

/// Each catalog with its letter, the columns for schema, name, sort and arguments, and its list of privileges.
const CATALOGS: &[(&str, &str, &str, &str)] = &[
    (
        "r",
        "pg_class",
        "o.relnamespace, o.relname, o.relkind::text, null::text[]",
        "o.relacl",
    ),
    (
        "f",
        "pg_proc",
        "o.pronamespace, o.proname, o.prokind::text, \
         array(select format_type(a, null) from unnest(o.proargtypes) with ordinality u(a, i) order by i)",
        "o.proacl",
    ),
    (
        "t",
        "pg_type",
        "o.typnamespace, o.typname, o.typtype::text, null",
        "o.typacl",
    ),
    (
        "w",
        "pg_foreign_data_wrapper",
        "null, o.fdwname, '', null",
        "o.fdwacl",
    ),
    (
        "s",
        "pg_foreign_server",
        "null, o.srvname, '', null",
        "o.srvacl",
    ),
    ("l", "pg_language", "null, o.lanname, '', null", "o.lanacl"),
];

/// Returns their addresses, as far as their schemas are in reach.
///
/// # Errors
/// When the server refuses the query.
pub fn given(client: &mut Client, reach: &Reach) -> Result<Vec<Id>, QueryError> {
    let one = |(letter, class, columns, acl): &(&str, &str, &str, &str)| {
        of_catalog(
            letter,
            class,
            columns,
            &format!("select 0 as sub, {acl} as acl"),
        )
    };
    let of_columns = of_catalog(
        CATALOGS[0].0,
        CATALOGS[0].1,
        CATALOGS[0].2,
        "select a.attnum, a.attacl from pg_attribute a where a.attrelid = o.oid",
    );
    let all: Vec<String> = CATALOGS.iter().map(one).chain([of_columns]).collect();
    let sql = format!(
        "select distinct o.letter, n.nspname, o.name, o.sort, o.arguments from ({}) o (letter, namespace, name, sort, arguments, is_member) \
         left join pg_namespace n on n.oid = o.namespace \
         where o.is_member or o.namespace is null or n.nspname = 'pg_catalog' order by 1, 2, 3, 5",
        all.join(" union all ")
    );
    let mut out = Vec::new();
    run(client, &[sql], |_, cells| {
        let id = address(&mut Row::new(cells));
        out.extend(id.filter(|id| in_reach(id, reach)));
    })?;
    Ok(out)
}

/// Selects the objects of a catalog whose privileges are not those that they came with.
fn of_catalog(letter: &str, class: &str, columns: &str, privileges: &str) -> String {
    format!(
        "select '{letter}', {columns}, o.oid >= {FIRST_OF_USERS} from {class} o, lateral ({privileges}) p (sub, acl) \
         where p.acl is not null and p.acl is distinct from (select i.initprivs from pg_init_privs i \
          where i.classoid = '{class}'::regclass and i.objoid = o.oid and i.objsubid = p.sub) \
         and (o.oid < {FIRST_OF_USERS} or exists (select from pg_depend d where d.classid = '{class}'::regclass \
          and d.objid = o.oid and d.objsubid = 0 and d.deptype = 'e'))"
    )
}

fn address(row: &mut Row) -> Option<Id> {
    let (letter, schema, name) = (row.text(), row.opt(), row.text());
    let sort = row.text();
    let parts: Vec<&str> = schema.into_iter().chain([name]).collect();
    let kind = match letter {
        "r" => relation_kind(sort).filter(|k| *k != names::INDEX && *k != names::COMPOSITE)?,
        "f" => {
            let kind = if sort == "p" {
                names::PROCEDURE
            } else {
                names::FUNCTION
            };
            let plain = Id::new(kind, &parts);
            let arguments = row.list().join(", ");
            return Some(Id::printed(kind, format!("{}({arguments})", plain.name())));
        }
        "t" if sort == "d" => names::DOMAIN,
        "t" => names::ENUM,
        "w" => names::FOREIGN_DATA_WRAPPER,
        "s" => names::SERVER,
        _ => names::LANGUAGE,
    };
    Some(Id::new(kind, &parts))
}

fn in_reach(id: &Id, reach: &Reach) -> bool {
    let parts = id.parts();
    let schema = parts.first().filter(|_| parts.len() > 1);
    match schema {
        Some(schema) if reach.platform.contains(schema) => false,
        Some(schema) => reach.is_all() || reach.schemas.contains(schema),
        None => reach.is_all() && reach.beyond_schemas(),
    }
}
