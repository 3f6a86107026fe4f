//! Asks the server how many rows or values each danger of a patch concerns.
//!
//! A count that takes too long is given up, so that a huge table makes nobody wait.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use postgres::{Client, SimpleQueryMessage};

use crate::kind::Hazard;
use crate::live::{self, QueryError};

/// How long all counts of a run may take together.
pub const PATIENCE: Duration = Duration::from_secs(4);
/// What `query_canceled` and `lock_not_available` mean here: the table is large or busy.
const GIVEN_UP: [&str; 2] = ["57014", "55P03"];

/// How many rows or values a danger concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// So many.
    Exact(u64),
    /// More than can be counted in the time there is.
    Many,
    /// The server cannot tell.
    Unknown,
}

/// The counts of a patch, by the query that was asked.
#[derive(Debug, Default)]
pub struct Counts(HashMap<String, Count>);

impl Counts {
    /// Returns the count of a danger; nothing if it was not asked for.
    pub fn of(&self, hazard: &Hazard) -> Option<Count> {
        self.0.get(hazard.count.as_ref()?).copied()
    }

    /// Returns whether there is no danger at all, now and whatever rows may come.
    pub fn rules_out(&self, hazard: &Hazard) -> bool {
        hazard.settled && self.harmless(hazard)
    }

    /// Returns whether it is known that nothing is in danger.
    pub fn harmless(&self, hazard: &Hazard) -> bool {
        self.of(hazard) == Some(Count::Exact(0))
    }
}

/// Counts in a snapshot of its own.
///
/// # Errors
/// When the connection fails; a count that the server refuses is [`Count::Unknown`].
pub fn measure_apart<'h>(
    client: &mut Client,
    hazards: impl Iterator<Item = &'h Hazard>,
) -> Result<Counts, QueryError> {
    let mut hazards = hazards.filter(|h| h.count.is_some()).peekable();
    if hazards.peek().is_none() {
        return Ok(Counts::default());
    }
    live::begin(client)?;
    let counts = measure(client, hazards)?;
    live::end(client)?;
    Ok(counts)
}

/// Counts in the transaction that is open.
///
/// # Errors
/// As [`measure_apart`].
pub fn measure<'h>(
    client: &mut Client,
    hazards: impl Iterator<Item = &'h Hazard>,
) -> Result<Counts, QueryError> {
    let end = Instant::now() + PATIENCE;
    let mut counts = Counts::default();
    for query in hazards.filter_map(|h| h.count.as_ref()) {
        if !counts.0.contains_key(query) {
            let count = ask(client, query, end.saturating_duration_since(Instant::now()))?;
            counts.0.insert(query.clone(), count);
        }
    }
    Ok(counts)
}

fn ask(client: &mut Client, query: &str, patience: Duration) -> Result<Count, QueryError> {
    if patience.is_zero() {
        return Ok(Count::Many);
    }
    let limit = patience.as_millis().max(1);
    let open = format!(
        "savepoint counting; set local statement_timeout = {limit}; set local lock_timeout = {limit}"
    );
    session(client, &open)?;
    let answer = client.simple_query(query);
    session(
        client,
        "rollback to savepoint counting; release savepoint counting",
    )?;
    Ok(match answer {
        Ok(messages) => number(&messages).map_or(Count::Unknown, Count::Exact),
        Err(error) if error.code().is_some_and(|c| GIVEN_UP.contains(&c.code())) => Count::Many,
        Err(_) => Count::Unknown,
    })
}

fn number(messages: &[SimpleQueryMessage]) -> Option<u64> {
    messages.iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => row.get(0)?.parse().ok(),
        _ => None,
    })
}

fn session(client: &mut Client, sql: &str) -> Result<(), QueryError> {
    client
        .batch_execute(sql)
        .map_err(|e| QueryError::new(sql, &e))
}
