//! Reads CREATE TRIGGER.

use std::collections::BTreeSet;

use sqlparser::tokenizer::Token;

use super::{Columns, Constraint, Event, Timing, Trigger};
use crate::diagnostic::Result;
use crate::kind::{Draft, names};
use crate::kinds::enabled::Enabled;
use crate::model::{Id, Place};
use crate::text::sql::Reader;

fn table(reader: &mut Reader, draft: &Draft) -> Result<Id> {
    let name = reader.name()?;
    draft.relation(&[names::TABLE, names::VIEW], &name)
}

/// Reads CREATE TRIGGER and CREATE CONSTRAINT TRIGGER.
pub fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create")?;
    let replace = reader.accept("or replace");
    let is_constraint = reader.accept("constraint");
    reader.expect("trigger")?;
    let mark = reader.mark();
    let name = reader.ident()?;
    let place = reader.since(mark);
    let timing = timing(reader)?;
    let (events, columns) = events(reader)?;
    reader.expect("on")?;
    let table = table(reader, draft)?;
    let constraint = match is_constraint {
        true => Some(constraint(reader, draft)?),
        false => None,
    };
    let (old_table, new_table) = transition_tables(reader)?;
    let each_row = each_row(reader)?;
    let when = match reader.accept("when") {
        true => Some(reader.in_parens()?),
        false => None,
    };
    let (function, arguments) = function(reader)?;
    reader.done()?;
    let trigger = Trigger {
        timing,
        events,
        columns,
        each_row,
        old_table,
        new_table,
        when,
        function,
        arguments,
        constraint,
        enabled: Enabled::Origin,
    };
    let id = table.child(names::TRIGGER, &name);
    put(draft, id.clone(), table, trigger, (replace, place))?;
    draft.note_rename(&id, hint);
    Ok(())
}

fn put(draft: &mut Draft, id: Id, table: Id, trigger: Trigger, how: (bool, Place)) -> Result<()> {
    let (replace, place) = how;
    if replace {
        draft.set(id, Some(table), trigger, place);
        return Ok(());
    }
    draft.add(id, Some(table), trigger, place)
}

fn timing(reader: &mut Reader) -> Result<Timing> {
    let all = [
        ("before", Timing::Before),
        ("after", Timing::After),
        ("instead of", Timing::InsteadOf),
    ];
    let found = all.into_iter().find(|(words, _)| reader.accept(words));
    found
        .map(|(_, timing)| timing)
        .ok_or_else(|| reader.unexpected("BEFORE, AFTER or INSTEAD OF"))
}

fn events(reader: &mut Reader) -> Result<(BTreeSet<Event>, Columns)> {
    let (mut events, mut columns) = (BTreeSet::new(), Columns::default());
    loop {
        let event = match reader.word().as_deref() {
            Some("insert") => Event::Insert,
            Some("delete") => Event::Delete,
            Some("update") => Event::Update,
            Some("truncate") => Event::Truncate,
            _ => return Err(reader.unexpected("INSERT, UPDATE, DELETE or TRUNCATE")),
        };
        if !events.insert(event) {
            return Err(reader.error_at("syntax", "this event is written twice", reader.here()));
        }
        reader.skip();
        if event == Event::Update && reader.accept("of") {
            columns.0.push(reader.ident()?);
            while reader.comma() {
                columns.0.push(reader.ident()?);
            }
        }
        if !reader.accept("or") {
            return Ok((events, columns));
        }
    }
}

fn constraint(reader: &mut Reader, draft: &Draft) -> Result<Constraint> {
    let from = match reader.accept("from") {
        true => {
            let name = reader.name()?;
            let id = draft.relation(names::ROW_SOURCES, &name)?;
            Some(id.name().to_string())
        }
        false => None,
    };
    let (mut deferrable, mut deferred) = (false, false);
    loop {
        if reader.accept("not deferrable") {
            deferrable = false;
        } else if reader.accept("deferrable") {
            deferrable = true;
        } else if reader.accept("initially deferred") {
            (deferrable, deferred) = (true, true);
        } else if !reader.accept("initially immediate") {
            break;
        }
    }
    Ok(Constraint {
        deferrable,
        deferred,
        from,
    })
}

type Tables = (Option<String>, Option<String>);

fn transition_tables(reader: &mut Reader) -> Result<Tables> {
    let (mut old, mut new) = (None, None);
    if !reader.accept("referencing") {
        return Ok((old, new));
    }
    while reader.at("old table") || reader.at("new table") {
        let is_old = reader.at("old");
        let _ = reader.accept("old table") || reader.accept("new table");
        let _ = reader.accept("as");
        let name = Some(reader.ident()?);
        if is_old {
            old = name;
        } else {
            new = name;
        }
    }
    if old.is_none() && new.is_none() {
        return Err(reader.unexpected("OLD TABLE or NEW TABLE"));
    }
    Ok((old, new))
}

fn each_row(reader: &mut Reader) -> Result<bool> {
    if !reader.accept("for") {
        return Ok(false);
    }
    let _ = reader.accept("each");
    if reader.accept("row") {
        return Ok(true);
    }
    reader.expect("statement").map(|()| false)
}

fn function(reader: &mut Reader) -> Result<(String, Vec<String>)> {
    reader.expect("execute")?;
    if !reader.accept("function") && !reader.accept("procedure") {
        return Err(reader.unexpected("`FUNCTION`"));
    }
    let name = reader.name()?.show();
    Ok((name, reader.list(argument)?))
}

/// Reads an argument: whatever it is, the function gets it as a text.
fn argument(reader: &mut Reader) -> Result<String> {
    match reader.peek() {
        Token::Number(number, _) => {
            let number = number.clone();
            reader.skip();
            Ok(number)
        }
        Token::Word(_) => reader.ident(),
        _ => reader.string(),
    }
}
