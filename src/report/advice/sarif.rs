//! Advice as SARIF 2.1.0, which code scanning of GitHub and others read.

use serde_json::{Value, json};

use super::{at, page};
use crate::lint::{Advice, Finding, RULES, Rule};
use crate::model::Files;

/// Returns the advice as one SARIF log.
pub fn sarif(advice: &Advice, files: &Files) -> String {
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": RULES.iter().map(|r| rule(r)).collect::<Vec<Value>>(),
            } },
            "results": advice.findings.iter().map(|f| result(f, files)).collect::<Vec<Value>>(),
        }],
    });
    format!("{log:#}\n")
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.finds },
        "fullDescription": { "text": rule.why },
        "help": { "text": page::page(rule), "markdown": page::page(rule) },
        "helpUri": page::manual(rule),
    })
}

fn result(finding: &Finding, files: &Files) -> Value {
    let text = match &finding.write {
        Some(sql) => format!("{}. {}\n{sql}", finding.says, finding.because),
        None => format!("{}. {}", finding.says, finding.because),
    };
    let location = at(finding, files).map(|at| {
        json!({ "physicalLocation": {
            "artifactLocation": { "uri": uri(at.file) },
            "region": { "startLine": at.line, "endLine": at.end },
        } })
    });
    json!({
        "ruleId": finding.rule,
        "level": "warning",
        "message": { "text": text },
        "locations": location.into_iter().collect::<Vec<Value>>(),
    })
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
