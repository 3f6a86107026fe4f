//! What the connected role is and has, asked in one round trip.

use std::collections::{BTreeSet, HashMap};

use postgres::Client;

use super::Matter;
use super::lent::{Lent, SETTINGS};
use crate::kind::names;
use crate::live::{self, QueryError, array};
use crate::model::Id;

/// The names about which the server is asked.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    schemas: BTreeSet<String>,
    roles: BTreeSet<String>,
    relations: BTreeSet<Id>,
    servers: BTreeSet<String>,
    wrappers: BTreeSet<String>,
    extensions: BTreeSet<String>,
    /// The extensions that go to another schema, with all that they brought.
    moved: BTreeSet<String>,
    creators: BTreeSet<(String, String)>,
}

impl Wanted {
    /// Adds what is needed to answer a question.
    pub fn add(&mut self, matter: &Matter) {
        match matter {
            Matter::Superuser | Matter::CreateRole | Matter::Database => {}
            Matter::Schema(_, schema) => {
                self.schemas.insert(schema.clone());
            }
            Matter::RoleCreates(role, schema) => {
                self.schemas.insert(schema.clone());
                self.creators.insert((role.clone(), schema.clone()));
            }
            Matter::Owns {
                thing,
                owner,
                schema,
                givers,
            } => {
                self.roles.extend(givers.iter().cloned());
                self.schemas.extend(schema.clone());
                self.roles.extend(owner.clone());
                self.name(thing);
            }
            Matter::OwnsOne(things) => {
                self.roles.extend(things.iter().filter_map(|t| t.1.clone()));
            }
            Matter::Privilege(_, id) => self.name(id),
            Matter::Member(role) => {
                self.roles.insert(role.clone());
            }
            Matter::Extension(name) | Matter::Update(name) => {
                self.extensions.insert(name.clone());
            }
            Matter::Members(name) => {
                self.extensions.insert(name.clone());
                self.moved.insert(name.clone());
            }
        }
    }

    fn name(&mut self, id: &Id) {
        match id.kind() {
            kind if names::RELATIONS.contains(&kind) => {
                self.relations.insert(id.clone());
            }
            names::SERVER => {
                self.servers.insert(id.last());
            }
            names::FOREIGN_DATA_WRAPPER => {
                self.wrappers.insert(id.last());
            }
            names::EXTENSION => {
                self.extensions.insert(id.last());
            }
            _ => {}
        }
    }
}

/// The privileges on relations, in the order of the query; those on columns count where one column has them.
const OF_RELATIONS: &[&str] = &[
    "select",
    "references",
    "trigger",
    "insert",
    "update",
    "delete",
];

/// What the role may with something that has an owner.
#[derive(Debug, Clone, Default)]
pub(super) struct Hold {
    /// The owner, quoted where it must be.
    pub owner: String,
    /// Whether the role has the rights of the owner.
    pub owns: bool,
    /// The privileges that it has.
    pub has: BTreeSet<String>,
}

/// How the role stands to another one.
#[derive(Debug, Clone, Copy)]
struct Other {
    /// Whether it has its rights.
    rights: bool,
    /// Whether it can act as it.
    acts: bool,
    /// Whether the other is a superuser, to whom nobody else should be made equal.
    superuser: bool,
}

/// What is known of an extension that can be installed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Installable {
    /// Whether it is installed already and the role has the rights of its owner.
    pub owns: bool,
    /// Whether only a superuser installs it.
    pub superuser: bool,
    /// Whether who has CREATE on the database does, as a superuser would.
    pub trusted: bool,
}

/// What the role is and has.
#[derive(Debug, Default)]
pub(super) struct Standing {
    /// The role, quoted where it must be.
    pub role: String,
    /// The database, quoted where it must be.
    pub database: String,
    superuser: bool,
    createrole: bool,
    pub owner_of_database: String,
    creates: bool,
    /// The schemas that exist.
    pub schemas: HashMap<String, Hold>,
    /// The other roles that exist.
    roles: HashMap<String, Other>,
    /// What exists among the relations, servers and wrappers, by address.
    pub things: HashMap<Id, Hold>,
    extensions: HashMap<String, Installable>,
    /// Who else owns something that an extension brought, quoted where it must be.
    pub others: HashMap<String, String>,
    creators: HashMap<(String, String), bool>,
    lent: Lent,
}

