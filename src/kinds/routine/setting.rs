//! The settings that hold while a routine runs: its SET clauses, and `pg_proc.proconfig`.

use sqlparser::tokenizer::Token;

use crate::diagnostic::Result;
use crate::model::split_name;
use crate::text::quote;
use crate::text::sql::Reader;

/// Settings by their names in lower case, in the order in which they were set, which does not count.
#[derive(Debug, Clone, Default)]
pub struct Settings(Vec<(String, Value)>);

impl PartialEq for Settings {
    fn eq(&self, other: &Settings) -> bool {
        self.0.len() == other.0.len() && self.iter().all(|(n, v)| other.get(n) == Some(v))
    }
}

impl Settings {
    /// Returns the value of a setting.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|s| s.0 == name).map(|s| &s.1)
    }

    /// Walks the settings.
    pub fn iter(&self) -> impl Iterator<Item = &(String, Value)> {
        self.0.iter()
    }

    fn put(&mut self, name: String, value: Value) {
        match self.0.iter_mut().find(|s| s.0 == name) {
            Some(found) => found.1 = value,
            None => self.0.push((name, value)),
        }
    }

    fn remove(&mut self, name: &str) {
        self.0.retain(|s| s.0 != name);
    }

    /// Reads `pg_proc.proconfig`.
    pub fn from_catalog(config: &[String]) -> Settings {
        Settings(
            config
                .iter()
                .filter_map(|c| element_of_catalog(c))
                .collect(),
        )
    }
}

/// The value of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// Names, for a setting that is a list of them.
    Names(Vec<String>),
}

/// The settings whose elements the server quotes as names (`GUC_LIST_QUOTE`).
const OF_NAMES: &[&str] = &[
    "local_preload_libraries",
    "search_path",
    "session_preload_libraries",
    "shared_preload_libraries",
    "temp_tablespaces",
    "unix_socket_directories",
];

/// Settings with words of their own: those words, and the setting's name.
const SPELT_OUT: &[(&str, &str)] = &[
    ("time zone", "timezone"),
    ("names", "client_encoding"),
    ("schema", "search_path"),
    ("role", "role"),
    ("session authorization", "session_authorization"),
    ("xml option", "xmloption"),
];

/// Reads what follows SET, and returns the name of the setting.
pub fn set(reader: &mut Reader, settings: &mut Settings) -> Result<String> {
    let spelt = SPELT_OUT.iter().find(|(words, _)| is_spelt(reader, words));
    let place = reader.here();
    let name = match spelt {
        Some((words, name)) => {
            reader.expect(words)?;
            name.to_string()
        }
        None => name(reader)?,
    };
    if reader.at("from current") {
        let message = "SET … FROM CURRENT takes over what is set when it runs, which no file says";
        let problem = reader.error_at("unsupported", message, place);
        return Err(Box::new(
            problem.help(format!("write the value: `set {name} to …`")),
        ));
    }
    if spelt.is_none() && !reader.accept("to") {
        reader.expect_sign(&Token::Eq)?;
    }
    if reader.accept("default") || (name == "timezone" && reader.accept("local")) {
        settings.remove(&name);
        return Ok(name);
    }
    let values = values(reader, spelt.is_none())?;
    let value = of(&name, values);
    settings.put(name.clone(), value);
    Ok(name)
}

fn is_spelt(reader: &Reader, words: &str) -> bool {
    let next = words.split(' ').count();
    let assigns =
        reader.peek_nth(next) == &Token::Eq || reader.word_at(next).as_deref() == Some("to");
    reader.at(words) && !assigns
}

/// Reads what follows RESET.
pub fn reset(reader: &mut Reader, settings: &mut Settings) -> Result<()> {
    match reset_name(reader)? {
        Some(name) => settings.remove(&name),
        None => *settings = Settings::default(),
    }
    Ok(())
}

