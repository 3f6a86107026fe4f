//! One difference on a line, or on as many as it needs: what the sides say of a part, word by word, and what its removal may cost.

use std::fmt::Write;

use super::View;
use crate::diff::Difference;
use crate::kind::words;
use crate::model::Pair;
use crate::report::groups::Part;
use crate::report::paint::Ink;
use crate::report::{costs, marked, verdict};

/// How many lines the description of one part takes at most.
const LINES: usize = 3;

/// Returns how much room a name is given before what is said of it moves to the right.
pub(super) fn name_room(view: &View) -> usize {
    view.width / 3
}

/// Returns the lines of one part; the name is padded already.
pub(super) fn part(part: &Part, name: &str, view: &View) -> String {
    let (sign, ink) = match part.difference {
        Difference::Missing(_) => ('+', Ink::Added),
        Difference::Extra(_) => ('-', Ink::Dropped),
        Difference::Changed(_) | Difference::Renamed { .. } => ('~', Ink::Changed),
    };
    let lead = match name {
        // The lines of a body have signs of their own.
        "" if has_bodies(part) => "  ".to_string(),
        "" => format!("  {sign} "),
        name => format!("  {sign} {name}  "),
    };
    let indent = lead.chars().count().min(name_room(view) + 6);
    let mut lines = says(part, view.width - indent, view);
    let costs = beside(part, view);
    let wide = |line: &str| textwrap::core::display_width(line);
    // A name that is too long for its column has a line of its own, unless all of it fits.
    let alone = wide(&lead) > indent
        && (lines.len() > 1 || wide(&lead) + lines.first().map_or(0, |l| wide(l)) > view.width);
    let first = lines.first().map_or(0, |l| wide(l));
    if !costs.is_empty()
        && (lines.len() != 1 || wide(&lead).max(indent) + first + wide(&costs) > view.width)
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

/// Returns whether both sides say what they say in many lines, so that these are compared one by one.
pub(super) fn has_bodies(part: &Part) -> bool {
    let says = [&part.says.live, &part.says.desired];
    says.iter()
        .all(|s| s.as_ref().is_some_and(|s| s.contains('\n')))
}

/// Returns the dangers of a part with their numbers, to stand behind it.
pub(super) fn beside(part: &Part, view: &View) -> String {
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
fn says(part: &Part, room: usize, view: &View) -> Vec<String> {
    let sides = Pair {
        live: part.says.live.as_deref(),
        desired: part.says.desired.as_deref(),
    };
    let mut lines = match (part.difference, sides.both()) {
        (Difference::Renamed { id, old }, _) => vec![verdict::origin(id, old).join(" ")],
        (Difference::Changed(_), Some(both)) => both_sides(both, room, view),
        (Difference::Extra(_), _) => one_side(sides.live.unwrap_or_default(), room),
        (Difference::Missing(_) | Difference::Changed(_), _) => {
            one_side(sides.desired.unwrap_or_default(), room)
        }
    };
    if part.unconfirmed {
        lines.push(view.paint.ink(
            Ink::Faint,
            "unconfirmed: perhaps it is only spelled differently",
        ));
    }
    lines
}

/// Returns a description, cut after a few lines: the statement has all of it.
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

fn both_sides(both: Pair<&str>, room: usize, view: &View) -> Vec<String> {
    let paint = view.paint;
    if both.live == both.desired {
        return vec!["differs in what this line does not show: see the statement".into()];
    }
    if both.live.contains('\n') || both.desired.contains('\n') {
        return marked::lines(both.live, both.desired, view.around(), paint);
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
