//! A comparison in one line.

use std::collections::BTreeMap;

use super::groups::{Group, groups};
use crate::compare::Comparison;
use crate::diff::Difference;
use crate::kind::names;
use crate::kind::words;
use crate::model::{Fact, KindName};

/// How many objects a line names.
const NAMED: usize = 3;

/// Says that nothing differs, and what was compared, so that nobody takes an empty answer for a good one.
pub fn in_step(comparison: &Comparison) -> String {
    let mut tally: BTreeMap<KindName, usize> = BTreeMap::new();
    let desired = &comparison.pair.desired;
    for fact in desired.iter().filter(|f| is_described(f)) {
        let outside = |p| !desired.has(p) && !names::ATTACHED.contains(&fact.id.kind());
        let parent = fact.parent.as_ref();
        if parent.is_none_or(|p| p.kind() == names::SCHEMA || outside(p)) {
            *tally.entry(fact.id.kind()).or_default() += 1;
        }
    }
    let order = |kind: KindName| crate::kinds::ALL.iter().position(|k| k.name() == kind);
    let mut kinds: Vec<(KindName, usize)> = tally.into_iter().collect();
    kinds.sort_by_key(|(kind, _)| (*kind != names::TABLE, order(kind)));
    let parts: Vec<String> = kinds
        .iter()
        .map(|(kind, number)| words::count(*number, &words::noun(kind)))
        .collect();
    match parts.is_empty() {
        true => "in step, but the files describe nothing.".into(),
        false => format!("in step: {} compared.", words::list(&parts)),
    }
}

/// Returns whether the files describe it, and not just leave it as it is.
fn is_described(fact: &Fact) -> bool {
    fact.origin.is_desired()
}

/// Returns whether all that differs of an object may only be spelled differently.
pub(super) fn is_unconfirmed(group: &Group) -> bool {
    let mut parts = group.whole.iter().chain(&group.parts).chain(&group.renamed);
    parts.all(|part| part.unconfirmed)
}

/// Says how many objects differ, and names the first of them.
pub fn differs(comparison: &Comparison) -> String {
    let groups = groups(comparison);
    let named = groups.iter().take(NAMED).map(|group| {
        let state = match group.whole.as_ref().map(|w| w.difference) {
            Some(Difference::Missing(_)) => "is missing",
            Some(Difference::Extra(_)) => "is extra",
            Some(Difference::Renamed { .. }) => "has its old name",
            Some(Difference::Changed(_)) | None if is_unconfirmed(group) => {
                "may differ (unconfirmed)"
            }
            Some(Difference::Changed(_)) | None => "differs",
        };
        format!("{} {state}", words::called(&group.top))
    });
    let mut named: Vec<String> = named.collect();
    if groups.len() > NAMED {
        named.push(format!("{} more", groups.len() - NAMED));
    }
    format!("out of step: {}.", words::list(&named))
}
