//! The state of reading one file: its problems and the statements so far.

use std::ops::Range;

use crate::diagnostic::{Problem, Problems};
use crate::model::{FileId, Place};
use crate::text::sql::Script;
use crate::text::yaml::{Entry, Node};

use super::sql::Sql;

/// The state of reading one file.
pub struct Reading<'p> {
    /// The file.
    pub file: FileId,
    /// Its text.
    pub text: &'p str,
    problems: &'p mut Problems,
    definitions: Sql,
    rest: Sql,
}

impl Reading<'_> {
    /// Starts with nothing.
    pub fn new<'p>(file: FileId, text: &'p str, problems: &'p mut Problems) -> Reading<'p> {
        Reading {
            file,
            text,
            problems,
            definitions: Sql::default(),
            rest: Sql::default(),
        }
    }

    /// Notes a problem at some bytes of the file.
    pub fn report(&mut self, problem: Problem, bytes: Range<usize>) {
        let place = Place {
            file: self.file,
            bytes,
        };
        self.problems.push(problem.at(place, ""));
    }

    /// Notes an error at some bytes of the file.
    pub fn error(&mut self, code: &'static str, message: &str, bytes: Range<usize>) {
        self.report(Problem::error(code, message), bytes);
    }

    /// Adds a statement that makes a thing.
    pub fn define(&mut self, statement: Sql) {
        end(&mut self.definitions, statement);
    }

    /// Adds a statement about things that were made.
    pub fn follow(&mut self, statement: Sql) {
        end(&mut self.rest, statement);
    }

    /// Returns all statements: definitions first.
    pub fn finish(self) -> Script {
        let mut all = self.definitions;
        all.append(self.rest);
        let (text, pieces) = all.into_parts();
        Script::pieces(self.file, &text, pieces)
    }
}

fn end(list: &mut Sql, statement: Sql) {
    if !statement.text().is_empty() {
        list.append(statement).end_statement();
    }
}

/// The entries of a mapping, by key. Empty for any other node, which [`super::shape::check`] has reported.
#[derive(Clone, Copy)]
pub struct Fields<'n> {
    entries: &'n [Entry],
    /// Whether a list stands there, of which no more is to be said.
    misplaced: bool,
}

impl<'n> Fields<'n> {
    /// Takes the entries of a node.
    pub fn of(node: &'n Node) -> Fields<'n> {
        Fields {
            entries: node.entries().unwrap_or_default(),
            misplaced: node.items().is_some(),
        }
    }

    /// Returns no entries at all.
    pub fn none() -> Fields<'n> {
        Fields {
            entries: &[],
            misplaced: false,
        }
    }

    /// Returns the entry of a key, if it says anything.
    pub fn get(self, key: &str) -> Option<&'n Entry> {
        self.entries
            .iter()
            .find(|e| e.name() == key && !e.value.is_null())
    }

    /// Returns whether a list stands where keys should, which is reported already.
    pub fn is_misplaced(self) -> bool {
        self.misplaced
    }

    /// Returns the value of a key, if it says anything.
    pub fn value(self, key: &str) -> Option<&'n Node> {
        self.get(key).map(|e| &e.value)
    }

    /// Returns the entry of a key that is true.
    pub fn set(self, key: &str) -> Option<&'n Entry> {
        self.get(key).filter(|e| truth(&e.value) == Some(true))
    }

    /// Returns the one words if a key is true, else the others.
    pub fn choose(self, key: &str, set: &'static str, other: &'static str) -> &'static str {
        if self.set(key).is_some() { set } else { other }
    }

    /// Returns the entry of a key whose value is a word, and the word in lower case.
    pub fn word(self, key: &str) -> Option<(&'n Entry, String)> {
        let entry = self.get(key)?;
        Some((entry, entry.value.scalar()?.text.to_ascii_lowercase()))
    }

    /// Returns the entries under a key that holds names.
    pub fn named(self, key: &str) -> &'n [Entry] {
        self.value(key).and_then(Node::entries).unwrap_or_default()
    }
}

/// Returns true or false, if the node is one of them.
pub fn truth(node: &Node) -> Option<bool> {
    node.scalar().and_then(|s| s.truth())
}

/// Returns the items of a list, or the node alone.
pub fn one_or_many(node: &Node) -> &[Node] {
    node.items().unwrap_or(std::slice::from_ref(node))
}
