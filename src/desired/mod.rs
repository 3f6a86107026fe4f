//! The desired side: files of SQL or YAML, interpreted into a state.
//!
//! ```text
//! paths ──► files ──► Scripts (statements with their places) ──► from_sql, against a World ──► State
//!                      └ ahead: what to ask the server for
//! ```

mod ahead;
mod allows;
pub mod excerpt;
pub mod files;
mod finish;
mod from_sql;
mod generic;
pub mod git;
mod guard;
mod ignored;
mod parents;
mod path;
mod settings;
#[cfg(test)]
mod tests;
mod verify;
mod versions;
mod words;
pub mod yaml;

pub use allows::Allow;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use guard::Guarded;
use parents::Parents;

use crate::diagnostic::Problems;
use crate::kind::{Draft, World};
use crate::kinds;
use crate::kinds::default_privilege;
use crate::model::{FileId, Files, Id, Place, State};
use crate::text::secret;
use crate::text::sql::{
    Directive, Lines, Script, Statement, alone, directives, some_statements, statements,
};

/// The files of one source, cut into statements but not interpreted.
#[derive(Debug, Default)]
pub struct Scripts {
    /// The files.
    pub files: Files,
    syntaxes: Vec<files::Syntax>,
    statements: Vec<(FileId, Vec<Statement>)>,
    problems: Problems,
    /// What the files say of definitions beside them: the rules that do not concern one.
    pub directives: Vec<Directive>,
    /// What a commit may cost, by the same comments.
    pub allows: Vec<Allow>,
    defined: OnceLock<BTreeSet<Id>>,
    words: OnceLock<BTreeSet<String>>,
}

impl Scripts {
    /// Cuts one text into statements; `name` is what messages call it.
    pub fn of_text(name: &str, text: &str, syntax: files::Syntax) -> Scripts {
        let mut files = Files::default();
        files.add(name, text);
        Scripts::parse(files, &[syntax])
    }

    /// Cuts files into statements.
    pub fn parse(files: Files, syntaxes: &[files::Syntax]) -> Scripts {
        let mut scripts = Scripts {
            files,
            syntaxes: syntaxes.to_vec(),
            ..Scripts::default()
        };
        for (file, syntax) in syntaxes.iter().enumerate() {
            let file = file as FileId;
            let text = scripts.files.text(file).clone();
            let found = match syntax {
                files::Syntax::Sql => scripts.parse_sql(file, &text),
                files::Syntax::Yaml => scripts.parse_yaml(file, &text),
            };
            scripts.statements.push((file, found));
        }
        scripts.look_beside();
        scripts
    }

    /// Cuts some lines of files of SQL into statements, as if there were no others; nothing if anything is wrong with them.
    pub fn of_lines(files: Files, lines: &[Vec<Lines>]) -> Option<Scripts> {
        let mut scripts = Scripts {
            files,
            syntaxes: vec![files::Syntax::Sql; lines.len()],
            ..Scripts::default()
        };
        for (file, lines) in lines.iter().enumerate() {
            let file = file as FileId;
            let mut found = Vec::new();
            if !lines.is_empty() {
                let script = Script::file(file, scripts.files.text(file));
                let (statements, alone) = some_statements(script, lines)?;
                scripts.directives.extend(alone);
                found = statements;
            }
            scripts.statements.push((file, found));
        }
        scripts.look_beside();
        scripts.problems.is_empty().then_some(scripts)
    }

    /// Finds what the statements say beside their definitions, and what must not be shown of them.
    fn look_beside(&mut self) {
        let all = self.guarded_too();
        self.directives.extend(directives(&all));
        self.allows = allows::read(&self.directives, &mut self.problems);
        self.hide_secrets(&all);
    }

    fn parse_sql(&mut self, file: FileId, text: &Arc<str>) -> Vec<Statement> {
        let script = Script::file(file, text);
        self.directives.extend(alone(&script));
        statements(script, &mut self.problems)
    }

    fn parse_yaml(&mut self, file: FileId, text: &Arc<str>) -> Vec<Statement> {
        let Some((script, directives)) = yaml::read(file, text, &mut self.problems) else {
            return Vec::new();
        };
        self.directives.extend(directives);
        statements(script, &mut self.problems)
    }

    /// Returns all statements, those of DO blocks among them.
    fn guarded_too(&self) -> Vec<Statement> {
        let all = self.statements.iter().flat_map(|(_, s)| s);
        let guarded = all.clone().flat_map(Guarded::within);
        all.cloned().chain(guarded).collect()
    }

    /// Finds the passwords and keys of all statements, so that no message shows one.
    fn hide_secrets(&mut self, all: &[Statement]) {
        let secrets: Vec<Place> = all
            .iter()
            .flat_map(|s| {
                secret::within(s)
                    .into_iter()
                    .map(|bytes| s.script.place(bytes))
            })
            .collect();
        secrets.iter().for_each(|place| self.files.hide(place));
    }

    /// Returns whether a file is written in YAML.
    pub fn is_yaml(&self, file: FileId) -> bool {
        self.syntaxes.get(file as usize) == Some(&files::Syntax::Yaml)
    }

    /// Walks the statements of each file, or says what cannot be cut into statements.
    pub fn cut(&self) -> Result<impl Iterator<Item = &[Statement]>, Problems> {
        match self.problems.has_errors() {
            true => Err(self.problems.clone()),
            false => Ok(self.statements.iter().map(|(_, s)| s.as_slice())),
        }
    }

    /// Returns the addresses that some statement makes, as a look over all of them tells before they are interpreted.
    pub fn defined(&self) -> &BTreeSet<Id> {
        let look = || ahead::defined(self.statements.iter().map(|(_, s)| s.as_slice()));
        self.defined.get_or_init(look)
    }

    /// Returns the names that occur and may mean something that no file defines.
    pub fn words(&self) -> &BTreeSet<String> {
        let statements = || self.statements.iter().map(|(_, s)| s.as_slice());
        let look = || ahead::words(statements(), self.defined());
        self.words.get_or_init(look)
    }

    /// Interprets the statements in their order, as a server would, and checks the whole.
    pub fn interpret(&self, world: &World) -> (State, Problems) {
        let mut draft = Draft::new(world, kinds::kind);
        draft.problems.extend(self.problems.clone());
        draft.texts = self.files.texts().cloned().collect();
        draft.ahead = self.defined().iter().cloned().collect();
        let files: Vec<&[Statement]> = self.statements.iter().map(|(_, s)| &s[..]).collect();
        let parents = Parents::of(&files);
        for (file, statements) in files.iter().enumerate() {
            draft.end_local_path();
            draft.reset_path();
            default_privilege::settle(&mut draft);
            draft.settings = Default::default();
            for (number, statement) in statements.iter().enumerate() {
                let at = (file, number);
                for ((file, number), path) in parents.before(at) {
                    let before = draft.exchange_path(path.clone());
                    from_sql::interpret(&files[*file][*number], &mut draft);
                    draft.restore_path(before);
                }
                if !parents.is_moved(at) {
                    from_sql::interpret(statement, &mut draft);
                }
            }
        }
        finish::finish(&mut draft);
        let (mut state, problems) = (draft.state, draft.problems);
        state.files = self.files.clone();
        (state, problems)
    }
}
