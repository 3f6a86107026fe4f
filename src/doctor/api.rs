//! What the roles of an API, and those that policies name, may do with what exists.

use std::collections::{BTreeMap, BTreeSet};

use postgres::Client;

use super::sight::Sight;
use super::{Item, Mark, Topic};
use crate::kind::{names, words};
use crate::kinds::grant::role::Role;
use crate::kinds::grant::{self, Grant};
use crate::kinds::policy::{Command, PUBLIC, Policy};
use crate::lint::{self, DATA, Exposure, Reached};
use crate::live::{self, QueryError};
use crate::model::{Fact, Id};
use crate::text::quote;

/// What one role may do with one relation.
#[derive(Debug)]
struct Held {
    relation: Id,
    role: String,
    /// Whether row security does not bind it.
    bypasses: bool,
    /// Whether it has USAGE on the schema.
    usage: bool,
    /// Which of [`DATA`] it has, in the order of the answers, on the whole or on a column.
    data: [bool; 4],
    owner: String,
    schema_owner: String,
}

/// What the roles may do with what exists, and what all may.
#[derive(Debug, Default)]
pub(super) struct Hold {
    held: Vec<Held>,
    /// What PUBLIC was granted on relations.
    pub public: BTreeMap<Id, String>,
}

impl Hold {
    /// Asks the server about the relations that exist.
    ///
    /// # Errors
    /// When the server refuses a query.
    pub fn ask(
        client: &mut Client,
        sight: &Sight,
        exposure: &Exposure,
    ) -> Result<Hold, QueryError> {
        let existing = sight.objects.iter().filter(|o| o.exists);
        let ids: Vec<Id> = existing
            .filter(|o| names::ROW_SOURCES.contains(&o.id.kind()))
            .map(|o| o.id.clone())
            .collect();
        let mut hold = Hold::default();
        if ids.is_empty() {
            return Ok(hold);
        }
        let roles = roles(sight, exposure);
        let queries = [by_role(&ids, &roles), of_public(&ids)];
        live::query(client, &queries, |query, cells| {
            let number: usize = cells[0].and_then(|n| n.parse().ok()).unwrap_or(0);
            let Some(id) = ids.get(number.wrapping_sub(1)) else {
                return;
            };
            match query {
                0 => hold.held.push(held(id, cells)),
                _ => {
                    let list = cells[1].unwrap_or_default().to_string();
                    hold.public.insert(id.clone(), list);
                }
            }
        })?;
        Ok(hold)
    }

    /// Returns what the roles of the API reach that row security binds.
    pub fn reached(&self, exposure: &Exposure) -> Reached {
        let bound = self
            .held
            .iter()
            .filter(|h| !h.bypasses && exposure.uses(&h.role));
        let opens = |h: &&Held| h.usage && h.data.contains(&true);
        Reached {
            asked: bound.clone().map(|h| h.relation.clone()).collect(),
            open: bound.filter(opens).map(|h| h.relation.clone()).collect(),
        }
    }

    /// Says which roles lack what policies let them do, and which relations no role of an API reaches.
    pub fn items(&self, sight: &Sight, exposure: &Exposure) -> Vec<Item> {
        let mut items = Vec::new();
        items.extend(self.without_usage(sight));
        items.extend(self.without_privilege(sight));
        if lint::has_api(&sight.desired, exposure) {
            items.extend(self.out_of_reach(sight, exposure));
        }
        items
    }

    /// Says which schemas the roles of policies may not look into.
    fn without_usage(&self, sight: &Sight) -> Vec<Item> {
        let mut lacks: BTreeMap<(String, &str), BTreeSet<&str>> = BTreeMap::new();
        for held in self.held.iter().filter(|h| !h.usage) {
            if policies(sight, held).next().is_some() && !may_enter(sight, held) {
                let key = (held.relation.container(), held.schema_owner.as_str());
                lacks.entry(key).or_default().insert(&held.role);
            }
        }
        let item = |((schema, owner), roles): (&(String, &str), &BTreeSet<&str>)| {
            let says = format!(
                "{} USAGE on schema {schema}, although policies there are for {}",
                lack(roles),
                them(roles)
            );
            let grant = format!("grant usage on schema {schema} to {};", list(roles));
            Item::new(Topic::Access, Mark::Doubtful, "policy-without-usage", says)
                .because("To such a role nothing in the schema exists.")
                .sql(Some(owner.to_string()), grant)
        };
        lacks.iter().map(item).collect()
    }

