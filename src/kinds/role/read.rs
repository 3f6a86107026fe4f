//! Reads CREATE, ALTER and DROP of roles, under all the names that the grammar has for them.

use super::{Flag, Role, address, membership, setting};
use crate::diagnostic::{Problem, Result, did_you_mean};
use crate::kind::{Draft, Grammar, edit, names};
use crate::kinds::grant::role;
use crate::model::{Id, Place};
use crate::text::sql::Reader;
use crate::text::{Expr, quote};

/// The statements; USER and GROUP are other words for ROLE.
pub const STATEMENTS: &[Grammar] = &[
    Grammar {
        words: "create role",
        read: create,
    },
    Grammar {
        words: "create user",
        read: create,
    },
    Grammar {
        words: "create group",
        read: create,
    },
    Grammar {
        words: "alter role",
        read: alter,
    },
    Grammar {
        words: "alter user",
        read: alter,
    },
    Grammar {
        words: "alter group",
        read: alter_group,
    },
    Grammar {
        words: "drop user",
        read: drop,
    },
    Grammar {
        words: "drop group",
        read: drop,
    },
];

/// Reads one of the words that mean a role, and returns whether it is USER.
fn word(reader: &mut Reader) -> Result<bool> {
    let user = reader.accept("user");
    if user || reader.accept("group") {
        return Ok(user);
    }
    reader.expect("role").map(|()| false)
}

fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("create")?;
    let may_log_in = word(reader)?;
    let mark = reader.mark();
    let name = reader.ident()?;
    let place = reader.since(mark);
    let mut role = Role::default();
    if may_log_in {
        role.flags.insert(Flag::Login);
    }
    reader.accept("with");
    let mut memberships = Vec::new();
    while !reader.is_done() {
        if !option(reader, draft, &name, &mut role)? {
            memberships.extend(belonging(reader, draft, &name)?);
        }
    }
    draft.add(address(&name), None, role, place.clone())?;
    for (group, member, admin) in memberships {
        membership::give(draft, &group, &member, admin, place.clone());
    }
    Ok(())
}

fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter")?;
    word(reader)?;
    if setting::is_one(reader) {
        return setting::read(reader, draft);
    }
    let mark = reader.mark();
    let name = role::read_name(reader, draft)?;
    let place = reader.since(mark);
    if reader.at("rename to") {
        return Err(edit::fixed_name(&super::RoleKind, reader.here()));
    }
    let declared = draft.state.body::<Role>(&address(&name)).cloned();
    let Some(mut role) = declared else {
        return undeclared(reader, draft, &name, place);
    };
    reader.accept("with");
    while !reader.is_done() {
        if !option(reader, draft, &name, &mut role)? {
            return Err(reader.unexpected("an attribute of a role"));
        }
    }
    if let Some(fact) = draft.state.get_mut(&address(&name)) {
        fact.change(|r: &mut Role| *r = role);
    }
    Ok(())
}

/// Refuses attributes of a role of which the files do not say what else it has; a password alone passes with its warning.
fn undeclared(reader: &mut Reader, draft: &mut Draft, name: &str, place: Place) -> Result<()> {
    reader.accept("with");
    let mut role = Role::default();
    while !reader.is_done() && option(reader, draft, name, &mut role)? {}
    reader.done()?;
    if role == Role::default() {
        return Ok(());
    }
    let shown = quote::ident(name);
    let message = format!("the files change role {shown} but do not declare it");
    let problem = Problem::error("not-defined-here", message).at(place, "");
    Err(Box::new(problem.help(format!(
        "write `create role {shown} …` with all its attributes; a role that is there is then changed, not made"
    ))))
}

fn alter_group(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let start = reader.mark();
    reader.expect("alter group")?;
    let group = role::read_name(reader, draft)?;
    let gives = reader.accept("add user");
    if !gives {
        if reader.at("rename to") {
            return Err(edit::fixed_name(&super::RoleKind, reader.here()));
        }
        reader.expect("drop user")?;
    }
    let members = roles(reader, draft)?;
    reader.done()?;
    for member in members {
        match gives {
            true => membership::give(draft, &group, &member, false, reader.since(start)),
            false => membership::take(draft, &group, &member),
        }
    }
    Ok(())
}

