//! What both sides say of a thing, with the words marked that differ.

use similar::{ChangeTag, InlineChange, TextDiff};

use super::paint::{Ink, Paint};
use crate::kind::words;
use crate::model::Pair;

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
                true => out.push_str(&inked(&text, ink, paint)),
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

/// Colours each word by itself, so that lines may be broken between them.
fn inked(text: &str, ink: Ink, paint: Paint) -> String {
    let words = text.split_inclusive(char::is_whitespace).map(|part| {
        let word = part.trim_end();
        paint.ink(ink, word) + &part[word.len()..]
    });
    words.collect()
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

/// Returns the lines that differ of two texts of many lines, with so many equal ones around them.
pub fn lines(live: &str, desired: &str, around: usize, paint: Paint) -> Vec<String> {
    let diff = TextDiff::from_lines(live, desired);
    let mut out = Vec::new();
    let mut shown = 0;
    for group in diff.grouped_ops(around) {
        let (first, last) = (group[0].old_range(), group[group.len() - 1].old_range());
        out.extend(gap(first.start - shown, paint));
        shown = last.end;
        for change in group.iter().flat_map(|op| diff.iter_inline_changes(op)) {
            out.push(line(&change, paint));
        }
    }
    let left = diff.old_slices().len() - shown;
    out.extend(gap(left, paint));
    out
}

/// Says how many equal lines are left out.
fn gap(lines: usize, paint: Paint) -> Option<String> {
    let left = words::count(lines, "equal line");
    (lines > 0).then(|| paint.ink(Ink::Faint, &format!("  … {left}")))
}

/// Returns a line with its sign; the words of it that differ stand out where there are colours.
fn line(change: &InlineChange<str>, paint: Paint) -> String {
    let (sign, ink, strong) = match change.tag() {
        ChangeTag::Equal => ("  ", Ink::Plain, Ink::Plain),
        ChangeTag::Delete => ("- ", Ink::Dropped, Ink::DroppedWord),
        ChangeTag::Insert => ("+ ", Ink::Added, Ink::AddedWord),
    };
    let mut out = paint.ink(ink, sign);
    for (differs, text) in change.iter_strings_lossy() {
        let text = text.trim_end_matches(['\r', '\n']);
        out.push_str(&paint.ink(if differs { strong } else { ink }, text));
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
    fn far_equal_lines_are_left_out_and_counted() {
        let live = "a\nb\nc\nd\ne\nf\n";
        let shown = lines(live, "a\nb\nc\nD\ne\nf\n", 1, Paint::default());
        assert_eq!(
            shown,
            [
                "  … 2 equal lines",
                "  c",
                "- d",
                "+ D",
                "  e",
                "  … 1 equal line"
            ]
        );
        let shown = lines(live, "a\nb\nc\nD\ne\nf\n", 0, Paint::default());
        assert_eq!(
            shown,
            ["  … 3 equal lines", "- d", "+ D", "  … 2 equal lines"]
        );
    }

    #[test]
    fn the_words_of_a_line_that_differ_stand_out_where_there_are_colours() {
        let shown = lines("return a + 1;\n", "return a + 2;\n", 3, Paint::new(true));
        assert!(shown[0].contains("\u{1b}[1m\u{1b}[31m1"), "{shown:?}");
    }

    #[test]
    fn each_word_has_its_own_colour_so_that_lines_can_be_broken() {
        let both = words("a", "b c", Paint::new(true));
        assert_eq!(both.desired, "\u{1b}[32mb\u{1b}[0m \u{1b}[32mc\u{1b}[0m");
    }
}
