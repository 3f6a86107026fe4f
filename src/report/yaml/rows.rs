//! The rows of tables, each on a line of its own.
//!
//! What prints YAML gives each value of a mapping a line and numbers a form of its own. So a row is worded here, goes through the printer as a
//! text that it leaves alone, and is unfolded behind it.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value as Json;
use serde_yaml::{Mapping, Value};

use super::Writing;
use super::map::{one_or_many, put, put_true, text};
use crate::desired::yaml::is_number;
use crate::kinds::rows::Value as Constant;
use crate::model::Id;
use crate::report::dump::beside::Listed;
use crate::text::quote;

/// What a folded row stands between: characters that no text in use has.
const MARKS: (&str, &str) = ("\u{e0f0}", "\u{e0f1}");
/// Plain scalars that are no texts, in some version of YAML.
const WORDS: &[&str] = &["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

impl Writing<'_> {
    /// Adds the rows of a table that are written by keys.
    pub fn rows(&mut self, table: &Id, map: &mut Mapping) {
        if let Some(listed) = self.beside.rows.get(table) {
            self.with_rows.insert(table.clone());
            map.extend(keys(listed));
        }
    }

    /// Writes the rows of tables that the file has no keys for.
    pub fn further_rows<P: Ord>(&self, files: &mut BTreeMap<P, Mapping>, place: &dyn Fn(&Id) -> P) {
        for (table, listed) in &self.beside.rows {
            if self.with_rows.contains(table) {
                continue;
            }
            let file = files.entry(place(table)).or_default();
            let all = file
                .entry(text("rows"))
                .or_insert_with(|| Mapping::new().into());
            let all = all.as_mapping_mut().expect("a section is a mapping");
            put(all, &self.short(table.name()), keys(listed).into());
        }
    }
}

fn keys(listed: &Listed) -> Mapping {
    let mut map = Mapping::new();
    let rows = listed.rows.iter().map(|row| folded(&worded(row)));
    put(&mut map, "rows", rows.collect::<Vec<Value>>().into());
    if !listed.key.is_empty() {
        let key = listed.key.iter().map(|column| quote::ident(column));
        put(&mut map, "rows_key", one_or_many(key.collect()));
    }
    put_true(&mut map, "rows_exact", listed.exact);
    map
}

/// Words a row as a mapping on one line.
fn worded(row: &[(String, Constant)]) -> String {
    let cells = row.iter().map(|(column, value)| {
        let value = match value {
            Constant::Null => "null".into(),
            Constant::Text(text) => object(text).unwrap_or_else(|| scalar(text)),
            Constant::Bare(sql) | Constant::Sql(sql) => sql.to_string(),
        };
        format!("{}: {value}", scalar(&quote::ident(column)))
    });
    format!("{{{}}}", cells.collect::<Vec<_>>().join(", "))
}

/// Returns the text of a JSON object as a mapping, if that is read as the same text.
fn object(text: &str) -> Option<String> {
    let json: Json = text
        .starts_with('{')
        .then(|| serde_json::from_str(text).ok())??;
    let printed = json.to_string();
    (printed == text).then(|| flow(&json))?
}

fn flow(json: &Json) -> Option<String> {
    Some(match json {
        Json::Null => "null".into(),
        Json::Bool(truth) => truth.to_string(),
        Json::Number(number) => Some(number.to_string()).filter(|text| is_number(text))?,
        Json::String(text) => scalar(text),
        Json::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(flow).collect();
            format!("[{}]", items?.join(", "))
        }
        Json::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| Some(format!("{}: {}", scalar(key), flow(value)?)));
            let entries: Option<Vec<String>> = entries.collect();
            format!("{{{}}}", entries?.join(", "))
        }
    })
}

/// Words a text within `{…}`: plain where nothing in it could mean anything else.
fn scalar(text: &str) -> String {
    let begins = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '@' | ' ');
    let is_word = WORDS.contains(&text.to_lowercase().as_str());
    match begins && text.chars().all(inner) && !text.ends_with(' ') && !is_word {
        true => text.to_string(),
        false => Json::from(text).to_string(),
    }
}

fn folded(row: &str) -> Value {
    text(format!("{}{}{}", MARKS.0, STANDARD.encode(row), MARKS.1))
}

/// Unfolds the rows of a file.
pub fn unfolded(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let Some((before, rest)) = line.split_once(MARKS.0) else {
            return line.to_string();
        };
        let row = rest.split_once(MARKS.1).and_then(|(row, rest)| {
            let row = String::from_utf8(STANDARD.decode(row).ok()?).ok()?;
            Some(format!("{before}{row}{rest}"))
        });
        row.unwrap_or_else(|| line.to_string())
    });
    lines.collect()
}
