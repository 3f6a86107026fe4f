//! What GRANT, REVOKE and ALTER DEFAULT PRIVILEGES have in common: the list of privileges, the roles, the options.

use sqlparser::tokenizer::Token;

use super::object::ObjectType;
use super::role::Role;
use crate::diagnostic::{Problem, Result};
use crate::kind::Draft;
use crate::model::Place;
use crate::text::sql::Reader;

/// What a statement does with privileges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Gives them.
    Give,
    /// Gives them with the right to pass them on.
    GiveWithOption,
    /// Takes them.
    Take,
    /// Takes the right to pass them on.
    TakeOption,
}

impl Deed {
    /// Reads the first words; `WITH GRANT OPTION` comes at the end, in [`roles`].
    pub fn read(reader: &mut Reader) -> Result<Deed> {
        if reader.accept("grant") {
            return Ok(Deed::Give);
        }
        reader.expect("revoke")?;
        let option = reader.accept("grant option for");
        Ok(if option { Deed::TakeOption } else { Deed::Take })
    }

    /// Returns whether it gives.
    pub fn gives(self) -> bool {
        matches!(self, Deed::Give | Deed::GiveWithOption)
    }
}

/// One element of the list of privileges.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The privilege in lower case, or nothing for all.
    pub privilege: Option<String>,
    /// The columns that it is for, if it is not for the whole object.
    pub columns: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

impl Wanted {
    /// Returns the privileges of a class of objects that it means.
    pub fn of(&self, object: ObjectType, version: u32) -> Result<Vec<&'static str>> {
        let Some(name) = &self.privilege else {
            return Ok(object.privileges(version).to_vec());
        };
        if let Some(privilege) = object.privilege(name) {
            return Ok(vec![privilege]);
        }
        let all = object.privileges(version).join(", ");
        let message = format!(
            "there is no privilege {} on a {}",
            name.to_uppercase(),
            object.noun()
        );
        let problem = Problem::error("unknown-privilege", message).at(self.place.clone(), "");
        Err(Box::new(problem.help(format!("there are: {all}"))))
    }
}

/// Reads the list of privileges.
pub fn privileges(reader: &mut Reader) -> Result<Vec<Wanted>> {
    let mut list = Vec::new();
    loop {
        let mark = reader.mark();
        let word = reader.ident()?;
        if word == "all" {
            reader.accept("privileges");
        }
        let word = match word == "alter" && reader.accept("system") {
            true => "alter system".to_string(),
            false => word,
        };
        let columns = match reader.at_sign(&Token::LParen) {
            true => reader.ident_list()?,
            false => Vec::new(),
        };
        let privilege = Some(word).filter(|w| w != "all");
        list.push(Wanted {
            privilege,
            columns,
            place: reader.since(mark),
        });
        if !reader.comma() {
            return Ok(list);
        }
    }
}

/// Reads `TO` or `FROM`, the roles and what may follow them, to the end of the statement.
pub fn roles(reader: &mut Reader, draft: &Draft, deed: &mut Deed) -> Result<Vec<Role>> {
    reader.expect(if deed.gives() { "to" } else { "from" })?;
    let mut roles = Vec::new();
    loop {
        reader.accept("group");
        roles.push(Role::read(reader, draft)?);
        if !reader.comma() {
            break;
        }
    }
    let option = reader.here();
    if *deed == Deed::Give && reader.accept("with grant option") {
        *deed = Deed::GiveWithOption;
        if roles.contains(&Role::Public) {
            let message = "PUBLIC cannot have a grant option: name the roles";
            return Err(reader.error_at("grant-option", message, option));
        }
    }
    if reader.at("granted by") {
        let message = "GRANTED BY is not supported: privileges are compared by who has them, not by who gave them";
        return Err(reader.error_at("unsupported", message, reader.here()));
    }
    if !deed.gives() && !reader.accept("cascade") {
        reader.accept("restrict");
    }
    reader.done()?;
    Ok(roles)
}
