//! The JSON Schema of a YAML file, for editors: made from the same lists of keys as the reader and its messages.

use serde_json::{Map, Value, json};

use super::shape::{Keys, Shape};

/// How many examples a key has at most, and how long one may be.
const EXAMPLES: (usize, usize) = (2, 300);

/// Returns the schema of a whole file with these keys, illustrated by examples of such files.
pub fn json_schema(title: &str, keys: &Keys, examples: &[Value]) -> Value {
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
pub fn examples(page: &str) -> Vec<Value> {
    let blocks = page.split("```yaml\n").skip(1);
    let blocks = blocks.map(|b| b.split("```").next().unwrap_or_default());
    blocks
        .filter_map(|b| serde_yaml::from_str(b).ok())
        .collect()
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
fn illustrate(keys: &Keys, example: &Value, definitions: &mut Map<String, Value>) {
    let Value::Object(example) = example else {
        return;
    };
    let known = |name: &String| keys.keys.iter().any(|key| key.name == name);
    if !example.keys().all(known) {
        return;
    }
    for key in keys.keys {
        if let Some(value) = example.get(key.name) {
            let schema = &mut definitions[&name(keys)]["properties"][key.name];
            add_example(schema, value);
            illustrate_within(&key.shape, value, definitions);
        }
    }
}

fn illustrate_within(shape: &Shape, value: &Value, definitions: &mut Map<String, Value>) {
    match (shape, value) {
        (Shape::Keys(keys), _) => illustrate(keys, value, definitions),
        (Shape::Named(of), Value::Object(all)) => {
            all.values()
                .for_each(|v| illustrate_within(of, v, definitions));
        }
        (Shape::List(of), Value::Array(all)) => {
            all.iter()
                .for_each(|v| illustrate_within(of, v, definitions));
        }
        (Shape::Any(shapes), _) => {
            shapes
                .iter()
                .for_each(|s| illustrate_within(s, value, definitions));
        }
        (_, _) => {}
    }
}

fn add_example(schema: &mut Value, value: &Value) {
    let (most, longest) = EXAMPLES;
    if value.is_null() || value.to_string().len() > longest {
        return;
    }
    let list = schema["examples"].as_array_mut();
    match list {
        None => schema["examples"] = json!([value]),
        Some(list) if list.len() < most && !list.contains(value) => list.push(value.clone()),
        Some(_) => {}
    }
}

fn reference(keys: &Keys) -> String {
    format!("#/$defs/{}", name(keys))
}

/// Returns the name of a mapping's schema: what it describes, without the article.
pub fn name(keys: &Keys) -> String {
    let what = keys.what.trim_start_matches("an ").trim_start_matches("a ");
    what.replace('`', "").replace(' ', "-")
}
