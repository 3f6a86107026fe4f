//! Settles with the server whether two expressions differ or are only spelled differently.
//!
//! Both texts, the live one too, go through the same temporary relations in a transaction that is rolled back, and what
//! the server prints of them is compared. No lock is taken on a managed table beyond ACCESS SHARE.

use std::collections::BTreeSet;

use postgres::{Client, SimpleQueryMessage};

use crate::diff::Difference;
use crate::kind::{Probe, link};
use crate::kinds;
use crate::live::{QueryError, execute};
use crate::model::{Fact, Id, Pair, State};
use crate::text::{Expr, quote};

/// Where the questions are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// In a transaction of their own.
    NoTransaction,
    /// In the transaction that is open.
    Transaction,
}

/// Settles the differences; those that are none go, and the addresses of those that could not be asked come back.
///
/// # Errors
/// When the connection fails; a question that the server refuses stays unanswered.
pub fn confirm(
    client: &mut Client,
    pair: &mut Pair<State>,
    differences: &mut Vec<Difference>,
    within: Within,
) -> Result<BTreeSet<Id>, QueryError> {
    let doubtful: Vec<Id> = differences
        .iter()
        .filter(|d| is_doubtful(d, pair))
        .map(|d| d.id().clone())
        .collect();
    let mut unanswered = BTreeSet::new();
    if doubtful.is_empty() {
        return Ok(unanswered);
    }
    let (open, close) = match within {
        Within::NoTransaction => ("begin", "rollback"),
        Within::Transaction => ("savepoint confirm", "rollback to savepoint confirm"),
    };
    execute(client, open)?;
    for id in doubtful {
        if !settle(client, pair, &id)? {
            unanswered.insert(id);
        }
    }
    execute(client, close)?;
    let still = |d: &Difference| match (pair.live.get(d.id()), pair.desired.get(d.id())) {
        (Some(live), Some(desired)) => !live.same(desired),
        _ => true,
    };
    differences.retain(still);
    unanswered.retain(|id| differences.iter().any(|d| d.id() == id));
    Ok(unanswered)
}

/// Returns whether both sides have expressions and some of them differ.
fn is_doubtful(difference: &Difference, pair: &Pair<State>) -> bool {
    let Difference::Changed(id) = difference else {
        return false;
    };
    let (Some(live), Some(desired)) = (pair.live.get(id), pair.desired.get(id)) else {
        return false;
    };
    let (live, desired) = (canons(live), canons(desired));
    live.len() == desired.len() && live != desired
}

fn canons(fact: &Fact) -> Vec<String> {
    let mut out = Vec::new();
    kinds::kind(fact.id.kind()).expressions(&mut fact.clone(), &mut |expr, _| {
        out.push(expr.canon.to_string())
    });
    out
}

/// Asks for both sides of a fact, and returns whether both were answered.
fn settle(client: &mut Client, pair: &mut Pair<State>, id: &Id) -> Result<bool, QueryError> {
    let kind = kinds::kind(id.kind());
    let facts = Pair {
        live: pair.live.get(id),
        desired: pair.desired.get(id),
    };
    let Some(facts) = facts.both() else {
        return Ok(false);
    };
    let probes = facts.map(|f| {
        kind.probe(f, &pair.desired)
            .map(|probe| (probe, link::path_of(f)))
    });
    let Some(probes) = probes.both() else {
        return Ok(false);
    };
    let Some(live) = ask(client, &probes.live)? else {
        return Ok(false);
    };
    let Some(desired) = ask(client, &probes.desired)? else {
        return Ok(false);
    };
    let answers = Pair {
        live: answered(facts.live, &live),
        desired: answered(facts.desired, &desired),
    };
    let Some(answers) = answers.both() else {
        return Ok(false);
    };
    pair.live.put(answers.live);
    pair.desired.put(answers.desired);
    Ok(true)
}

/// Returns the fact with the server's print in the place of its canonical texts.
fn answered(fact: &Fact, printed: &[Option<String>]) -> Option<Fact> {
    let mut fact = fact.clone();
    let mut next = printed.iter();
    let mut complete = true;
    kinds::kind(fact.id.kind()).expressions(
        &mut fact,
        &mut |expr: &mut Expr, _| match next.next() {
            Some(Some(text)) => expr.canon = text.as_str().into(),
            _ => complete = false,
        },
    );
    complete.then_some(fact)
}

/// Builds what a probe wants and returns the one row that it prints, or nothing if the server refuses.
fn ask(
    client: &mut Client,
    (probe, path): &(Probe, Vec<String>),
) -> Result<Option<Vec<Option<String>>>, QueryError> {
    execute(client, "savepoint probe")?;
    let mut path = path.clone();
    path.push("pg_temp".into());
    let mut batch = vec![format!("set local search_path = {}", quote::idents(&path))];
    batch.extend(probe.build.iter().cloned());
    batch.push("set local search_path = ''".into());
    batch.push(probe.print.clone());
    let answer = client.simple_query(&batch.join(";\n"));
    execute(client, "rollback to savepoint probe")?;
    let Ok(messages) = answer else {
        return Ok(None);
    };
    let row = messages.into_iter().rev().find_map(|m| match m {
        SimpleQueryMessage::Row(row) => Some(
            (0..row.len())
                .map(|i| row.get(i).map(str::to_string))
                .collect(),
        ),
        _ => None,
    });
    Ok(row)
}
