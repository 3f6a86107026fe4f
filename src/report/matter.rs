//! What is the matter with an object, in a few words: `is missing`, `1 column differs, 2 indexes are extra`.

use super::groups::{Group, Part};
use crate::diff::Difference;
use crate::kind::words;

/// How much room two phrases are given at the head of a group.
const ROOM: usize = 40;
/// How much room phrases are given where there is more.
const MORE_ROOM: usize = 70;
/// What a thing has that is to be renamed.
const OLD_NAME: &str = "old name";

/// Returns it for a head, with the noun where it concerns the object itself: `table is missing`.
pub fn matter(group: &Group) -> String {
    match itself(group) {
        Some(verb) => format!("{} {verb}", words::noun(group.top.kind())),
        None => of_parts(group, 2, ROOM),
    }
}

/// Returns it for a line that names the object and its kind before.
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
    let tally = tally(group);
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
fn tally(group: &Group) -> Vec<((String, &'static str), usize)> {
    let mut tally: Vec<((String, &str), usize)> = Vec::new();
    for part in group.renamed.iter().chain(&group.whole).chain(&group.parts) {
        let key = kept(part);
        match tally.iter_mut().find(|t| t.0 == key) {
            Some(known) => known.1 += 1,
            None => tally.push((key, 1)),
        }
    }
    tally
}

fn kept(part: &Part) -> (String, &'static str) {
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
