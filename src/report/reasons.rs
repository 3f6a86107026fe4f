//! Why statements are there: what was compared of a thing and what came of it, and what must run before and after each statement.
//!
//! Which statement comes before which is `plan`'s to say, each rule a sentence.

use super::costs;
use super::paint::{Ink, Paint};
use crate::apply::counts::Counts;
use crate::compare::Comparison;
use crate::diagnostic::nearest;
use crate::diff::Difference;
use crate::kind::{Action, Lock, words};
use crate::kinds;
use crate::model::{Fact, Id};
use crate::plan::{Edge, edges};

/// What is to be shown, and how.
pub struct View<'v> {
    /// The comparison.
    pub comparison: &'v Comparison,
    /// The numbers of its dangers.
    pub counts: &'v Counts,
    /// The colours.
    pub paint: Paint,
    /// The columns of the terminal.
    pub width: usize,
}

/// Finds what a text names: an address such as `column:public.users.email`, or a name that only one thing has.
///
/// # Errors
/// With the addresses that may be meant, nearest first; none if nothing is near.
pub fn find(comparison: &Comparison, name: &str) -> Result<Id, Vec<String>> {
    let pair = &comparison.pair;
    let facts = pair.desired.iter().chain(pair.live.iter());
    let mut ids: Vec<&Id> = facts.map(|f| &f.id).collect();
    ids.extend(comparison.plan.differences.iter().map(Difference::id));
    ids.sort();
    ids.dedup();
    let exact = ids.iter().find(|id| id.to_string() == name);
    let named: Vec<&&Id> = ids.iter().filter(|id| id.name() == name).collect();
    match (exact, &named[..]) {
        (Some(id), _) => Ok((*id).clone()),
        (None, [one]) => Ok((**one).clone()),
        (None, []) => {
            let all: Vec<String> = ids.iter().map(|id| id.to_string()).collect();
            let names = ids.iter().map(|id| id.name());
            let near = nearest(name, all.iter().map(String::as_str).chain(names));
            Err(near.map(str::to_string).into_iter().collect())
        }
        (None, several) => Err(several.iter().map(|id| id.to_string()).collect()),
    }
}

/// Returns why each statement about a thing or its parts is there.
pub fn reasons(view: &View, id: &Id) -> String {
    let actions = &view.comparison.plan.actions;
    let all = edges(actions, &view.comparison.pair);
    let about: Vec<usize> = (0..actions.len())
        .filter(|n| concerns(&actions[*n], id, view.comparison))
        .collect();
    let mut out = compared(view, id);
    if about.is_empty() {
        out.push_str("\nNo statement of the patch is about it.\n");
    }
    for number in about {
        out.push('\n');
        out.push_str(&statement(view, number, &all));
    }
    out
}

/// Returns whether a statement makes, changes or removes a thing or a part of it.
fn concerns(action: &Action, id: &Id, comparison: &Comparison) -> bool {
    let is_it = |of: &Id| of == id || comparison.object_of(of) == *id;
    is_it(&action.about) || done(action).any(is_it)
}

/// Walks what a statement makes, changes and removes.
fn done(action: &Action) -> impl Iterator<Item = &Id> {
    let made = action.makes.iter().chain(&action.touches);
    made.chain(&action.breaks)
}

/// Says how it stands with a thing, and what was compared of it.
fn compared(view: &View, id: &Id) -> String {
    let comparison = view.comparison;
    let place = comparison.fact(id).and_then(|f| f.origin.place());
    let place = place.map(|p| format!("  {}", comparison.files().show(p)));
    let mut out = format!(
        "{}{}\n",
        view.paint.ink(Ink::Title, &id.to_string()),
        place.unwrap_or_default()
    );
    let says = |fact: Option<&Fact>| fact.map(|f| kinds::kind(id.kind()).describe(f));
    let pair = &comparison.pair;
    let (live, desired) = (says(pair.live.get(id)), says(pair.desired.get(id)));
    out.push_str(&line(view, 2, &standing(comparison, id)));
    if live != desired {
        let sides = [("live", live), ("desired", desired)];
        for (side, said) in sides.into_iter().filter_map(|(n, s)| Some((n, s?))) {
            out.push_str(&line(view, 4, &format!("{side:8} {}", said.trim_end())));
        }
    }
    let attributes = kinds::kind(id.kind()).attributes().iter();
    let names: Vec<String> = attributes.map(|a| a.name.to_string()).collect();
    let of = words::noun(id.kind());
    if !names.is_empty() {
        let all = format!("compared, as of every {of}: {}", names.join(", "));
        out.push_str(&line(view, 2, &all));
    }
    out
}

