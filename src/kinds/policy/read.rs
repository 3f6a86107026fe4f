//! Reads CREATE POLICY and ALTER POLICY.

use std::collections::BTreeSet;

use super::{Command, PUBLIC, Policy};
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, names};
use crate::model::{Id, Place};
use crate::text::Expr;
use crate::text::sql::Reader;

/// Reads `name on table`.
pub fn address(reader: &mut Reader, draft: &Draft) -> Result<Id> {
    Ok(name_and_table(reader, draft)?.0)
}

/// Reads the name and the table: the address, the table and the place of the name.
fn name_and_table(reader: &mut Reader, draft: &Draft) -> Result<(Id, Id, Place)> {
    let mark = reader.mark();
    let name = reader.ident()?;
    let place = reader.since(mark);
    reader.expect("on")?;
    let table = reader.name()?;
    let table = draft.relation(&[names::TABLE], &table)?;
    Ok((table.child(names::POLICY, &name), table, place))
}

/// Reads CREATE POLICY.
pub fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create policy")?;
    let (id, table, place) = name_and_table(reader, draft)?;
    let restrictive = mode(reader)?;
    let command = match reader.accept("for") {
        true => command(reader)?,
        false => Command::All,
    };
    let roles = match reader.accept("to") {
        true => roles(reader, draft)?,
        false => BTreeSet::from([PUBLIC.to_string()]),
    };
    let (using, check) = conditions(reader, command)?;
    reader.done()?;
    let policy = Policy {
        command,
        restrictive,
        roles,
        using,
        check,
    };
    draft.add(id.clone(), Some(table), policy, place)?;
    draft.note_rename(&id, hint);
    Ok(())
}

/// Reads AS PERMISSIVE or AS RESTRICTIVE.
fn mode(reader: &mut Reader) -> Result<bool> {
    if !reader.accept("as") {
        return Ok(false);
    }
    if reader.accept("permissive") {
        return Ok(false);
    }
    match reader.accept("restrictive") {
        true => Ok(true),
        false => Err(reader.unexpected("PERMISSIVE or RESTRICTIVE")),
    }
}

fn command(reader: &mut Reader) -> Result<Command> {
    let command = match reader.word().as_deref() {
        Some("all") => Command::All,
        Some("select") => Command::Select,
        Some("insert") => Command::Insert,
        Some("update") => Command::Update,
        Some("delete") => Command::Delete,
        _ => return Err(reader.unexpected("ALL, SELECT, INSERT, UPDATE or DELETE")),
    };
    reader.skip();
    Ok(command)
}

/// Reads roles; one that names the session stands for the role that is connected.
fn roles(reader: &mut Reader, draft: &Draft) -> Result<BTreeSet<String>> {
    let mut roles = BTreeSet::new();
    loop {
        let place = reader.here();
        let own = reader.at_any(&["current_user", "session_user", "current_role"]);
        let mut role = reader.ident()?;
        if own {
            role = connected(draft, &role, place)?;
        }
        roles.insert(role);
        if !reader.comma() {
            break;
        }
    }
    // PUBLIC holds everyone, so the server forgets the others.
    Ok(match roles.contains(PUBLIC) {
        true => BTreeSet::from([PUBLIC.to_string()]),
        false => roles,
    })
}

fn connected(draft: &Draft, word: &str, place: Place) -> Result<String> {
    if draft.user().is_empty() {
        let message =
            format!("{word} is the role that runs the statement, which is not known here");
        let problem = Problem::error("unknown-role", message).at(place, "");
        return Err(Box::new(problem.help("write the name of the role")));
    }
    Ok(draft.user().to_string())
}

type Conditions = (Option<Expr>, Option<Expr>);

fn conditions(reader: &mut Reader, command: Command) -> Result<Conditions> {
    let place = reader.here();
    let using = match reader.accept("using") {
        true => Some(reader.in_parens()?),
        false => None,
    };
    if using.is_some() && command == Command::Insert {
        let message = "a policy for INSERT has WITH CHECK only, since there is no row before it";
        return Err(reader.error_at("syntax", message, place));
    }
    let place = reader.here();
    let check = match reader.accept("with check") {
        true => Some(reader.in_parens()?),
        false => None,
    };
    if check.is_some() && matches!(command, Command::Select | Command::Delete) {
        let message = "a policy for SELECT or DELETE has USING only, since it writes no row";
        return Err(reader.error_at("syntax", message, place));
    }
    Ok((using, check))
}

/// Reads ALTER POLICY with roles and conditions.
pub fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter policy")?;
    let (id, _, place) = name_and_table(reader, draft)?;
    let Some(policy) = draft.state.body::<Policy>(&id) else {
        let message = format!("there is no policy {} here", id.name());
        let problem = Problem::error("unknown-object", message).at(place, "");
        return Err(Box::new(
            problem.help("no statement before this one makes it"),
        ));
    };
    let command = policy.command;
    let roles = match reader.accept("to") {
        true => Some(roles(reader, draft)?),
        false => None,
    };
    let (using, check) = conditions(reader, command)?;
    reader.done()?;
    if let Some(fact) = draft.state.get_mut(&id) {
        fact.change(|policy: &mut Policy| {
            policy.roles = roles.unwrap_or_else(|| policy.roles.clone());
            policy.using = using.or_else(|| policy.using.take());
            policy.check = check.or_else(|| policy.check.take());
        });
    }
    Ok(())
}
