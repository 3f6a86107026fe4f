//! The state of reading one file: its problems and the statements so far.

use std::ops::Range;

use crate::diagnostic::{Problem, Problems};
use crate::model::FileId;
use crate::text::sql::{Directive, Script};
use crate::text::yaml::Notes;
pub use crate::text::yaml::{Fields, one_or_many, truth};

use super::sql::Sql;

/// The state of reading one file.
pub struct Reading<'p> {
    /// The file, and what is wrong in it.
    pub notes: Notes<'p>,
    /// Its text.
    pub text: &'p str,
    /// What `ignore` says.
    pub directives: Vec<Directive>,
    definitions: Sql,
    rest: Sql,
    of_children: Sql,
}

impl Reading<'_> {
    /// Starts with nothing.
    pub fn new<'p>(file: FileId, text: &'p str, problems: &'p mut Problems) -> Reading<'p> {
        Reading {
            notes: Notes::new(file, problems),
            text,
            directives: Vec::new(),
            definitions: Sql::default(),
            rest: Sql::default(),
            of_children: Sql::default(),
        }
    }

    /// Notes a problem at some bytes of the file.
    pub fn report(&mut self, problem: Problem, bytes: Range<usize>) {
        self.notes.report(problem, bytes);
    }

    /// Notes an error at some bytes of the file.
    pub fn error(&mut self, code: &'static str, message: &str, bytes: Range<usize>) {
        self.notes.error(code, message, bytes);
    }

    /// Adds a statement that makes a thing.
    pub fn define(&mut self, statement: Sql) {
        end(&mut self.definitions, statement);
    }

    /// Adds a statement about things that were made.
    pub fn follow(&mut self, statement: Sql) {
        end(&mut self.rest, statement);
    }

    /// Adds a statement about a table that is another's child, which the like statement about its parent would undo.
    pub fn follow_parents(&mut self, statement: Sql) {
        end(&mut self.of_children, statement);
    }

    /// Returns all statements, definitions first, and the directives.
    pub fn finish(self) -> (Script, Vec<Directive>) {
        let mut all = self.definitions;
        all.append(self.rest);
        all.append(self.of_children);
        let (text, pieces) = all.into_parts();
        let script = Script::pieces(self.notes.file(), &text, pieces);
        (script, self.directives)
    }
}

fn end(list: &mut Sql, statement: Sql) {
    if !statement.text().is_empty() {
        list.append(statement).end_statement();
    }
}
