//! The whole patch on the real data, each statement measured, and always rolled back.

use std::time::{Duration, Instant};

use postgres::Client;

use super::blame::{self, Refused};
use super::counts::{self, Counts};
use super::observe::Moment;
use super::transaction::{Request, compared, explained, still_differs};
use super::{ApplyError, Failure, session};
use crate::compare::Comparison;
use crate::kind::Action;

pub use super::observe::Observed;

/// One statement as it ran.
#[derive(Debug)]
pub struct Step {
    /// The statement.
    pub sql: String,
    /// How long it took; nothing if it was not run, since no rollback would have undone it.
    pub time: Option<Duration>,
    /// What it did.
    pub observed: Observed,
}

/// What a dry run has seen.
#[derive(Debug)]
pub struct DryRun {
    /// The patch.
    pub comparison: Comparison,
    /// How much its dangers concern.
    pub counts: Counts,
    /// The statements that ran.
    pub steps: Vec<Step>,
    /// What would still differ after them.
    pub left: Vec<String>,
    /// The statement that failed, if one did; those behind it were not run.
    pub failure: Option<Failure>,
}

/// Runs the patch, measures it and rolls it back; no hazard is refused, since nothing is lost.
///
/// # Errors
/// When the patch cannot even be begun.
pub fn dry_run(client: &mut Client, request: &Request) -> Result<DryRun, ApplyError> {
    session::begin(client, request.limits)?;
    let result = run(client, request);
    let ended = session::run(client, "rollback");
    let mut done = explained(request.limits, result)?;
    ended?;
    if let Some(failure) = &mut done.failure {
        failure.explain(request.limits);
    }
    Ok(done)
}

fn run(client: &mut Client, request: &Request) -> Result<DryRun, ApplyError> {
    let comparison = compared(client, request)?;
    let mut done = DryRun {
        comparison,
        counts: Counts::default(),
        steps: Vec::new(),
        left: Vec::new(),
        failure: None,
    };
    session::limit(client, &request.limits.statement)?;
    let start = Moment::now(client)?;
    let mut before = Moment::now(client)?;
    let patch = &done.comparison.plan.actions;
    let renames = done.comparison.plan.renames();
    for number in 0..patch.len() {
        if number == renames {
            let hazards = patch.iter().flat_map(|a| &a.hazards);
            done.counts = counts::measure(client, hazards)?;
            before = Moment::now(client)?;
        }
        let action = request.watch.runs(patch, number);
        let time = match timed(client, action) {
            Ok(time) => time,
            Err(refused) => {
                done.failure = Some(Failure::new(&refused, action, &done.comparison));
                return Ok(done);
            }
        };
        let after = Moment::now(client)?;
        done.steps.push(Step {
            sql: action.sql(),
            time,
            observed: Moment::between(&start, &before, &after),
        });
        before = after;
    }
    done.left = still_differs(client, request)?;
    Ok(done)
}

/// Runs a statement, unless no rollback would undo it.
fn timed(client: &mut Client, action: &Action) -> Result<Option<Duration>, Refused> {
    if action.lasts {
        return Ok(None);
    }
    let start = Instant::now();
    blame::execute(client, action)?;
    Ok(Some(start.elapsed()))
}
