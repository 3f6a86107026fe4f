//! A comparison in a line for each object: how many of its parts differ, as `git diff --stat` does it, or its address alone.

use super::groups::{Group, groups};
use super::paint::{Ink, Paint};
use crate::compare::Comparison;
use crate::diff::Difference;
use crate::kind::words;

/// How much room the signs have at least.
const SIGNS: usize = 10;

/// How many parts of an object are added, changed and dropped.
#[derive(Default, Clone, Copy)]
struct Tally([usize; 3]);

/// The signs, in the order of a tally, and what they mean.
const MEANING: [(char, Ink, &str); 3] = [
    ('+', Ink::Added, "to add"),
    ('~', Ink::Changed, "to change"),
    ('-', Ink::Dropped, "to drop"),
];

impl Tally {
    fn of(group: &Group) -> Tally {
        let mut out = Tally::default();
        for part in group.whole.iter().chain(&group.renamed).chain(&group.parts) {
            out.0[match part.difference {
                Difference::Missing(_) => 0,
                Difference::Changed(_) | Difference::Renamed { .. } => 1,
                Difference::Extra(_) => 2,
            }] += 1;
        }
        out
    }

    fn total(self) -> usize {
        self.0.iter().sum()
    }

    /// Returns the signs; where there are too many, their share of what fits, and at least one of each.
    fn signs(self, most: usize, room: usize, paint: Paint) -> String {
        let scaled = |number: usize| match most > room {
            true if number > 0 => (number * room / most).max(1),
            true | false => number,
        };
        let signs = self.0.iter().zip(MEANING);
        let signs =
            signs.map(|(n, (sign, ink, _))| paint.ink(ink, &sign.to_string().repeat(scaled(*n))));
        signs.collect()
    }
}

/// Returns a line for each object that differs, and the sum; nothing where nothing differs.
pub fn stat(comparison: &Comparison, width: usize, paint: Paint) -> String {
    let groups = groups(comparison);
    let rows: Vec<(String, Tally)> = groups
        .iter()
        .map(|g| (words::called(&g.top), Tally::of(g)))
        .collect();
    let most = rows.iter().map(|r| r.1.total()).max().unwrap_or_default();
    let name = rows.iter().map(|r| r.0.chars().count()).max();
    let name = name.unwrap_or_default();
    let digits = most.to_string().len();
    let room = width.saturating_sub(name + digits + 5).max(SIGNS);
    let mut out = String::new();
    for (called, tally) in &rows {
        let signs = tally.signs(most, room, paint);
        out.push_str(&format!(
            " {called:name$} | {:>digits$} {signs}\n",
            tally.total()
        ));
    }
    match rows.is_empty() {
        true => out,
        false => out + &sum(&rows),
    }
}

/// Returns the last line: ` 2 objects differ, 3 parts to add (+), 1 to drop (-)`.
fn sum(rows: &[(String, Tally)]) -> String {
    let verb = if rows.len() == 1 { "differs" } else { "differ" };
    let mut phrases = vec![format!("{} {verb}", words::count(rows.len(), "object"))];
    for (at, (sign, _, meaning)) in MEANING.iter().enumerate() {
        let number: usize = rows.iter().map(|r| r.1.0[at]).sum();
        let count = match phrases.len() {
            1 => words::count(number, "part"),
            _ => words::grouped(number as u64),
        };
        if number > 0 {
            phrases.push(format!("{count} {meaning} ({sign})"));
        }
    }
    format!(" {}\n", phrases.join(", "))
}

/// Returns the address of each object that differs, a line each.
pub fn names(comparison: &Comparison) -> String {
    let groups = groups(comparison);
    groups.iter().map(|g| format!("{}\n", g.top)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_do_not_fit_are_scaled_and_none_is_lost() {
        let signs = |tally: [usize; 3]| Tally(tally).signs(100, 10, Paint::default());
        assert_eq!(signs([50, 30, 1]), "+++++~~~-");
        let few = Tally([2, 0, 1]).signs(3, 10, Paint::default());
        assert_eq!(few, "++-");
    }
}
