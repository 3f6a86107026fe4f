//! The transaction of the questions, and one question to the server.

use postgres::{Client, SimpleQueryMessage};

use super::Within;
use crate::kind::Probe;
use crate::live::{QueryError, execute};
use crate::text::quote;

/// What the server says of a probe.
pub enum Answer {
    /// The one row that it prints.
    Printed(Vec<Option<String>>),
    /// The texts mean nothing there: a name, type or value that does not exist.
    Meaningless,
    /// It may not be asked.
    Refused,
}

/// Keeps event triggers that are not meant for temporary relations from firing, where the role may do so.
const QUIET: &str = "select set_config('session_replication_role', 'replica', true) from pg_catalog.pg_roles \
     where rolname = current_user and rolsuper and exists (select from pg_catalog.pg_event_trigger where evtenabled = 'O')";
/// Bodies of routines that stand in for others are printed, not run.
const UNCHECKED: &str = "set local check_function_bodies = off";

/// Begins, so that temporary relations can be made even where transactions are read-only by default.
pub fn open(client: &mut Client, within: Within) -> Result<(), QueryError> {
    match within {
        // A standby refuses the first, and then each question.
        Within::NoTransaction if client.batch_execute("begin read write").is_err() => {
            execute(client, "rollback")?;
            execute(client, "begin")?;
        }
        Within::NoTransaction => {}
        Within::Transaction => execute(client, "savepoint confirm")?,
    }
    execute(client, &format!("{QUIET}; {UNCHECKED}"))
}

/// Rolls all of it back.
pub fn close(client: &mut Client, within: Within) -> Result<(), QueryError> {
    let close = match within {
        Within::NoTransaction => "rollback",
        Within::Transaction => "rollback to savepoint confirm",
    };
    execute(client, close)
}

/// Builds what a probe wants, given with the search path of its texts, and reads what it prints.
pub fn ask(
    client: &mut Client,
    (probe, path): &(Probe, Vec<String>),
) -> Result<Answer, QueryError> {
    execute(client, "savepoint probe")?;
    let mut path = path.clone();
    path.push("pg_temp".into());
    let mut batch = vec![format!("set local search_path = {}", quote::idents(&path))];
    batch.extend(probe.stand_ins.iter().chain(&probe.build).cloned());
    batch.push("set local search_path = ''".into());
    batch.push(probe.print.clone());
    let answer = client.simple_query(&batch.join(";\n"));
    execute(client, "rollback to savepoint probe")?;
    Ok(match answer {
        Ok(messages) => printed(messages),
        Err(error) => refused(&error),
    })
}

fn printed(messages: Vec<SimpleQueryMessage>) -> Answer {
    let row = messages.into_iter().rev().find_map(|m| match m {
        SimpleQueryMessage::Row(row) => Some(
            (0..row.len())
                .map(|i| row.get(i).map(str::to_string))
                .collect(),
        ),
        _ => None,
    });
    row.map_or(Answer::Refused, Answer::Printed)
}

/// Tells texts without a meaning (classes 22 and 42) from what the role may not do.
fn refused(error: &postgres::Error) -> Answer {
    let code = error.code().map_or("", |c| c.code());
    let meaningless = code.starts_with("22") || code.starts_with("42") && code != "42501";
    match meaningless {
        true => Answer::Meaningless,
        false => Answer::Refused,
    }
}
