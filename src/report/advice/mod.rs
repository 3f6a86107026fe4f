//! Advice for people: the findings by file, each with its rule and what to write.

pub mod json;
pub mod page;

use super::annotation::{Annotation, At, Level, sarif};
use super::paint::{Ink, Paint};
use crate::kind::words;
use crate::lint::{Advice, Finding, RULES, Rule};
use crate::model::Files;

/// How wide the text is.
const WIDTH: usize = 80;

/// Returns where a finding stands, if that is in a file.
fn at(finding: &Finding, files: &Files) -> Option<At> {
    finding.place.as_ref().map(|place| At::of(place, files))
}

/// Returns the findings as annotations.
pub fn annotations(advice: &Advice, files: &Files) -> Vec<Annotation> {
    let annotation = |finding: &Finding| Annotation {
        at: at(finding, files),
        help: finding.write.clone(),
        ..Annotation::of(
            Level::Warning,
            finding.rule,
            &finding.about,
            &format!("{}. {}", finding.says, finding.because),
        )
    };
    advice.findings.iter().map(annotation).collect()
}

/// Returns the rules, for SARIF.
pub fn rules() -> Vec<sarif::Rule> {
    let rule = |rule: &&Rule| sarif::Rule {
        name: rule.name,
        finds: rule.finds.to_string(),
        why: rule.why.to_string(),
        help: page::page(rule),
        uri: Some(page::manual(rule)),
    };
    RULES.iter().map(rule).collect()
}

/// Returns the findings as a list that is grouped by file, with their number.
pub fn text(advice: &Advice, files: &Files, paint: Paint) -> String {
    let mut out = String::new();
    let mut before = None;
    for finding in &advice.findings {
        let at = at(finding, files);
        let file = at.as_ref().map(|at| at.file.clone());
        if before.as_ref() != Some(&file) {
            let gap = if before.is_some() { "\n" } else { "" };
            let title = paint.ink(Ink::Title, file.as_deref().unwrap_or("elsewhere"));
            out.push_str(&format!("{gap}{title}\n"));
            before = Some(file);
        }
        out.push_str(&one(finding, at.map(|at| at.line), paint));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out + &closing(advice, files)
}

fn one(finding: &Finding, line: Option<usize>, paint: Paint) -> String {
    let number = line.map(|n| n.to_string()).unwrap_or_default();
    let mut out = lines(&finding.says, &format!("{number:>5}  "), paint, Ink::Plain);
    let because = format!("{}: {}", finding.rule, finding.because);
    out.push_str(&lines(&because, "       ", paint, Ink::Faint));
    for line in finding.write.iter().flat_map(|sql| sql.lines()) {
        out.push_str(&format!("         {line}\n"));
    }
    out
}

/// Breaks a text into lines: the first behind `head`, the others as far to the right.
fn lines(text: &str, head: &str, paint: Paint, ink: Ink) -> String {
    let mut out = String::new();
    for (n, line) in words::wrapped(text, WIDTH - head.len()).iter().enumerate() {
        let head = match n {
            0 => head.to_string(),
            _ => " ".repeat(head.len()),
        };
        out.push_str(&format!("{head}{}\n", paint.ink(ink, line)));
    }
    out
}

/// Says how many findings there are, and what says more.
fn closing(advice: &Advice, files: &Files) -> String {
    let silenced = match advice.silenced {
        0 => String::new(),
        n => format!("; the files silence {}", words::count(n, "finding")),
    };
    let count = |n| words::count(n, "finding");
    match &advice.findings[..] {
        [] => {
            let looked = words::count(RULES.len(), "rule");
            let read = words::count(files.texts().count(), "file");
            format!("no finding: {looked} looked at {read}{silenced}.\n")
        }
        [first, ..] => {
            let more = format!("trueup lint --explain {}", first.rule);
            format!(
                "{}{silenced}. What a rule is for: {more}\n",
                count(advice.findings.len())
            )
        }
    }
}