/// What the role lacks.
#[derive(Debug)]
pub(super) enum Lack<'m> {
    /// All that the matter asks for.
    All(&'m Matter),
    /// An extension that the server does not have.
    NoExtension(&'m str),
    /// An extension that only a superuser installs.
    UntrustedExtension(&'m str),
    /// An extension that only a superuser updates.
    UntrustedUpdate(&'m str),
}

impl Standing {
    /// Asks the server.
    ///
    /// # Errors
    /// When it refuses.
    pub fn ask(client: &mut Client, wanted: &Wanted, version: u32) -> Result<Standing, QueryError> {
        let mut standing = Standing::default();
        let queries = queries(wanted, version);
        let relations: Vec<&Id> = wanted.relations.iter().collect();
        live::query(client, &queries, |query, cells| {
            standing.take(query, cells, &relations);
        })?;
        Ok(standing)
    }

    /// Takes a row of one of the queries.
    fn take(&mut self, query: usize, cells: &[Option<&str>], relations: &[&Id]) {
        let text = |i: usize| cells[i].unwrap_or_default().to_string();
        let is = |i: usize| cells[i] == Some("t");
        let hold = |from: usize, names: &[&str]| Hold {
            owner: text(from),
            owns: is(from + 1),
            has: (names.iter().enumerate())
                .filter(|(i, _)| is(from + 2 + i))
                .map(|(_, name)| name.to_string())
                .collect(),
        };
        match query {
            0 => {
                (self.role, self.database) = (text(0), text(1));
                (self.superuser, self.createrole) = (is(2), is(3));
                (self.owner_of_database, self.creates) = (text(4), is(5));
                let settings = [cells[7], cells[8], cells[9], cells[10]];
                self.lent = Lent::read(&text(6), settings);
            }
            1 => {
                let hold = hold(1, &["usage", "create"]);
                self.schemas.insert(text(0), hold);
            }
            2 => {
                let other = Other {
                    rights: is(1),
                    acts: is(2),
                    superuser: is(3),
                };
                self.roles.insert(text(0), other);
            }
            3 => {
                let number: usize = text(0).parse().unwrap_or(0);
                if let Some(id) = relations.get(number.wrapping_sub(1)) {
                    let hold = hold(1, OF_RELATIONS);
                    self.things.insert((*id).clone(), hold);
                }
            }
            4 | 5 => {
                let kinds = [names::SERVER, names::FOREIGN_DATA_WRAPPER];
                let id = Id::new(kinds[query - 4], &[&text(0)]);
                self.things.insert(id, hold(1, &["usage"]));
            }
            6 => {
                let installable = Installable {
                    owns: is(1),
                    superuser: is(2),
                    trusted: is(3),
                };
                self.extensions.insert(text(0), installable);
            }
            7 => {
                self.others.insert(text(0), text(1));
            }
            _ => {
                self.creators.insert((text(0), text(1)), is(2));
            }
        }
    }

    /// Returns what is lacking of what a matter asks for; nothing if it is there, or cannot be found out.
    pub fn lacks<'m>(&self, matter: &'m Matter) -> Option<Lack<'m>> {
        if let Matter::Extension(name) | Matter::Update(name) = matter {
            return self.lacks_extension(name, matter);
        }
        if self.superuser {
            return None;
        }
        let there = match matter {
            Matter::Superuser => self.lent.is_superuser(),
            Matter::CreateRole => self.createrole,
            Matter::Database => self.creates,
            Matter::Schema(privilege, schema) => {
                let hold = self.schemas.get(schema)?;
                hold.has.contains(*privilege)
            }
            Matter::RoleCreates(role, schema) => {
                *self.creators.get(&(role.clone(), schema.clone()))?
            }
            Matter::Owns {
                thing,
                owner,
                schema,
                givers,
            } => {
                let mut givers = givers.iter().filter_map(|g| self.roles.get(g));
                if givers.any(|g| g.rights) || self.lent.owns(thing) {
                    return None;
                }
                let owns = self.owns(thing, owner.as_deref())?;
                owns || schema
                    .as_ref()
                    .is_some_and(|s| self.schemas.get(s).is_some_and(|h| h.owns))
            }
            Matter::OwnsOne(things) => {
                let owners = things.iter().filter_map(|t| t.1.as_ref());
                let mut roles = owners.filter_map(|o| self.roles.get(o));
                roles.any(|r| r.rights)
            }
            Matter::Privilege(privilege, id) => self.things.get(id)?.has.contains(*privilege),
            Matter::Member(role) => self.roles.get(role)?.acts,
            Matter::Members(name) => self.lent.installs(name) || !self.others.contains_key(name),
            Matter::Extension(_) | Matter::Update(_) => true,
        };
        (!there).then_some(Lack::All(matter))
    }

    /// Returns whether another role is a superuser.
    pub fn is_superuser(&self, role: &str) -> bool {
        self.roles.get(role).is_some_and(|r| r.superuser)
    }

    /// Returns whether the role has the rights of the owner of a thing; nothing where that cannot be found out.
    fn owns(&self, thing: &Id, owner: Option<&str>) -> Option<bool> {
        if let Some(owner) = owner {
            return self.roles.get(owner).map(|r| r.rights);
        }
        match thing.kind() {
            names::SCHEMA => self.schemas.get(&thing.last()).map(|h| h.owns),
            names::EXTENSION => self.extensions.get(&thing.last()).map(|e| e.owns),
            _ => self.things.get(thing).map(|h| h.owns),
        }
    }

    fn lacks_extension<'m>(&self, name: &'m str, matter: &'m Matter) -> Option<Lack<'m>> {
        let is_update = matches!(matter, Matter::Update(_));
        match self.extensions.get(name) {
            None if is_update => None,
            None => Some(Lack::NoExtension(name)),
            Some(_) if self.superuser => None,
            Some(_) if self.lent.installs(name) => None,
            Some(of) if of.superuser && is_update => Some(Lack::UntrustedUpdate(name)),
            Some(of) if of.superuser => Some(Lack::UntrustedExtension(name)),
            Some(of) if of.trusted && !self.creates => Some(Lack::All(matter)),
            Some(_) => None,
        }
    }
}

/// Selects the extensions of which the role does not own all that goes along to another schema, each with an owner; a parser or template
/// of text search is a superuser's.
fn members(extensions: &BTreeSet<String>) -> String {
    const OWNED: &[(&str, &str)] = &[
        ("pg_proc", "proowner"),
        ("pg_type", "typowner"),
        ("pg_operator", "oprowner"),
        ("pg_opclass", "opcowner"),
        ("pg_opfamily", "opfowner"),
        ("pg_collation", "collowner"),
        ("pg_conversion", "conowner"),
        ("pg_ts_dict", "dictowner"),
        ("pg_ts_config", "cfgowner"),
    ];
    let of = |(catalog, owner): &(&str, &str)| {
        format!(
            "select e.extname, o.{owner} as owner from pg_extension e join pg_depend d on d.refclassid = 'pg_extension'::regclass \
             and d.refobjid = e.oid and d.deptype = 'e' and d.classid = '{catalog}'::regclass join {catalog} o on o.oid = d.objid \
             where e.extname = any({}::name[])",
            array(extensions)
        )
    };
    let owned: Vec<String> = OWNED.iter().map(of).collect();
    format!(
        "select extname, min({}) from ({}) m where not pg_has_role(m.owner, 'usage') group by 1",
        live::owner("m.owner"),
        owned.join(" union all ")
    )
}

/// Returns the queries, in the order in which their rows are read.
fn queries(wanted: &Wanted, version: u32) -> Vec<String> {
    // Since version 16 a member can have the rights of a role without being able to act as it.
    let act = if version >= 160_000 { "set" } else { "member" };
    let creators = |of: fn(&(String, String)) -> &String| array(wanted.creators.iter().map(of));
    vec![
        format!(
            "select quote_ident(r.rolname), quote_ident(d.datname), r.rolsuper, r.rolcreaterole, quote_ident(pg_get_userbyid(d.datdba)), \
             has_database_privilege(d.oid, 'create'), r.rolname, {} from pg_roles r, pg_database d \
             where r.rolname = current_user and d.datname = current_database()",
            SETTINGS
                .map(|name| format!("current_setting('{name}', true)"))
                .join(", ")
        ),
        format!(
            "select nspname, {}, pg_has_role(nspowner, 'usage'), \
             has_schema_privilege(oid, 'usage'), has_schema_privilege(oid, 'create') from pg_namespace where nspname = any({}::name[])",
            live::owner("nspowner"),
            array(&wanted.schemas)
        ),
        format!(
            "select rolname, pg_has_role(oid, 'usage'), pg_has_role(oid, '{act}'), rolsuper from pg_roles where rolname = any({}::name[])",
            array(&wanted.roles)
        ),
        format!(
            "select w.number, {}, pg_has_role(c.relowner, 'usage'), \
             has_table_privilege(c.oid, 'select'), has_any_column_privilege(c.oid, 'references'), has_table_privilege(c.oid, 'trigger'), \
             has_any_column_privilege(c.oid, 'insert'), has_any_column_privilege(c.oid, 'update'), has_table_privilege(c.oid, 'delete') \
             from {} with ordinality w(schema, name, number) \
             join pg_namespace n on n.nspname = w.schema join pg_class c on c.relnamespace = n.oid and c.relname = w.name",
            live::owner("c.relowner"),
            live::names(&wanted.relations)
        ),
        format!(
            "select srvname, quote_ident(pg_get_userbyid(srvowner)), pg_has_role(srvowner, 'usage'), has_server_privilege(oid, 'usage') \
             from pg_foreign_server where srvname = any({}::name[])",
            array(&wanted.servers)
        ),
        format!(
            "select fdwname, quote_ident(pg_get_userbyid(fdwowner)), pg_has_role(fdwowner, 'usage'), \
             has_foreign_data_wrapper_privilege(oid, 'usage') from pg_foreign_data_wrapper where fdwname = any({}::name[])",
            array(&wanted.wrappers)
        ),
        format!(
            "select a.name, coalesce(pg_has_role(e.extowner, 'usage'), false), coalesce(v.superuser and not v.trusted, false), \
             coalesce(v.superuser and v.trusted, false) \
             from pg_available_extensions a left join pg_extension e on e.extname = a.name \
             left join pg_available_extension_versions v on v.name = a.name and v.version = a.default_version \
             where a.name = any({}::name[])",
            array(&wanted.extensions)
        ),
        members(&wanted.moved),
        format!(
            "select w.role, w.schema, has_schema_privilege(r.oid, n.oid, 'create') from unnest({}::text[], {}::text[]) w(role, schema) \
             join pg_roles r on r.rolname = w.role join pg_namespace n on n.nspname = w.schema",
            creators(|c| &c.0),
            creators(|c| &c.1)
        ),
    ]
}
