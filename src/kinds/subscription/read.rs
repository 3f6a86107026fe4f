//! Reads CREATE SUBSCRIPTION and ALTER SUBSCRIPTION.

use std::collections::{BTreeMap, BTreeSet};

use sqlparser::tokenizer::Token;

use super::{Connection, SETTINGS, Subscription};
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, names};
use crate::model::Id;
use crate::text::sql::Reader;

/// Options that say what CREATE or ALTER does, not what the subscription is.
const DEEDS: &[&str] = &["connect", "create_slot", "copy_data", "refresh"];

/// Reads CREATE SUBSCRIPTION.
pub fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create subscription")?;
    let mark = reader.mark();
    let name = reader.ident()?;
    let place = reader.since(mark);
    reader.expect("connection")?;
    let connection = connection(reader)?;
    reader.expect("publication")?;
    let publications = publications(reader)?;
    let mut body = Subscription {
        connection,
        publications,
        enabled: true,
        slot: Some(name.clone()),
        options: BTreeMap::new(),
    };
    if reader.accept("with") {
        options(reader, draft.world.version, &mut body)?;
    }
    reader.done()?;
    let id = Id::new(names::SUBSCRIPTION, &[&name]);
    draft.add(id.clone(), None, body, place)?;
    draft.note_rename(&id, hint);
    Ok(())
}

/// Reads a connection string; a variable of psql stands for what the database has.
fn connection(reader: &mut Reader) -> Result<Connection> {
    let hidden = reader.accept_sign(&Token::Colon);
    let text = reader.string()?;
    Ok(Connection((!hidden).then_some(text)))
}

fn publications(reader: &mut Reader) -> Result<BTreeSet<String>> {
    let mut out = BTreeSet::from([reader.ident()?]);
    while reader.comma() {
        out.insert(reader.ident()?);
    }
    Ok(out)
}

/// Reads ALTER SUBSCRIPTION.
pub fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter subscription")?;
    let mark = reader.mark();
    let id = Id::new(names::SUBSCRIPTION, &[&reader.ident()?]);
    let Some(mut body) = draft.state.body::<Subscription>(&id).cloned() else {
        let message = format!("there is no subscription {} here", id.name());
        let problem = Problem::error("unknown-object", message).at(reader.since(mark), "");
        return Err(Box::new(
            problem.help("no statement before this one makes it"),
        ));
    };
    change(reader, draft.world.version, &mut body)?;
    reader.done()?;
    if let Some(fact) = draft.state.get_mut(&id) {
        fact.change(|s: &mut Subscription| *s = body);
    }
    Ok(())
}

fn change(reader: &mut Reader, version: u32, body: &mut Subscription) -> Result<()> {
    match () {
        () if reader.accept("enable") => body.enabled = true,
        () if reader.accept("disable") => body.enabled = false,
        () if reader.accept("connection") => body.connection = connection(reader)?,
        () if reader.accept("set publication") => body.publications = publications(reader)?,
        () if reader.accept("add publication") => body.publications.extend(publications(reader)?),
        () if reader.accept("drop publication") => {
            let gone = publications(reader)?;
            body.publications.retain(|p| !gone.contains(p));
        }
        () if reader.accept("refresh publication") => {}
        () if reader.accept("set") => return options(reader, version, body),
        () => return Err(reader.unexpected("what changes of the subscription")),
    }
    if reader.accept("with") {
        options(reader, version, body)?;
    }
    Ok(())
}

fn options(reader: &mut Reader, version: u32, body: &mut Subscription) -> Result<()> {
    reader.list(|r| option(r, version, body)).map(|_| ())
}

fn option(reader: &mut Reader, version: u32, body: &mut Subscription) -> Result<()> {
    let place = reader.here();
    let name = reader.ident()?;
    let value = match reader.accept_sign(&Token::Eq) {
        true => value(reader)?,
        false => "true".into(),
    };
    let on = !["false", "off", "0"].contains(&value.as_str());
    match name.as_str() {
        "enabled" => body.enabled = on,
        // Without a connection nothing starts.
        "connect" if !on => body.enabled = false,
        "slot_name" => body.slot = Some(value).filter(|v| v != "none"),
        other if DEEDS.contains(&other) => {}
        other => {
            let Some(setting) = SETTINGS.iter().find(|s| s.name == other) else {
                let message = format!("a subscription has no option {other}");
                return Err(reader.error_at("unknown-option", &message, place));
            };
            let value = canonical(setting.name, value);
            match value == setting.usual(version) {
                true => body.options.remove(setting.name),
                false => body.options.insert(setting.name, value),
            };
        }
    }
    Ok(())
}

/// Returns a value as the catalog's expression prints it.
fn canonical(name: &str, value: String) -> String {
    let lower = value.to_ascii_lowercase();
    let truth = match lower.as_str() {
        "true" | "on" | "1" => Some(true),
        "false" | "off" | "0" => Some(false),
        _ => None,
    };
    match (name, truth) {
        ("synchronous_commit", _) | ("origin", _) => lower,
        ("streaming", Some(on)) => if on { "on" } else { "off" }.into(),
        (_, Some(on)) => on.to_string(),
        (_, None) => lower,
    }
}

fn value(reader: &mut Reader) -> Result<String> {
    match reader.peek() {
        Token::Number(..) => reader.number(),
        Token::Word(_) => reader.ident(),
        _ => reader.string(),
    }
}
