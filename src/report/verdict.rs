//! What is the matter with an object, and how much there is to do in all, in a few words.
//!
//! Where the words stand is for each format.

use super::costs;
use super::groups::{Group, Part};
use crate::apply::counts::Counts;
use crate::compare::Comparison;
use crate::diff::Difference;
use crate::kind::words;
use crate::model::Id;
use crate::text::quote;

/// How much room two phrases about the matter with an object are given.
const MATTER: usize = 40;
/// What a thing has that is to be renamed.
const OLD_NAME: &str = "old name";

/// Returns what is the matter with an object: `table is missing`, `1 column differs, 2 indexes are extra`.
pub fn matter(group: &Group) -> String {
    let noun = words::noun(group.top.kind());
    match group.whole.as_ref().map(|w| w.difference) {
        Some(Difference::Missing(_)) => return format!("{noun} is missing"),
        Some(Difference::Extra(_)) => return format!("{noun} is extra"),
        Some(Difference::Changed(_)) if group.parts.is_empty() => return format!("{noun} differs"),
        None if group.renamed.is_some() && group.parts.is_empty() => {
            return format!("{noun} has its old name");
        }
        Some(Difference::Changed(_) | Difference::Renamed { .. }) | None => {}
    }
    let mut tally: Vec<(String, usize)> = Vec::new();
    for part in group.renamed.iter().chain(&group.whole).chain(&group.parts) {
        let key = format!(
            "{}\u{0}{}",
            words::noun(part.difference.id().kind()),
            state(part.difference)
        );
        match tally.iter_mut().find(|t| t.0 == key) {
            Some(known) => known.1 += 1,
            None => tally.push((key, 1)),
        }
    }
    let phrases = tally.iter().map(|(key, number)| {
        let (noun, state) = key.split_once('\u{0}').unwrap_or((key, ""));
        let verb = match (state, *number) {
            ("differs", 1) => "differs".to_string(),
            ("differs", _) => "differ".to_string(),
            (OLD_NAME, 1) => format!("has its {OLD_NAME}"),
            (OLD_NAME, _) => format!("have their {OLD_NAME}s"),
            (state, 1) => format!("is {state}"),
            (state, _) => format!("are {state}"),
        };
        format!("{} {verb}", words::count(*number, noun))
    });
    let phrases = words::list(&phrases.collect::<Vec<_>>());
    // More than that would push the place out of the line.
    if tally.len() > 2 || tally.len() == 2 && phrases.len() > MATTER {
        let parts = tally.iter().map(|t| t.1).sum();
        return format!("{} differ", words::count(parts, "part"));
    }
    phrases
}

fn state(difference: &Difference) -> &'static str {
    match difference {
        Difference::Missing(_) => "missing",
        Difference::Extra(_) => "extra",
        Difference::Changed(_) => "differs",
        Difference::Renamed { .. } => OLD_NAME,
    }
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
