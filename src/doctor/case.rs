//! Which case it is: the set-up never ran, ran half way, ran and was changed since, or all is in step.

use std::collections::BTreeSet;

use super::sight::{Object, Sight};
use super::{Item, Mark, Subject, Topic, shown};
use crate::diagnostic::Problem;
use crate::diff::Difference;
use crate::kind::{names, words};
use crate::model::{Id, Place};

/// How many objects are named one by one.
const NAMED: usize = 12;
/// How many differences of one object are named.
const DIFFERENCES: usize = 3;

/// Which case it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Case {
    /// The files describe nothing.
    Nothing,
    /// None of the objects exist.
    NeverRan {
        /// How many there are.
        all: usize,
        /// What is known of the reason.
        why: Why,
    },
    /// Some exist.
    HalfRan {
        /// How many there are.
        all: usize,
        /// How many exist.
        there: usize,
        /// The first that is missing, in the order of the files.
        first: Id,
        /// What is known of the reason.
        why: Why,
        /// Whether something behind it exists: the script went on after the error.
        went_on: bool,
    },
    /// All exist, and some differ.
    Drifted {
        /// How many there are.
        all: usize,
        /// How many differ.
        differ: usize,
    },
    /// All exist as described.
    InStep {
        /// How many there are.
        all: usize,
    },
}

/// Why something is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Nothing tells.
    Unknown,
    /// It is in another schema, or its name has other letters.
    Elsewhere {
        /// How many relations are missing.
        missing: usize,
        /// How many of them were found.
        found: usize,
    },
    /// This stands before it in another shape, and so made its statement fail.
    Shape(Id),
    /// Its statement refers to what is not there, as this message says.
    Needs(String),
}

impl Case {
    /// Finds out which case it is; `found` are the missing relations that exist elsewhere in the database.
    pub(super) fn of(sight: &Sight, found: &BTreeSet<Id>) -> Case {
        let objects = &sight.objects;
        let all = objects.len();
        let there = objects.iter().filter(|o| o.exists).count();
        let differ = objects.iter().filter(|o| !o.differs.is_empty()).count();
        let first = objects.iter().position(|o| !o.exists);
        match first {
            None if all == 0 => Case::Nothing,
            None if differ == 0 => Case::InStep { all },
            None => Case::Drifted { all, differ },
            Some(first) if there == 0 => Case::NeverRan {
                all,
                why: why(sight, found, first),
            },
            Some(first) => Case::HalfRan {
                all,
                there,
                first: objects[first].id.clone(),
                why: why(sight, found, first),
                went_on: objects[first..].iter().any(|o| o.exists),
            },
        }
    }

    /// Returns its name, for programs.
    pub fn name(&self) -> &'static str {
        match self {
            Case::Nothing => "nothing",
            Case::NeverRan { .. } => "never-ran",
            Case::HalfRan { .. } => "half-ran",
            Case::Drifted { .. } => "drifted",
            Case::InStep { .. } => "in-step",
        }
    }

    /// Says it in a line.
    pub fn headline(&self) -> String {
        match self {
            Case::Nothing => "the files describe no object".into(),
            Case::NeverRan { all: 1, .. } => "never ran: the only object does not exist".into(),
            Case::NeverRan { all, .. } => {
                format!("never ran: none of the {} exists", objects(*all))
            }
            Case::HalfRan {
                all, there, first, ..
            } => format!(
                "half ran: {there} of {} exist; {} is the first that is missing",
                objects(*all),
                words::called(first)
            ),
            Case::Drifted { all: 1, .. } => "drifted: the only object differs".into(),
            Case::Drifted { all, differ } => {
                let verb = if *differ == 1 { "differs" } else { "differ" };
                format!("drifted: all {} exist, {differ} {verb}", objects(*all))
            }
            Case::InStep { all: 1 } => "in step: the only object is as described".into(),
            Case::InStep { all } => format!("in step: all {} are as described", objects(*all)),
        }
    }

    /// Says what that means.
    pub fn meaning(&self) -> Option<String> {
        match self {
            Case::Nothing | Case::InStep { .. } => None,
            Case::NeverRan { why, .. } => Some(match why {
                Why::Elsewhere { missing, found } => elsewhere(*missing, *found),
                Why::Unknown | Why::Shape(_) | Why::Needs(_) => {
                    "The set-up was not run in this database, or failed as a whole and was rolled back."
                        .into()
                }
            }),
            Case::Drifted { .. } => {
                Some("The set-up ran, and something was changed since, here or in the files.".into())
            }
            Case::HalfRan { why, went_on, .. } => Some(half(why, *went_on)),
        }
    }
}

fn half(why: &Why, went_on: bool) -> String {
    let cause = match why {
        Why::Elsewhere { missing, found } => return elsewhere(*missing, *found),
        Why::Shape(id) => format!(
            "{} stands before it in another shape: it existed already, and the statement that makes it failed.",
            words::called(id)
        ),
        Why::Needs(message) => format!("The statement that makes it failed: {message}."),
        Why::Unknown => {
            "The statement that makes it failed, for want of a privilege or of what it refers to."
                .into()
        }
    };
    match went_on {
        true => format!(
            "{cause} The script went on after the error, as psql does without ON_ERROR_STOP."
        ),
        false => format!("{cause} The script ended there."),
    }
}

