//! Roles of the server: their attributes, and in files beside the roles that they belong to and the settings of their sessions.
//!
//! A role is made or changed where a file declares it, and never dropped, since it belongs to all databases. Passwords are left alone:
//! the server does not show them, and a file is no place for one. What a role owns or may do does not belong here.

pub mod acting;
pub mod membership;
mod read;
pub mod setting;
mod words;

use std::collections::BTreeSet;

use crate::diagnostic::Result;
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Demand, Draft, Grammar, Kind, Probe, Query, Row, Scene,
    Setting, Target, names,
};
use crate::model::{Fact, Id, KindName, State};
use crate::text::sql::Reader;
use crate::text::{Expr, quote};

/// The kind `role`.
pub struct RoleKind;

/// What a role is.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// What it has of what a role can have or not.
    pub flags: BTreeSet<Flag>,
    /// How many connections it may have at once; minus one for any number.
    pub connections: i32,
    /// When its password ends, if it does.
    pub valid_until: Option<Expr>,
}

/// What a role can have or not, in the order in which it is worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// It may do anything.
    Superuser,
    /// It may make databases.
    CreateDb,
    /// It may make roles.
    CreateRole,
    /// It has the privileges of the roles that it belongs to.
    Inherit,
    /// It may open a session.
    Login,
    /// It may replicate.
    Replication,
    /// Row security does not hold for it.
    BypassRls,
}

impl Flag {
    /// All of them, with the word that gives each; the one that takes it begins with `no`.
    pub const ALL: [(Flag, &'static str); 7] = [
        (Flag::Superuser, "superuser"),
        (Flag::CreateDb, "createdb"),
        (Flag::CreateRole, "createrole"),
        (Flag::Inherit, "inherit"),
        (Flag::Login, "login"),
        (Flag::Replication, "replication"),
        (Flag::BypassRls, "bypassrls"),
    ];
}

impl Default for Role {
    /// Returns what CREATE ROLE makes without any words.
    fn default() -> Role {
        Role {
            flags: BTreeSet::from([Flag::Inherit]),
            connections: -1,
            valid_until: None,
        }
    }
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::in_place("superuser"),
    Attribute::in_place("createdb"),
    Attribute::in_place("createrole"),
    Attribute::in_place("inherit"),
    Attribute::in_place("login"),
    Attribute::in_place("replication"),
    Attribute::in_place("bypassrls"),
    Attribute::in_place("connection limit"),
    Attribute::in_place("valid until"),
];

/// Returns the address of a role.
pub fn address(name: &str) -> Id {
    Id::new(names::ROLE, &[name])
}

/// Returns whether a file declares a role, be it further down.
pub fn is_declared(draft: &Draft, name: &str) -> bool {
    let id = address(name);
    draft.state.has(&id) || draft.ahead.contains(&id)
}

/// Returns the names of the roles that a state speaks of, in any of the kinds of this module.
pub fn mentioned(state: &State) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let ids = state.iter().map(|f| &f.id).chain(state.absent.keys());
    for id in ids {
        match id.kind() {
            names::ROLE => drop(out.insert(id.last())),
            names::MEMBERSHIP => out.extend(id.parts()),
            names::ROLE_SETTING => drop(out.insert(id.parts().swap_remove(0))),
            _ => {}
        }
    }
    out
}

impl Kind for RoleKind {
    fn name(&self) -> KindName {
        names::ROLE
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("role")
    }

    fn address(&self, reader: &mut Reader, _draft: &Draft) -> Result<Id> {
        Ok(address(&reader.ident()?))
    }

    fn fixed_name(&self) -> Option<&'static str> {
        Some("privileges, owners and policies name the role, and a patch does not follow it there")
    }

    fn statements(&self) -> &'static [Grammar] {
        read::STATEMENTS
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if target.roles.is_empty() {
            return Vec::new();
        }
        let sql = format!(
            "select oid, rolname, rolsuper, rolcreatedb, rolcreaterole, rolinherit, rolcanlogin, rolreplication, rolbypassrls, \
             rolconnlimit, rolvaliduntil from pg_roles where rolname = any('{}'::name[])",
            target.roles
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn expressions(&self, fact: &mut Fact, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        fact.change(|role: &mut Role| {
            let setting = Setting {
                target: Some("timestamp with time zone".into()),
                ..Setting::default()
            };
            if let Some(until) = &mut role.valid_until {
                visit(until, setting);
            }
        });
    }

    fn probe(&self, fact: &Fact, _scene: &Scene) -> Option<Probe> {
        let until = fact.body::<Role>().valid_until.as_ref()?;
        let print = format!("select extract(epoch from timestamptz {})", until.sql);
        Some(Probe::of_values(print))
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![words::create(fact)]
    }

    /// A role that the files do not declare stays.
    fn drop(&self, _fact: &Fact, _scene: &Scene) -> Vec<Action> {
        Vec::new()
    }

    fn alter(&self, live: &Fact, desired: &Fact, _scene: &Scene) -> Alter {
        Alter::InPlace(vec![words::alter(live, desired)])
    }

    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        let flags = |state: &State| state.body(&action.about).map(|r: &Role| r.flags.clone());
        let sides = [flags(scene.live), flags(scene.desired)];
        let mut flags = sides.iter().flatten();
        match flags.any(|f| f.contains(&Flag::Superuser)) {
            true => vec![Demand::Superuser],
            false => vec![Demand::CreateRole],
        }
    }

    fn describe(&self, fact: &Fact) -> String {
        words::describe(fact.body())
    }
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (oid, name) = (row.number(), row.text());
    let flags = Flag::ALL.iter().filter(|_| row.bool()).map(|f| f.0);
    let flags = flags.collect();
    let connections = row.text().parse().unwrap_or(-1);
    let until = row.opt().filter(|until| *until != "infinity");
    let id = address(name);
    catalog.know(Class::Other("pg_authid"), oid, 0, id.clone());
    let role = Role {
        flags,
        connections,
        valid_until: until.map(|until| Expr::new(quote::literal(until))),
    };
    catalog.add(Fact::new(id, None, role));
}
