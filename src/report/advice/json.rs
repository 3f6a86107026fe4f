//! Advice for programs; the form is described in `docs/json.md` and changes only with its `version`.

use serde::Serialize;

use super::super::json::VERSION;
use super::at;
use crate::lint::{Advice, Finding};
use crate::model::Files;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    well: bool,
    findings: Vec<Entry<'a>>,
    silenced: usize,
}

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'static str,
    about: String,
    says: &'a str,
    because: &'a str,
    write: Option<&'a str>,
    place: Option<Place>,
}

#[derive(Serialize)]
struct Place {
    file: String,
    line: usize,
}

/// Returns the advice as one JSON document.
pub fn json(advice: &Advice, files: &Files) -> String {
    let place = |f: &Finding| {
        at(f, files).map(|at| Place {
            file: at.file,
            line: at.line,
        })
    };
    let findings = advice.findings.iter().map(|f| Entry {
        rule: f.rule,
        about: f.about.to_string(),
        says: &f.says,
        because: &f.because,
        write: f.write.as_deref(),
        place: place(f),
    });
    let document = Document {
        version: VERSION,
        well: advice.findings.is_empty(),
        findings: findings.collect(),
        silenced: advice.silenced,
    };
    let printed = serde_json::to_string_pretty(&document);
    printed.expect("texts and numbers can be printed as JSON") + "\n"
}
