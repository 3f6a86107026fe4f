//! The dangers of a patch in words, with their numbers.

use crate::apply::counts::{Count, Counts};
use crate::kind::Hazard;
use crate::kind::words;

/// Returns what a danger concerns: `12,403 rows`; nothing where it is not known.
pub fn amount(hazard: &Hazard, counts: &Counts) -> Option<String> {
    let one = hazard.unit.strip_suffix('s').unwrap_or(hazard.unit);
    match counts.of(hazard)? {
        Count::Exact(number) => Some(words::count(number as usize, one)),
        Count::Many => Some(format!("many {}", hazard.unit)),
        Count::Unknown => None,
    }
}

/// Returns the name of a danger with its number: `rewrites-table: 12,403 rows`; nothing where nothing is in danger.
pub fn short(hazard: &Hazard, counts: &Counts) -> Option<String> {
    if counts.harmless(hazard) {
        return None;
    }
    Some(match amount(hazard, counts) {
        Some(amount) => format!("{}: {amount}", hazard.name),
        None => hazard.name.to_string(),
    })
}

/// Returns the name of a danger and what happens, with its number.
pub fn long(hazard: &Hazard, counts: &Counts) -> String {
    match amount(hazard, counts) {
        Some(amount) => format!("{}: {} ({amount})", hazard.name, hazard.sentence),
        None => format!("{}: {}", hazard.name, hazard.sentence),
    }
}

/// Returns the names of the dangers of a patch that are real as far as is known, each once, sorted.
pub fn names<'h>(hazards: impl Iterator<Item = &'h Hazard>, counts: &Counts) -> Vec<&'static str> {
    let mut names: Vec<&str> = hazards
        .filter(|h| !counts.harmless(h))
        .map(|h| h.name)
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}
