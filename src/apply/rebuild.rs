//! Drops what the files define and makes it again, in one transaction.

use std::time::{Duration, Instant};

use postgres::Client;

use super::counts::{self, Counts};
use super::transaction::{ended, execute, permitted, proved};
use super::{ApplyError, Phase, Request, session};
use crate::compare::{Comparison, Side, compare, teardown};
use crate::confirm::Within;

/// What goes, with what is lost by it.
#[derive(Debug)]
pub struct Loss {
    /// The patch that drops it; its live side is what is there now.
    pub dropped: Comparison,
    /// The rows by table.
    pub counts: Counts,
}

/// What came of it.
#[derive(Debug)]
pub struct Rebuilt {
    /// The patch that made it again.
    pub made: Comparison,
    /// How long all of it took.
    pub time: Duration,
}

/// Drops what the files define and makes it again. `agree` sees what is lost, and says whether to go on; with `keep` the transaction is
/// committed, else rolled back at the end.
///
/// Nothing comes back where `agree` says no.
///
/// # Errors
/// When anything stands in the way; nothing is changed then.
pub fn rebuild(
    client: &mut Client,
    request: &Request,
    keep: bool,
    agree: &mut dyn FnMut(&Loss) -> Result<bool, std::io::Error>,
) -> Result<Option<Rebuilt>, ApplyError> {
    session::begin(client, request.limits)?;
    let result = run(client, request, keep, agree);
    ended(client, request.limits, result, |done| {
        keep && done.is_some()
    })
}

fn run(
    client: &mut Client,
    request: &Request,
    keep: bool,
    agree: &mut dyn FnMut(&Loss) -> Result<bool, std::io::Error>,
) -> Result<Option<Rebuilt>, ApplyError> {
    request.watch.tell(Phase::Compares);
    let dropped = teardown(request.scripts, client, request.reach)?;
    permitted(client, &dropped)?;
    let hazards = dropped.plan.actions.iter().flat_map(|a| &a.hazards);
    let counts = counts::measure(client, hazards)?;
    let loss = Loss { dropped, counts };
    if !agree(&loss).map_err(ApplyError::Asking)? {
        return Ok(None);
    }
    let start = Instant::now();
    patch(client, request, &loss.dropped, keep)?;
    session::settle(client)?;
    let side = Side::Server(client, Within::Transaction);
    request.watch.tell(Phase::Compares);
    let made = compare(request.scripts, side, request.reach)?;
    permitted(client, &made)?;
    patch(client, request, &made, keep)?;
    proved(client, request)?;
    Ok(Some(Rebuilt {
        made,
        time: start.elapsed(),
    }))
}

fn patch(
    client: &mut Client,
    request: &Request,
    comparison: &Comparison,
    keep: bool,
) -> Result<(), ApplyError> {
    session::limit(client, &request.limits.statement)?;
    let all = &comparison.plan.actions;
    let mut numbers = (0..all.len()).filter(|number| keep || !all[*number].lasts);
    numbers.try_for_each(|number| execute(client, request.watch.runs(all, number), comparison))
}
