//! A checklist as a document to commit, or to paste into a ticket: what is good is ticked.

use super::super::markup::markdown::{code, fenced, plain};
use super::{of, sentence, sign, word};
use crate::doctor::{Diagnosis, Item, Mark, Step, Topic};

/// Returns the document.
pub fn markdown(diagnosis: &Diagnosis) -> String {
    let mut out = format!(
        "# {}\n\n{}\n",
        plain(&diagnosis.case.headline()),
        plain(&sentence(&diagnosis.at()))
    );
    if let Some(meaning) = diagnosis.case.meaning() {
        out.push_str(&format!("\n{}\n", plain(&meaning)));
    }
    for topic in Topic::ALL {
        let items = of(topic, diagnosis);
        if items.is_empty() {
            continue;
        }
        out.push_str(&format!("\n## {}\n\n", topic.title()));
        for item in items {
            out.push_str(&entry(item));
        }
    }
    if !diagnosis.next.is_empty() {
        out.push_str(&format!("\n## {}\n\n", diagnosis.heading()));
        let steps: Vec<String> = diagnosis.next.iter().map(|s| block(s, "")).collect();
        out.push_str(&steps.concat());
    }
    out
}

fn entry(item: &Item) -> String {
    let tick = if item.mark == Mark::Good { "x" } else { " " };
    let place = item.place.as_ref().map(|p| format!(" ({})", code(p)));
    let mut out = format!(
        "- [{tick}] {} {}: {}{}\n",
        sign(item.mark),
        word(item.mark),
        plain(&item.says),
        place.unwrap_or_default()
    );
    for evidence in &item.because {
        out.push_str(&format!("  - {}\n", plain(evidence)));
    }
    for step in &item.then {
        out.push('\n');
        out.push_str(&block(step, "  "));
    }
    out
}

fn block(step: &Step, indent: &str) -> String {
    let (language, before, text) = match step {
        Step::Command(command) => ("sh", String::new(), command),
        Step::Sql { by, sql } => {
            let by = by
                .as_ref()
                .map(|by| format!("{indent}As {}:\n\n", plain(by)));
            ("sql", by.unwrap_or_default(), sql)
        }
    };
    let block = fenced(language, text);
    let lines = block.lines().map(|l| format!("{indent}{l}\n"));
    before + &lines.collect::<String>()
}
