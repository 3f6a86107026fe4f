//! The reasons why a command could not do its work, and how they are told.

use std::io;
use std::path::PathBuf;

use miette::Diagnostic;
use thiserror::Error;

use super::{Status, output};
use crate::apply::ApplyError;
use crate::compare::CompareError;
use crate::config::ConfigError;
use crate::convert::ConvertError;
use crate::desired::files::FilesError;
use crate::desired::git::GitError;
use crate::diagnostic::Problem;
use crate::live::QueryError;
use crate::live::connect::ConnectError;
use crate::plan::PlanError;
use crate::report::dump::UnknownName;
use crate::scratch::ScratchError;

/// The reason why a command could not do its work.
#[derive(Debug, Error, Diagnostic)]
pub enum Trouble {
    /// The files cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Files(#[from] FilesError),
    /// The configuration is of no use.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Config(#[from] ConfigError),
    /// A revision cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Git(#[from] GitError),
    /// There is no connection.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Connect(#[from] ConnectError),
    /// There is no throwaway server.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Scratch(#[from] ScratchError),
    /// The comparison failed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Compare(#[from] CompareError),
    /// The server refused a query.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Query(#[from] QueryError),
    /// The patch was not applied.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Apply(#[from] ApplyError),
    /// Nothing has the name that was asked for.
    #[error(transparent)]
    #[diagnostic(transparent)]
    UnknownName(#[from] UnknownName),
    /// What was read has no order in which it can be written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Plan(#[from] PlanError),
    /// The files have no other spelling.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Convert(#[from] ConvertError),
    /// A file cannot be written.
    #[error("cannot write {}: {error}", .path.display())]
    #[diagnostic(code("cannot-write"))]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// Stdout cannot be written.
    #[error("cannot write: {0}")]
    #[diagnostic(code("cannot-write"))]
    Output(io::Error),
    /// The arguments make no sense.
    #[error("{message}")]
    #[diagnostic(code("usage"))]
    Usage {
        /// What is wrong.
        message: String,
        /// What to type.
        #[help]
        help: String,
    },
}

/// What helps where trueup cannot read a file.
const SCRATCH: &str =
    "A throwaway server can read what trueup does not know: add --scratch to the command.";

/// Returns whether a problem may be one of trueup's and not of the file's.
fn is_gap(problem: &Problem) -> bool {
    ["unknown-statement", "unsupported", "unsupported-do"].contains(&problem.code_name())
}

impl Trouble {
    /// Prints it to stderr and returns the status that it means.
    pub fn tell(&self) -> Status {
        match self {
            Trouble::Convert(ConvertError::Read(CompareError::Desired(problems))) => {
                output::problems(problems);
            }
            Trouble::Compare(CompareError::Desired(problems))
            | Trouble::Apply(ApplyError::Compare(CompareError::Desired(problems))) => {
                output::problems(problems);
                if problems.iter().any(is_gap) {
                    output::status(SCRATCH);
                }
            }
            Trouble::Config(ConfigError::Wrong(problems)) => output::problems(problems),
            Trouble::Apply(ApplyError::NotPermitted(problems)) => {
                output::problems(problems);
                output::status("Nothing was run.");
            }
            other => output::problem(other),
        }
        Status::Trouble
    }

    /// Returns the problems that were found in files, if it is that.
    pub fn problems(&self) -> Option<&[Problem]> {
        match self {
            Trouble::Compare(CompareError::Desired(problems))
            | Trouble::Apply(
                ApplyError::Compare(CompareError::Desired(problems))
                | ApplyError::NotPermitted(problems),
            )
            | Trouble::Config(ConfigError::Wrong(problems)) => Some(problems),
            _ => None,
        }
    }

    /// Says in a few words what it is, where the whole was told.
    pub fn brief(&self) -> &'static str {
        match self {
            Trouble::Connect(_) => "no connection",
            Trouble::Config(_) => "no URL",
            _ => "see above",
        }
    }
}
