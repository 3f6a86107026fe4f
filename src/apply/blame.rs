//! Runs one statement, and finds which of the rows that it writes the server refuses.
//!
//! A statement with only the first of its rows is one too ([`Action::rows`]); so halving tells how many of them the server takes. What was
//! tried is undone by a savepoint, and the transaction ends as a failure anyway.

use postgres::Client;

use super::session;
use crate::kind::Action;
use crate::model::Place;

/// The classes of SQLSTATEs that have to do with the values of a row, and what a trigger raises.
const OF_ROWS: [&str; 6] = ["21", "22", "23", "42", "44", "P0"];
/// The SQLSTATE `insufficient_privilege`, which no other row would help.
const DENIED: &str = "42501";
/// The SQLSTATE `foreign_key_violation`, which is told at the end of a statement: a later row may be the one that is referred to.
const REFERS_TO_NOTHING: &str = "23503";

/// What the server said to a statement.
#[derive(Debug)]
pub(super) struct Refused {
    pub error: postgres::Error,
    /// Where the row stands that it refused, if it was one.
    pub row: Option<Place>,
}

/// Runs a statement of the patch.
pub(super) fn execute(client: &mut Client, action: &Action) -> Result<(), Refused> {
    let plain = |error| Refused { error, row: None };
    match &action.rows[..] {
        [] => session::execute(client, action).map_err(plain),
        [(_, place)] => session::execute(client, action).map_err(|error| Refused {
            row: is_of_rows(&error).then(|| place.clone()),
            error,
        }),
        _ => {
            client.batch_execute("savepoint rows").map_err(plain)?;
            if let Err(error) = session::execute(client, action) {
                let row = refused(client, action, &error);
                return Err(Refused { error, row });
            }
            client
                .batch_execute("release savepoint rows")
                .map_err(plain)
        }
    }
}

fn is_of_rows(error: &postgres::Error) -> bool {
    let code = error.code().map_or("", |code| code.code());
    code != DENIED && OF_ROWS.iter().any(|class| code.starts_with(class))
}

/// Returns where the first row stands that the server does not take.
fn refused(client: &mut Client, action: &Action, error: &postgres::Error) -> Option<Place> {
    if !is_of_rows(error) {
        return None;
    }
    let (sql, rows) = (action.sql(), &action.rows);
    let tail = &sql[rows.last()?.0..];
    let (mut taken, mut refused) = (0, rows.len());
    while refused - taken > 1 {
        let middle = taken + (refused - taken) / 2;
        let first = format!("{}{tail}", &sql[..rows[middle - 1].0]);
        client.batch_execute("rollback to savepoint rows").ok()?;
        match session::execute_as(client, action, &first) {
            Err(other) if is_same(&other, error) => refused = middle,
            _ => taken = middle,
        }
    }
    Some(rows[refused - 1].1.clone())
}

/// Returns whether two errors are the same one, apart from what a row gets anew each time, such as its number.
fn is_same(one: &postgres::Error, other: &postgres::Error) -> bool {
    let (Some(one), Some(other)) = (one.as_db_error(), other.as_db_error()) else {
        return false;
    };
    one.code() == other.code()
        && one.constraint() == other.constraint()
        && (one.code().code() != REFERS_TO_NOTHING || one.detail() == other.detail())
}
