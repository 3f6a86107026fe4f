//! A state under the eyes of the rules: what the roles of an API reach, and what lies behind a relation.
//!
//! Without a server the files alone must tell. A platform such as Supabase gives its roles all privileges on what is new, which no file
//! says; so there, and where the project declares an API, a relation is shown unless the files revoke that: on it, or before it by ALTER DEFAULT
//! PRIVILEGES. Elsewhere it is shown where the files grant something on it.

use std::collections::BTreeSet;

use super::{Exposure, Subject};
use crate::kind::names;
use crate::kinds::constraint::foreign_key::ForeignKey;
use crate::kinds::default::Default as ColumnDefault;
use crate::kinds::default_privilege::DefaultPrivilege;
use crate::kinds::grant::object::ObjectType;
use crate::kinds::grant::role::Role;
use crate::kinds::grant::{self, Grant};
use crate::kinds::owner;
use crate::kinds::policy::Policy;
use crate::kinds::role::{self, Flag};
use crate::kinds::routine::{Routine, Source};
use crate::kinds::view::View;
use crate::model::{Fact, Id, State};
use crate::text::refs;

/// The role of Supabase that row security does not bind; no file says so.
const BYPASSING: &str = "service_role";
/// The role that runs set-ups on Supabase.
const OF_SET_UPS: &str = "postgres";
/// What only the platform has.
const OF_PLATFORM: &[&[&str]] = &[
    &["auth", "uid"],
    &["auth", "jwt"],
    &["auth", "role"],
    &["auth", "users"],
    &["storage", "objects"],
    &["storage", "buckets"],
];

/// What the roles of the API reach on a server.
#[derive(Debug, Default, Clone)]
pub struct Reached {
    /// The relations that were asked for.
    pub asked: BTreeSet<Id>,
    /// Those on which a role has a privilege to read or write, except one that row security does not bind.
    pub open: BTreeSet<Id>,
}

/// The state under the eyes of the rules.
pub struct Look<'s> {
    /// The state.
    pub state: &'s State,
    exposure: &'s Exposure,
    reached: Option<&'s Reached>,
    user: Option<&'s str>,
    /// Whether what is new is shown without a grant.
    open: bool,
    /// Whether there is an API.
    api: bool,
    /// The roles of the API that row security binds.
    bound: Vec<&'s str>,
}

