//! The JSON Schema of the YAML takes every file that trueup takes, as an editor would see it, and no key or sort that it does not.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use trueup::convert::convert;
use trueup::desired::Scripts;
use trueup::desired::files::{self, Syntax};

use super::ajv;

/// Where files of YAML are that describe a desired state.
const FOLDERS: &[&str] = &[
    "schema",
    "examples/review",
    "examples/supabase",
    "tests/cases",
    "src/desired/yaml",
];

fn read(text: &str) -> Value {
    // The reader of YAML 1.1 wants a blank where 1.2 does without.
    let text = text.replace(":}", ": }");
    let mut yaml: serde_yaml::Value = serde_yaml::from_str(&text).expect("it is YAML");
    yaml.apply_merge().expect("its merge keys are mappings");
    serde_json::to_value(yaml).expect("its keys are texts")
}

/// Returns the files of a desired state below some folders, with their names.
fn paths(ending: &str) -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let all = FOLDERS.iter().flat_map(|folder| {
        let found = files::within(&root.join(folder));
        found.expect("the folder can be read")
    });
    let wanted = all.filter(|path| path.extension().is_some_and(|e| e == ending));
    let named = wanted.map(|path| {
        let name = path.strip_prefix(root).expect("it is below");
        (name.display().to_string(), path.clone())
    });
    named.collect()
}

fn complaints(documents: &[(String, Value)]) -> Option<Vec<String>> {
    ajv::complaints(&trueup::desired::yaml::json_schema(), documents)
}

#[test]
fn every_file_of_the_project_fits_the_schema() {
    let mut documents = Vec::new();
    for (name, path) in paths("yaml") {
        let text = fs::read_to_string(path).expect("the file can be read");
        documents.push((name, read(&text)));
    }
    assert!(documents.len() > 10, "{} files", documents.len());
    if let Some(said) = complaints(&documents) {
        assert_eq!(said, [""; 0]);
    }
}

#[test]
fn what_convert_writes_of_the_cases_fits_the_schema() {
    let mut documents = Vec::new();
    // One in four, for the time it takes.
    for (name, path) in paths("sql").into_iter().step_by(4) {
        let (texts, syntaxes) = files::read(&[path]).expect("the file can be read");
        // What cannot be read without a server is left to the tests that have one.
        let Ok(converted) = convert(&Scripts::parse(texts, &syntaxes), Syntax::Yaml) else {
            continue;
        };
        if !converted.text.is_empty() {
            documents.push((name, read(&converted.text)));
        }
    }
    assert!(documents.len() > 100, "{} files", documents.len());
    if let Some(said) = complaints(&documents) {
        assert_eq!(said, [""; 0]);
    }
}

/// Returns a schema with a property for each key of another, and documents with the examples of the keys under these.
fn keys_alone(mut schema: Value) -> (Value, Vec<(String, Value)>) {
    let (mut properties, mut documents) = (serde_json::Map::new(), Vec::new());
    for (name, mapping) in schema["$defs"].as_object().expect("it has mappings") {
        for (key, said) in mapping["properties"].as_object().expect("they have keys") {
            let path = format!("{name}/properties/{key}");
            for example in said["examples"].as_array().expect("it has examples") {
                let document = json!({ path.as_str(): example });
                documents.push((format!("{path} {}", documents.len()), document));
            }
            properties.insert(path.clone(), json!({ "$ref": format!("#/$defs/{path}") }));
        }
    }
    schema["properties"] = properties.into();
    let whole = schema.as_object_mut().expect("it is an object");
    whole.remove("$ref");
    whole.insert("type".into(), "object".into());
    whole.insert("additionalProperties".into(), false.into());
    (schema, documents)
}

#[test]
fn every_example_of_a_key_fits_the_schema_of_the_key() {
    for schema in [
        trueup::desired::yaml::json_schema(),
        trueup::config::json_schema(),
    ] {
        let (schema, documents) = keys_alone(schema);
        assert!(documents.len() > 20, "{} examples", documents.len());
        if let Some(said) = ajv::complaints(&schema, &documents) {
            assert_eq!(said, [""; 0]);
        }
    }
}

#[test]
fn what_trueup_does_not_know_does_not_fit_the_schema() {
    let wrong = [
        ("a key at the top", "tabels: {}"),
        ("a key of a table", "tables: {t: {colums: {a: int}}}"),
        (
            "a key of a column",
            "tables: {t: {columns: {a: {typ: int}}}}",
        ),
        ("a list of tables", "tables: [t]"),
        ("a table that is a number", "tables: {t: 1}"),
        ("a truth that is a text", "tables: {t: {unlogged: \"no\"}}"),
        (
            "a mapping for a type",
            "tables: {t: {columns: {a: {type: {}}}}}",
        ),
    ];
    let documents = wrong.map(|(name, text)| (name.to_string(), read(text)));
    let Some(said) = complaints(&documents) else {
        return;
    };
    for (name, _) in wrong {
        let named = format!("{name}: ");
        assert!(
            said.iter().any(|line| line.starts_with(&named)),
            "{name}: {said:#?}"
        );
    }
}
