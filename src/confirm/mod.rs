//! Settles with the server whether two expressions differ or are only spelled differently.
//!
//! Both texts, the live one too, go through the same temporary relations in a transaction that is rolled back, and what
//! the server prints of them is compared. No lock is taken on a managed table beyond ACCESS SHARE, and nothing of the
//! session outlives the transaction, so that a proxy may stand between.

mod ask;
mod before;

use std::collections::BTreeSet;

use postgres::Client;

use crate::diff::Difference;
use crate::kind::{Scene, link};
use crate::kinds::{self, stand_in};
use crate::live::QueryError;
use crate::model::{Fact, Id, Origin, Pair, State};
use crate::text::Expr;
use ask::Answer;

/// Where the questions are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// In a transaction of their own.
    NoTransaction,
    /// In the transaction that is open.
    Transaction,
}

/// How the questions are asked.
#[derive(Debug)]
pub struct How<'a> {
    /// Where they are asked.
    pub within: Within,
    /// The server's version.
    pub version: u32,
    /// What has its new name on the live side, but not on the server yet.
    pub renamed: &'a [Id],
    /// The old address of each such thing and part, with the new one.
    pub moved: &'a [(Id, Id)],
}

/// What came of the questions.
#[derive(Debug, Default)]
pub struct Asked {
    /// How many expressions turned out to be the same.
    pub same: usize,
    /// How many turned out to differ.
    pub different: usize,
    /// The facts whose expressions the server could not be asked for.
    pub unanswered: BTreeSet<Id>,
}

/// What is known of a doubtful fact in the end.
enum Verdict {
    Unanswered,
    /// One side cannot be written where the other can.
    Different,
    /// Both sides as the server prints them.
    Printed(Box<Pair<Fact>>),
}

/// Settles the differences; those that are none go.
///
/// # Errors
/// When the connection fails; a question that the server refuses stays unanswered.
pub fn confirm(
    client: &mut Client,
    pair: &mut Pair<State>,
    differences: &mut Vec<Difference>,
    how: &How,
) -> Result<Asked, QueryError> {
    let mut asked = Asked::default();
    let doubtful = used_first(doubtful(pair, differences), &pair.desired);
    if doubtful.is_empty() {
        return Ok(asked);
    }
    let there = without(&pair.live, how.renamed);
    ask::open(client, how.within)?;
    for id in doubtful {
        let scene = Scene {
            live: there.as_ref().unwrap_or(&pair.live),
            desired: &pair.desired,
            version: how.version,
        };
        let doubts = doubts(pair, &id);
        let verdict = judge(client, pair, &id, (&scene, how.moved))?;
        asked.note(&id, doubts, &verdict);
        if let Verdict::Printed(facts) = verdict {
            pair.live.put(facts.live);
            pair.desired.put(facts.desired);
        }
    }
    ask::close(client, how.within)?;
    let still = |d: &Difference| match (pair.live.get(d.id()), pair.desired.get(d.id())) {
        (Some(live), Some(desired)) => !live.same(desired),
        _ => true,
    };
    differences.retain(still);
    asked
        .unanswered
        .retain(|id| differences.iter().any(|d| d.id() == id));
    Ok(asked)
}

impl Asked {
    fn note(&mut self, id: &Id, doubts: usize, verdict: &Verdict) {
        match verdict {
            Verdict::Unanswered => {
                self.unanswered.insert(id.clone());
            }
            Verdict::Different => self.different += doubts,
            Verdict::Printed(facts) => {
                let left = apart(&facts.live, &facts.desired);
                self.different += left;
                self.same += doubts.saturating_sub(left);
            }
        }
    }
}

/// Returns the facts that have expressions on both sides some of which differ.
pub fn doubtful(pair: &Pair<State>, differences: &[Difference]) -> Vec<Id> {
    let changed = differences.iter().filter_map(|d| match d {
        Difference::Changed(id) => Some(id),
        _ => None,
    });
    changed.filter(|id| doubts(pair, id) > 0).cloned().collect()
}

/// Brings those that others use before these, since how a view's columns are called is known of the server's print of it.
fn used_first(doubtful: Vec<Id>, state: &State) -> Vec<Id> {
    let mut left: BTreeSet<Id> = doubtful.iter().cloned().collect();
    let mut out = Vec::with_capacity(doubtful.len());
    for id in doubtful {
        take_used_first(id, state, &mut left, &mut out);
    }
    out
}

fn take_used_first(id: Id, state: &State, left: &mut BTreeSet<Id>, out: &mut Vec<Id>) {
    if !left.remove(&id) {
        return;
    }
    for used in state.get(&id).map_or(&[][..], |f| &f.uses) {
        take_used_first(used.clone(), state, left, out);
    }
    out.push(id);
}

