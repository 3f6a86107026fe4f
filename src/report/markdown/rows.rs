//! The lines of the table: an object with what is the matter with it, and each of its parts.

use crate::apply::counts::Counts;
use crate::compare::Comparison;
use crate::diff::Difference;
use crate::kind::{Hazard, words};
use crate::report::costs;
use crate::report::diagram::Change;
use crate::report::groups::{Group, Part};
use crate::report::markup::markdown::code;
use crate::report::verdict::{matter, origin};

/// How many characters of a definition are shown.
const DEFINITION: usize = 160;
/// How many characters of a name are shown: no more than PostgreSQL keeps of its parts.
const NAME: usize = 260;
/// What is said where the sides may differ in spelling only.
const UNCONFIRMED: &str = " *(unconfirmed)*";
/// Where all of a definition is.
const IN_PATCH: &str = "see the patch";

/// Returns the line of an object, and those of its parts where the object is on both sides.
pub fn rows(group: &Group, comparison: &Comparison, counts: &Counts) -> Vec<String> {
    let whole = group.whole.as_ref().map(|w| w.difference);
    let alone = matches!(whole, Some(Difference::Missing(_) | Difference::Extra(_)));
    let single = group.parts.is_empty() && group.renamed.is_none();
    let mut lines = vec![object(group, alone || single, comparison, counts)];
    let changed = group.whole.iter().filter(|_| !alone && !single);
    let parts = group.parts.iter();
    let parts = parts.filter(|p| !alone || is_dangerous(p, counts));
    for part in group.renamed.iter().chain(changed).chain(parts) {
        lines.push(self::part(part, group, counts));
    }
    lines
}

fn is_dangerous(part: &Part, counts: &Counts) -> bool {
    part.hazards.iter().any(|h| !counts.harmless(h))
}

fn object(group: &Group, whole: bool, comparison: &Comparison, counts: &Counts) -> String {
    let change = match &group.whole {
        Some(whole) => Change::of(whole.difference),
        None => Change::Changed,
    };
    let place = group.place.as_ref().map(|p| comparison.files().show(p));
    let place = place.map(|p| format!(" {}", code(&words::cut(&p, NAME))));
    let what = format!(
        "**{} {}**{}",
        words::noun(group.top.kind()),
        code(&words::cut(group.top.name(), NAME)),
        place.unwrap_or_default()
    );
    let own = group
        .whole
        .iter()
        .filter(|_| whole)
        .flat_map(|w| &w.hazards);
    let hazards = own.chain(&group.hazards).copied();
    let mut definition = match whole {
        true => contents(group),
        false => matter(group),
    };
    if whole && group.whole.as_ref().is_some_and(|w| w.unconfirmed) {
        definition.push_str(UNCONFIRMED);
    }
    line(change, &what, &definition, &dangers(hazards, counts))
}

/// Returns how many parts of each kind an object has: `3 columns, 1 primary key`.
fn contents(group: &Group) -> String {
    let mut tally: Vec<(String, usize)> = Vec::new();
    for part in &group.parts {
        let noun = words::noun(part.difference.id().kind());
        match tally.iter_mut().find(|t| t.0 == noun) {
            Some(known) => known.1 += 1,
            None => tally.push((noun, 1)),
        }
    }
    let counts = tally.iter().map(|(noun, n)| words::count(*n, noun));
    let counts: Vec<String> = counts.collect();
    match (counts.is_empty(), &group.whole) {
        (true, Some(whole)) => definition(whole),
        (true, None) | (false, _) => words::list(&counts),
    }
}

fn part(part: &Part, group: &Group, counts: &Counts) -> String {
    let noun = words::noun(part.difference.id().kind());
    let what = match &part.name {
        _ if *part.difference.id() == group.top => format!("· the {noun} itself"),
        // What is attached to the object has no name of its own.
        name if name.starts_with('(') => format!("· {noun}"),
        name => format!("· {noun} {}", code(&words::cut(name, NAME))),
    };
    let mut says = definition(part);
    if part.unconfirmed {
        says.push_str(UNCONFIRMED);
    }
    let hazards = dangers(part.hazards.iter().copied(), counts);
    line(Change::of(part.difference), &what, &says, &hazards)
}

/// Returns what the sides say of a part.
fn definition(part: &Part) -> String {
    let side = |says: &Option<String>| match says {
        Some(says) if says.trim().contains('\n') => IN_PATCH.to_string(),
        Some(says) if !says.trim().is_empty() => code(&words::cut(says.trim(), DEFINITION)),
        Some(_) | None => String::new(),
    };
    match part.difference {
        Difference::Renamed { id, old } => {
            let [what, name] = origin(id, old);
            format!("{what} {}", code(&name))
        }
        Difference::Missing(_) => side(&part.says.desired),
        Difference::Extra(_) => side(&part.says.live),
        Difference::Changed(_) if part.says.live == part.says.desired => IN_PATCH.into(),
        Difference::Changed(_) => {
            let (live, desired) = (side(&part.says.live), side(&part.says.desired));
            match live == desired {
                // What differs is behind the end that is shown.
                true => IN_PATCH.into(),
                false => format!("{live} → {desired}"),
            }
        }
    }
}

fn dangers<'h>(hazards: impl Iterator<Item = &'h Hazard>, counts: &Counts) -> String {
    let short = hazards.filter_map(|h| costs::short(h, counts));
    short.collect::<Vec<_>>().join("<br>")
}

fn line(change: Change, what: &str, definition: &str, hazards: &str) -> String {
    format!(
        "| {} {} | {what} | {definition} | {hazards} |\n",
        change.sign(),
        change.word()
    )
}
