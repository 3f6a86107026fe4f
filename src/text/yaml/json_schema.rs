//! The JSON Schema of a YAML file, for editors: made from the same lists of keys as the reader and its messages.

use serde_json::{Map, Value, json};

use super::shape::{Keys, Shape};

/// Returns the schema of a whole file with these keys.
pub fn json_schema(title: &str, keys: &Keys) -> Value {
    let mut definitions = Map::new();
    define(keys, &mut definitions);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "$ref": reference(keys),
        "$defs": definitions,
    })
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

fn reference(keys: &Keys) -> String {
    format!("#/$defs/{}", name(keys))
}

/// Returns the name of a mapping's schema: what it describes, without the article.
pub fn name(keys: &Keys) -> String {
    let what = keys.what.trim_start_matches("an ").trim_start_matches("a ");
    what.replace('`', "").replace(' ', "-")
}
