//! A checklist for people: each item with a sign and a word, its evidence, and what to type.

pub mod html;
pub mod json;
pub mod markdown;

use super::paint::{Ink, Paint};
use crate::doctor::{Diagnosis, Item, Mark, Step, Topic};
use crate::kind::words;

/// How wide the text is.
const WIDTH: usize = 80;
/// Where the sentences begin.
const INDENT: &str = "           ";

/// Returns the sign of a mark.
pub(super) fn sign(mark: Mark) -> &'static str {
    match mark {
        Mark::Good => "✔",
        Mark::Doubtful => "!",
        Mark::Wrong => "✘",
    }
}

/// Returns the word of a mark.
pub(super) fn word(mark: Mark) -> &'static str {
    match mark {
        Mark::Good => "good",
        Mark::Doubtful => "look",
        Mark::Wrong => "wrong",
    }
}

/// Returns the items of a topic.
pub(super) fn of(topic: Topic, diagnosis: &Diagnosis) -> Vec<&Item> {
    let items = diagnosis.items.iter();
    items.filter(|i| i.topic == topic).collect()
}

/// Returns words as a sentence.
pub(super) fn sentence(words: &str) -> String {
    format!("{}{}.", words[..1].to_uppercase(), &words[1..])
}

/// Returns the whole checklist.
pub fn text(diagnosis: &Diagnosis, paint: Paint) -> String {
    let mut out = paragraph(&diagnosis.case.headline(), "", paint, Ink::Title);
    if let Some(meaning) = diagnosis.case.meaning() {
        out.push_str(&paragraph(&meaning, "  ", paint, Ink::Plain));
    }
    out.push_str(&paragraph(&diagnosis.at(), "  ", paint, Ink::Faint));
    for topic in Topic::ALL {
        let items = of(topic, diagnosis);
        if items.is_empty() {
            continue;
        }
        out.push_str(&format!("\n{}\n", paint.ink(Ink::Title, topic.title())));
        for item in items {
            out.push_str(&line(item, paint));
        }
    }
    if !diagnosis.next.is_empty() {
        out.push_str(&format!(
            "\n{}\n",
            paint.ink(Ink::Title, &diagnosis.heading())
        ));
        for step in &diagnosis.next {
            out.push_str(&do_this(step, "  "));
        }
    }
    out
}

/// Returns an item with all that belongs to it.
pub fn line(item: &Item, paint: Paint) -> String {
    let ink = match item.mark {
        Mark::Good => Ink::Added,
        Mark::Doubtful => Ink::Changed,
        Mark::Wrong => Ink::Dropped,
    };
    let mark = format!("{} {:6}", sign(item.mark), word(item.mark));
    let mut lines = words::wrapped(&item.says, WIDTH - INDENT.len());
    let last = lines.last_mut();
    if let (Some(place), Some(last)) = (&item.place, last) {
        let room = WIDTH - INDENT.len() - last.chars().count();
        let gap = if room > place.chars().count() + 2 {
            "  ".into()
        } else {
            format!("\n{INDENT}")
        };
        last.push_str(&format!("{gap}{}", paint.ink(Ink::Faint, place)));
    }
    let mut out = format!(
        "  {} {}\n",
        paint.ink(ink, &mark),
        lines.join(&format!("\n{INDENT}"))
    );
    for evidence in &item.because {
        out.push_str(&paragraph(evidence, INDENT, paint, Ink::Plain));
    }
    for step in &item.then {
        out.push_str(&do_this(step, INDENT));
    }
    out
}

/// Returns what to do; it is not wrapped, for it is copied.
fn do_this(step: &Step, indent: &str) -> String {
    match step {
        Step::Command(command) => format!("{indent}{command}\n"),
        Step::Sql { by, sql } => {
            let by = by.as_ref().map(|role| format!("{indent}as {role}:\n"));
            let sql: Vec<String> = sql.lines().map(|l| format!("{indent}  {l}\n")).collect();
            by.unwrap_or_default() + &sql.concat()
        }
    }
}

fn paragraph(text: &str, indent: &str, paint: Paint, ink: Ink) -> String {
    let lines = words::wrapped(text, WIDTH - indent.len());
    let lines = lines
        .iter()
        .map(|l| format!("{indent}{}\n", paint.ink(ink, l)));
    lines.collect()
}