/// Returns how many expressions of a fact differ.
fn doubts(pair: &Pair<State>, id: &Id) -> usize {
    let facts = pair.live.get(id).zip(pair.desired.get(id));
    facts.map_or(0, |(live, desired)| apart(live, desired))
}

/// Returns how many desired expressions are not the live ones; where one side has more, wherever they stand.
fn apart(live: &Fact, desired: &Fact) -> usize {
    let (live, desired) = (canons(live), canons(desired));
    match live.len() == desired.len() {
        true => live.iter().zip(&desired).filter(|(l, d)| l != d).count(),
        false if live.is_empty() => 0,
        false => desired.iter().filter(|d| !live.contains(d)).count(),
    }
}

/// Returns how many expressions of the files are those of the live side, as far as is known, however that was found out.
pub fn equal(pair: &Pair<State>) -> usize {
    let read = |f: &&Fact| f.origin.is_desired();
    let count = |desired: &Fact| {
        let live = pair.live.get(&desired.id).map_or(Vec::new(), canons);
        let both = live.iter().zip(canons(desired));
        both.filter(|(l, d)| *l == d).count()
    };
    pair.desired.iter().filter(read).map(count).sum()
}

/// Returns the canonical texts of a fact's expressions.
fn canons(fact: &Fact) -> Vec<String> {
    let mut out = Vec::new();
    kinds::kind(fact.id.kind()).expressions(&mut fact.clone(), &mut |expr, _| {
        out.push(expr.canon.to_string())
    });
    out
}

/// Returns the state without what the server has under another name still; nothing if that is all of it.
fn without(live: &State, renamed: &[Id]) -> Option<State> {
    if renamed.is_empty() {
        return None;
    }
    let mut there = live.clone();
    there.retain(|f| !renamed.contains(&f.id));
    Some(there)
}

/// Asks for both sides of a fact.
fn judge(
    client: &mut Client,
    pair: &Pair<State>,
    id: &Id,
    (scene, moved): (&Scene, &[(Id, Id)]),
) -> Result<Verdict, QueryError> {
    let kind = kinds::kind(id.kind());
    let facts = Pair {
        live: pair.live.get(id),
        desired: pair.desired.get(id),
    };
    let Some(facts) = facts.both() else {
        return Ok(Verdict::Unanswered);
    };
    let probes = facts.map(|f| kind.probe(f, scene).map(|probe| (probe, link::path_of(f))));
    let Some(probes) = probes.both() else {
        return Ok(Verdict::Unanswered);
    };
    let live = match before::probe(pair, id, scene, moved) {
        Some(before) => ask::ask(client, &before)?,
        None => Answer::Refused,
    };
    let live = match live {
        Answer::Printed(_) => live,
        Answer::Meaningless | Answer::Refused => ask::ask(client, &probes.live)?,
    };
    let desired = ask::ask(client, &probes.desired)?;
    let (live, desired) = match (live, desired) {
        (Answer::Printed(live), Answer::Printed(desired)) => (live, desired),
        // What cannot be written for the desired relations, or not before the patch, is no other spelling of what can.
        (Answer::Meaningless, Answer::Printed(_)) | (Answer::Printed(_), Answer::Meaningless) => {
            return Ok(Verdict::Different);
        }
        _ => return Ok(Verdict::Unanswered),
    };
    let relations = probes.map(|(probe, _)| probe.relations);
    if relations.live != relations.desired {
        return Ok(Verdict::Different);
    }
    let printed = Pair {
        live: answered(facts.live, &live),
        desired: answered(facts.desired, &desired),
    };
    let Some(mut printed) = printed.both() else {
        return Ok(Verdict::Unanswered);
    };
    if apart(&printed.live, &printed.desired) > 0 {
        let again = printed_again(client, &printed.desired, &relations.desired, scene)?;
        let left = apart(&printed.live, &printed.desired);
        printed.desired = again
            .filter(|again| apart(&printed.live, again) < left)
            .unwrap_or(printed.desired);
    }
    Ok(Verdict::Printed(Box::new(printed)))
}

/// Lets the server read and print its own print once more: what the live side has went through that too.
fn printed_again(
    client: &mut Client,
    printed: &Fact,
    relations: &BTreeSet<Id>,
    scene: &Scene,
) -> Result<Option<Fact>, QueryError> {
    let kind = kinds::kind(printed.id.kind());
    let mut read = printed.clone();
    read.origin = Origin::Catalog;
    kind.expressions(&mut read, &mut |expr: &mut Expr, _| {
        *expr = Expr::new(stand_in::qualified(&expr.canon, relations));
    });
    let Some(probe) = kind.probe(&read, scene) else {
        return Ok(None);
    };
    Ok(match ask::ask(client, &(probe, Vec::new()))? {
        Answer::Printed(texts) => answered(printed, &texts),
        Answer::Meaningless | Answer::Refused => None,
    })
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
