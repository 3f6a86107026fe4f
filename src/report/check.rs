//! What `check` says: a line where nothing differs, else a line for each object, for people who read a log.

use super::groups::{Group, groups};
use super::line;
use super::verdict;
use crate::compare::Comparison;
use crate::kind::words;

/// How many objects are named.
const NAMED: usize = 20;
/// How much room an object is given before what is said of it moves to the right.
const NAME: usize = 48;

/// Returns the lines; `command` is what shows all of it.
pub fn text(comparison: &Comparison, command: &str) -> String {
    if comparison.in_step() {
        return format!("{}\n", line::in_step(comparison));
    }
    let groups = groups(comparison);
    let shown = &groups[..groups.len().min(NAMED)];
    let rows: Vec<[String; 3]> = shown.iter().map(|group| row(group, comparison)).collect();
    let width = |column: usize, most: usize| {
        let widths = rows.iter().map(|row| row[column].chars().count());
        widths.filter(|w| *w <= most).max().unwrap_or_default()
    };
    let (name, what) = (width(0, NAME), width(1, NAME));
    let mut out = String::new();
    for [called, said, place] in &rows {
        let line = format!("{called:name$}  {said:what$}  {place}");
        out.push_str(&format!("{}\n", line.trim_end()));
    }
    if groups.len() > NAMED {
        out.push_str(&format!(
            "… and {} more\n",
            words::grouped((groups.len() - NAMED) as u64)
        ));
    }
    let verb = if groups.len() == 1 {
        "differs"
    } else {
        "differ"
    };
    let count = words::count(groups.len(), "object");
    out + &format!("out of step: {count} {verb}. To see it all, with the patch: {command}\n")
}

fn row(group: &Group, comparison: &Comparison) -> [String; 3] {
    let doubt = match line::is_unconfirmed(group) {
        true => " (unconfirmed)",
        false => "",
    };
    let place = group.place.as_ref().map(|p| comparison.files().show(p));
    [
        words::called(&group.top),
        format!("{}{doubt}", verdict::said(group)),
        place.unwrap_or_default(),
    ]
}