    /// Says which roles lack the privilege that a policy for them is about.
    fn without_privilege(&self, sight: &Sight) -> Vec<Item> {
        let mut lacks: BTreeMap<(&str, Vec<&str>), Vec<&Held>> = BTreeMap::new();
        for held in &self.held {
            let missing: Vec<&str> = wanted(sight, held)
                .into_iter()
                .filter(|privilege| !is_declared(sight, held, privilege))
                .collect();
            if !missing.is_empty() {
                lacks.entry((&held.role, missing)).or_default().push(held);
            }
        }
        lacks
            .into_iter()
            .map(|((role, missing), held)| unused(role, &missing, &held))
            .collect()
    }

    /// Says which shown relations no role of the API may use, where the files say nothing of that.
    fn out_of_reach(&self, sight: &Sight, exposure: &Exposure) -> Option<Item> {
        let ours = self.held.iter().filter(|h| exposure.uses(&h.role));
        let mut open: BTreeMap<&Id, bool> = BTreeMap::new();
        for held in ours {
            *open.entry(&held.relation).or_default() |= held.data.contains(&true);
        }
        let silent = |id: &&Id| {
            let shown = id
                .parts()
                .first()
                .is_some_and(|schema| exposure.shows(schema));
            shown && !speaks_of(sight, id)
        };
        let closed: Vec<&Id> = open.iter().filter(|o| !o.1).map(|o| *o.0).collect();
        let closed: Vec<&Id> = closed.into_iter().filter(silent).collect();
        let first = closed.first()?;
        let owner = self.held.iter().find(|h| h.relation == **first);
        let says = format!(
            "no role of the API may use {}",
            super::access::named(&closed)
        );
        let all: Vec<&str> = closed.iter().map(|id| id.name()).collect();
        let item = Item::new(Topic::Access, Mark::Doubtful, "out-of-reach", says).because(
            "The files grant nothing on it, and the default privileges that would were not in force where it was made: \
             they belong to another role, or to another database. The API answers with SQLSTATE 42501.",
        );
        let all = all.join(", ");
        let grant = |role| format!("grant select, insert, update, delete on {all} to {role};");
        let grants: Vec<String> = self.past_row_security(exposure).iter().map(grant).collect();
        Some(match grants.is_empty() {
            true => item.because("Enable row security before anything is granted to the others."),
            false => item
                .because("Roles that row security binds should wait until it is enabled.")
                .sql(owner.map(|h| h.owner.clone()), grants.join("\n")),
        })
    }

    /// Returns the roles of the API that the server has and that row security does not bind.
    fn past_row_security(&self, exposure: &Exposure) -> BTreeSet<String> {
        let ours = self
            .held
            .iter()
            .filter(|h| h.bypasses && exposure.uses(&h.role));
        ours.map(|h| quote::ident(&h.role)).collect()
    }
}

/// Returns the roles of the API, and those that policies of existing tables are for.
fn roles(sight: &Sight, exposure: &Exposure) -> BTreeSet<String> {
    let policies = sight.desired.of_kind(names::POLICY);
    let named = policies
        .filter_map(Fact::get::<Policy>)
        .flat_map(|p| &p.roles);
    let all = exposure.roles.iter().chain(named);
    all.filter(|role| *role != PUBLIC).cloned().collect()
}

fn by_role(ids: &[Id], roles: &BTreeSet<String>) -> String {
    let columns = ["select", "insert", "update"].map(|p| {
        format!("has_table_privilege(r.oid, c.oid, '{p}') or has_any_column_privilege(r.oid, c.oid, '{p}')")
    });
    format!(
        "select w.number, r.rolname, r.rolbypassrls or r.rolsuper, has_schema_privilege(r.oid, n.oid, 'usage'), {}, \
         has_table_privilege(r.oid, c.oid, 'delete'), {}, {} \
         from {} with ordinality w(schema, name, number) join pg_namespace n on n.nspname = w.schema \
         join pg_class c on c.relnamespace = n.oid and c.relname = w.name \
         join pg_roles r on r.rolname = any({}::name[]) order by w.number, r.rolname",
        columns.join(", "),
        live::owner("c.relowner"),
        live::owner("n.nspowner"),
        live::names(ids),
        live::array(roles)
    )
}

