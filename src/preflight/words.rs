//! What is missing, in words: the sentence, who can give it, and the statement that does.

use super::Matter;
use super::standing::{Lack, Standing};
use crate::kind::words::called;
use crate::text::quote;

/// Who can do what no owner can.
const SUPERUSER: &str = "a superuser";

/// Returns the sentence, who can give what is missing, and the statement.
pub(super) fn of(lack: &Lack, standing: &Standing) -> (String, String, Option<String>) {
    let role = &standing.role;
    match lack {
        Lack::All(matter) => matter_of(matter, standing),
        Lack::NoExtension(name) => (
            format!("the server has no extension {name} that could be created"),
            "the administrator of the server".into(),
            None,
        ),
        Lack::UntrustedExtension(name) => (
            format!(
                "{role} may not create extension {name}: only a superuser may, since it is not trusted"
            ),
            SUPERUSER.into(),
            Some(format!("create extension {};", quote::ident(name))),
        ),
    }
}

fn matter_of(matter: &Matter, standing: &Standing) -> (String, String, Option<String>) {
    let Standing { role, database, .. } = standing;
    let superuser = |says: String, sql: Option<String>| (says, SUPERUSER.to_string(), sql);
    match matter {
        Matter::Superuser => superuser(
            format!("{role} is no superuser, and only one may run this"),
            None,
        ),
        Matter::CreateRole => superuser(
            format!("{role} may not make or change roles"),
            Some(format!("alter role {role} createrole;")),
        ),
        Matter::Database | Matter::Extension(_) => (
            format!("{role} lacks CREATE on database {database}"),
            standing.owner_of_database.clone(),
            Some(format!("grant create on database {database} to {role};")),
        ),
        Matter::Schema(privilege, schema) => on_schema(privilege, schema, role, standing),
        Matter::RoleCreates(other, schema) => {
            on_schema("create", schema, &quote::ident(other), standing)
        }
        Matter::Owns { thing, owner, .. } => {
            let known = standing.things.get(thing).map(|h| h.owner.clone());
            let says = format!("{role} does not own {}", called(thing));
            match (owner, known) {
                (Some(owner), _) if standing.is_superuser(owner) => {
                    (format!("{says} ({owner} does)"), quote::ident(owner), None)
                }
                (Some(owner), _) => as_member(&says, &quote::ident(owner), role),
                (None, Some(owner)) => as_member(&says, &owner, role),
                (None, None) => superuser(says, None),
            }
        }
        Matter::OwnsOne(things) => {
            let [one, other] = things.each_ref().map(|t| called(&t.0));
            superuser(format!("{role} owns neither {one} nor {other}"), None)
        }
        Matter::Privilege(privilege, id) => {
            let owner = standing.things.get(id).map(|h| h.owner.clone());
            let on = match id.kind() {
                crate::kind::names::SERVER => format!("foreign server {}", id.name()),
                crate::kind::names::FOREIGN_DATA_WRAPPER => {
                    format!("foreign data wrapper {}", id.name())
                }
                _ => id.name().to_string(),
            };
            (
                format!(
                    "{role} lacks {} on {}",
                    privilege.to_uppercase(),
                    called(id)
                ),
                owner.unwrap_or_else(|| SUPERUSER.into()),
                Some(format!("grant {privilege} on {on} to {role};")),
            )
        }
        Matter::Member(other) => {
            let says = format!("{role} is no member of {}", quote::ident(other));
            let grant = format!("grant {} to {role};", quote::ident(other));
            superuser(says, (!standing.is_superuser(other)).then_some(grant))
        }
    }
}

/// Says that a role lacks what another one owns.
fn as_member(says: &str, owner: &str, role: &str) -> (String, String, Option<String>) {
    (
        format!("{says} ({owner} does)"),
        SUPERUSER.into(),
        Some(format!("grant {owner} to {role};")),
    )
}

fn on_schema(
    privilege: &str,
    schema: &str,
    role: &str,
    standing: &Standing,
) -> (String, String, Option<String>) {
    let owner = standing.schemas.get(schema).map(|h| h.owner.clone());
    let schema = quote::ident(schema);
    (
        format!(
            "{role} lacks {} on schema {schema}",
            privilege.to_uppercase()
        ),
        owner.unwrap_or_else(|| SUPERUSER.into()),
        Some(format!("grant {privilege} on schema {schema} to {role};")),
    )
}
