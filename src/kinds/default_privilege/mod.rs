//! Default privileges: what a role's new objects are given by themselves, as `pg_default_acl` keeps it.
//!
//! What they give to the objects of the files, and when, stands in `given`.

mod catalog;
mod given;
mod read;

pub use given::settle;

use crate::diagnostic::Result;
use crate::kind::{
    Action, Alter, Attribute, Demand, Draft, Grammar, Kind, Privileges, Query, Scene, Since,
    Target, Text, names,
};
use crate::kinds::grant::object::ObjectType;
use crate::kinds::grant::require_parent;
use crate::kinds::grant::role::Role;
use crate::model::{Fact, Id, KindName, State};
use crate::text::quote;

/// The kind `default-privilege`.
pub struct DefaultPrivilegeKind;

/// One privilege that the new objects of a role give to another role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefaultPrivilege {
    /// Whose objects they are.
    pub owner: String,
    /// Whether that is the role that is connected.
    pub is_connected: bool,
    /// The only schema in which it holds, if it does not hold in all.
    pub schema: Option<String>,
    /// The objects.
    pub objects: ObjectType,
    /// Who gets the privilege.
    pub role: Role,
    /// The privilege in capitals.
    pub privilege: &'static str,
    /// Whether the role can pass it on.
    pub grant_option: bool,
    /// Whether it is not given, though new objects would give it by themselves.
    pub revoked: bool,
}

impl DefaultPrivilege {
    /// Returns its address.
    pub fn address(&self) -> Id {
        let owner = match self.owner.as_str() {
            "" => "current_user".into(),
            name => quote::ident(name),
        };
        let schema = self.schema.as_deref().map_or("*".into(), quote::ident);
        let (objects, role, privilege) = (self.objects.plural(), &self.role, self.privilege);
        let name = format!("{owner}/{schema}/{objects}/{role}/{privilege}");
        Id::printed(names::DEFAULT_PRIVILEGE, name)
    }

    /// Returns what it goes away with.
    pub fn parent(&self) -> Option<Id> {
        let schema = self.schema.as_ref()?;
        Some(Id::new(names::SCHEMA, &[schema]))
    }

    /// Returns whether new objects give the privilege without it; only what holds in all schemas begins with something.
    fn is_there_from_the_beginning(&self) -> bool {
        let of_public =
            self.role == Role::Public && self.objects.of_public().contains(&self.privilege);
        self.schema.is_none() && (of_public || self.role.is(&self.owner))
    }

    fn text(&self, head: &str, tail: String, version: u32) -> Text {
        let mut before = String::from("alter default privileges");
        if !self.is_connected {
            before.push_str(&format!(" for role {}", quote::ident(&self.owner)));
        }
        if let Some(schema) = &self.schema {
            before.push_str(&format!(" in schema {}", quote::ident(schema)));
        }
        Text::Privileges(Privileges {
            head: format!("{before} {head}"),
            on: self.objects.plural().into(),
            tail,
            all: self.objects.privileges(version),
            list: vec![(self.privilege, None)],
        })
    }

    fn words(&self, gives: bool, version: u32) -> Text {
        match (gives, self.grant_option) {
            (true, true) => self.text(
                "grant",
                format!("to {} with grant option", self.role),
                version,
            ),
            (true, false) => self.text("grant", format!("to {}", self.role), version),
            (false, _) => self.text("revoke", format!("from {}", self.role), version),
        }
    }
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::in_place("privilege"),
    Attribute::in_place("role"),
    Attribute::in_place("grant option"),
    Attribute::in_place("schema"),
];

impl Kind for DefaultPrivilegeKind {
    fn name(&self) -> KindName {
        names::DEFAULT_PRIVILEGE
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn statements(&self) -> &'static [Grammar] {
        &[Grammar {
            words: "alter default privileges",
            read: read::read,
        }]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if target.attachments {
            catalog::queries(target)
        } else {
            Vec::new()
        }
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        require_parent(id, draft)
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        let body: &DefaultPrivilege = fact.body();
        let large = body.objects == ObjectType::LargeObject;
        let mut all = body.objects.since(body.privilege);
        all.extend(Since::of(&[(large, "ON LARGE OBJECTS", 18)]));
        all
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let body: &DefaultPrivilege = fact.body();
        let action = Action::create(fact, body.words(!body.revoked, scene.version));
        vec![given::ordered(action, fact, scene)]
    }

    fn drop(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let body: &DefaultPrivilege = fact.body();
        let action = Action::drop(fact, body.words(body.revoked, scene.version));
        vec![action.makes([given::gone(&fact.id)])]
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        let (from, to): (&DefaultPrivilege, &DefaultPrivilege) = (live.body(), desired.body());
        let text = match from.grant_option && !to.grant_option {
            true => to.text(
                "revoke grant option for",
                format!("from {}", to.role),
                scene.version,
            ),
            false => to.words(!to.revoked, scene.version),
        };
        let action = Action::alter(desired, text);
        Alter::InPlace(vec![action.makes([desired.id.clone()])])
    }

    fn attend(&self, actions: &mut Vec<Action>, scene: &Scene) {
        given::attend(actions, scene);
    }

    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        let fact = scene.desired.get(&action.about);
        let fact = fact.or_else(|| scene.live.get(&action.about));
        let given = fact.and_then(Fact::get::<DefaultPrivilege>);
        given
            .map(|d| Demand::Member(d.owner.clone()))
            .into_iter()
            .collect()
    }

    fn describe(&self, fact: &Fact) -> String {
        let body: &DefaultPrivilege = fact.body();
        let verb = if body.revoked { "revoked from" } else { "to" };
        let (privilege, objects) = (body.privilege.to_lowercase(), body.objects.plural());
        format!("{privilege} on new {objects} {verb} {}", body.role)
    }
}
