//! Advice for programs; the form is described in `docs/json.md` and changes only with its `version`.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::super::json::{VERSION, print, published};
use super::at;
use crate::lint::{Advice, Finding};
use crate::model::Files;

/// What is unsafe or slow in the files.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Advice")]
struct Document<'a> {
    /// The version of this form: within a version keys are only ever added.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// Whether nothing was found.
    well: bool,
    /// What was found, in the order of the files.
    findings: Vec<Entry<'a>>,
    /// How many findings the files silence.
    silenced: usize,
}

/// What was found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
struct Entry<'a> {
    /// The name of the rule.
    rule: &'static str,
    /// The address (`kind:name`) of what it is about.
    about: String,
    /// What was found.
    says: &'a str,
    /// What that means.
    because: &'a str,
    /// The statements to write, or null; `…` stands for what only you know.
    write: Option<&'a str>,
    /// Where the definition stands, or null.
    place: Option<Place>,
}

/// A place in a file.
#[derive(Serialize, JsonSchema)]
struct Place {
    /// The file.
    file: String,
    /// The line, from one.
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
    print(&Document {
        version: VERSION,
        well: advice.findings.is_empty(),
        findings: findings.collect(),
        silenced: advice.silenced,
    })
}

/// Returns the JSON Schema of the form.
pub fn schema() -> Value {
    published::<Document>("lint", "What trueup lint found")
}
