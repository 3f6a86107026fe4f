//! The patch that takes away what the files define, so that it can be made from nothing.
//!
//! What holds things of others too stays: schemas, extensions, roles, default privileges. What differs of those is for the patch that comes after.

use std::collections::HashSet;

use postgres::Client;

use super::{CompareError, Comparison, checked, complete, paired};
use crate::confirm::Asked;
use crate::desired::Scripts;
use crate::diff::diff;
use crate::kind::names;
use crate::live::{self, Reach};
use crate::model::{Fact, Id, Pair, State};
use crate::plan;

/// What stays, whatever the files say of it.
const STAYS: &[&str] = &[
    names::SCHEMA,
    names::EXTENSION,
    names::LANGUAGE,
    names::DEFAULT_PRIVILEGE,
];

/// Returns the patch that drops what the files define and the database has, within the transaction that is open.
///
/// # Errors
/// When the files are wrong, the server refuses a query, or something that no file names needs what would go.
pub fn teardown(
    scripts: &Scripts,
    client: &mut Client,
    reach: &Reach,
) -> Result<Comparison, CompareError> {
    let world = live::world(client, scripts.words(), scripts.defined())?;
    let (desired, warnings) = checked(scripts, &world, reach)?;
    let mut live = live::read(client, &desired, reach, &world)?;
    let (mut pair, renamed) = paired(client, &mut live, desired, reach, &world)?;
    complete(client, &mut live, &mut pair, &renamed, &world)?;
    let gone: HashSet<Id> = pair
        .live
        .iter()
        .filter(|fact| goes(fact, &pair))
        .map(|fact| fact.id.clone())
        .collect();
    let mut kept = pair.live.clone();
    kept.retain(|fact| !gone.contains(&fact.id));
    kept.files = pair.desired.files.clone();
    let pair = Pair {
        live: pair.live,
        desired: kept,
    };
    let plan = plan::plan(&pair, renamed.actions, diff(&pair), world.version)?;
    Ok(Comparison {
        pair,
        plan,
        warnings,
        world,
        asked: Asked::default(),
        left: Vec::new(),
    })
}

/// Returns whether a live fact goes: the files define it or what it is a part of, or would drop it anyway.
fn goes(fact: &Fact, pair: &Pair<State>) -> bool {
    let kind = fact.id.kind();
    if STAYS.contains(&kind) || names::OF_SERVER.contains(&kind) {
        return false;
    }
    let parent = fact.parent.as_ref().and_then(|p| pair.live.get(p));
    if parent.is_some_and(|parent| goes(parent, pair)) {
        return true;
    }
    let is_attached = names::ATTACHED.contains(&kind);
    !is_attached
        && match pair.desired.get(&fact.id) {
            Some(desired) => desired.origin.is_desired(),
            None => true,
        }
}
