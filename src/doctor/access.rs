//! What exists and the role may not see: schemas without USAGE, tables without SELECT, rows that row security hides.

use std::collections::BTreeMap;

use postgres::Client;

use super::sight::Sight;
use super::{Item, Mark, Session, Topic};
use crate::kind::{names, words};
use crate::live::{self, QueryError};
use crate::model::Id;
use crate::text::quote;

/// How many tables a line names.
const NAMED: usize = 4;

/// What the role may with one table.
#[derive(Debug)]
struct Table {
    id: Id,
    usage: bool,
    select: bool,
    secured: bool,
    policies: Option<String>,
    schema_owner: String,
    owner: String,
}

/// Says what the role may not see.
///
/// # Errors
/// When the server refuses a query.
pub(super) fn items(
    client: &mut Client,
    sight: &Sight,
    session: &Session,
) -> Result<Vec<Item>, QueryError> {
    let existing = sight.objects.iter().filter(|o| o.exists);
    let ids: Vec<Id> = existing
        .filter(|o| names::ROW_SOURCES.contains(&o.id.kind()))
        .map(|o| o.id.clone())
        .collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let tables = ask(client, &ids)?;
    let role = &session.role;
    let mut items = Vec::new();
    items.extend(no_usage(&tables, role));
    items.extend(no_select(&tables, role));
    items.extend(hidden(&tables, role));
    if items.is_empty() {
        let exist = if tables.len() == 1 { "exists" } else { "exist" };
        let all = words::count(tables.len(), "relation");
        let says = format!("{role} may read the {all} that {exist}");
        items.push(Item::new(Topic::Access, Mark::Good, "may-read", says));
    }
    Ok(items)
}

/// Asks by the names in the catalog, since a name in a schema without USAGE cannot be looked up.
fn ask(client: &mut Client, ids: &[Id]) -> Result<Vec<Table>, QueryError> {
    let sql = format!(
        "select w.number, has_schema_privilege(n.oid, 'usage'), has_table_privilege(c.oid, 'select') or has_any_column_privilege(c.oid, 'select'), \
         row_security_active(c.oid), (select string_agg(quote_ident(polname), ', ' order by polname) from pg_policy \
         where polrelid = c.oid and polpermissive and polcmd in ('r', '*') \
         and exists (select from unnest(polroles) r where r = 0 or pg_has_role(r, 'usage'))), \
         {}, {} \
         from {} with ordinality w(schema, name, number) join pg_namespace n on n.nspname = w.schema \
         join pg_class c on c.relnamespace = n.oid and c.relname = w.name order by 1",
        live::owner("n.nspowner"),
        live::owner("c.relowner"),
        live::names(ids)
    );
    let mut tables = Vec::new();
    live::query(client, &[sql], |_, cells| {
        let text = |i: usize| cells[i].unwrap_or_default().to_string();
        let is = |i: usize| cells[i] == Some("t");
        let number: usize = text(0).parse().unwrap_or(0);
        tables.extend(ids.get(number.wrapping_sub(1)).map(|id| Table {
            id: id.clone(),
            usage: is(1),
            select: is(2),
            secured: is(3),
            policies: cells[4].map(str::to_string),
            schema_owner: text(5),
            owner: text(6),
        }));
    })?;
    Ok(tables)
}

fn no_usage(tables: &[Table], role: &str) -> Vec<Item> {
    let closed = tables.iter().filter(|t| !t.usage);
    let schemas: BTreeMap<String, &str> = closed
        .map(|t| (t.id.container(), t.schema_owner.as_str()))
        .collect();
    let item = |(schema, owner): (&String, &&str)| {
        let says =
            format!("{role} lacks USAGE on schema {schema}: to this role nothing in it exists");
        let grant = format!("grant usage on schema {schema} to {};", quote::ident(role));
        let item = Item::new(Topic::Access, Mark::Wrong, "no-usage", says);
        item.sql(Some(owner.to_string()), grant)
    };
    schemas.iter().map(item).collect()
}

fn no_select(tables: &[Table], role: &str) -> Vec<Item> {
    let mut owners: BTreeMap<&str, Vec<&Id>> = BTreeMap::new();
    for table in tables.iter().filter(|t| !t.select) {
        owners.entry(&table.owner).or_default().push(&table.id);
    }
    let item = |(owner, ids): (&&str, &Vec<&Id>)| {
        let says = format!("{role} lacks SELECT on {}", named(ids));
        let all: Vec<&str> = ids.iter().map(|id| id.name()).collect();
        let grant = format!(
            "grant select on {} to {};",
            all.join(", "),
            quote::ident(role)
        );
        let item = Item::new(Topic::Access, Mark::Doubtful, "no-select", says);
        let item = item.because(
            "An application that reads as this role meets SQLSTATE 42501. A role that only changes the schema needs no SELECT.",
        );
        item.sql(Some(owner.to_string()), grant)
    };
    owners.iter().map(item).collect()
}

/// Says where row security is active for the role and no policy lets it read.
fn hidden(tables: &[Table], role: &str) -> Option<Item> {
    let closed = tables
        .iter()
        .filter(|t| t.secured && t.select && t.policies.is_none());
    let ids: Vec<&Id> = closed.map(|t| &t.id).collect();
    let filtered: Vec<String> = tables
        .iter()
        .filter(|t| t.secured && t.select)
        .filter_map(|t| Some(format!("{}: {}", t.id.name(), t.policies.as_ref()?)))
        .collect();
    if ids.is_empty() {
        return None;
    }
    let says = format!(
        "row security hides every row of {} from {role}",
        named(&ids)
    );
    let item = Item::new(Topic::Access, Mark::Doubtful, "rows-hidden", says);
    let item = item.because(format!(
        "No permissive policy for SELECT is for {role}: a query finds no row and no error."
    ));
    Some(match filtered.is_empty() {
        true => item,
        false => item.because(format!(
            "Policies let it read some rows of others: {}",
            filtered.join("; ")
        )),
    })
}

/// Names some relations, and counts the rest.
pub(super) fn named(ids: &[&Id]) -> String {
    let mut all: Vec<String> = ids
        .iter()
        .take(NAMED)
        .map(|id| id.name().to_string())
        .collect();
    if ids.len() > NAMED {
        all.push(format!("{} more", ids.len() - NAMED));
    }
    words::list(&all)
}