fn elsewhere(missing: usize, found: usize) -> String {
    let (of, exist, anew) = match (missing, found) {
        (1, _) => (
            "The missing relation".into(),
            "exists",
            "it anew, and empty",
        ),
        (_, 1) => (one_of(missing, "One"), "exists", "it anew, and empty"),
        (missing, found) if missing == found => (
            format!("The {missing} missing relations"),
            "exist",
            "them anew, and empty",
        ),
        (missing, found) => (
            one_of(missing, &found.to_string()),
            "exist",
            "them anew, and empty",
        ),
    };
    format!(
        "{of} {exist} elsewhere in this database, in another schema or under a name in other letters. If that is what is meant, move it first: \
         the repair makes {anew}."
    )
}

fn one_of(missing: usize, found: &str) -> String {
    format!("{found} of the {missing} missing relations")
}

/// Looks for the reason why an object is missing, the first in the order of the files.
fn why(sight: &Sight, found: &BTreeSet<Id>, first: usize) -> Why {
    let missing = sight.missing().filter(|o| o.is_relation()).count();
    let elsewhere = Why::Elsewhere {
        missing,
        found: found.len(),
    };
    if found.contains(&sight.objects[first].id) {
        return elsewhere;
    }
    if let Some(id) = stopper(&sight.objects[..first]) {
        return Why::Shape(id);
    }
    match needs(sight, first) {
        Some(problem) => Why::Needs(problem.to_string()),
        None if found.is_empty() => Why::Unknown,
        None => elsewhere,
    }
}

/// Returns what an object needs and does not find: what is told between its place and that of the next.
fn needs(sight: &Sight, first: usize) -> Option<&Problem> {
    let start = sight.objects[first].place.as_ref()?;
    let next = sight.objects.get(first + 1).and_then(|o| o.place.as_ref());
    let end = next.filter(|n| n.file == start.file);
    let end = end.map_or(usize::MAX, |n| n.bytes.start);
    let within = |place: &Place| {
        place.file == start.file && (start.bytes.start..end).contains(&place.bytes.start)
    };
    let mut unmet = sight.unmet.iter();
    unmet.find(|p| p.place().is_some_and(within))
}

/// Returns the last object that exists in another shape.
fn stopper(before: &[Object]) -> Option<Id> {
    let last = before.iter().rev().find(|o| o.has_other_shape());
    last.map(|o| o.id.clone())
}

fn objects(number: usize) -> String {
    words::count(number, "object")
}

/// Lists what is missing and what differs, and counts the rest.
pub(super) fn items(case: &Case, sight: &Sight, subject: &Subject) -> Vec<Item> {
    let files = &subject.scripts.files;
    let open: Vec<&Object> = sight
        .objects
        .iter()
        .filter(|o| !o.exists || !o.differs.is_empty())
        .collect();
    let good = sight.objects.len() - open.len();
    let mut items = Vec::new();
    if good > 0 {
        let says = match sight.statements {
            Some(_) => format!("{} as described", are(good)),
            None => format!("{good} of {} exist", objects(sight.objects.len())),
        };
        items.push(Item::new(Topic::Objects, Mark::Good, "as-described", says));
    }
    for object in open.iter().take(NAMED) {
        let mut item = item(object);
        item.place = shown(object.place.as_ref(), files);
        items.push(item);
    }
    if open.len() > NAMED {
        let says = format!("{} more are missing or differ", open.len() - NAMED);
        items.push(Item::new(Topic::Objects, Mark::Wrong, "more", says));
    }
    if *case == Case::Nothing {
        let says = "the files describe no table, type, view or function";
        items.push(Item::new(Topic::Objects, Mark::Doubtful, "nothing", says));
    }
    items
}

fn are(number: usize) -> String {
    let verb = if number == 1 { "is" } else { "are" };
    format!("{} {verb}", objects(number))
}

fn item(object: &Object) -> Item {
    let called = words::called(&object.id);
    if !object.exists {
        let says = format!("{called} is missing");
        return Item::new(Topic::Objects, Mark::Wrong, "missing", says);
    }
    let mut item = Item::new(
        Topic::Objects,
        Mark::Wrong,
        "differs",
        format!("{called} differs"),
    );
    let parts = object.differs.iter().filter(|d| *d.id() != object.id);
    let parts: Vec<String> = parts.map(|d| part(d, &object.id)).collect();
    item.because.extend(parts.iter().take(DIFFERENCES).cloned());
    if parts.len() > DIFFERENCES {
        item.because
            .push(format!("{} more", parts.len() - DIFFERENCES));
    }
    item
}

/// Names a part where the object that it belongs to is named already.
fn within(part: &Id, of: &Id) -> String {
    let whole = words::called(of);
    let mut name = words::called(part);
    for said in [format!(" on {whole}"), format!(" of {whole}")] {
        name = name.replacen(&said, "", 1);
    }
    if part.kind() == names::INDEX {
        name = name.replacen(&format!("{}.", of.container()), "", 1);
    }
    match name.strip_suffix(&format!(" {}", of.name())) {
        Some(noun) => noun.to_string(),
        None => name.replacen(&format!("{}.", of.name()), "", 1),
    }
}

fn part(difference: &Difference, of: &Id) -> String {
    let name = within(difference.id(), of);
    match difference {
        Difference::Missing(_) => format!("{name} is missing"),
        Difference::Extra(_) => format!("{name} is not in the files"),
        Difference::Changed(_) => format!("{name} differs"),
        Difference::Renamed { old, .. } => format!("{name} is still called {}", old.last()),
    }
}
