//! Roles as they stand in GRANT, OWNER TO and ALTER DEFAULT PRIVILEGES.
//!
//! One that no file declares and the server does not have is an error.

use std::fmt;

use crate::diagnostic::{Problem, Result, did_you_mean};
use crate::kind::Draft;
use crate::kinds;
use crate::model::Place;
use crate::text::quote;
use crate::text::sql::Reader;

/// A role that privileges are given to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// All roles.
    Public,
    /// One role.
    Named(String),
}

impl Role {
    /// Takes a cell of the catalog; null is PUBLIC.
    pub fn of(name: Option<&str>) -> Role {
        name.map_or(Role::Public, |name| Role::Named(name.to_string()))
    }

    /// Reads a role; CURRENT_USER and its like are the role that is connected.
    pub fn read(reader: &mut Reader, draft: &Draft) -> Result<Role> {
        let mark = reader.mark();
        let connected = reader.at_any(&["current_user", "session_user", "current_role"]);
        let name = reader.ident()?;
        let place = reader.since(mark);
        match name.as_str() {
            _ if connected => the_connected(draft, &name, place).map(Role::Named),
            "public" => Ok(Role::Public),
            _ => known(draft, name, place).map(Role::Named),
        }
    }

    /// Returns whether it is the role of this name.
    pub fn is(&self, name: &str) -> bool {
        matches!(self, Role::Named(own) if own == name)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Role::Public => f.write_str("public"),
            Role::Named(name) => f.write_str(&quote::ident(name)),
        }
    }
}

/// Reads a role that cannot be PUBLIC and returns its name.
pub fn read_name(reader: &mut Reader, draft: &Draft) -> Result<String> {
    let place = reader.here();
    match Role::read(reader, draft)? {
        Role::Named(name) => Ok(name),
        Role::Public => Err(reader.error_at("syntax", "a role is expected: PUBLIC is none", place)),
    }
}

fn the_connected(draft: &Draft, word: &str, place: Place) -> Result<String> {
    if !draft.user().is_empty() {
        return Ok(draft.user().to_string());
    }
    let message = format!("{} has no meaning without a database", word.to_uppercase());
    let problem = Problem::error("unknown-role", message).at(place, "");
    Err(Box::new(problem.help("write the name of the role")))
}

/// Requires that there is a role of a name.
///
/// # Errors
/// If neither the server nor the files have it.
pub fn known(draft: &Draft, name: String, place: Place) -> Result<String> {
    let roles = &draft.world.roles;
    if !draft.world.known
        || roles.is_empty()
        || roles.contains(&name)
        || kinds::role::is_declared(draft, &name)
    {
        return Ok(name);
    }
    let shown = quote::ident(&name);
    let near = did_you_mean(&name, roles.iter().map(String::as_str));
    let help = near.unwrap_or_else(|| {
        format!(
            "no file declares it, and the server does not have it; make it:\n  create role {shown};"
        )
    });
    let problem = Problem::error("unknown-role", format!("there is no role {shown}"));
    Err(Box::new(problem.at(place, "").help(help).once()))
}
