//! Lines that a page leaves out of what a command prints: `…` on a line of its own stands for them.

use std::ops::Range;

use similar::{ChangeTag, TextDiff};

use super::mask::masked;

/// What stands for lines that are left out.
const LEFT_OUT: &str = "…";

/// Returns whether what a page shows is what was said, but for times, sizes and what is left out.
pub fn tells(shown: &str, said: &str) -> bool {
    let (shown, said) = (masked(shown), masked(said));
    let (shown, said): (Vec<_>, Vec<_>) = (shown.lines().collect(), said.lines().collect());
    let mut parts: Vec<&[&str]> = shown.split(|line| *line == LEFT_OUT).collect();
    let last = parts.pop().unwrap_or_default();
    let Some((first, between)) = parts.split_first() else {
        return last == said;
    };
    let rest = said.strip_prefix(*first);
    let Some(mut rest) = rest.and_then(|rest| rest.strip_suffix(last)) else {
        return false;
    };
    for part in between.iter().filter(|part| !part.is_empty()) {
        let found = rest.windows(part.len()).position(|lines| lines == *part);
        let Some(found) = found else { return false };
        rest = &rest[found + part.len()..];
    }
    true
}

/// Returns what was said with the same parts left out as in what a page shows; none where nothing is left of a part.
pub fn shortened(shown: &str, said: &str) -> Option<String> {
    let masked_shown = masked(shown);
    let shown: Vec<&str> = masked_shown.lines().collect();
    if !shown.contains(&LEFT_OUT) {
        return None;
    }
    let places = places(&masked_shown, &masked(said));
    let said: Vec<&str> = said.lines().collect();
    let (mut out, mut end, mut from) = (String::new(), 0, 0);
    for part in shown.split(|line| *line == LEFT_OUT) {
        let part_end = from + part.len();
        let kept = kept(&places[from..part_end], end..said.len())?;
        if kept.start > end {
            out += "…\n";
        }
        out.extend(said[kept.clone()].iter().map(|line| format!("{line}\n")));
        (end, from) = (kept.end, part_end + 1);
    }
    if end < said.len() {
        out += "…\n";
    }
    Some(out)
}

/// Returns for each line that is shown where it stands in what was said.
fn places(shown: &str, said: &str) -> Vec<Option<usize>> {
    let diff = TextDiff::from_lines(shown, said);
    let old = diff
        .iter_all_changes()
        .filter(|change| change.tag() != ChangeTag::Insert);
    old.map(|change| change.new_index()).collect()
}

/// Returns the lines that take the place of a part, of which some stand where they are found again.
fn kept(places: &[Option<usize>], within: Range<usize>) -> Option<Range<usize>> {
    if places.is_empty() {
        return Some(within.start..within.start);
    }
    let first = places.iter().position(Option::is_some)?;
    let last = places.iter().rposition(Option::is_some)?;
    let start = places[first]?.saturating_sub(first).max(within.start);
    let end = (places[last]? + places.len() - last).min(within.end);
    (start < end).then_some(start..end)
}