/// Reads the name behind RESET; nothing is for all settings.
pub fn reset_name(reader: &mut Reader) -> Result<Option<String>> {
    if reader.accept("all") {
        return Ok(None);
    }
    let spelt = SPELT_OUT
        .iter()
        .find(|(words, _)| words.contains(' ') && reader.accept(words));
    match spelt {
        Some((_, name)) => Ok(Some(name.to_string())),
        None => name(reader).map(Some),
    }
}

/// Reads the name of a setting, in lower case since its case does not matter.
fn name(reader: &mut Reader) -> Result<String> {
    let name = reader.name()?;
    Ok(name.parts.join(".").to_ascii_lowercase())
}

fn values(reader: &mut Reader, several: bool) -> Result<Vec<String>> {
    let mut out = Vec::new();
    loop {
        out.push(value(reader)?);
        if !several || !reader.comma() {
            return Ok(out);
        }
    }
}

fn value(reader: &mut Reader) -> Result<String> {
    match reader.peek() {
        Token::Number(..) | Token::Minus | Token::Plus => reader.number(),
        Token::Word(w) if w.quote_style.is_none() && w.value.eq_ignore_ascii_case("interval") => {
            let message = "a time zone is written as a name or a number here, not as an INTERVAL";
            Err(reader.error_at("unsupported", message, reader.here()))
        }
        Token::Word(_) => reader.ident(),
        _ => reader.string(),
    }
}

fn of(name: &str, values: Vec<String>) -> Value {
    if OF_NAMES.contains(&name) {
        Value::Names(values)
    } else {
        Value::Text(values.join(", "))
    }
}

/// Reads one element of `pg_proc.proconfig` or `pg_db_role_setting.setconfig`.
pub fn element_of_catalog(element: &str) -> Option<(String, Value)> {
    let (name, value) = element.split_once('=')?;
    let name = name.to_ascii_lowercase();
    let value = if OF_NAMES.contains(&name.as_str()) {
        Value::Names(split_list(value))
    } else {
        Value::Text(value.to_string())
    };
    Some((name, value))
}

/// Splits a list of quoted names at its commas.
fn split_list(text: &str) -> Vec<String> {
    let (mut out, mut start, mut quoted) = (Vec::new(), 0, false);
    for (i, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => {
                out.push(&text[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    out.push(&text[start..]);
    let names = out.into_iter().map(str::trim);
    names.map(|n| split_name(n).join(".")).collect()
}

fn name_words(name: &str) -> String {
    let parts: Vec<String> = name.split('.').map(quote::ident).collect();
    parts.join(".")
}

/// Words the end of a setting.
pub fn reset_words(name: &str) -> String {
    format!("reset {}", name_words(name))
}

/// Words a setting as `set` has it.
pub fn words(name: &str, value: &Value) -> String {
    let name = name_words(name);
    match value {
        Value::Text(text) => format!("set {name} to {}", quote::literal(text)),
        Value::Names(names) => {
            let names: Vec<String> = names.iter().map(|n| element(n)).collect();
            format!("set {name} to {}", names.join(", "))
        }
    }
}

/// Words one of several names: as a name if it is a plain one, else as a string, as the server does it.
fn element(name: &str) -> String {
    if !name.is_empty() && quote::ident(name) == name {
        name.to_string()
    } else {
        quote::literal(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_path_of_the_catalog_is_a_list_of_names() {
        let names =
            |text: &str| element_of_catalog(text).map(|(_, value)| words("search_path", &value));
        assert_eq!(
            names(r#"search_path="""#).as_deref(),
            Some("set search_path to ''")
        );
        assert_eq!(
            names(r#"search_path=public, "$user", "a, b", pg_temp"#).as_deref(),
            Some("set search_path to public, '$user', 'a, b', pg_temp")
        );
    }

    #[test]
    fn any_other_setting_is_a_text_whose_name_has_no_case() {
        assert_eq!(
            element_of_catalog("DateStyle=iso, dmy"),
            Some(("datestyle".into(), Value::Text("iso, dmy".into())))
        );
    }
}
