//! Which case it is: the set-up never ran, ran half way, ran and was changed since, or all is in step.

use super::sight::{Object, Sight};
use super::{Item, Mark, Subject, Topic, shown};
use crate::diff::Difference;
use crate::kind::words;
use crate::model::Id;

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
    },
    /// Some exist.
    HalfRan {
        /// How many there are.
        all: usize,
        /// How many exist.
        there: usize,
        /// The first that is missing, in the order of the files.
        first: Id,
        /// What stands before it in another shape, and so made its statement fail.
        stopped_by: Option<Id>,
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

impl Case {
    /// Finds out which case it is.
    pub(super) fn of(objects: &[Object]) -> Case {
        let all = objects.len();
        let there = objects.iter().filter(|o| o.exists).count();
        let differ = objects.iter().filter(|o| !o.differs.is_empty()).count();
        let first = objects.iter().position(|o| !o.exists);
        match first {
            None if all == 0 => Case::Nothing,
            None if differ == 0 => Case::InStep { all },
            None => Case::Drifted { all, differ },
            Some(_) if there == 0 => Case::NeverRan { all },
            Some(first) => Case::HalfRan {
                all,
                there,
                first: objects[first].id.clone(),
                stopped_by: stopper(&objects[..first]),
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
            Case::NeverRan { all } => format!("never ran: none of the {} exists", objects(*all)),
            Case::HalfRan {
                all, there, first, ..
            } => format!(
                "half ran: {there} of {} exist; {} is the first that is missing",
                objects(*all),
                words::called(first)
            ),
            Case::Drifted { all, differ } => {
                let verb = if *differ == 1 { "differs" } else { "differ" };
                format!("drifted: all {} exist, {differ} {verb}", objects(*all))
            }
            Case::InStep { all } => format!("in step: all {} are as described", objects(*all)),
        }
    }

    /// Says what that means.
    pub fn meaning(&self) -> Option<String> {
        match self {
            Case::Nothing | Case::InStep { .. } => None,
            Case::NeverRan { .. } => Some(
                "The set-up was not run in this database, or failed as a whole and was rolled back."
                    .into(),
            ),
            Case::Drifted { .. } => {
                Some("The set-up ran, and something was changed since, here or in the files.".into())
            }
            Case::HalfRan {
                stopped_by, went_on, ..
            } => Some(half(stopped_by.as_ref(), *went_on)),
        }
    }
}

fn half(stopped_by: Option<&Id>, went_on: bool) -> String {
    let cause = match stopped_by {
        Some(id) => format!(
            "{} stands before it in another shape: it existed already, and the statement that makes it failed.",
            words::called(id)
        ),
        None => {
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

fn part(difference: &Difference, of: &Id) -> String {
    let id = difference.id();
    let name = words::called(id).replacen(&format!("{}.", of.name()), "", 1);
    match difference {
        Difference::Missing(_) => format!("{name} is missing"),
        Difference::Extra(_) => format!("{name} is not in the files"),
        Difference::Changed(_) => format!("{name} is otherwise"),
        Difference::Renamed { old, .. } => format!("{name} is still called {}", old.last()),
    }
}
