//! Finds the privilege that a refused statement lacked, and words the statement that gives it.

use postgres::{Client, SimpleQueryMessage};

use crate::kind::{Action, Verb, names};
use crate::kinds;
use crate::model::{Id, Pair, State};
use crate::text::quote;

/// Where a statement may lack a privilege.
#[derive(Debug, Default)]
pub(super) struct Suspects {
    /// Whether it makes a schema or an extension.
    database: bool,
    /// The schema in which it makes something.
    schema: Option<String>,
    /// The relations that exist and are changed.
    changed: Vec<Id>,
    /// The tables that a new foreign key refers to.
    referred: Vec<Id>,
}

impl Suspects {
    /// Looks at what a statement does.
    pub(super) fn of(action: &Action, pair: &Pair<State>) -> Suspects {
        let about = action.about.kind();
        let fact = pair.desired.get(&action.about);
        let in_schema = fact
            .and_then(|f| f.parent.as_ref())
            .filter(|p| p.kind() == names::SCHEMA);
        let done = action
            .makes
            .iter()
            .chain(&action.touches)
            .chain(&action.breaks);
        let changed = done.filter_map(|id| relation(id, pair));
        let keys = action
            .makes
            .iter()
            .filter(|id| id.kind() == names::FOREIGN_KEY);
        let used = keys
            .filter_map(|id| pair.desired.get(id))
            .flat_map(|f| &f.uses);
        Suspects {
            database: action.verb == Verb::Create
                && [names::SCHEMA, names::EXTENSION].contains(&about),
            schema: in_schema
                .filter(|_| action.verb == Verb::Create || about == names::INDEX)
                .map(Id::last),
            changed: changed.filter(|id| pair.live.has(id)).collect(),
            referred: used
                .filter(|id| id.kind() == names::TABLE)
                .cloned()
                .collect(),
        }
    }

    /// Returns who can run what, so that the statement passes the next time.
    pub(super) fn missing(&self, client: &mut Client) -> Option<String> {
        let me = ask(client, "select quote_ident(current_user)")?;
        if self.database
            && let Some(help) = on_database(client, &me)
        {
            return Some(help);
        }
        let schema = self.schema.iter().find_map(|s| in_schema(client, s, &me));
        let owner = |client: &mut Client| self.changed.iter().find_map(|id| owned(client, id, &me));
        let key = |client: &mut Client| {
            self.referred
                .iter()
                .find_map(|id| referred(client, id, &me))
        };
        schema.or_else(|| owner(client)).or_else(|| key(client))
    }
}

/// Returns the relation that a thing is, or is a part of.
pub(super) fn relation(id: &Id, pair: &Pair<State>) -> Option<Id> {
    let mut id = id.clone();
    while !names::RELATIONS.contains(&id.kind()) || id.kind() == names::INDEX {
        let fact = pair.live.get(&id).or_else(|| pair.desired.get(&id))?;
        id = fact.parent.clone()?;
    }
    Some(id)
}

fn on_database(client: &mut Client, me: &str) -> Option<String> {
    let query = "select quote_ident(d.datname), d.datdba::regrole from pg_database d \
                 where d.datname = current_database() and not has_database_privilege(current_user, d.oid, 'create')";
    let messages = client.simple_query(query).ok()?;
    let row = messages.iter().find_map(row)?;
    let (database, owner) = (row.get(0)?, row.get(1)?);
    let grant = format!("grant create on database {database} to {me};");
    Some(as_owner("database", owner, &grant))
}

fn in_schema(client: &mut Client, schema: &str, me: &str) -> Option<String> {
    let query = format!(
        "select n.nspowner::regrole from pg_namespace n where n.nspname = {} \
         and not has_schema_privilege(current_user, n.oid, 'create')",
        quote::literal(schema)
    );
    let owner = ask(client, &query)?;
    let grant = format!("grant create on schema {} to {me};", quote::ident(schema));
    Some(as_owner("schema", &owner, &grant))
}

fn owned(client: &mut Client, relation: &Id, me: &str) -> Option<String> {
    let query = format!(
        "select c.relowner::regrole from pg_class c where c.oid = to_regclass({}) \
         and not pg_has_role(current_user, c.relowner, 'usage')",
        quote::literal(relation.name())
    );
    let owner = ask(client, &query)?;
    let noun = kinds::kind(relation.kind()).noun().unwrap_or("relation");
    Some(format!(
        "only the owner of {noun} {} may change it: connect as {owner}, or as a superuser:\n  grant {owner} to {me};",
        relation.name()
    ))
}

fn referred(client: &mut Client, table: &Id, me: &str) -> Option<String> {
    let query = format!(
        "select c.relowner::regrole from pg_class c where c.oid = to_regclass({}) \
         and not has_table_privilege(current_user, c.oid, 'references')",
        quote::literal(table.name())
    );
    let owner = ask(client, &query)?;
    let grant = format!("grant references on {} to {me};", table.name());
    Some(as_owner("table", &owner, &grant))
}

fn as_owner(noun: &str, owner: &str, grant: &str) -> String {
    format!("as the owner of the {noun} ({owner}):\n  {grant}")
}

/// Returns the one value of a query; nothing where it has no row, or the server does not tell.
fn ask(client: &mut Client, query: &str) -> Option<String> {
    let messages = client.simple_query(query).ok()?;
    let row = messages.iter().find_map(row)?;
    row.get(0).map(str::to_string)
}

fn row(message: &SimpleQueryMessage) -> Option<&postgres::SimpleQueryRow> {
    match message {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    }
}
