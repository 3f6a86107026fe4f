//! What stands between the program and the server: a pooler, or a forwarded port.
//!
//! A pooler answers as the server does, and lends sessions that it has. What gives it away: the server listens elsewhere than where it was
//! asked, its session is older than the connection or came after it, or another session answers later.

use std::time::{Duration, Instant};

use postgres::Client;

use super::{Item, Mark, Session, Topic};
use crate::live::{self, QueryError};

/// What clocks may be apart for.
const SLACK: Duration = Duration::from_millis(20);

/// How the server was reached.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// The port that was asked for, where the connection is not a socket.
    pub port: Option<u16>,
    /// When it was begun.
    pub begun: Instant,
    /// When it was open.
    pub open: Instant,
}

/// Says what stands between, if it can be told.
///
/// # Errors
/// When the server refuses a query.
pub(super) fn item(
    client: &mut Client,
    session: &Session,
    line: Option<&Line>,
) -> Result<Option<Item>, QueryError> {
    let Some(line) = line else { return Ok(None) };
    let mut process = String::new();
    live::query(client, &["select pg_backend_pid()"], |_, cells| {
        process = cells[0].unwrap_or_default().to_string();
    })?;
    let item =
        |says: String| Item::new(Topic::Connection, Mark::Doubtful, "something-between", says);
    if process != session.process {
        let says = format!(
            "a pooler stands between, which pools transactions: process {} of the server answered first, and {process} later",
            session.process
        );
        return Ok(Some(item(says).because(TRANSACTIONS)));
    }
    let evidence = elsewhere(line, session).or_else(|| lent(line, session));
    Ok(evidence.map(|says| item(says).because(UNKNOWN)))
}

const TRANSACTIONS: &str = "Settings of a session such as search_path, and prepared statements, do not last from one transaction to the next. \
     trueup needs neither.";
const UNKNOWN: &str = "A pooler or a forwarded port stands between. Behind a pooler in transaction mode, settings of a session such as search_path \
     and prepared statements do not last; trueup needs neither. Which mode it is cannot be seen from here: one session answered throughout.";

/// Says that the server listens elsewhere than where it was asked.
fn elsewhere(line: &Line, session: &Session) -> Option<String> {
    match (line.port, session.port) {
        (Some(asked), Some(port)) if asked != port => Some(format!(
            "port {asked} was asked for, and the server that answers listens on {port}"
        )),
        (Some(asked), None) => Some(format!(
            "port {asked} was asked for, and the server that answers was reached by a unix socket"
        )),
        (None, Some(port)) => Some(format!(
            "a unix socket was asked for, and the server that answers was reached on port {port}"
        )),
        (Some(_), Some(_)) | (None, None) => None,
    }
}

/// Says that the session of the server is not the one that this connection began.
fn lent(line: &Line, session: &Session) -> Option<String> {
    let (age, asked, answered) = session.age?;
    let age = Duration::try_from_secs_f64(age).unwrap_or_default();
    let (longest, shortest) = (answered - line.begun, asked - line.open);
    if age > longest + SLACK {
        let earlier = (age - longest).as_millis();
        return Some(format!(
            "the session of the server began {earlier} ms before this connection did: it was lent"
        ));
    }
    if age + SLACK < shortest {
        let later = (shortest - age).as_millis();
        return Some(format!(
            "the session of the server began {later} ms after this connection was open: another answered the connection"
        ));
    }
    None
}
