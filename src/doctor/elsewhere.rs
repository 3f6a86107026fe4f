//! Where else what is missing may be: another schema, another spelling of the name, another database of the server.

use std::collections::{BTreeMap, BTreeSet};

use postgres::Client;

use super::sight::{Object, Sight};
use super::{Item, Mark, Session, Subject, Topic, shown};
use crate::kind::{names, words};
use crate::live::{self, QueryError};
use crate::model::{Files, Id};
use crate::text::quote;

/// How many other databases are looked into.
const DATABASES: usize = 8;

/// A relation that is called as one that is missing, apart from its schema or the case of its letters.
struct Alike {
    schema: String,
    name: String,
    relkind: String,
    owner: String,
}

/// What was found elsewhere.
pub(super) struct Elsewhere {
    /// What is said of it.
    pub items: Vec<Item>,
    /// Which of the missing relations exist in this database, in another schema or under a name in other letters.
    pub found: BTreeSet<Id>,
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
) -> Result<Elsewhere, QueryError> {
    let missing: Vec<&Object> = sight.missing().filter(|o| o.is_relation()).collect();
    if missing.is_empty() {
        let (items, found) = Default::default();
        return Ok(Elsewhere { items, found });
    }
    let wanted: BTreeSet<String> = missing.iter().map(|o| o.id.last().to_lowercase()).collect();
    let mut there = alike(client, &wanted)?;
    there.retain(|alike| !subject.reach.platform.contains(&alike.schema));
    let mut twins = Vec::new();
    for object in &missing {
        let alike = there.iter().filter(|a| a.is_like(&object.id));
        twins.extend(alike.map(|alike| Twin { object, alike }));
    }
    let found = twins.iter().filter(|t| !t.is_in_the_way());
    let found = found.map(|t| t.object.id.clone()).collect();
    let files = &subject.scripts.files;
    let (same, other): (Vec<&Twin>, Vec<&Twin>) =
        twins.iter().partition(|t| t.is_in_other_schema());
    let mut items: Vec<Item> = other.iter().map(|twin| twin.item(files)).collect();
    items.extend(in_schemas(&same, missing.len(), session, files));
    items.extend(in_databases(client, &missing, subject)?);
    Ok(Elsewhere { items, found })
}

/// Returns the relations outside of the system's schemas that are called so in small letters.
fn alike(client: &mut Client, wanted: &BTreeSet<String>) -> Result<Vec<Alike>, QueryError> {
    let sql = format!(
        "select n.nspname, c.relname, c.relkind, {} from pg_class c join pg_namespace n on n.oid = c.relnamespace \
         where lower(c.relname) = any({}::text[]) and c.relkind in ('r', 'p', 'f', 'v', 'm', 'S', 'c') \
         and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1, 2",
        live::owner("c.relowner"),
        live::array(wanted)
    );
    let mut found = Vec::new();
    live::query(client, &[sql], |_, cells| {
        let text = |i: usize| cells[i].unwrap_or_default().to_string();
        found.push(Alike {
            schema: text(0),
            name: text(1),
            relkind: text(2),
            owner: text(3),
        });
    })?;
    Ok(found)
}

impl Alike {
    fn is_like(&self, missing: &Id) -> bool {
        missing.last().to_lowercase() == self.name.to_lowercase()
    }
}

/// Something that is missing, and something that is called like it.
struct Twin<'a> {
    object: &'a Object,
    alike: &'a Alike,
}

