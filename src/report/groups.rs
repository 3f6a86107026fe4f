//! The differences by the object that people know them under: a table with its columns, keys, policies and grants.
//!
//! How a group is shown does not belong here.

use std::collections::BTreeMap;

use crate::compare::Comparison;
use crate::diff::Difference;
use crate::kind::{Hazard, Scene, names};
use crate::kinds;
use crate::model::{Fact, Id, KindName, Origin, Pair, Place, State};
use crate::text::quote;

/// An object with what differs of it.
#[derive(Debug)]
pub struct Group<'c> {
    /// The object; it may be outside of the files.
    pub top: Id,
    /// The old name of the object, where it is renamed.
    pub renamed: Option<Part<'c>>,
    /// The difference of the object itself, if it is missing, extra or changed.
    pub whole: Option<Part<'c>>,
    /// What differs of its parts, columns first.
    pub parts: Vec<Part<'c>>,
    /// The dangers of the statements about it that no part carries.
    pub hazards: Vec<&'c Hazard>,
    /// Where the files speak of it.
    pub place: Option<Place>,
}

/// One difference as it is shown on a line.
#[derive(Debug)]
pub struct Part<'c> {
    /// The difference.
    pub difference: &'c Difference,
    /// The name within the object.
    pub name: String,
    /// What both sides say of it.
    pub says: Pair<Option<String>>,
    /// The dangers of removing the difference.
    pub hazards: Vec<&'c Hazard>,
    /// Whether the sides may differ in spelling only.
    pub unconfirmed: bool,
}

/// Kinds in the order in which the parts of an object are shown; all others stand in the middle.
const FIRST: &[KindName] = &[
    names::COLUMN,
    names::DEFAULT,
    names::IDENTITY,
    names::PRIMARY_KEY,
    names::UNIQUE,
    names::CHECK,
    names::FOREIGN_KEY,
    names::EXCLUSION,
    names::INDEX,
    names::TRIGGER,
    names::POLICY,
];

/// Kinds that are shown behind all others.
const LAST: &[KindName] = &[names::COMMENT, names::OWNER, names::GRANT];

/// Gathers the differences, in the order of the files.
pub fn groups(comparison: &Comparison) -> Vec<Group<'_>> {
    let mut tops: BTreeMap<Id, Vec<&Difference>> = BTreeMap::new();
    for difference in &comparison.plan.differences {
        let top = comparison.object_of(difference.id());
        tops.entry(top).or_default().push(difference);
    }
    let mut groups: Vec<Group> = tops
        .into_iter()
        .map(|(top, differences)| group(top, differences, comparison))
        .collect();
    for hazard in comparison.plan.actions.iter().flat_map(|a| &a.hazards) {
        attach(hazard, &mut groups, comparison);
    }
    groups.sort_by_key(|g| {
        let place = g.place.as_ref();
        (
            place.is_none(),
            place.map(|p| (p.file, p.bytes.start)),
            g.top.clone(),
        )
    });
    groups
}

fn group<'c>(top: Id, differences: Vec<&'c Difference>, comparison: &'c Comparison) -> Group<'c> {
    let mut group = Group {
        place: place(&top, comparison),
        top,
        renamed: None,
        whole: None,
        parts: Vec::new(),
        hazards: Vec::new(),
    };
    let mut sorted: Vec<&Difference> = differences.clone();
    sorted.sort_by_key(|d| {
        // Privileges stand by role, so that those of one role can share a line.
        let order = match d.id().kind() {
            names::GRANT => 0,
            _ => comparison.fact(d.id()).map_or(0, |f| f.order),
        };
        let renamed = matches!(d, Difference::Renamed { .. });
        (rank(d.id().kind()), order, d.id().clone(), !renamed)
    });
    for difference in sorted {
        let part = part(difference, &group.top, comparison);
        if matches!(difference, Difference::Renamed { id, .. } if *id == group.top) {
            group.renamed = Some(part);
        } else if *difference.id() == group.top {
            group.whole = Some(part);
        } else if !is_told_by_its_column(difference, &differences, comparison)
            && !group
                .parts
                .last_mut()
                .is_some_and(|last| takes(last, &part))
        {
            group.parts.push(part);
        }
    }
    let first = || differences.iter().find_map(|d| place(d.id(), comparison));
    group.place = group.place.or_else(first);
    group
}

/// Returns where the parts of a kind stand among those of an object.
pub fn rank(kind: KindName) -> usize {
    let at = |kinds: &[KindName]| kinds.iter().position(|k| *k == kind);
    match (at(FIRST), at(LAST)) {
        // A default stands with its column.
        (Some(at), _) => at.max(2),
        (None, Some(at)) => FIRST.len() + 1 + at,
        (None, None) => FIRST.len(),
    }
}

/// Adds a privilege to the line of another one that the same role gets or loses on the same thing.
fn takes(last: &mut Part, next: &Part) -> bool {
    let alike =
        |a: &Difference, b: &Difference| std::mem::discriminant(a) == std::mem::discriminant(b);
    let grants = [&*last, next]
        .iter()
        .all(|p| p.difference.id().kind() == names::GRANT);
    if !grants || last.name != next.name || !alike(last.difference, next.difference) {
        return false;
    }
    let joined = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => Some(Some(joined(a, b)?)),
        (None, None) => Some(None),
        (Some(_), None) | (None, Some(_)) => None,
    };
    let live = joined(&last.says.live, &next.says.live);
    let desired = joined(&last.says.desired, &next.says.desired);
    match (live, desired) {
        (Some(live), Some(desired)) => {
            last.says = Pair { live, desired };
            true
        }
        _ => false,
    }
}

