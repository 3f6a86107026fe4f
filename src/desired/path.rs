//! The statements that set the search path.

use sqlparser::tokenizer::Token;

use crate::text::sql::{Reader, Statement};

/// What a statement does to the search path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It sets these schemas, or the default ones.
    Set(Option<Vec<String>>),
    /// It does so until the transaction ends.
    SetLocally(Option<Vec<String>>),
    /// It ends the transaction.
    Ends,
}

/// What a statement that changes the path, and perhaps more, begins with.
const WORDS: &[&str] = &["set", "reset", "select", "discard", "commit", "end"];

/// The search path while a walk goes over the statements of a file.
#[derive(Debug, Clone)]
pub struct Walked {
    now: Vec<String>,
    before: Option<Vec<String>>,
}

impl Walked {
    /// Starts at the beginning of a file.
    pub fn new() -> Walked {
        Walked {
            now: by_default(),
            before: None,
        }
    }

    /// Follows what a statement does to the path.
    pub fn follow(&mut self, statement: &Statement) {
        if !WORDS.iter().any(|word| statement.begins_with(word)) {
            return;
        }
        match change(&mut Reader::new(statement)) {
            Some(Change::Set(path)) => {
                (self.now, self.before) = (path.unwrap_or_else(by_default), None);
            }
            Some(Change::SetLocally(path)) => {
                let path = path.unwrap_or_else(by_default);
                let before = std::mem::replace(&mut self.now, path);
                self.before.get_or_insert(before);
            }
            Some(Change::Ends) => {
                if let Some(before) = self.before.take() {
                    self.now = before;
                }
            }
            None => {}
        }
    }

    /// Returns the schemas of the path.
    pub fn schemas(&self) -> &[String] {
        &self.now
    }
}

fn by_default() -> Vec<String> {
    vec!["public".into()]
}

/// Reads a statement that changes the search path; the cursor stays if it is another one.
pub fn change(reader: &mut Reader) -> Option<Change> {
    let mark = reader.mark();
    let found = set(reader).or_else(|| {
        reader.rewind(mark);
        set_config(reader)
    });
    if found.is_none() {
        reader.rewind(mark);
    }
    found
}

fn set(reader: &mut Reader) -> Option<Change> {
    if ["commit", "end"].iter().any(|word| reader.at(word)) {
        return Some(Change::Ends);
    }
    let resets = ["reset search_path", "reset all", "discard all"];
    if resets.iter().any(|words| reader.at(words)) {
        return Some(Change::Set(None));
    }
    if !reader.accept("set") {
        return None;
    }
    let change = match reader.accept("local") {
        true => Change::SetLocally,
        false => Change::Set,
    };
    reader.accept("session");
    if !reader.accept("search_path") {
        return None;
    }
    if !reader.accept("to") && !reader.accept_sign(&Token::Eq) {
        return None;
    }
    if reader.accept("default") {
        return Some(change(None));
    }
    let mut schemas = Vec::new();
    loop {
        schemas.push(reader.string().or_else(|_| reader.ident()).ok()?);
        if !reader.comma() {
            break;
        }
    }
    reader.is_done().then_some(change(Some(schemas)))
}

/// Reads `select pg_catalog.set_config('search_path', '…', false)`, as a dump writes it.
fn set_config(reader: &mut Reader) -> Option<Change> {
    if !reader.accept("select") || reader.name().ok()?.last() != "set_config" {
        return None;
    }
    reader.accept_sign(&Token::LParen);
    if reader.string().ok()? != "search_path" || !reader.comma() {
        return None;
    }
    let value = reader.string().ok()?;
    let schemas = value
        .split(',')
        .map(|s| s.trim().trim_matches('"').to_string());
    let schemas = Some(schemas.filter(|s| !s.is_empty()).collect());
    let is_local = reader.comma() && reader.accept("true");
    Some(match is_local {
        true => Change::SetLocally(schemas),
        false => Change::Set(schemas),
    })
}
