//! The lists of keys against the reference, and against the file that a server loads.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::reading::Reading;
use super::super::shape::{Keys, Shape, chosen};
use super::*;
use crate::desired::yaml::{DOCUMENT, json_schema};
use crate::text::yaml::{self, Entry, Node, Value};

type Known = BTreeSet<(&'static str, &'static str)>;

/// What needs a compiled library, an extension that is not at hand, or a newer server.
const UNLOADED: [(&str, &str); 7] = [
    ("a collation", "rules"),
    ("a function", "library"),
    ("a function", "transform"),
    ("a procedure", "library"),
    ("a procedure", "symbol"),
    ("a procedure", "transform"),
    ("a range type", "canonical"),
];

fn all(shape: &Shape, out: &mut BTreeMap<&'static str, Vec<&'static str>>) {
    match shape {
        Shape::Any(shapes) => shapes.iter().for_each(|s| all(s, out)),
        Shape::List(shape) | Shape::Named(shape) => all(shape, out),
        Shape::Keys(keys) => {
            let names: Vec<_> = keys.keys.iter().map(|k| k.name).collect();
            match out.insert(keys.what, names.clone()) {
                Some(known) => assert_eq!(known, names, "{} has two lists of keys", keys.what),
                None => keys.keys.iter().for_each(|k| all(&k.shape, out)),
            }
        }
        Shape::Sql | Shape::Text | Shape::Name | Shape::Truth => {}
        Shape::Number | Shape::Words(_) | Shape::Nothing | Shape::Value => {}
    }
}

fn used(node: &Node, shape: &Shape, out: &mut Known) {
    match (shape, node.value()) {
        (Shape::Any(shapes), _) => {
            if let Some(shape) = chosen(shapes, node) {
                used(node, shape, out);
            }
        }
        (Shape::List(shape), Value::List(items)) => items.iter().for_each(|i| used(i, shape, out)),
        (Shape::Named(shape), Value::Map(entries)) => {
            entries.iter().for_each(|e| used(&e.value, shape, out));
        }
        (Shape::Keys(keys), Value::Map(entries)) => {
            for entry in entries {
                if let Some(key) = keys.keys.iter().find(|k| k.name == entry.name()) {
                    out.insert((keys.what, key.name));
                    used(&entry.value, &key.shape, out);
                }
            }
        }
        _ => {}
    }
}

fn known(keys: &'static Keys) -> Known {
    let mut lists = BTreeMap::new();
    all(&Shape::Keys(keys), &mut lists);
    let pairs = |(what, names): (_, Vec<_>)| names.into_iter().map(move |n| (what, n));
    lists.into_iter().flat_map(pairs).collect()
}

#[test]
fn every_example_of_the_reference_is_read() {
    for example in examples() {
        assert!(!sql(example).is_empty());
    }
}

#[test]
fn every_key_of_the_json_schema_is_described_and_has_an_example() {
    assert_eq!(yaml::bare(&json_schema()), [""; 0]);
}

#[test]
fn every_key_is_in_the_reference() {
    let page = include_str!("../../../../docs/yaml.md");
    let missing: Vec<_> = known(&DOCUMENT)
        .into_iter()
        .filter(|(_, key)| {
            !page.contains(&format!("`{key}`")) && !page.contains(&format!("{key}:"))
        })
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_key_is_in_the_file_that_a_server_loads() {
    let file = include_str!("../everything.yaml");
    let root = yaml::read(0, file, &mut Problems::default()).expect("it is YAML");
    let mut seen = Known::from(UNLOADED);
    used(&root, &Shape::Keys(&DOCUMENT), &mut seen);
    let missing: Vec<_> = known(&DOCUMENT).difference(&seen).copied().collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Keys that the file also has with the value that holds without them.
const DEFAULTS: [&str; 3] = ["enabled", "for_each", "stored"];

#[test]
fn no_key_is_without_effect() {
    let file = include_str!("../everything.yaml");
    let root = yaml::read(0, file, &mut Problems::default()).expect("it is YAML");
    let mut idle = Vec::new();
    let groups = root.entries().expect("it is a mapping").iter();
    for group in groups.filter(|e| !e.name().starts_with("x-")) {
        let group = Node::new(root.bytes(), Value::Map(vec![group.clone()]));
        let whole = document(&group);
        let mut keys = Vec::new();
        keys_below(&group, &mut keys);
        for (name, bytes) in keys {
            if !DEFAULTS.contains(&name.as_str()) && document(&without(&group, &bytes)) == whole {
                idle.push(name);
            }
        }
    }
    assert!(idle.is_empty(), "{idle:?}");
}

/// Returns the SQL of a document, and how many directives and problems it has.
fn document(root: &Node) -> (String, usize, usize) {
    let mut problems = Problems::default();
    let mut reading = Reading::new(0, "", &mut problems);
    reading.document(root);
    let (script, directives) = reading.finish();
    let text = script.text().to_string();
    (text, directives.len(), problems.iter().count())
}

fn keys_below(node: &Node, out: &mut Vec<(String, Range<usize>)>) {
    for entry in node.entries().unwrap_or_default() {
        out.push((entry.name().to_string(), entry.key.bytes()));
        keys_below(&entry.value, out);
    }
    node.items()
        .unwrap_or_default()
        .iter()
        .for_each(|n| keys_below(n, out));
}

/// Returns a node without the entry whose key has these bytes.
fn without(node: &Node, key: &Range<usize>) -> Node {
    let value = match node.value() {
        Value::Scalar(scalar) => Value::Scalar(scalar.clone()),
        Value::List(items) => Value::List(items.iter().map(|n| without(n, key)).collect()),
        Value::Map(entries) => {
            let rest = entries.iter().filter(|e| e.key.bytes() != *key);
            let rest = rest.map(|e| Entry {
                key: e.key.clone(),
                value: without(&e.value, key),
            });
            Value::Map(rest.collect())
        }
    };
    Node::new(node.bytes(), value)
}
