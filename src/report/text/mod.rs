//! A comparison for people: what differs by object, the statements beneath it, and a closing count.

mod part;
mod statements;

use std::fmt::Write;

use super::groups::{Group, Part, groups};
use super::line;
use super::paint::{Ink, Paint};
use super::verdict::{self, matter};
use crate::apply::counts::Counts;
use crate::compare::Comparison;
use crate::diff::Difference;
use crate::kind::words;
use part::{beside, has_bodies, name_room, part};
use statements::Statements;

/// How wide the text is where nobody says how wide it may be, and at least.
pub const WIDTH: usize = 80;
/// How many equal lines stand around those that differ, as git does it.
const CONTEXT: usize = 3;

/// A comparison, and how it is shown.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// What is shown.
    pub comparison: &'a Comparison,
    /// How much its dangers concern.
    pub counts: &'a Counts,
    /// The colours.
    pub paint: Paint,
    /// How wide it may be; statements are as wide as they are.
    pub width: usize,
    /// How many equal lines stand around those that differ; where it is said, long statements are shown whole too.
    pub context: Option<usize>,
    /// What to type next, with words about it, a line each: `Try it on the data: trueup apply --dry-run`.
    pub next: &'a [String],
}

impl View<'_> {
    fn around(&self) -> usize {
        self.context.unwrap_or(CONTEXT)
    }
}

/// Returns what differs by object, each with its statements, and the count.
pub fn text(view: &View) -> String {
    if view.comparison.in_step() {
        return format!("{}\n", line::in_step(view.comparison));
    }
    let groups = groups(view.comparison);
    let mut statements = Statements::of(view, &groups);
    let mut out = String::new();
    for group in &groups {
        out.push_str(&head(group, &groups, view));
        out.push_str(&parts(group, view));
        let beneath = statements.beneath(&group.top, is_told(group));
        if !beneath.is_empty() {
            let _ = write!(out, "\n{beneath}");
        }
        out.push('\n');
    }
    for (head, beneath) in statements.rest() {
        let _ = write!(out, "{head}\n{beneath}\n");
    }
    out.push_str(&closing(&groups, view));
    out
}

/// Returns the lines of what differs; an object that is missing is told by its statements.
fn parts(group: &Group, view: &View) -> String {
    let whole = group.whole.as_ref();
    if whole.is_some_and(|w| matches!(w.difference, Difference::Missing(_))) {
        return String::new();
    }
    let own = group.renamed.iter().chain(whole.filter(|w| changed(w)));
    let mut out: String = own.map(|p| part(p, "", view)).collect();
    let width = group.parts.iter().map(|p| p.name.chars().count()).max();
    let width = width.unwrap_or(0).min(name_room(view));
    for p in &group.parts {
        let name = format!("{:width$}", p.name);
        out.push_str(&part(p, &name, view));
    }
    out
}

fn changed(part: &Part) -> bool {
    matches!(part.difference, Difference::Changed(_))
}

/// Returns whether the lines of a statement that differ are shown above it.
fn is_told(group: &Group) -> bool {
    let whole = group.whole.as_ref().filter(|w| changed(w));
    whole.is_some_and(has_bodies)
}

/// Returns the first line of a group: the object, what is the matter with it, and where the files speak of it.
fn head(group: &Group, all: &[Group], view: &View) -> String {
    let title = |g: &Group| g.top.name().to_string();
    let name_width = all
        .iter()
        .map(|g| title(g).chars().count())
        .max()
        .unwrap_or(0)
        .min(36);
    let what_width = all
        .iter()
        .map(|g| matter(g).chars().count())
        .max()
        .unwrap_or(0)
        .min(24);
    let name = format!("{:name_width$}", title(group));
    let what = format!("{:what_width$}", matter(group));
    let place = group
        .place
        .as_ref()
        .map(|p| view.comparison.files().show(p));
    let place = place.unwrap_or_default();
    let fits =
        name.chars().count() + what.chars().count() + place.chars().count() + 4 <= view.width;
    let gap = if fits { "  " } else { "\n  " };
    let line = format!(
        "{}  {}{gap}{}",
        view.paint.ink(Ink::Title, &name),
        if fits { &what } else { what.trim_end() },
        view.paint.ink(Ink::Faint, &place)
    );
    let whole = group.whole.as_ref().filter(|w| !changed(w));
    let costs = whole.map(|w| beside(w, view)).unwrap_or_default();
    format!("{}{costs}\n", line.trim_end())
}

/// Returns the last lines: how much there is to do, what of it may cost most, and what to type next.
fn closing(groups: &[Group], view: &View) -> String {
    let Comparison { plan, .. } = view.comparison;
    let count = words::count(plan.actions.len(), "statement");
    let tally = verdict::tally(groups, view.comparison, view.counts);
    let mut said = vec![format!("{count}, one transaction: {tally}.")];
    said.extend(verdict::riskiest(view.comparison, view.counts));
    let mut out = String::new();
    for line in said
        .iter()
        .flat_map(|text| words::wrapped(text, view.width))
    {
        let _ = writeln!(out, "{line}");
    }
    for line in view.next {
        let _ = writeln!(out, "{line}");
    }
    out
}
