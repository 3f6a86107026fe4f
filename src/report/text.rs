//! A comparison for people: what differs by object, the patch, and a closing count.

use std::fmt::Write;

use super::costs;
use super::groups::{Group, Part, groups};
use super::line;
use super::marked;
use super::paint::{Ink, Paint};
use super::verdict::{self, matter};
use crate::apply::counts::Counts;
use crate::compare::Comparison;
use crate::diff::Difference;
use crate::kind::words;
use crate::model::Pair;

/// How wide the text is.
const WIDTH: usize = 80;
/// How much room a name is given before what is said of it moves to the right.
const NAME: usize = 26;
/// How many lines the description of one part takes at most.
const LINES: usize = 3;

/// A comparison, and how it is shown.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// What is shown.
    pub comparison: &'a Comparison,
    /// How much its dangers concern.
    pub counts: &'a Counts,
    /// The colours.
    pub paint: Paint,
    /// What to type next, with a word about it: `Try it on the data: trueup apply --dry-run`.
    pub next: Option<&'a str>,
}

/// Returns the summary, the patch and the count.
pub fn text(view: &View) -> String {
    if view.comparison.in_step() {
        return format!("{}\n", line::in_step(view.comparison));
    }
    let groups = groups(view.comparison);
    let mut out = String::new();
    for group in &groups {
        out.push_str(&head(group, &groups, view));
        if let Some(renamed) = &group.renamed {
            out.push_str(&part(renamed, "", view));
        }
        if let Some(whole) = group.whole.as_ref().filter(|w| changed(w)) {
            out.push_str(&part(whole, "", view));
        }
        let width = group.parts.iter().map(|p| p.name.chars().count()).max();
        let width = width.unwrap_or(0).min(NAME);
        for p in &group.parts {
            let name = format!("{:width$}", p.name);
            out.push_str(&part(p, &name, view));
        }
        for hazard in group.hazards.iter().filter(|h| !view.counts.harmless(h)) {
            let words = format!("! {}", costs::long(hazard, view.counts));
            out.push_str(&hanging(&words, 2, 4, Ink::Hazard, view.paint));
        }
        out.push('\n');
    }
    out.push_str(&patch(view));
    out.push_str(&closing(&groups, view));
    out
}

fn changed(part: &Part) -> bool {
    matches!(part.difference, Difference::Changed(_))
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
    let line = format!(
        "{}  {}  {}",
        view.paint.ink(Ink::Title, &name),
        what,
        view.paint.ink(Ink::Faint, &place.unwrap_or_default())
    );
    let whole = group.whole.as_ref().filter(|w| !changed(w));
    let costs = whole.map(|w| beside(w, view)).unwrap_or_default();
    format!("{}{costs}\n", line.trim_end())
}

/// Returns the lines of one part; the name is padded already.
fn part(part: &Part, name: &str, view: &View) -> String {
    let (sign, ink) = match part.difference {
        Difference::Missing(_) => ('+', Ink::Added),
        Difference::Extra(_) => ('-', Ink::Dropped),
        Difference::Changed(_) | Difference::Renamed { .. } => ('~', Ink::Changed),
    };
    let lead = match name {
        "" => format!("  {sign} "),
        name => format!("  {sign} {name}  "),
    };
    let indent = lead.chars().count().min(NAME + 6);
    let mut lines = says(part, WIDTH - indent, view.paint);
    let costs = beside(part, view);
    let wide = |line: &str| textwrap::core::display_width(line);
    // A name that is too long for its column has a line of its own, unless all of it fits.
    let alone = wide(&lead) > indent
        && (lines.len() > 1 || wide(&lead) + lines.first().map_or(0, |l| wide(l)) > WIDTH);
    let first = lines.first().map_or(0, |l| wide(l));
    if !costs.is_empty()
        && (lines.len() != 1 || wide(&lead).max(indent) + first + wide(&costs) > WIDTH)
    {
        lines.push(costs.trim_start().to_string());
    } else if let Some(line) = lines.first_mut() {
        line.push_str(&costs);
    }
    if alone {
        lines.insert(0, String::new());
    }
    let mut out = String::new();
    for (number, line) in lines.iter().enumerate() {
        let start = match number {
            0 => view.paint.ink(ink, lead.trim_end()) + &lead[lead.trim_end().len()..],
            _ => " ".repeat(indent),
        };
        let _ = writeln!(out, "{}", format!("{start}{line}").trim_end());
    }
    out
}

