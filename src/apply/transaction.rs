//! The transaction: lock, compare, run, compare again, commit or roll back.

use std::time::{Duration, Instant};

use postgres::Client;

use super::counts::{self, Counts};
use super::{ApplyError, Failure, Limits, Phase, Watch, blame, session};
use crate::compare::{Comparison, Side, compare};
use crate::confirm::Within;
use crate::desired::Scripts;
use crate::kind::{Action, Hazard, names};
use crate::live::Reach;
use crate::plan::gate::{self, Allowed};
use crate::preflight::{preflight, problems};

/// What is to be made so, and how.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The desired files.
    pub scripts: &'a Scripts,
    /// How far to look beyond what they name.
    pub reach: &'a Reach,
    /// The hazards that are allowed.
    pub allowed: &'a Allowed,
    /// How long statements may wait and run.
    pub limits: &'a Limits,
    /// The patch that somebody has agreed to; another one is not run.
    pub agreed: Option<&'a [String]>,
    /// Whether PostgREST is told to read its schema cache again.
    pub notify: bool,
    /// Who is told what the run does.
    pub watch: Watch<'a>,
}

/// What came of it.
#[derive(Debug)]
pub enum Applied {
    /// Nothing differed.
    InStep(Comparison),
    /// The patch was run and committed, in this time.
    Done(Comparison, Duration),
}

/// Reaches PostgREST when the transaction is committed, and not at all if it is not
/// ([its schema cache](https://docs.postgrest.org/en/stable/references/schema_cache.html)).
const NOTIFY: &str = "notify pgrst, 'reload schema'";

/// Makes the database as desired.
///
/// # Errors
/// When anything stands in the way; nothing is changed then.
pub fn apply(client: &mut Client, request: &Request) -> Result<Applied, ApplyError> {
    let start = Instant::now();
    session::begin(client, request.limits)?;
    let result = run(client, request);
    let keep = |comparison: &Comparison| !comparison.in_step();
    let comparison = ended(client, request.limits, result, keep)?;
    Ok(match comparison.in_step() {
        true => Applied::InStep(comparison),
        false => Applied::Done(comparison, start.elapsed()),
    })
}

/// Ends the transaction: commits what is to be kept, rolls all else back, and gives the result back.
pub(super) fn ended<T>(
    client: &mut Client,
    limits: &Limits,
    result: Result<T, ApplyError>,
    keep: impl Fn(&T) -> bool,
) -> Result<T, ApplyError> {
    let end = match &result {
        Ok(done) if keep(done) => "commit",
        _ => "rollback",
    };
    let ended = client.batch_execute(end);
    let done = explained(limits, result)?;
    if let Err(error) = ended {
        let failure = Err(ApplyError::from(Failure::plain(&error, end.into())));
        return explained(limits, failure);
    }
    Ok(done)
}

/// Adds to a refused statement what to do.
pub(super) fn explained<T>(
    limits: &Limits,
    mut result: Result<T, ApplyError>,
) -> Result<T, ApplyError> {
    if let Err(ApplyError::Statement(failure)) = &mut result {
        failure.explain(limits);
    }
    result
}

fn run(client: &mut Client, request: &Request) -> Result<Comparison, ApplyError> {
    let comparison = compared(client, request)?;
    if comparison.in_step() {
        return Ok(comparison);
    }
    let patch = &comparison.plan.actions;
    session::limit(client, &request.limits.statement)?;
    // The counts name things as they are called once the renames are done.
    let renames = comparison.plan.renames();
    for number in 0..renames {
        execute(client, request.watch.runs(patch, number), &comparison)?;
    }
    let refused = gate::refused(&comparison.plan, request.allowed);
    let refused: Vec<&Hazard> = refused.map(|(_, hazard)| hazard).collect();
    let counts = counts::measure(client, refused.iter().copied())?;
    if refused.iter().any(|h| !counts.harmless(h)) {
        return Err(ApplyError::Refused(Box::new(comparison), counts));
    }
    for number in renames..patch.len() {
        let action = request.watch.runs(patch, number);
        let spared = action
            .hazards
            .iter()
            .filter(|h| refused.iter().any(|r| std::ptr::eq(*r, *h)));
        if let Some(counts) = filled_meanwhile(client, spared, &comparison)? {
            return Err(ApplyError::Refused(Box::new(comparison), counts));
        }
        execute(client, action, &comparison)?;
    }
    proved(client, request)?;
    Ok(comparison)
}

/// Lets what was run pass if nothing differs any more, and tells PostgREST of it where that is wished for.
pub(super) fn proved(client: &mut Client, request: &Request) -> Result<(), ApplyError> {
    let left = still_differs(client, request)?;
    if !left.is_empty() {
        return Err(ApplyError::NotInStep { left });
    }
    if request.notify {
        session::run(client, NOTIFY)?;
    }
    Ok(())
}

/// Compares within the transaction; a patch other than the one agreed to is an error.
pub(super) fn compared(client: &mut Client, request: &Request) -> Result<Comparison, ApplyError> {
    request.watch.tell(Phase::Compares);
    let side = Side::Server(client, Within::Transaction);
    let comparison = compare(request.scripts, side, request.reach)?;
    let same = |agreed: &[String]| {
        let patch = &comparison.plan.actions;
        patch.len() == agreed.len() && patch.iter().zip(agreed).all(|(a, sql)| a.sql() == *sql)
    };
    if !request.agreed.is_none_or(same) {
        return Err(ApplyError::ChangedMeanwhile);
    }
    permitted(client, &comparison)?;
    Ok(comparison)
}

/// Lets a patch pass of which the role may run every statement.
///
/// # Errors
/// [`ApplyError::NotPermitted`] with what the role lacks.
pub fn permitted(client: &mut Client, comparison: &Comparison) -> Result<(), ApplyError> {
    if comparison.plan.actions.is_empty() {
        return Ok(());
    }
    let denials = preflight(client, comparison)?;
    match denials.is_empty() {
        true => Ok(()),
        false => Err(ApplyError::NotPermitted(problems(
            &denials,
            comparison.files(),
        ))),
    }
}

/// Compares again after the patch, and returns what still differs.
pub(super) fn still_differs(
    client: &mut Client,
    request: &Request,
) -> Result<Vec<String>, ApplyError> {
    session::settle(client)?;
    request.watch.tell(Phase::Compares);
    let side = Side::Server(client, Within::Transaction);
    let after = compare(request.scripts, side, request.reach)?;
    let ids = after.plan.differences.iter().map(|d| d.id());
    let certain = ids.filter(|id| !after.is_unconfirmed(id));
    Ok(certain.map(ToString::to_string).collect())
}

/// Locks what counted as empty, so that nobody fills it any more, and counts once again.
fn filled_meanwhile<'h>(
    client: &mut Client,
    spared: impl Iterator<Item = &'h Hazard>,
    comparison: &Comparison,
) -> Result<Option<Counts>, ApplyError> {
    for hazard in spared {
        let table = comparison.object_of(&hazard.about);
        if table.kind() != names::TABLE || hazard.about.kind() == names::SEQUENCE {
            continue;
        }
        session::run(
            client,
            &format!("lock table {} in access exclusive mode", table.name()),
        )?;
        let counts = counts::measure(client, std::iter::once(hazard))?;
        if !counts.harmless(hazard) {
            return Ok(Some(counts));
        }
    }
    Ok(None)
}

pub(super) fn execute(
    client: &mut Client,
    action: &Action,
    comparison: &Comparison,
) -> Result<(), ApplyError> {
    blame::execute(client, action)
        .map_err(|refused| Failure::new(&refused, action, comparison).into())
}
