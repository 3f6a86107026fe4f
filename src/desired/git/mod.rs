//! Reads the files of a desired state as git has them: in a revision, or staged in its index.
//!
//! What stands in the working tree does not count here. A path that git does not have stands for nothing.
//!
//! ```text
//! repository   the git command, and where it runs
//! listing      which files a revision or the index has, each with the name of its text
//! talk         a run of `git cat-file`, which is asked for texts
//! store        the repository of the working folder, read within this process where it is as usual
//! reader       the same repository by the store, or by git where that has no answer
//! texts        the texts of listed files
//! ```

mod listing;
mod reader;
mod repository;
mod store;
mod talk;
mod texts;

use std::path::{Path, PathBuf};

use miette::Diagnostic;
use thiserror::Error;

use super::files::Syntax;
use crate::model::Files;
pub use listing::Listing;
pub use reader::Reader;
pub use repository::{Checkout, hooks, hooks_of_all};
pub use texts::{Texts, plain};

/// The revision that a commit comes after.
pub const HEAD: &str = "HEAD";

/// Where in git files stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tree {
    /// In a revision, by any name that git takes.
    Revision(String),
    /// In the index: what the next commit is to have.
    Index,
}

impl Tree {
    /// Takes what stands behind `git:`; nothing there means the index, as git's own `:path` does.
    pub fn named(name: &str) -> Tree {
        match name.is_empty() {
            true => Tree::Index,
            false => Tree::Revision(name.to_string()),
        }
    }

    /// Returns how git writes a path in it: `main:schema/users.sql`, `:schema/users.sql` for the index.
    fn path(&self, path: &str) -> String {
        match self {
            Tree::Revision(revision) => format!("{revision}:{path}"),
            Tree::Index => format!(":{path}"),
        }
    }

    /// Returns what people call it.
    fn called(&self) -> &str {
        match self {
            Tree::Revision(revision) => revision,
            Tree::Index => "the index",
        }
    }
}

/// The reason why git gives no files.
#[derive(Debug, Error, Diagnostic)]
pub enum GitError {
    /// The command cannot be run.
    #[error("cannot run git: {0}")]
    #[diagnostic(code("no-git"), help("files are read from git by the git command"))]
    Run(std::io::Error),
    /// There is no such command, and it is needed.
    #[error("there is no git command here")]
    #[diagnostic(code("no-git"))]
    Absent {
        /// Why it is needed, and what to do.
        #[help]
        help: String,
    },
    /// There is no repository.
    #[error("{0} is in no repository of git")]
    #[diagnostic(code("no-repository"), help("git init makes one"))]
    NoRepository(String),
    /// Git refused to read a revision.
    #[error("git cannot read {revision}: {said}")]
    #[diagnostic(
        code("unknown-revision"),
        help(
            "name a commit, a branch or a tag of the repository that holds the files, such as git:main or git:HEAD~1"
        )
    )]
    Revision {
        /// The revision.
        revision: String,
        /// What git said.
        said: String,
    },
    /// Git refused something else.
    #[error("git {command} failed: {said}")]
    #[diagnostic(code("git"))]
    Refused {
        /// The command of git.
        command: String,
        /// What git said.
        said: String,
    },
    /// A text is not to be had or of no use.
    #[error("{name} {cause}")]
    #[diagnostic(code("cannot-read"))]
    Text {
        /// The file, as git writes it.
        name: String,
        /// What is the matter.
        cause: String,
        /// What to do.
        #[help]
        help: Option<String>,
    },
}

/// Reads the files that the paths have in a revision or in the index.
///
/// # Errors
/// When git is not there, a path is in no repository, the revision is unknown, or a file is of no use.
pub fn read(tree: &Tree, paths: &[PathBuf]) -> Result<(Files, Vec<Syntax>), GitError> {
    let listing = Listing::of(tree, paths)?;
    Texts::of(&[&listing])?.files(&listing, |path| tree.path(path))
}

/// Returns how git is asked for a path from where it runs.
fn asked(tree: &Tree, path: &Path) -> String {
    tree.path(&format!("./{}", path.display()))
}

/// Takes bytes for a text.
fn utf8(bytes: Vec<u8>, name: impl Fn() -> String) -> Result<String, GitError> {
    String::from_utf8(bytes).map_err(|_| not_utf8(name()))
}

fn not_utf8(name: String) -> GitError {
    GitError::Text {
        name,
        cause: "is not UTF-8".into(),
        help: None,
    }
}