/// Reads DROP USER and DROP GROUP, which take away the declaration as DROP ROLE does.
fn drop(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("drop")?;
    word(reader)?;
    let lenient = reader.accept("if exists");
    loop {
        let mark = reader.mark();
        let id = address(&reader.ident()?);
        let place = reader.since(mark);
        if draft.state.has(&id) {
            edit::drop(draft, &id, &[], false, &place)?;
        } else if !lenient {
            return Err(unknown(draft, &id, place));
        }
        if !reader.comma() {
            return reader.done();
        }
    }
}

fn unknown(draft: &Draft, id: &Id, place: Place) -> Box<Problem> {
    let declared = draft.state.iter().map(|f| &f.id);
    let known: Vec<String> = declared
        .filter(|id| id.kind() == names::ROLE)
        .map(Id::last)
        .collect();
    let near = did_you_mean(&id.last(), known.iter().map(String::as_str));
    let message = format!("there is no role {} here", id.name());
    let problem = Problem::error("unknown-object", message).at(place, "");
    Box::new(problem.help(near.unwrap_or_else(|| {
        "no statement before this one makes it; with `if exists` the statement passes".into()
    })))
}

/// Reads one attribute, or gives back false if it is none.
fn option(reader: &mut Reader, draft: &mut Draft, name: &str, role: &mut Role) -> Result<bool> {
    for (flag, word) in Flag::ALL {
        if reader.accept(word) {
            role.flags.insert(flag);
            return Ok(true);
        }
        if reader.accept(&format!("no{word}")) {
            role.flags.remove(&flag);
            return Ok(true);
        }
    }
    let start = reader.mark();
    if reader.accept("connection limit") {
        role.connections = limit(reader)?;
    } else if reader.accept("valid until") {
        let until = reader.string()?;
        let ends = !until.trim().eq_ignore_ascii_case("infinity");
        role.valid_until = ends.then(|| Expr::new(quote::literal(&until)));
    } else if reader.accept("encrypted password") || reader.accept("password") {
        if !reader.accept("null") {
            reader.string()?;
        }
        draft.problems.push(password(name, reader.since(start)));
    } else if reader.accept("sysid") {
        // The server reads it and does nothing with it.
        reader.number()?;
    } else {
        return Ok(false);
    }
    Ok(true)
}

fn limit(reader: &mut Reader) -> Result<i32> {
    let place = reader.here();
    let number = reader.number()?;
    let limit = number.parse().ok().filter(|n| *n >= -1);
    limit.ok_or_else(|| reader.error_at("bad-option", "the limit is -1 or a number", place))
}

fn password(name: &str, place: Place) -> Problem {
    let shown = quote::ident(name);
    let message = format!(
        "the password of role {shown} is left alone: trueup neither sets, compares nor shows one"
    );
    Problem::warning("password-left-alone", message)
        .at(place, "")
        .help(format!(
            "set it with psql: \\password {shown}, and take it out of the file"
        ))
}

/// Reads IN ROLE, ROLE and ADMIN: pairs of a role and a member, and whether the member may pass it on.
fn belonging(
    reader: &mut Reader,
    draft: &Draft,
    name: &str,
) -> Result<Vec<(String, String, bool)>> {
    let own = || name.to_string();
    if reader.accept("in role") || reader.accept("in group") {
        let groups = roles(reader, draft)?;
        return Ok(groups.into_iter().map(|g| (g, own(), false)).collect());
    }
    let admin = reader.accept("admin");
    if !admin && !reader.accept("role") && !reader.accept("user") {
        return Err(reader.unexpected("an attribute of a role"));
    }
    let members = roles(reader, draft)?;
    Ok(members.into_iter().map(|m| (own(), m, admin)).collect())
}

fn roles(reader: &mut Reader, draft: &Draft) -> Result<Vec<String>> {
    let mut out = vec![role::read_name(reader, draft)?];
    while reader.comma() {
        out.push(role::read_name(reader, draft)?);
    }
    Ok(out)
}
