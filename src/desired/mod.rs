//! The desired side: files of SQL or YAML, interpreted into a state.
//!
//! ```text
//! paths ──► files ──► Scripts (statements with their places) ──► from_sql, against a World ──► State
//!                      └ ahead: what to ask the server for
//! ```

mod ahead;
pub mod files;
mod finish;
mod from_sql;
mod generic;
pub mod git;
mod guard;
mod ignored;
mod path;
mod settings;
mod verify;
mod versions;
mod words;
pub mod yaml;

use std::sync::OnceLock;

pub use ahead::Ahead;

use crate::diagnostic::Problems;
use crate::kind::{Draft, World};
use crate::kinds;
use crate::model::{FileId, Files, State};
use crate::text::sql::{Script, Statement, statements};

/// The files of one source, cut into statements but not interpreted.
#[derive(Debug, Default)]
pub struct Scripts {
    /// The files.
    pub files: Files,
    statements: Vec<(FileId, Vec<Statement>)>,
    problems: Problems,
    ahead: OnceLock<Ahead>,
}

impl Scripts {
    /// Cuts files into statements.
    pub fn parse(files: Files, syntaxes: &[files::Syntax]) -> Scripts {
        let mut scripts = Scripts {
            files,
            ..Scripts::default()
        };
        for (file, syntax) in syntaxes.iter().enumerate() {
            let file = file as FileId;
            let text = scripts.files.text(file).clone();
            let found = match syntax {
                files::Syntax::Sql => statements(Script::file(file, &text), &mut scripts.problems),
                files::Syntax::Yaml => yaml::read(file, &text, &mut scripts.problems)
                    .map(|script| statements(script, &mut scripts.problems))
                    .unwrap_or_default(),
            };
            scripts.statements.push((file, found));
        }
        scripts
    }

    /// Returns what a look over all statements tells before they are interpreted.
    pub fn ahead(&self) -> &Ahead {
        let all = || Ahead::of(self.statements.iter().map(|(_, s)| s.as_slice()));
        self.ahead.get_or_init(all)
    }

    /// Interprets the statements in their order, as a server would, and checks the whole.
    pub fn interpret(&self, world: &World) -> (State, Problems) {
        let mut draft = Draft::new(world, kinds::kind);
        draft.problems.extend(self.problems.clone());
        draft.texts = self.files.texts().cloned().collect();
        draft.ahead = self.ahead().defined.iter().cloned().collect();
        for (_, statements) in &self.statements {
            draft.reset_path();
            draft.settings = Default::default();
            for statement in statements {
                from_sql::interpret(statement, &mut draft);
            }
        }
        finish::finish(&mut draft);
        let (mut state, problems) = (draft.state, draft.problems);
        state.files = self.files.clone();
        (state, problems)
    }
}
