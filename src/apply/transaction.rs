//! The transaction: lock, compare, run, compare again, commit or roll back.

use miette::Diagnostic;
use postgres::Client;
use thiserror::Error;

use crate::compare::{CompareError, Comparison, Side, compare};
use crate::confirm::Within;
use crate::desired::Scripts;
use crate::diff::Difference;
use crate::kind::Action;
use crate::live::{QueryError, Reach};
use crate::model::Files;
use crate::plan::gate::{self, Allowed};
use crate::report::sql;

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

/// What came of it.
#[derive(Debug)]
pub enum Applied {
    /// Nothing differed.
    InStep(Comparison),
    /// The patch was run and committed.
    Done(Comparison),
}

/// The reason why nothing was changed.
#[derive(Debug, Error, Diagnostic)]
pub enum ApplyError {
    /// The comparison failed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Compare(#[from] CompareError),
    /// The server refused a query of ours.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Query(#[from] QueryError),
    /// A hazard is not allowed.
    #[error("the patch has hazards that are not allowed")]
    Refused(Box<Comparison>),
    /// A statement of the patch failed.
    #[error("{error}")]
    #[diagnostic(
        code("statement-failed"),
        help("nothing was changed: the transaction was rolled back")
    )]
    Statement {
        /// What the server said.
        error: QueryError,
        /// The place in the desired files.
        place: Option<String>,
    },
    /// After the patch the catalog still differed.
    #[error("after the patch the database still differs, so it was rolled back")]
    #[diagnostic(code("not-in-step"))]
    NotInStep(Box<Comparison>),
}

/// Makes the database as desired.
///
/// # Errors
/// When anything stands in the way; nothing is changed then.
pub fn apply(
    client: &mut Client,
    scripts: &Scripts,
    reach: &Reach,
    allowed: &Allowed,
    limits: &Limits,
) -> Result<Applied, ApplyError> {
    begin(client, limits)?;
    let result = run(client, scripts, reach, allowed);
    let end = if matches!(result, Ok(Applied::Done(_))) {
        "commit"
    } else {
        "rollback"
    };
    client
        .batch_execute(end)
        .map_err(|e| QueryError::new(end, &e))?;
    result
}

fn begin(client: &mut Client, limits: &Limits) -> Result<(), QueryError> {
    let sql = format!(
        "begin; set local search_path = ''; set local lock_timeout = '{}'; set local statement_timeout = '{}'; \
         select pg_advisory_xact_lock({ADVISORY_KEY})",
        limits.lock, limits.statement
    );
    client
        .batch_execute(&sql)
        .map_err(|e| QueryError::new(&sql, &e))
}

fn run(
    client: &mut Client,
    scripts: &Scripts,
    reach: &Reach,
    allowed: &Allowed,
) -> Result<Applied, ApplyError> {
    let comparison = compare(scripts, Side::Server(client, Within::Transaction), reach)?;
    if comparison.in_step() {
        return Ok(Applied::InStep(comparison));
    }
    if !gate::refused(&comparison.plan, allowed).is_empty() {
        return Err(ApplyError::Refused(Box::new(comparison)));
    }
    for action in &comparison.plan.actions {
        execute(client, action, comparison.files())?;
    }
    set_path(client, "''")?;
    let after = compare(scripts, Side::Server(client, Within::Transaction), reach)?;
    let differs = |d: &Difference| !after.unconfirmed.contains(d.id());
    if !after.plan.differences.iter().any(differs) {
        Ok(Applied::Done(comparison))
    } else {
        Err(ApplyError::NotInStep(Box::new(after)))
    }
}

/// Runs one statement under the search path that it was written for.
pub(super) fn execute(
    client: &mut Client,
    action: &Action,
    files: &Files,
) -> Result<(), ApplyError> {
    set_path(client, sql::path_of(action).unwrap_or("''"))?;
    let sql = action.sql();
    client
        .batch_execute(&sql)
        .map_err(|e| ApplyError::Statement {
            error: QueryError::new(&sql, &e),
            place: action.origin.place().map(|p| files.show(p)),
        })
}

fn set_path(client: &mut Client, path: &str) -> Result<(), QueryError> {
    let sql = format!("set local search_path = {path}");
    client
        .batch_execute(&sql)
        .map_err(|e| QueryError::new(&sql, &e))
}