/// Returns the dangers of a part with their numbers, to stand behind it.
fn beside(part: &Part, view: &View) -> String {
    let words = part
        .hazards
        .iter()
        .filter_map(|h| costs::short(h, view.counts));
    let words: Vec<String> = words.collect();
    match words.is_empty() {
        true => String::new(),
        false => format!("  {}", view.paint.ink(Ink::Hazard, &words::list(&words))),
    }
}

/// Returns what the sides say of a part, in lines of at most `room` characters.
fn says(part: &Part, room: usize, paint: Paint) -> Vec<String> {
    let sides = Pair {
        live: part.says.live.as_deref(),
        desired: part.says.desired.as_deref(),
    };
    let mut lines = match (part.difference, sides.both()) {
        (Difference::Renamed { id, old }, _) => vec![verdict::origin(id, old).join(" ")],
        (Difference::Changed(_), Some(both)) => both_sides(both, room, paint),
        (Difference::Extra(_), _) => one_side(sides.live.unwrap_or_default(), room),
        (Difference::Missing(_) | Difference::Changed(_), _) => {
            one_side(sides.desired.unwrap_or_default(), room)
        }
    };
    if part.unconfirmed {
        lines.push(paint.ink(
            Ink::Faint,
            "unconfirmed: perhaps it is only spelled differently",
        ));
    }
    lines
}

/// Returns a description, cut after a few lines: the patch has all of it.
fn one_side(words: &str, room: usize) -> Vec<String> {
    let mut source = words.trim_end().lines();
    let mut lines = words::wrapped(source.next().unwrap_or_default(), room);
    if lines.len() > LINES || source.next().is_some() {
        lines.truncate(LINES);
        if let Some(last) = lines.last_mut() {
            last.push_str(" …");
        }
    }
    lines
}

fn both_sides(both: Pair<&str>, room: usize, paint: Paint) -> Vec<String> {
    if both.live == both.desired {
        return vec!["differs in what this line does not show: see the patch".into()];
    }
    if both.live.contains('\n') || both.desired.contains('\n') {
        return marked::lines(both.live, both.desired, paint);
    }
    let marked = marked::words(both.live, both.desired, paint);
    let one = format!("{} → {}", marked.live, marked.desired);
    if textwrap::core::display_width(&one) <= room {
        return vec![one];
    }
    let mut lines = Vec::new();
    for (sign, ink, words) in [
        ("- ", Ink::Dropped, &marked.live),
        ("+ ", Ink::Added, &marked.desired),
    ] {
        for (number, line) in words::wrapped(words, room - 2).into_iter().enumerate() {
            let sign = if number == 0 { sign } else { "  " };
            lines.push(format!("{}{line}", paint.ink(ink, sign)));
        }
    }
    lines
}

fn hanging(text: &str, first: usize, rest: usize, ink: Ink, paint: Paint) -> String {
    let mut out = String::new();
    for (number, line) in words::wrapped(text, WIDTH - rest).iter().enumerate() {
        let indent = " ".repeat(if number == 0 { first } else { rest });
        let _ = writeln!(out, "{indent}{}", paint.ink(ink, line));
    }
    out
}

fn patch(view: &View) -> String {
    let actions = &view.comparison.plan.actions;
    let head = format!(
        "-- patch: {}, one transaction",
        words::count(actions.len(), "statement")
    );
    let mut out = format!("{}\n", view.paint.ink(Ink::Faint, &head));
    for action in actions {
        let _ = writeln!(out, "{};", action.sql());
    }
    out
}

/// Returns the last lines: how much there is to do, its dangers, and what to type next.
fn closing(groups: &[Group], view: &View) -> String {
    let mut out = format!(
        "\n{}.\n",
        verdict::tally(groups, view.comparison, view.counts)
    );
    if let Some(next) = view.next {
        let _ = writeln!(out, "{next}");
    }
    out
}