impl<'s> Look<'s> {
    /// Looks at a state.
    pub fn at(subject: &Subject<'s>) -> Look<'s> {
        let (state, exposure) = (subject.state, subject.exposure);
        let roles = exposure.roles.iter().map(String::as_str);
        let bound: Vec<&str> = roles.filter(|role| !bypasses(state, role)).collect();
        let open = exposure.declared || names_the_platform(state);
        Look {
            state,
            exposure,
            reached: subject.reached,
            user: subject.user,
            open,
            api: open || names_one(state, &bound),
            bound,
        }
    }

    /// Walks the facts of a kind in the order of their addresses.
    pub fn of_kind(&self, kind: &'static str) -> Vec<&'s Fact> {
        let mut all: Vec<&Fact> = self.state.of_kind(kind).collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }

    /// Returns whether an API shows a relation to a role that row security binds.
    pub fn shows(&self, relation: &Id) -> bool {
        if !self.shows_schema_of(relation) {
            return false;
        }
        if let Some(reached) = self.reached.filter(|r| r.asked.contains(relation)) {
            return reached.open.contains(relation);
        }
        self.api && self.bound.iter().any(|role| self.may(role, relation))
    }

    /// Returns whether an API would serve the schema that a thing is in.
    pub fn shows_schema_of(&self, thing: &Id) -> bool {
        let schema = thing.parts().into_iter().next().unwrap_or_default();
        self.exposure.shows(&schema)
    }

    /// Returns whether there is a sign of an API: it is declared, or its roles or its platform stand in the files.
    pub fn has_api(&self) -> bool {
        self.api
    }

    /// Returns the roles of the API that row security binds.
    pub fn bound(&self) -> &[&'s str] {
        &self.bound
    }

    /// Returns whether a role reads or writes a relation, as far as the files tell.
    fn may(&self, role: &str, relation: &Id) -> bool {
        let to = [Role::Named(role.to_string()), Role::Public];
        let has = |privilege: &&str| {
            let at = |role: &Role| grant::address(relation, role, privilege);
            to.iter().any(|role| self.gives(&at(role)))
        };
        let taken = |privilege: &&'static str| {
            let id = grant::address(relation, &to[0], privilege);
            self.state.absent.contains_key(&id) || self.is_not_given(relation, role, privilege)
        };
        DATA.iter().any(has)
            || (self.open && !DATA.iter().all(taken))
            || self.on_a_column(relation, &to)
    }

    /// Returns whether the files keep who makes a relation from giving a role a privilege on it by default, before they make it.
    ///
    /// A platform gives it within a schema. What is revoked without IN SCHEMA takes nothing from that, nor does what is revoked for another
    /// role, or once the relation is there.
    fn is_not_given(&self, relation: &Id, role: &str, privilege: &'static str) -> bool {
        let place = |id: &Id| self.state.get(id)?.origin.place();
        let made = place(relation);
        // Who is its owner by the statement that makes it is also who makes it.
        let owner = place(&owner::address(relation)).filter(|place| Some(*place) == made);
        let acting = owner.and_then(|_| owner::of(relation, self.state));
        let makers = match (acting, self.user) {
            (Some(role), _) | (None, Some(role)) => vec![role],
            (None, None) => vec!["", OF_SET_UPS],
        };
        makers.into_iter().any(|maker| {
            let default = DefaultPrivilege {
                owner: maker.to_string(),
                is_connected: false,
                schema: relation.parts().into_iter().next(),
                objects: ObjectType::Table,
                role: Role::Named(role.to_string()),
                privilege,
                grant_option: false,
                revoked: true,
            };
            let revoked = self.state.absent.get(&default.address());
            let revoked = revoked.and_then(|origin| origin.place());
            revoked.zip(made).is_some_and(|(revoked, made)| {
                (revoked.file, revoked.bytes.start) < (made.file, made.bytes.start)
            })
        })
    }

    fn gives(&self, grant: &Id) -> bool {
        let body: Option<&Grant> = self.state.body(grant);
        body.is_some_and(|g| !g.revoked)
    }

    fn on_a_column(&self, relation: &Id, to: &[Role]) -> bool {
        let parts = self.state.descendants(relation).into_iter();
        let mut grants = parts.filter_map(|f| f.get::<Grant>());
        grants.any(|g| g.on.kind() == names::COLUMN && !g.revoked && to.contains(&g.role))
    }
}

/// The privileges that an API uses.
pub const DATA: [&str; 4] = ["SELECT", "INSERT", "UPDATE", "DELETE"];

/// Returns whether row security does not bind a role.
pub fn bypasses(state: &State, role: &str) -> bool {
    let body: Option<&role::Role> = state.body(&Id::new(names::ROLE, &[role]));
    let flags = [Flag::BypassRls, Flag::Superuser];
    match body {
        Some(body) => flags.iter().any(|flag| body.flags.contains(flag)),
        None => role == BYPASSING,
    }
}

/// Returns whether the files name one of these roles in a grant or a policy.
fn names_one(state: &State, roles: &[&str]) -> bool {
    let granted = |f: &Fact| {
        let role = f.get::<Grant>().map(|g| &g.role);
        role.is_some_and(|r| roles.iter().any(|name| r.is(name)))
    };
    let ruled = |f: &Fact| {
        let policy = f.get::<Policy>();
        policy.is_some_and(|p| roles.iter().any(|name| p.roles.contains(*name)))
    };
    state.of_kind(names::GRANT).any(granted) || state.of_kind(names::POLICY).any(ruled)
}

/// Returns whether the files speak of what only a platform such as Supabase has.
fn names_the_platform(state: &State) -> bool {
    let by_role = format!("/{BYPASSING}/");
    state.absent.keys().any(|id| id.name().contains(&by_role)) || state.iter().any(is_of_platform)
}

fn is_of_platform(fact: &Fact) -> bool {
    let of_platform = |id: &Id| {
        let parts = id.parts();
        OF_PLATFORM.iter().any(|known| parts == *known)
    };
    if let Some(key) = fact.get::<ForeignKey>() {
        return of_platform(&key.target);
    }
    if let Some(grant) = fact.get::<Grant>() {
        return grant.role.is(BYPASSING);
    }
    if let Some(policy) = fact.get::<Policy>() {
        let on = fact.parent.as_ref().is_some_and(of_platform);
        let texts = policy.using.iter().chain(&policy.check);
        return on
            || policy.roles.contains(BYPASSING)
            || texts.into_iter().any(|e| speaks_of_it(&e.sql));
    }
    if let Some(routine) = fact.get::<Routine>() {
        return matches!(&routine.source, Source::Text(text) if speaks_of_it(text));
    }
    let text = fact.get::<ColumnDefault>().map(|d| &d.expr);
    let text = text.or_else(|| fact.get::<View>().map(|v| &v.query));
    text.is_some_and(|expr| speaks_of_it(&expr.sql))
}

fn speaks_of_it(text: &str) -> bool {
    let may = text.contains("auth") || text.contains("storage");
    may && refs::scan(text)
        .names
        .iter()
        .any(|name| OF_PLATFORM.iter().any(|known| name.parts == *known))
}