/// Joins `select to app` and `insert to app` into `select, insert to app`.
fn joined(one: &str, other: &str) -> Option<String> {
    [" to ", " revoked from "].iter().find_map(|word| {
        let (privileges, role) = one.split_once(word)?;
        let (privilege, same) = other.split_once(word)?;
        (role == same).then(|| format!("{privileges}, {privilege}{word}{role}"))
    })
}

/// Returns the place of a thing in the files, or of the nearest thing that it is a part of.
pub fn nearest<'c>(id: &Id, comparison: &'c Comparison) -> Option<(&'c Origin, Id)> {
    let pair = &comparison.pair;
    let mut id = id.clone();
    loop {
        let origin = pair.desired.get(&id).map(|fact| &fact.origin);
        if let Some(origin) = origin.filter(|origin| origin.place().is_some()) {
            return Some((origin, id));
        }
        id = pair.live.get(&id)?.parent.clone()?;
    }
}

fn place(id: &Id, comparison: &Comparison) -> Option<Place> {
    let fact = comparison.pair.desired.get(id)?;
    fact.origin.place().cloned()
}

/// Returns whether a default or an identity comes or goes with its column.
fn is_told_by_its_column(
    difference: &Difference,
    all: &[&Difference],
    comparison: &Comparison,
) -> bool {
    let Some(parent) = comparison
        .fact(difference.id())
        .and_then(|f| f.parent.as_ref())
    else {
        return false;
    };
    let with_column = all.iter().any(|other| {
        other.id() == parent && std::mem::discriminant(*other) == std::mem::discriminant(difference)
    });
    with_column
        && parent.kind() == names::COLUMN
        && [names::DEFAULT, names::IDENTITY].contains(&difference.id().kind())
}

fn part<'c>(difference: &'c Difference, top: &Id, comparison: &'c Comparison) -> Part<'c> {
    let id = difference.id();
    let pair = &comparison.pair;
    let says = |fact: Option<&Fact>, state: &State| match fact {
        Some(f) if names::ROUTINES.contains(&f.id.kind()) && is_change(difference) => {
            Some(spelt_out(f, pair))
        }
        fact => fact.map(|f| described(f, state)),
    };
    Part {
        difference,
        name: name_within(id, top),
        says: Pair {
            live: says(pair.live.get(id), &pair.live),
            desired: says(pair.desired.get(id), &pair.desired),
        },
        hazards: Vec::new(),
        unconfirmed: comparison.is_unconfirmed(id),
    }
}

fn is_change(difference: &Difference) -> bool {
    matches!(difference, Difference::Changed(_))
}

/// Returns the whole statement that makes a routine, for its body to be compared line by line.
fn spelt_out(fact: &Fact, pair: &Pair<State>) -> String {
    let scene = Scene {
        live: &pair.live,
        desired: &pair.desired,
        version: 0,
    };
    let actions = kinds::kind(fact.id.kind()).create(fact, &scene);
    actions.first().map(|a| a.sql()).unwrap_or_default()
}

/// Describes a fact; a column with its default or identity.
pub fn described(fact: &Fact, state: &State) -> String {
    let mut words = kinds::kind(fact.id.kind()).describe(fact);
    if fact.id.kind() == names::COLUMN {
        for part in state.children(&fact.id) {
            if [names::DEFAULT, names::IDENTITY].contains(&part.id.kind()) {
                words.push(' ');
                words.push_str(&kinds::kind(part.id.kind()).describe(part));
            }
        }
    }
    words
}

/// Returns the name of a part without that of the object; of what is attached, the name of what it is on.
fn name_within(id: &Id, top: &Id) -> String {
    let attached = names::ATTACHED.contains(&id.kind());
    let on = id.name().split_once(':').filter(|_| attached);
    let name = on.map_or(id.name(), |(_, on)| on.split('/').next().unwrap_or(on));
    match name.strip_prefix(top.name()) {
        Some("") if attached || id.kind() == names::ROWS => format!("({})", id.kind()),
        Some(rest) if rest.starts_with('.') => rest[1..].to_string(),
        _ if attached => format!("({})", id.kind()),
        _ => quote::ident(&id.last()),
    }
}

/// Puts a danger beside the part that it is about, or with the object.
fn attach<'c>(hazard: &'c Hazard, groups: &mut [Group<'c>], comparison: &Comparison) {
    let top = comparison.object_of(&hazard.about);
    let Some(group) = groups.iter_mut().find(|g| g.top == top) else {
        return;
    };
    let gone = group
        .whole
        .as_mut()
        .filter(|w| matches!(w.difference, Difference::Extra(_)));
    let mut parts = group.parts.iter_mut().chain(gone);
    let is_about = |p: &&mut Part| {
        *p.difference.id() == hazard.about && !matches!(p.difference, Difference::Renamed { .. })
    };
    match parts.find(is_about) {
        Some(part) => part.hazards.push(hazard),
        None => group.hazards.push(hazard),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn privileges_of_one_role_share_a_line() {
        assert_eq!(
            joined("select to app", "insert to app").as_deref(),
            Some("select, insert to app")
        );
        assert_eq!(joined("select to app", "insert to other"), None);
        assert_eq!(joined("select to app", "insert revoked from app"), None);
    }
}
