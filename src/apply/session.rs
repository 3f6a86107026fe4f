//! The session in which a patch runs: its limits, its lock against other runs, and the search path of each statement.

use postgres::Client;

use super::ApplyError;
use crate::kind::Action;
use crate::live::QueryError;
pub(super) use crate::live::execute as run;
use crate::text::quote;

/// The key of the advisory lock that keeps two runs from each other.
const ADVISORY_KEY: i64 = 0x7472_7565_7570;

/// How long statements may wait and run, as PostgreSQL writes durations; `0` is for ever.
#[derive(Debug, Clone)]
pub struct Limits {
    /// For `lock_timeout`.
    pub lock: String,
    /// For `statement_timeout`.
    pub statement: String,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            lock: "5s".into(),
            statement: "0".into(),
        }
    }
}

/// Begins the transaction, once no other run is at work in this database.
pub(super) fn begin(client: &mut Client, limits: &Limits) -> Result<(), ApplyError> {
    let settings = format!(
        "begin; set local search_path = ''; set local lock_timeout = {}",
        quote::literal(&limits.lock)
    );
    run(client, &settings)?;
    let lock = format!("select pg_advisory_xact_lock({ADVISORY_KEY})");
    client.batch_execute(&lock).map_err(|error| {
        let waited = error.code().is_some_and(|c| c.code() == "55P03");
        match waited {
            true => ApplyError::Busy,
            false => QueryError::new(&lock, &error).into(),
        }
    })
}

/// Limits the time of each statement from here on, apart from our own.
pub(super) fn limit(client: &mut Client, statement_timeout: &str) -> Result<(), QueryError> {
    let value = quote::literal(statement_timeout);
    run(client, &format!("set local statement_timeout = {value}"))
}

/// Runs one statement of the patch, under the search path that it was written for if it needs one.
pub(super) fn execute(client: &mut Client, action: &Action) -> Result<(), postgres::Error> {
    execute_as(client, action, &action.run())
}

/// Runs a text in place of that of a statement of the patch.
pub(super) fn execute_as(
    client: &mut Client,
    action: &Action,
    sql: &str,
) -> Result<(), postgres::Error> {
    let path = action.path.as_deref().unwrap_or("''");
    client.batch_execute(&format!("set local search_path = {path}"))?;
    client.batch_execute(sql)
}

/// Sets the search path under which the catalog is read, and takes the limits away.
pub(super) fn settle(client: &mut Client) -> Result<(), QueryError> {
    run(
        client,
        "set local search_path = ''; set local statement_timeout = 0",
    )
}
