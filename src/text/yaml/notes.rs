//! The problems of one file, noted at its bytes.

use std::ops::Range;

use crate::diagnostic::{Problem, Problems};
use crate::model::{FileId, Place};

/// The problems of one file.
pub struct Notes<'p> {
    file: FileId,
    problems: &'p mut Problems,
}

impl Notes<'_> {
    /// Starts with those that are there.
    pub fn new(file: FileId, problems: &mut Problems) -> Notes<'_> {
        Notes { file, problems }
    }

    /// Returns the file.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// Notes a problem at some bytes of the file.
    pub fn report(&mut self, problem: Problem, bytes: Range<usize>) {
        let file = self.file;
        self.problems.push(problem.at(Place { file, bytes }, ""));
    }

    /// Notes an error at some bytes of the file.
    pub fn error(&mut self, code: &'static str, message: &str, bytes: Range<usize>) {
        self.report(Problem::error(code, message), bytes);
    }
}
