//! What YAML becomes, where its problems point, and that every example of the reference is read.

use std::sync::Arc;

use super::*;
use crate::model::Files;

fn script(text: &str) -> (Option<Script>, Problems, Files) {
    let mut files = Files::default();
    let file = files.add("test.yaml", text);
    let mut problems = Problems::default();
    let text: Arc<str> = text.into();
    (read(file, &text, &mut problems), problems, files)
}

/// Returns the problems as `bytes that they point at: message`.
fn faults(text: &str) -> Vec<String> {
    let (_, problems, _) = script(text);
    problems
        .iter()
        .map(|p| {
            let bytes = p.place().map_or(0..0, |p| p.bytes.clone());
            format!("{}: {p}", &text[bytes])
        })
        .collect()
}

fn sql(text: &str) -> String {
    let found = faults(text);
    assert!(found.is_empty(), "{found:#?}");
    let (script, _, _) = script(text);
    script.expect("it is YAML").text().to_string()
}

fn examples() -> Vec<String> {
    include_str!("../../../docs/yaml.md")
        .split("```yaml\n")
        .skip(1)
        .map(|b| b.split("```").next().unwrap_or_default().to_string())
        .collect()
}

#[test]
fn every_example_of_the_reference_is_read() {
    for example in examples() {
        println!("{}", sql(&example));
    }
}
