//! Small values of YAML.

use serde_yaml::{Mapping, Value};

/// Returns a text as a value; what YAML would take for something else is quoted when it is printed.
pub fn text(text: impl Into<String>) -> Value {
    Value::String(text.into())
}

/// Returns texts as a list, a single one as itself.
pub fn one_or_many(mut texts: Vec<String>) -> Value {
    match texts.len() {
        1 => text(texts.remove(0)),
        _ => list(texts),
    }
}

/// Returns texts as a list.
pub fn list(texts: Vec<String>) -> Value {
    Value::Sequence(texts.into_iter().map(Value::String).collect())
}

/// Puts a value under a key.
pub fn put(map: &mut Mapping, key: &str, value: Value) {
    map.insert(text(key), value);
}

/// Puts a text under a key, if there is one.
pub fn put_text(map: &mut Mapping, key: &str, value: Option<impl Into<String>>) {
    if let Some(value) = value {
        put(map, key, text(value));
    }
}

/// Puts `true` under a key, if it is.
pub fn put_true(map: &mut Mapping, key: &str, value: bool) {
    if value {
        put(map, key, Value::Bool(true));
    }
}

/// Puts a mapping under a key, if anything is in it.
pub fn put_map(map: &mut Mapping, key: &str, value: Mapping) {
    if !value.is_empty() {
        put(map, key, Value::Mapping(value));
    }
}
