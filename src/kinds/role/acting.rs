//! As whom the statements of a file are run: SET ROLE and SET SESSION AUTHORIZATION.
//!
//! What is made meanwhile belongs to that role, and default privileges without FOR ROLE are its own.

use sqlparser::tokenizer::Token;

use crate::diagnostic::Result;
use crate::kind::Draft;
use crate::kind::draft::Acting;
use crate::kinds::grant::role::read_name;
use crate::kinds::{default_privilege, owner};
use crate::model::Id;
use crate::text::sql::Reader;

/// Reads a statement that changes the role, or ends what SET LOCAL did; false if it is another one.
///
/// # Errors
/// If there is no such role.
pub fn read(reader: &mut Reader, draft: &mut Draft) -> Result<bool> {
    let ends = ["commit", "end", "rollback", "abort"];
    if ends.iter().any(|word| reader.at(word)) {
        if let Some(before) = draft.settings.acting.before.take() {
            change(draft, *before);
        }
        return Ok(false);
    }
    let mark = reader.mark();
    let resets = reader.accept("reset");
    if !resets && !reader.accept("set") {
        return Ok(false);
    }
    let is_local = reader.accept("local");
    if !is_local && !reader.at("session authorization") {
        reader.accept("session");
    }
    let of_session = reader.accept("session authorization");
    if !of_session && !reader.accept("role") {
        reader.rewind(mark);
        return Ok(false);
    }
    let role = match resets {
        true => None,
        false => named(reader, draft)?,
    };
    reader.done()?;
    let now = &draft.settings.acting;
    let (session, role) = match of_session {
        true => (role, None),
        false => (now.session.clone(), role),
    };
    let before = match (&now.before, is_local) {
        (None, true) => Some(Box::new(now.clone())),
        (before, _) => before.clone(),
    };
    change(
        draft,
        Acting {
            session,
            role,
            before,
        },
    );
    Ok(true)
}

/// Lets the role act again that is connected.
pub fn end(draft: &mut Draft) {
    change(draft, Acting::default());
}

/// Reads the role; nothing for the one that is connected.
fn named(reader: &mut Reader, draft: &Draft) -> Result<Option<String>> {
    let _ = reader.accept("to") || reader.accept_sign(&Token::Eq);
    if reader.accept("none") || reader.accept("default") {
        return Ok(None);
    }
    let place = reader.here();
    match reader.string() {
        Ok(name) if name == "none" => Ok(None),
        Ok(name) => crate::kinds::grant::role::known(draft, name, place).map(Some),
        Err(_) => read_name(reader, draft).map(Some),
    }
}

/// Lets another role act, once what was made so far has its owner and default privileges.
fn change(draft: &mut Draft, acting: Acting) {
    default_privilege::settle(draft);
    draft.settings.acting = acting;
}

/// Gives the things that were made the role that acts as their owner, unless the files name one.
pub fn own(draft: &mut Draft, made: &[Id]) {
    if draft.settings.acting == Acting::default() {
        return;
    }
    let role = draft.user().to_string();
    for thing in made.iter().filter(|id| owner::is_owned(id.kind())) {
        let fact = draft.state.get(thing);
        let place = fact.and_then(|f| f.origin.place().cloned());
        let declared = draft.state.has(&owner::address(thing));
        if let Some(place) = place.filter(|_| !declared) {
            owner::set(draft, thing, &role, place);
        }
    }
}
