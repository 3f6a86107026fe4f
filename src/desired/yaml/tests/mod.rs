//! What YAML becomes, where its problems point, and that every key is known to the reference.

mod faults;
mod keys;
mod places;
mod statements;

use std::sync::Arc;

use super::read;
use crate::diagnostic::Problems;
use crate::text::sql::Script;

fn read_text(text: &str) -> (Option<Script>, Problems) {
    let mut problems = Problems::default();
    let text: Arc<str> = text.into();
    let script = read(0, &text, &mut problems).map(|r| r.0);
    (script, problems)
}

/// Returns the problems as `bytes that they point at: message`.
fn faults(text: &str) -> Vec<String> {
    let (_, problems) = read_text(text);
    let bytes = |p: &crate::diagnostic::Problem| p.place().map_or(0..0, |p| p.bytes.clone());
    problems
        .iter()
        .map(|p| format!("{}: {p}", &text[bytes(p)]))
        .collect()
}

/// Returns the script of a text without problems.
fn script(text: &str) -> Script {
    let found = faults(text);
    assert!(found.is_empty(), "{found:#?} in\n{text}");
    read_text(text).0.expect("it is YAML")
}

/// Returns the SQL of a text without problems, a line for each statement.
fn sql(text: &str) -> Vec<String> {
    let all = script(text).text().to_string();
    let statements = all.trim_end().split(";\n");
    statements
        .map(|s| s.trim_end_matches(';').to_string())
        .collect()
}

/// Returns the examples of the reference.
fn examples() -> impl Iterator<Item = &'static str> {
    let page = include_str!("../../../../docs/yaml.md");
    let blocks = page.split("```yaml\n").skip(1);
    blocks.map(|b| b.split("```").next().unwrap_or_default())
}
