//! Reads CREATE RULE, as a file has it and as the server prints it.

use super::{EVENTS, Rule};
use crate::diagnostic::{Problem, Problems, Result};
use crate::kind::{Draft, names};
use crate::kinds::enabled::Enabled;
use crate::model::{Id, Place};
use crate::text::Expr;
use crate::text::sql::{Name, Reader, Script, statements};

fn relation(draft: &Draft, name: &Name) -> Result<Id> {
    draft.relation(names::ROW_SOURCES, name)
}

/// Reads CREATE RULE.
pub fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    let head = head(reader)?;
    let table = relation(draft, &head.table)?;
    let definition = definition(reader)?;
    reader.done()?;
    let id = table.child(names::RULE, &head.name);
    let before: Option<&Rule> = draft.state.body(&id);
    let enabled = before.map_or(Enabled::Origin, |rule| rule.enabled);
    let rule = Rule {
        event: head.event,
        definition,
        enabled,
    };
    if head.replace {
        draft.set(id, Some(table), rule, head.place);
        return Ok(());
    }
    draft.add(id.clone(), Some(table), rule, head.place)?;
    draft.note_rename(&id, hint);
    Ok(())
}

/// Reads what `pg_get_ruledef` prints.
pub fn printed(text: &str, enabled: Enabled) -> Result<Rule> {
    let list = statements(Script::file(0, &text.into()), &mut Problems::default());
    let unread = || {
        Problem::warning(
            "not-compared",
            format!("trueup cannot read the rule {text}"),
        )
    };
    let statement = list.first().ok_or_else(|| Box::new(unread()))?;
    let mut reader = Reader::new(statement);
    let read = head(&mut reader).and_then(|head| Ok((head.event, definition(&mut reader)?)));
    let (event, definition) = read.map_err(|_| Box::new(unread()))?;
    Ok(Rule {
        event,
        definition,
        enabled,
    })
}

/// What stands before the condition.
struct Head {
    replace: bool,
    name: String,
    place: Place,
    event: &'static str,
    table: Name,
}

fn head(reader: &mut Reader) -> Result<Head> {
    reader.expect("create")?;
    let replace = reader.accept("or replace");
    reader.expect("rule")?;
    let mark = reader.mark();
    let name = reader.ident()?;
    let place = reader.since(mark);
    reader.expect("as on")?;
    if reader.at("select") {
        let message = "a rule ON SELECT makes a table a view";
        let problem = reader.error_at("unsupported", message, reader.here());
        return Err(Box::new(
            problem.help("write it as `create view … as select …`"),
        ));
    }
    let Some(event) = EVENTS.iter().copied().find(|event| reader.accept(event)) else {
        return Err(reader.unexpected("INSERT, UPDATE or DELETE"));
    };
    reader.expect("to")?;
    Ok(Head {
        replace,
        name,
        place,
        event,
        table: reader.name()?,
    })
}

/// Reads the condition and the commands, in one spelling of the words between them.
fn definition(reader: &mut Reader) -> Result<Expr> {
    let condition = match reader.accept("where") {
        true => format!("where {} ", reader.until(|r| r.at("do"))?.sql),
        false => String::new(),
    };
    reader.expect("do")?;
    let instead = match reader.accept("instead") {
        true => "instead ",
        false => {
            reader.accept("also");
            ""
        }
    };
    if reader.accept("nothing") {
        return Ok(Expr::new(format!("{condition}do {instead}nothing")));
    }
    let commands = reader.until(|_| false)?;
    if commands.sql.is_empty() {
        return Err(reader.unexpected("a command or `NOTHING`"));
    }
    let commands = alone(&commands.sql);
    Ok(Expr::new(format!("{condition}do {instead}{commands}")))
}

/// Takes the parentheses from around a single command.
fn alone(commands: &str) -> &str {
    let inner = commands.strip_prefix('(').and_then(|c| c.strip_suffix(')'));
    let one = inner.map(|i| i.trim().trim_end_matches(';').trim());
    one.filter(|c| !c.contains([';', '(', ')']))
        .unwrap_or(commands)
}

/// Reads ENABLE and DISABLE RULE of ALTER TABLE; false if neither stands at the cursor.
pub fn switch(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<bool> {
    let Some(enabled) = Enabled::read(reader, "rule") else {
        return Ok(false);
    };
    let place = reader.here();
    let name = reader.ident()?;
    let Some(fact) = draft.state.get_mut(&table.child(names::RULE, &name)) else {
        let message = format!("{} has no rule {name} here", table.name());
        let problem = reader.error_at("unknown-object", &message, place);
        return Err(Box::new(
            problem.help("no statement before this one makes it"),
        ));
    };
    fact.change(|rule: &mut Rule| rule.enabled = enabled);
    Ok(true)
}
