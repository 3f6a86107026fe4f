//! What pipelines show beside the lines of files: workflow commands of GitHub and SARIF, from one list of annotations.
//!
//! What is annotated is for others to say: `report::advice` for the findings of `lint`, `differences` for those of a comparison.

pub mod differences;
pub mod github;
pub mod sarif;

use crate::diagnostic::Problem;
use crate::model::{Files, Id, Place};

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It is wrong.
    Error,
    /// It may be wrong, or cost something.
    Warning,
    /// It is good to know.
    Note,
}

/// Something to be said beside a line.
#[derive(Debug, Clone)]
pub struct Annotation {
    /// How much it matters.
    pub level: Level,
    /// The name of the rule, in kebab-case.
    pub rule: String,
    /// The address of what it is about, if that has one.
    pub about: Option<String>,
    /// What is said, in full sentences.
    pub message: String,
    /// What to write or type.
    pub help: Option<String>,
    /// Where, if that is in a file.
    pub at: Option<At>,
}

impl Annotation {
    /// Makes one of a problem that was found while files were read.
    pub fn of_problem(problem: &Problem) -> Annotation {
        let level = match problem.is_warning() {
            true => Level::Warning,
            false => Level::Error,
        };
        Annotation {
            level,
            rule: problem.code_name().to_string(),
            about: None,
            message: sentence(&problem.to_string()),
            help: problem.help_text().map(str::to_string),
            at: problem.shown_in().and_then(|(name, text)| {
                let mut files = Files::default();
                let file = files.add(name, text);
                let bytes = problem.place()?.bytes.clone();
                Some(At::of(&Place { file, bytes }, &files))
            }),
        }
    }

    /// Makes one of a fact.
    pub fn of(level: Level, rule: &str, about: &Id, message: &str) -> Annotation {
        Annotation {
            level,
            rule: rule.to_string(),
            about: Some(about.to_string()),
            message: sentence(message),
            help: None,
            at: None,
        }
    }

    /// Returns the message, and below it what helps.
    fn text(&self) -> String {
        match &self.help {
            Some(help) => format!("{}\n{help}", self.message),
            None => self.message.clone(),
        }
    }
}

/// Returns a text that ends with a full stop.
fn sentence(text: &str) -> String {
    match text.ends_with(['.', '?', '!']) {
        true => text.to_string(),
        false => format!("{text}."),
    }
}

/// Where something stands in a file; lines and columns count from one, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At {
    /// The name of the file.
    pub file: String,
    /// The line in which it begins.
    pub line: usize,
    /// The column in which it begins.
    pub column: usize,
    /// The line in which it ends.
    pub end_line: usize,
    /// The column of its last character.
    pub end_column: usize,
}

impl At {
    /// Returns where a place is.
    pub fn of(place: &Place, files: &Files) -> At {
        let (line, column) = files.position(place.file, place.bytes.start);
        let text = &files.text(place.file)[..place.bytes.end.min(files.text(place.file).len())];
        let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
        let (end_line, end_column) = files.position(place.file, last.max(place.bytes.start));
        At {
            file: files.name(place.file).to_string(),
            line,
            column,
            end_line,
            end_column,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_ends_with_its_last_character() {
        let mut files = Files::default();
        let file = files.add("a.sql", "é x\nünd y;\n");
        let at = |bytes| {
            let at = At::of(&Place { file, bytes }, &files);
            (at.line, at.column, at.end_line, at.end_column)
        };
        assert_eq!(at(3..4), (1, 3, 1, 3));
        assert_eq!(at(0..9), (1, 1, 2, 3));
        assert_eq!(at(3..3), (1, 3, 1, 3), "nothing is one place");
        assert_eq!(at(0..99), (1, 1, 2, 7), "a line feed ends its line");
    }
}