impl Twin<'_> {
    fn id(&self) -> Id {
        let kind = live::relation_kind(&self.alike.relkind).unwrap_or(names::TABLE);
        Id::new(kind, &[&self.alike.schema, &self.alike.name])
    }

    fn has_its_name(&self) -> bool {
        self.alike.name == self.object.id.last()
    }

    fn is_in_its_schema(&self) -> bool {
        self.object.id.container() == self.id().container()
    }

    fn is_in_the_way(&self) -> bool {
        self.has_its_name() && self.is_in_its_schema()
    }

    fn is_in_other_schema(&self) -> bool {
        self.has_its_name() && !self.is_in_its_schema()
    }

    /// Says what stands under the missing name, or under one in other letters.
    fn item(&self, files: &Files) -> Item {
        let (wanted, there) = (words::called(&self.object.id), self.id());
        let called = words::called(&there);
        let mut item = match self.is_in_the_way() {
            true => {
                let says = format!("{called} has the name that {wanted} should have");
                Item::new(Topic::Objects, Mark::Wrong, "name-taken", says)
                    .because("The statement that makes it fails until that is renamed or dropped.")
            }
            false => {
                let says = format!("{called} exists: its name has other letters than {wanted}");
                let item = Item::new(Topic::Objects, Mark::Doubtful, "other-letters", says).because(
                    "A name in double quotes keeps its capitals, and is another name than the same in small letters.",
                );
                self.renamed(item, &there)
            }
        };
        item.place = shown(self.object.place.as_ref(), files);
        item
    }

    /// Adds the statement that gives it the missing name, where it is of the kind that is missing.
    fn renamed(&self, item: Item, there: &Id) -> Item {
        if !self.is_in_its_schema() || there.kind() != self.object.id.kind() {
            return item;
        }
        let sql = format!(
            "alter {} {} rename to {};",
            words::noun(there.kind()),
            there.name(),
            quote::ident(&self.object.id.last())
        );
        item.because("If it is the one that is meant, give it the name that the files have:")
            .sql(Some(self.alike.owner.clone()), sql)
    }
}

/// Says in which other schemas what is missing stands under the same name.
fn in_schemas(twins: &[&Twin], missing: usize, session: &Session, files: &Files) -> Vec<Item> {
    let mut schemas: BTreeMap<&str, Vec<&Twin>> = BTreeMap::new();
    for twin in twins {
        schemas.entry(&twin.alike.schema).or_default().push(twin);
    }
    let item = |(schema, twins): (&&str, &Vec<&Twin>)| {
        let ids: Vec<Id> = twins.iter().map(|t| t.id()).collect();
        let says = match ids.as_slice() {
            [there] => {
                let wanted = words::called(&twins[0].object.id);
                format!("{} exists, and {wanted} does not", words::called(there))
            }
            _ => format!(
                "schema {} has {} of the {}: {}",
                quote::ident(schema),
                ids.len(),
                words::count(missing, "missing relation"),
                super::access::named(&ids.iter().collect::<Vec<_>>())
            ),
        };
        let mut item = Item::new(Topic::Objects, Mark::Doubtful, "other-schema", says);
        item.place = shown(twins[0].object.place.as_ref(), files);
        item.because(format!(
            "The set-up may have run under another search_path; that of {} is here: {}",
            session.role, session.search_path
        ))
        .because("If it is what is meant, ALTER … SET SCHEMA moves it with its rows; or write its schema in the files.")
    };
    schemas.iter().map(item).collect()
}

/// Looks into the other databases of the server where the role may connect.
fn in_databases(
    client: &mut Client,
    missing: &[&Object],
    subject: &mut Subject,
) -> Result<Option<Item>, QueryError> {
    let sql = format!(
        "select datname from pg_database where datallowconn and not datistemplate and datname <> current_database() \
         and has_database_privilege(oid, 'connect') order by datname limit {DATABASES}"
    );
    let mut databases = Vec::new();
    live::query(client, &[sql], |_, cells| {
        databases.extend(cells[0].map(str::to_string))
    })?;
    let mut found = Vec::new();
    for database in databases {
        let Some(mut other) = (subject.open)(&database) else {
            continue;
        };
        // A database that does not answer tells nothing; the one that was asked for is what counts.
        let Ok(there) = count(&mut other, missing) else {
            continue;
        };
        if there > 0 {
            found.push((database, there));
        }
    }
    Ok(of_databases(&found, missing.len()))
}

/// Says which other databases have what is missing.
fn of_databases(found: &[(String, usize)], missing: usize) -> Option<Item> {
    let of = words::count(missing, "missing relation");
    let says = match found {
        [] => return None,
        [(database, there)] => {
            format!("database {database} of the same server has {there} of the {of}")
        }
        several => {
            let each: Vec<String> = several
                .iter()
                .map(|(d, n)| format!("{d} has {n}"))
                .collect();
            let databases = words::count(found.len(), "database");
            format!(
                "{databases} of the same server have some of the {of}: {}",
                each.join(", ")
            )
        }
    };
    let item = Item::new(Topic::Connection, Mark::Doubtful, "other-database", says);
    Some(item.because("The set-up, or the application, may have been pointed at another database."))
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
