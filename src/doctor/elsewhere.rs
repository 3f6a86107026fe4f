//! Where else what is missing may be: another schema, another spelling of the name, another database of the server.

use std::collections::BTreeSet;

use postgres::Client;

use super::sight::{Object, Sight};
use super::{Item, Mark, Session, Subject, Topic, shown};
use crate::kind::{names, words};
use crate::live::{self, QueryError};
use crate::model::Id;

/// How many other databases are looked into.
const DATABASES: usize = 8;

/// A relation that is called as one that is missing, apart from its schema or the case of its letters.
struct Alike {
    schema: String,
    name: String,
    relkind: String,
}

/// Looks for the missing relations elsewhere.
///
/// # Errors
/// When the server refuses a query.
pub(super) fn find(
    client: &mut Client,
    sight: &Sight,
    session: &Session,
    subject: &mut Subject,
) -> Result<Vec<Item>, QueryError> {
    let missing: Vec<&Object> = sight.missing().filter(|o| is_relation(&o.id)).collect();
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    let wanted: BTreeSet<String> = missing.iter().map(|o| o.id.last().to_lowercase()).collect();
    let found = alike(client, &wanted)?;
    let files = &subject.scripts.files;
    let mut items = Vec::new();
    for object in &missing {
        let here = |a: &&Alike| is_alike(a, &object.id);
        for mut item in found
            .iter()
            .filter(here)
            .map(|a| item(&object.id, a, session))
        {
            item.place = shown(object.place.as_ref(), files);
            items.push(item);
        }
    }
    items.extend(in_databases(client, &missing, subject)?);
    Ok(items)
}

fn is_relation(id: &Id) -> bool {
    names::RELATIONS.contains(&id.kind()) && id.kind() != names::INDEX
}

/// Returns the relations outside of the system's schemas that are called so in small letters.
fn alike(client: &mut Client, wanted: &BTreeSet<String>) -> Result<Vec<Alike>, QueryError> {
    let sql = format!(
        "select n.nspname, c.relname, c.relkind from pg_class c join pg_namespace n on n.oid = c.relnamespace \
         where lower(c.relname) = any({}::text[]) and c.relkind in ('r', 'p', 'f', 'v', 'm', 'S', 'c') \
         and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1, 2",
        live::array(wanted)
    );
    let mut found = Vec::new();
    live::query(client, &[sql], |_, cells| {
        let text = |i: usize| cells[i].unwrap_or_default().to_string();
        found.push(Alike {
            schema: text(0),
            name: text(1),
            relkind: text(2),
        });
    })?;
    Ok(found)
}

fn is_alike(alike: &Alike, missing: &Id) -> bool {
    missing.last().to_lowercase() == alike.name.to_lowercase()
}

fn item(missing: &Id, alike: &Alike, session: &Session) -> Item {
    let kind = live::relation_kind(&alike.relkind).unwrap_or(names::TABLE);
    let there = Id::new(kind, &[&alike.schema, &alike.name]);
    let wanted = words::called(missing);
    let in_schema = missing.container() == there.container();
    if in_schema && alike.name == missing.last() {
        let says = format!(
            "{} has the name that {wanted} should have",
            words::called(&there)
        );
        let item = Item::new(Topic::Objects, Mark::Wrong, "name-taken", says);
        return item.because("The statement that makes it fails until that is renamed or dropped.");
    }
    if alike.name == missing.last() {
        let says = format!("{} exists, and {wanted} does not", words::called(&there));
        let item = Item::new(Topic::Objects, Mark::Doubtful, "other-schema", says);
        return item.because(format!(
            "The set-up may have run under another search_path; that of {} is here: {}",
            session.role, session.search_path
        ));
    }
    let says = format!(
        "{} exists: its name has other letters than {wanted}",
        words::called(&there)
    );
    let item = Item::new(Topic::Objects, Mark::Doubtful, "other-letters", says);
    item.because("A name in double quotes keeps its capitals, and is another name than the same in small letters.")
}

/// Looks into the other databases of the server where the role may connect.
fn in_databases(
    client: &mut Client,
    missing: &[&Object],
    subject: &mut Subject,
) -> Result<Vec<Item>, QueryError> {
    let sql = format!(
        "select datname from pg_database where datallowconn and not datistemplate and datname <> current_database() \
         and has_database_privilege(oid, 'connect') order by datname limit {DATABASES}"
    );
    let mut databases = Vec::new();
    live::query(client, &[sql], |_, cells| {
        databases.extend(cells[0].map(str::to_string))
    })?;
    let mut items = Vec::new();
    for database in databases {
        let Some(mut other) = (subject.open)(&database) else {
            continue;
        };
        // A database that does not answer tells nothing; the one that was asked for is what counts.
        let Ok(there) = count(&mut other, missing) else {
            continue;
        };
        if there > 0 {
            let of = words::count(missing.len(), "missing relation");
            let says = format!("database {database} of the same server has {there} of the {of}");
            let item = Item::new(Topic::Connection, Mark::Doubtful, "other-database", says);
            items.push(item.because(
                "The set-up, or the application, may have been pointed at another database.",
            ));
        }
    }
    Ok(items)
}

/// Counts the relations that a database has under these names.
fn count(client: &mut Client, missing: &[&Object]) -> Result<usize, QueryError> {
    let sql = format!(
        "select count(*) from {} w(schema, name) join pg_namespace n on n.nspname = w.schema \
         join pg_class c on c.relnamespace = n.oid and c.relname = w.name",
        live::names(missing.iter().map(|o| &o.id))
    );
    let mut number = 0;
    live::query(client, &[sql], |_, cells| {
        number = cells[0].and_then(|n| n.parse().ok()).unwrap_or(0);
    })?;
    Ok(number)
}
