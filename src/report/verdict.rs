//! What is the matter with an object, and how much there is to do in all, in a few words.
//!
//! Where the words stand is for each format.

use std::cmp::Reverse;

use super::costs;
use super::groups::{Group, Part};
use crate::apply::counts::{Count, Counts};
use crate::compare::Comparison;
use crate::diff::Difference;
use crate::kind::{Hazard, hazard, words};
use crate::model::Id;
use crate::text::quote;

/// How much room two phrases are given at the head of a group.
const ROOM: usize = 40;
/// How much room phrases are given where there is more.
const MORE_ROOM: usize = 70;
/// What a thing has that is to be renamed.
const OLD_NAME: &str = "old name";

/// Returns what is the matter with an object: `table is missing`, `1 column differs, 2 indexes are extra`.
pub fn matter(group: &Group) -> String {
    match itself(group) {
        Some(verb) => format!("{} {verb}", words::noun(group.top.kind())),
        None => of_parts(group, 2, ROOM),
    }
}

/// Returns the same for a line that names the object and its kind before: `is missing`.
pub fn said(group: &Group) -> String {
    itself(group).map_or_else(|| of_parts(group, 4, MORE_ROOM), str::to_string)
}

/// Returns what is the matter with the object itself, if that is all.
fn itself(group: &Group) -> Option<&'static str> {
    let alone = group.parts.is_empty();
    match group.whole.as_ref().map(|w| w.difference) {
        Some(Difference::Missing(_)) => Some("is missing"),
        Some(Difference::Extra(_)) => Some("is extra"),
        Some(Difference::Changed(_)) if alone && group.renamed.is_none() => Some("differs"),
        None if alone && group.renamed.is_some() => Some("has its old name"),
        Some(Difference::Changed(_) | Difference::Renamed { .. }) | None => None,
    }
}

/// Returns a phrase for all parts of a kind that differ alike; where they are too many, how many parts differ.
fn of_parts(group: &Group, most: usize, room: usize) -> String {
    let tally = kinds(group);
    let phrases: Vec<String> = tally
        .iter()
        .map(|(what, number)| phrase(what, *number))
        .collect();
    let phrases = words::list(&phrases);
    // More than that would push the place out of the line.
    if tally.len() > most || tally.len() > 1 && phrases.len() > room {
        let parts = tally.iter().map(|t| t.1).sum();
        return format!("{} differ", words::count(parts, "part"));
    }
    phrases
}

/// Returns how many parts of a kind are in a state, in the order in which they are shown.
fn kinds(group: &Group) -> Vec<((String, &'static str), usize)> {
    let mut tally: Vec<((String, &str), usize)> = Vec::new();
    for part in group.renamed.iter().chain(&group.whole).chain(&group.parts) {
        let key = state(part);
        match tally.iter_mut().find(|t| t.0 == key) {
            Some(known) => known.1 += 1,
            None => tally.push((key, 1)),
        }
    }
    tally
}

fn state(part: &Part) -> (String, &'static str) {
    let state = match part.difference {
        Difference::Missing(_) => "missing",
        Difference::Extra(_) => "extra",
        Difference::Changed(_) => "differs",
        Difference::Renamed { .. } => OLD_NAME,
    };
    (words::noun(part.difference.id().kind()), state)
}

fn phrase((noun, state): &(String, &str), number: usize) -> String {
    let verb = match (*state, number) {
        ("differs", 1) => "differs".to_string(),
        ("differs", _) => "differ".to_string(),
        (OLD_NAME, 1) => format!("has its {OLD_NAME}"),
        (OLD_NAME, _) => format!("have their {OLD_NAME}s"),
        (state, 1) => format!("is {state}"),
        (state, _) => format!("are {state}"),
    };
    format!("{} {verb}", words::count(number, noun))
}

/// Returns what happened to a thing that has another name, and that name: `renamed from`, `old`; in full where it was somewhere else.
pub fn origin(id: &Id, old: &Id) -> [String; 2] {
    match id.container() == old.container() {
        true => ["renamed from".into(), quote::ident(&old.last())],
        false => ["moved from".into(), old.name().to_string()],
    }
}

/// Returns how much there is to do, and its dangers: `10 to add, 1 to drop; 1 hazard (drops-data)`.
pub fn tally(groups: &[Group], comparison: &Comparison, counts: &Counts) -> String {
    let mut tally = [0; 4];
    for group in groups {
        let whole = group.whole.as_ref();
        let alone = whole.is_some_and(|w| !changed(w));
        let parts = group.parts.iter().filter(|_| !alone);
        for part in group.renamed.iter().chain(whole).chain(parts) {
            tally[match part.difference {
                Difference::Missing(_) => 0,
                Difference::Changed(_) => 1,
                Difference::Renamed { .. } => 2,
                Difference::Extra(_) => 3,
            }] += 1;
        }
    }
    let phrases = tally
        .iter()
        .zip(["to add", "to change", "to rename", "to drop"]);
    let phrases = phrases.filter(|(n, _)| **n > 0);
    let phrases: Vec<String> = phrases
        .map(|(n, words)| format!("{} {words}", words::grouped(*n as u64)))
        .collect();
    format!("{}{}", words::list(&phrases), dangers(comparison, counts))
}

/// Returns whether the object is on both sides, and says different things of itself.
fn changed(part: &Part) -> bool {
    matches!(part.difference, Difference::Changed(_))
}

fn dangers(comparison: &Comparison, counts: &Counts) -> String {
    let hazards = || comparison.plan.actions.iter().flat_map(|a| &a.hazards);
    let real = hazards().filter(|h| !counts.harmless(h)).count();
    if real == 0 {
        return String::new();
    }
    let names = costs::names(hazards(), counts);
    format!("; {} ({})", words::count(real, "hazard"), names.join(", "))
}

/// Says which danger of a patch weighs most, in which statement it is, and how much it concerns; nothing where there is none.
pub fn riskiest(comparison: &Comparison, counts: &Counts) -> Option<String> {
    let actions = comparison.plan.actions.iter().enumerate();
    let all = actions.flat_map(|(n, a)| a.hazards.iter().map(move |h| (n, h)));
    let real = all.filter(|(_, h)| !counts.harmless(h));
    let (number, hazard) = real.min_by_key(|(n, h)| {
        let rank = hazard::NAMES.iter().position(|(name, _)| *name == h.name);
        (!h.refused, rank, Reverse(size(h, counts)), *n)
    })?;
    let long = costs::long(hazard, counts);
    Some(format!("Riskiest is statement {}, {long}.", number + 1))
}

/// Returns how much a danger concerns, for comparing it with others; what is not known is little.
fn size(hazard: &Hazard, counts: &Counts) -> u64 {
    match counts.of(hazard) {
        Some(Count::Exact(number)) => number,
        Some(Count::Many) => u64::MAX,
        Some(Count::Unknown) | None => 0,
    }
}
