//! Annotations as SARIF 2.1.0, which code scanning of GitHub and others read.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use serde_json::{Value, json};

use super::{Annotation, At, Level};

/// A rule, as its page describes it.
#[derive(Debug)]
pub struct Rule {
    /// Its name.
    pub name: &'static str,
    /// What it finds, in one line.
    pub finds: String,
    /// Why that matters.
    pub why: String,
    /// Its page, in Markdown.
    pub help: String,
    /// The address of what says more.
    pub uri: Option<String>,
}

/// One run of the program: which command it was, and what came of it.
#[derive(Debug)]
pub struct Run<'r> {
    /// The command, so that the results of one do not replace those of another.
    pub of: &'r str,
    /// The rules that it knows.
    pub rules: Vec<Rule>,
    /// What was found.
    pub annotations: &'r [Annotation],
    /// The file to name where an annotation has no place: readers want one for each.
    pub file: Option<&'r str>,
}

/// Returns the run as one SARIF log.
pub fn sarif(run: &Run) -> String {
    let results = run.annotations.iter().map(|a| result(a, run.file));
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": run.rules.iter().map(rule).collect::<Vec<Value>>(),
            } },
            "automationDetails": { "id": format!("trueup-{}/", run.of) },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<Value>>(),
        }],
    });
    format!("{log:#}\n")
}

fn rule(rule: &Rule) -> Value {
    let mut out = json!({
        "id": rule.name,
        "shortDescription": { "text": rule.finds },
        "fullDescription": { "text": rule.why },
        "help": { "text": rule.help, "markdown": rule.help },
    });
    if let Some(uri) = &rule.uri {
        out["helpUri"] = json!(uri);
    }
    out
}

fn result(annotation: &Annotation, file: Option<&str>) -> Value {
    let level = match annotation.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    let mut location = json!({});
    if let Some(place) = physical(annotation.at.as_ref(), file) {
        location["physicalLocation"] = place;
    }
    if let Some(about) = &annotation.about {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": about }]);
    }
    let known = location.as_object().is_some_and(|keys| !keys.is_empty());
    json!({
        "ruleId": annotation.rule,
        "level": level,
        "message": { "text": annotation.text() },
        "locations": known.then_some(location).into_iter().collect::<Vec<Value>>(),
    })
}

fn physical(at: Option<&At>, file: Option<&str>) -> Option<Value> {
    let artifact = |file: &str| json!({ "uri": uri(file) });
    match at {
        Some(at) => Some(json!({
            "artifactLocation": artifact(&at.file),
            "region": {
                "startLine": at.line,
                "startColumn": at.column,
                "endLine": at.end_line,
                // The column behind the last character.
                "endColumn": at.end_column + 1,
            },
        })),
        None => file.map(|file| json!({ "artifactLocation": artifact(file) })),
    }
}

/// Returns the path of a file as a part of a URI.
fn uri(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/._-~".contains(&b);
    let sign = |b: u8| match plain(b) {
        true => char::from(b).to_string(),
        false => format!("%{b:02X}"),
    };
    path.trim_start_matches("./").bytes().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_part_of_a_uri() {
        assert_eq!(uri("./my schema/é.sql"), "my%20schema/%C3%A9.sql");
    }
}
