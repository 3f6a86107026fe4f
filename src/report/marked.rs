//! What both sides say of a thing, with the words marked that differ.

use similar::{ChangeTag, TextDiff};

use super::paint::{Ink, Paint};
use crate::model::Pair;

/// How many equal lines are shown around a changed one.
const CONTEXT: usize = 2;

/// Returns the two texts, each with its own words marked: by colour, or, where some words are equal, between brackets.
pub fn words(live: &str, desired: &str, paint: Paint) -> Pair<String> {
    let diff = TextDiff::from_words(live, desired);
    let changes: Vec<(ChangeTag, &str)> = diff
        .iter_all_changes()
        .map(|c| (c.tag(), c.value()))
        .collect();
    let any_equal = changes
        .iter()
        .any(|(tag, word)| *tag == ChangeTag::Equal && !word.trim().is_empty());
    let brackets = any_equal && !paint.is_coloured();
    let side = |own: ChangeTag, ink: Ink| {
        let mut out = String::new();
        for (changed, text) in runs(&changes, own) {
            match changed {
                true if brackets => out.push_str(&bracketed(&text)),
                true => out.push_str(&paint.ink(ink, &text)),
                false => out.push_str(&text),
            }
        }
        out
    };
    Pair {
        live: side(ChangeTag::Delete, Ink::Dropped),
        desired: side(ChangeTag::Insert, Ink::Added),
    }
}

/// Joins the words of one side into runs that differ or not; a space between two words that differ belongs to them.
fn runs(changes: &[(ChangeTag, &str)], own: ChangeTag) -> Vec<(bool, String)> {
    let mut runs: Vec<(bool, String)> = Vec::new();
    for (tag, word) in changes
        .iter()
        .filter(|(t, _)| *t == own || *t == ChangeTag::Equal)
    {
        let changed = *tag == own;
        let held = match runs.len().checked_sub(2) {
            Some(at) if changed && runs[at].0 && runs[at + 1].1.trim().is_empty() => runs.pop(),
            _ => None,
        };
        match runs.last_mut() {
            Some(last) if last.0 == changed => {
                last.1.push_str(&held.map(|h| h.1).unwrap_or_default());
                last.1.push_str(word);
            }
            _ => runs.push((changed, word.to_string())),
        }
    }
    runs
}

/// Puts brackets around a run of words, the spaces at its ends outside.
fn bracketed(text: &str) -> String {
    let inner = text.trim();
    if inner.is_empty() {
        return text.to_string();
    }
    let start = text.len() - text.trim_start().len();
    format!(
        "{}[{inner}]{}",
        &text[..start],
        &text[start + inner.len()..]
    )
}

/// Returns the lines that differ of two texts of many lines, with a few equal ones around them.
pub fn lines(live: &str, desired: &str, paint: Paint) -> Vec<String> {
    let diff = TextDiff::from_lines(live, desired);
    let mut out = Vec::new();
    for (number, group) in diff.grouped_ops(CONTEXT).iter().enumerate() {
        if number > 0 {
            out.push(paint.ink(Ink::Faint, "…"));
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let line = change.value().trim_end();
            out.push(match change.tag() {
                ChangeTag::Equal => format!("  {line}"),
                ChangeTag::Delete => paint.ink(Ink::Dropped, &format!("- {line}")),
                ChangeTag::Insert => paint.ink(Ink::Added, &format!("+ {line}")),
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_words_that_differ_are_marked() {
        let both = words(
            "numeric(10,2) not null",
            "numeric(12,2) not null",
            Paint::default(),
        );
        assert_eq!(both.live, "[numeric(10,2)] not null");
        assert_eq!(both.desired, "[numeric(12,2)] not null");
    }

    #[test]
    fn words_side_by_side_are_marked_as_one() {
        let both = words("a b", "a b not null", Paint::default());
        assert_eq!(both.desired, "a b [not null]");
    }

    #[test]
    fn nothing_is_marked_where_all_differs() {
        let both = words("text", "character(3)", Paint::default());
        assert_eq!(
            (both.live.as_str(), both.desired.as_str()),
            ("text", "character(3)")
        );
    }

    #[test]
    fn far_equal_lines_are_left_out() {
        let live = "a\nb\nc\nd\ne\n";
        let shown = lines(live, "a\nb\nc\nd\nE\n", Paint::default());
        assert_eq!(shown, ["  c", "  d", "- e", "+ E"]);
    }
}
