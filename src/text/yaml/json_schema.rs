//! The JSON Schema of a YAML file, for editors: made from the same lists of keys as the reader and its messages.

use serde_json::{Map, Number, Value, json};

use super::node::Value as Is;
use super::shape::{Keys, Shape, chosen};
use super::{Entry, Node, Scalar, read};
use crate::diagnostic::Problems;

/// How many examples a key has at most, and how long one may be.
const EXAMPLES: (usize, usize) = (2, 300);

/// Returns the schema of a whole file with these keys, illustrated by examples of such files.
pub fn json_schema(title: &str, keys: &Keys, examples: &[Node]) -> Value {
    let mut definitions = Map::new();
    define(keys, &mut definitions);
    for example in examples {
        illustrate(keys, example, &mut definitions);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "$ref": reference(keys),
        "$defs": definitions,
    })
}

/// Returns what the YAML blocks of a page hold; one that is only a part of a file is left out.
pub fn examples(page: &str) -> Vec<Node> {
    let blocks = page.split("```yaml\n").skip(1);
    let blocks = blocks.map(|b| b.split("```").next().unwrap_or_default());
    blocks.filter_map(example).collect()
}

/// Returns what a text holds, if it is YAML.
pub fn example(text: &str) -> Option<Node> {
    read(0, text, &mut Problems::default())
}

/// Adds the schema of a mapping, and those of the mappings below it.
fn define(keys: &Keys, definitions: &mut Map<String, Value>) {
    if definitions.contains_key(&name(keys)) {
        return;
    }
    definitions.insert(name(keys), Value::Null);
    let mut properties = Map::new();
    for key in keys.keys {
        let mut schema = of(&key.shape, definitions);
        schema["description"] = key.doc.into();
        properties.insert(key.name.to_string(), schema);
    }
    let schema = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    definitions.insert(name(keys), schema);
}

fn of(shape: &Shape, definitions: &mut Map<String, Value>) -> Value {
    match shape {
        Shape::Sql | Shape::Text => json!({ "type": ["string", "number", "boolean"] }),
        Shape::Name => json!({ "type": ["string", "number"] }),
        Shape::Truth => json!({ "type": "boolean" }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Words(words) => json!({ "enum": words }),
        Shape::Value => json!({}),
        Shape::Nothing => json!({ "type": "null" }),
        Shape::List(item) => json!({ "type": "array", "items": of(item, definitions) }),
        Shape::Named(value) => {
            json!({ "type": "object", "additionalProperties": of(value, definitions) })
        }
        Shape::Keys(keys) => {
            define(keys, definitions);
            json!({ "$ref": reference(keys) })
        }
        Shape::Any(shapes) => {
            let all: Vec<Value> = shapes.iter().map(|s| of(s, definitions)).collect();
            json!({ "anyOf": all })
        }
    }
}

/// Adds what stands under the keys of an example to the schemas of these keys, if the mapping has all of them.
fn illustrate(keys: &Keys, example: &Node, definitions: &mut Map<String, Value>) {
    let entries = example.entries().unwrap_or_default();
    let of = |entry: &Entry| keys.keys.iter().find(|key| key.name == entry.name());
    let known = |entry: &Entry| of(entry).is_some() || entry.name().starts_with("x-");
    if !entries.iter().all(known) {
        return;
    }
    for (key, entry) in entries.iter().filter_map(|e| Some((of(e)?, e))) {
        let schema = &mut definitions[&name(keys)]["properties"][key.name];
        add_example(schema, &key.shape, &entry.value);
        illustrate_within(&key.shape, &entry.value, definitions);
    }
}

fn illustrate_within(shape: &Shape, node: &Node, definitions: &mut Map<String, Value>) {
    match (shape, node.value()) {
        (Shape::Keys(keys), _) => illustrate(keys, node, definitions),
        (Shape::Named(of), Is::Map(entries)) => entries
            .iter()
            .for_each(|e| illustrate_within(of, &e.value, definitions)),
        (Shape::List(of), Is::List(items)) => items
            .iter()
            .for_each(|item| illustrate_within(of, item, definitions)),
        (Shape::Any(shapes), _) => {
            if let Some(shape) = chosen(shapes, node) {
                illustrate_within(shape, node, definitions);
            }
        }
        (_, _) => {}
    }
}

fn add_example(schema: &mut Value, shape: &Shape, node: &Node) {
    let Some(value) = brief(shape, node).filter(|v| !v.is_null()) else {
        return;
    };
    match schema["examples"].as_array_mut() {
        None => schema["examples"] = json!([value]),
        Some(list) if list.len() < EXAMPLES.0 && !list.contains(&value) => list.push(value),
        Some(_) => {}
    }
}

/// Returns the value of a node; of names and lists that are too long, the first one that is not.
fn brief(shape: &Shape, node: &Node) -> Option<Value> {
    let fits = |value: &Value| value.to_string().len() <= EXAMPLES.1;
    let whole = value(node);
    if fits(&whole) {
        return Some(whole);
    }
    match (shape, node.value()) {
        (Shape::Any(shapes), _) => brief(chosen(shapes, node)?, node),
        (Shape::Named(_), Is::Map(entries)) => entries
            .iter()
            .map(|e| json!({ e.name(): value(&e.value) }))
            .find(fits),
        (Shape::List(_), Is::List(items)) => {
            items.iter().map(|item| json!([value(item)])).find(fits)
        }
        (_, _) => None,
    }
}

/// Returns what a node holds, as JSON.
fn value(node: &Node) -> Value {
    match node.value() {
        Is::Map(entries) => entries
            .iter()
            .map(|e| (e.name().to_string(), value(&e.value)))
            .collect::<Map<_, _>>()
            .into(),
        Is::List(items) => items.iter().map(value).collect(),
        Is::Scalar(scalar) => plain(scalar).unwrap_or_else(|| scalar.text.as_str().into()),
    }
}

/// Returns what a scalar is besides a text.
fn plain(scalar: &Scalar) -> Option<Value> {
    if scalar.is_null() {
        return Some(Value::Null);
    }
    let number = || serde_json::from_str::<Number>(&scalar.text).ok();
    let number = scalar.plain.then(number).flatten().map(Value::Number);
    scalar.truth().map(Value::Bool).or(number)
}

fn reference(keys: &Keys) -> String {
    format!("#/$defs/{}", name(keys))
}

/// Returns the name of a mapping's schema: what it describes, without the article.
pub fn name(keys: &Keys) -> String {
    let what = keys.what.trim_start_matches("an ").trim_start_matches("a ");
    what.replace('`', "").replace(' ', "-")
}

/// Returns the keys of a schema that have no description or no example.
#[cfg(test)]
pub fn bare(schema: &Value) -> Vec<String> {
    let mut bare = Vec::new();
    for (name, mapping) in schema["$defs"].as_object().expect("it has mappings") {
        for (key, said) in mapping["properties"].as_object().expect("they have keys") {
            let described = said["description"].as_str().is_some_and(|d| !d.is_empty());
            if !described || said["examples"].as_array().is_none_or(Vec::is_empty) {
                bare.push(format!("{name}: {key}"));
            }
        }
    }
    bare
}
