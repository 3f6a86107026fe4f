//! What is missing, in words: the sentence, who can give it, and the statement that does.

use super::Matter;
use super::standing::{Lack, Standing};
use crate::kind::names;
use crate::kind::words::called;
use crate::model::Id;
use crate::text::quote;

/// Who can do what no owner can.
const SUPERUSER: &str = "a superuser";

/// What is missing, in words.
pub(super) struct Words {
    /// The sentence.
    pub says: String,
    /// Who can give it.
    pub by: String,
    /// The statement that gives it, if there is one.
    pub sql: Option<String>,
}

impl Words {
    fn new(says: String, by: &str, sql: Option<String>) -> Words {
        let by = by.to_string();
        Words { says, by, sql }
    }
}

/// Returns the words for what the role lacks.
pub(super) fn of(lack: &Lack, standing: &Standing) -> Words {
    match lack {
        Lack::All(matter) => matter_of(matter, standing),
        Lack::NoExtension(name) => {
            let says = format!("the server has no extension {name} that could be created");
            Words::new(says, "the administrator of the server", None)
        }
        Lack::UntrustedExtension(name) => {
            let role = &standing.role;
            let says = format!("{role} may not create extension {name}: it is not trusted");
            let create = format!("create extension {};", quote::ident(name));
            Words::new(says, SUPERUSER, Some(create))
        }
        Lack::UntrustedUpdate(name) => {
            let role = &standing.role;
            let says = format!("{role} may not update extension {name}: it is not trusted");
            Words::new(says, SUPERUSER, None)
        }
    }
}

fn matter_of(matter: &Matter, standing: &Standing) -> Words {
    let Standing { role, database, .. } = standing;
    let superuser = |says: String, sql: Option<String>| Words::new(says, SUPERUSER, sql);
    match matter {
        Matter::Superuser => {
            let says = format!("{role} is no superuser, and only one may run this");
            superuser(says, None)
        }
        Matter::CreateRole => {
            let says = format!("{role} may not make or change roles");
            superuser(says, Some(format!("alter role {role} createrole;")))
        }
        Matter::Database | Matter::Extension(_) | Matter::Update(_) => {
            let says = format!("{role} lacks CREATE on database {database}");
            let grant = format!("grant create on database {database} to {role};");
            Words::new(says, &standing.owner_of_database, Some(grant))
        }
        Matter::Schema(privilege, schema) => on_schema(privilege, schema, role, standing),
        Matter::RoleCreates(other, schema) => {
            on_schema("create", schema, &quote::ident(other), standing)
        }
        Matter::Owns { thing, owner, .. } => owning(thing, owner.as_deref(), standing),
        Matter::OwnsOne(things) => {
            let [one, other] = things.each_ref().map(|t| called(&t.0));
            superuser(format!("{role} owns neither {one} nor {other}"), None)
        }
        Matter::Privilege(privilege, id) => on_thing(privilege, id, standing),
        Matter::Members(name) => {
            let owner = standing.others.get(name).map_or(SUPERUSER, String::as_str);
            let says = format!(
                "{role} does not own all that extension {name} brought and that is to move with it ({owner} does)"
            );
            superuser(says, None)
        }
        Matter::Member(other) => {
            let says = format!("{role} is no member of {}", quote::ident(other));
            let grant = format!("grant {} to {role};", quote::ident(other));
            superuser(says, (!standing.is_superuser(other)).then_some(grant))
        }
    }
}

/// Nobody is to be made a member of a superuser: that one runs the patch rather.
fn owning(thing: &Id, owner: Option<&str>, standing: &Standing) -> Words {
    let role = &standing.role;
    let says = format!("{role} does not own {}", called(thing));
    let known = standing.things.get(thing).map(|h| h.owner.clone());
    match owner.map(quote::ident).or(known) {
        Some(name) if owner.is_some_and(|o| standing.is_superuser(o)) => {
            Words::new(format!("{says} ({name} does)"), &name, None)
        }
        Some(name) => {
            let grant = format!("grant {name} to {role};");
            Words::new(format!("{says} ({name} does)"), SUPERUSER, Some(grant))
        }
        None => Words::new(says, SUPERUSER, None),
    }
}

fn on_thing(privilege: &str, id: &Id, standing: &Standing) -> Words {
    let role = &standing.role;
    let owner = standing.things.get(id).map(|h| h.owner.as_str());
    let on = match id.kind() {
        names::SERVER => format!("foreign server {}", id.name()),
        names::FOREIGN_DATA_WRAPPER => format!("foreign data wrapper {}", id.name()),
        _ => id.name().to_string(),
    };
    let says = format!(
        "{role} lacks {} on {}",
        privilege.to_uppercase(),
        called(id)
    );
    let grant = format!("grant {privilege} on {on} to {role};");
    Words::new(says, owner.unwrap_or(SUPERUSER), Some(grant))
}

fn on_schema(privilege: &str, schema: &str, role: &str, standing: &Standing) -> Words {
    let owner = standing.schemas.get(schema).map(|h| h.owner.as_str());
    let schema = quote::ident(schema);
    let says = format!(
        "{role} lacks {} on schema {schema}",
        privilege.to_uppercase()
    );
    let grant = format!("grant {privilege} on schema {schema} to {role};");
    Words::new(says, owner.unwrap_or(SUPERUSER), Some(grant))
}