/// Says in a sentence how the two sides stand to each other.
fn standing(comparison: &Comparison, id: &Id) -> String {
    let difference = comparison.plan.differences.iter().find(|d| d.id() == id);
    let unconfirmed = comparison.is_unconfirmed(id);
    let below = || {
        let all = comparison.plan.differences.iter();
        all.filter(|d| d.id() != id && comparison.object_of(d.id()) == *id)
            .count()
    };
    let own = match difference {
        Some(Difference::Missing(_)) => "it is in the files and not on the live side".into(),
        Some(Difference::Extra(_)) => "it is on the live side and in no file".into(),
        Some(Difference::Renamed { old, .. }) => {
            format!("it is called {} on the live side", old.name())
        }
        Some(Difference::Changed(_)) if unconfirmed => {
            "the two sides may differ in spelling only: no server could be asked".into()
        }
        Some(Difference::Changed(_)) => "the two sides say different things of it".into(),
        None => "both sides say the same of it".to_string(),
    };
    match below() {
        0 => own,
        parts => format!(
            "{own}; of its parts {} differ",
            words::grouped(parts as u64)
        ),
    }
}

fn statement(view: &View, number: usize, edges: &[Edge]) -> String {
    let comparison = view.comparison;
    let actions = &comparison.plan.actions;
    let action = &actions[number];
    let mut head = format!("statement {} of {}", number + 1, actions.len());
    if action.lock != Lock::None {
        head.push_str(&format!(", {} lock", action.lock.name()));
    }
    let costly = [
        (action.scans, "reads a whole table"),
        (action.rewrites, "writes it again"),
    ];
    for (_, says) in costly.iter().filter(|(is, _)| *is) {
        head.push_str(&format!(", {says}"));
    }
    let mut out = format!("{}\n", view.paint.ink(Ink::Title, &head));
    for text in action.sql().lines() {
        out.push_str(&format!("    {text}\n"));
    }
    let causes = comparison
        .plan
        .differences
        .iter()
        .filter(|d| done(action).any(|id| id == d.id()));
    let causes = causes.map(cause).collect();
    out.push_str(&section(view, "because", causes));
    let place =
        |n: usize, rule: &str| format!("statement {} ({}): {rule}", n + 1, first_line(&actions[n]));
    let after = edges
        .iter()
        .filter(|e| e.then == number)
        .map(|e| place(e.first, e.rule));
    out.push_str(&section(view, "after", after.collect()));
    let before = edges
        .iter()
        .filter(|e| e.first == number)
        .map(|e| place(e.then, e.rule));
    out.push_str(&section(view, "before", before.collect()));
    let hazards = action.hazards.iter().filter(|h| !view.counts.harmless(h));
    let hazards = hazards.map(|h| costs::long(h, view.counts)).collect();
    out.push_str(&section(view, "hazards", hazards));
    out
}

/// Says what a statement removes the difference of.
fn cause(difference: &Difference) -> String {
    let how = match difference {
        Difference::Missing(_) => "is missing",
        Difference::Extra(_) => "is in no file",
        Difference::Changed(_) => "differs",
        Difference::Renamed { .. } => "has its old name",
    };
    format!("{} {how}", difference.id())
}

/// Returns the beginning of a statement, to know it by.
fn first_line(action: &Action) -> String {
    let sql = action.sql();
    words::cut(sql.lines().next().unwrap_or_default(), 60)
}

/// Returns lines under a heading; nothing where there are none.
fn section(view: &View, heading: &str, lines: Vec<String>) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let mut out = format!("  {heading}\n");
    for text in lines {
        out.push_str(&line(view, 4, &text));
    }
    out
}

/// Wraps a line, the rest of it further in.
fn line(view: &View, indent: usize, text: &str) -> String {
    let (first, more) = (" ".repeat(indent), " ".repeat(indent + 2));
    let options = textwrap::Options::new(view.width)
        .initial_indent(&first)
        .subsequent_indent(&more)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let mut out = textwrap::fill(text, options);
    out.push('\n');
    out
}