fn of_public(ids: &[Id]) -> String {
    format!(
        "select w.number, string_agg(a.privilege_type, ', ' order by a.privilege_type) \
         from {} with ordinality w(schema, name, number) join pg_namespace n on n.nspname = w.schema \
         join pg_class c on c.relnamespace = n.oid and c.relname = w.name \
         cross join lateral aclexplode(c.relacl) a where a.grantee = 0 group by 1 order by 1",
        live::names(ids)
    )
}

fn held(id: &Id, cells: &[Option<&str>]) -> Held {
    let text = |i: usize| cells[i].unwrap_or_default().to_string();
    let is = |i: usize| cells[i] == Some("t");
    Held {
        relation: id.clone(),
        role: text(1),
        bypasses: is(2),
        usage: is(3),
        data: [is(4), is(5), is(6), is(7)],
        owner: text(8),
        schema_owner: text(9),
    }
}

/// Walks the permissive policies that are for the role.
fn policies<'s>(sight: &'s Sight, held: &'s Held) -> impl Iterator<Item = &'s Policy> {
    let parts = sight.desired.parts(&held.relation);
    let policies = parts.filter_map(|id| sight.desired.body::<Policy>(id));
    policies.filter(|p| p.roles.contains(&held.role) && !p.restrictive)
}

/// Returns whether the files give the role USAGE on the schema, so that the repair brings it.
fn may_enter(sight: &Sight, held: &Held) -> bool {
    let schema = held.relation.parts().into_iter().next().unwrap_or_default();
    let role = Role::Named(held.role.clone());
    let usage = grant::address(&Id::new(names::SCHEMA, &[&schema]), &role, "USAGE");
    sight.desired.has(&usage)
}

/// Returns the privileges that policies for the role are about and that it lacks.
fn wanted(sight: &Sight, held: &Held) -> Vec<&'static str> {
    let mut out = BTreeSet::new();
    for policy in policies(sight, held) {
        match policy.command {
            // For all commands is for any of them.
            Command::All if held.data.contains(&true) => {}
            Command::All | Command::Select => out.extend(missing(held, 0)),
            Command::Insert => out.extend(missing(held, 1)),
            Command::Update => out.extend(missing(held, 2)),
            Command::Delete => out.extend(missing(held, 3)),
        }
    }
    out.into_iter().map(|n| DATA[n]).collect()
}

fn missing(held: &Held, privilege: usize) -> Option<usize> {
    (!held.data[privilege]).then_some(privilege)
}

/// Returns whether the files grant it, so that the repair brings it.
fn is_declared(sight: &Sight, held: &Held, privilege: &str) -> bool {
    grants(sight, &held.relation).any(|g| g.role.is(&held.role) && g.privilege == privilege)
}

/// Returns whether the files grant or revoke something on a relation.
fn speaks_of(sight: &Sight, relation: &Id) -> bool {
    let revoked = sight.desired.absent.keys();
    grants(sight, relation).next().is_some() || revoked.into_iter().any(|id| id.is_on(relation))
}

fn grants<'s>(sight: &'s Sight, relation: &Id) -> impl Iterator<Item = &'s Grant> {
    let parts = sight.desired.descendants(relation).into_iter();
    let written = parts.filter(|f| f.origin.place().is_some());
    written
        .filter_map(|f| f.get::<Grant>())
        .filter(|g| !g.revoked)
}

fn unused(role: &str, missing: &[&str], held: &[&Held]) -> Item {
    let ids: Vec<&Id> = held.iter().map(|h| &h.relation).collect();
    let says = format!(
        "{role} lacks {} on {}, although policies there are for it",
        missing.join(", "),
        super::access::named(&ids)
    );
    let all: Vec<&str> = ids.iter().map(|id| id.name()).collect();
    let (list, on) = (missing.join(", ").to_lowercase(), all.join(", "));
    let grant = format!("grant {list} on {on} to {};", quote::ident(role));
    Item::new(Topic::Access, Mark::Doubtful, "policy-without-grant", says)
        .because("A policy says which rows; whether the role may use the table at all is for a grant to say. Without one it meets SQLSTATE 42501.")
        .sql(held.first().map(|h| h.owner.clone()), grant)
}

fn lack(roles: &BTreeSet<&str>) -> String {
    let verb = if roles.len() == 1 { "lacks" } else { "lack" };
    format!("{} {verb}", list(roles))
}

fn them(roles: &BTreeSet<&str>) -> &'static str {
    if roles.len() == 1 { "it" } else { "them" }
}

fn list(roles: &BTreeSet<&str>) -> String {
    let all: Vec<String> = roles.iter().map(|r| quote::ident(r)).collect();
    words::list(&all)
}
