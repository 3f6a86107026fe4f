//! What can go wrong for a program that embeds trueup, as one type; each cause keeps its own.

use miette::Diagnostic;
use thiserror::Error as ThisError;

use crate::apply::ApplyError;
use crate::apply::counts::Counts;
use crate::compare::{CompareError, Comparison};
use crate::desired::files::FilesError;
use crate::diagnostic::Problem;
use crate::live::connect::ConnectError;
use crate::plan::gate::Allowed;
use crate::report::refusal;

/// The reason why nothing was done.
#[derive(Debug, ThisError, Diagnostic)]
pub enum Error {
    /// The files cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Files(#[from] FilesError),
    /// There is no connection.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Connect(#[from] ConnectError),
    /// The files are wrong: each problem has its place.
    #[error("the desired state has errors: {}", listed(.0))]
    Desired(#[related] Vec<Problem>),
    /// The patch has hazards that are not allowed.
    #[error("the patch is refused: {}", listed(.0))]
    Refused(#[related] Vec<Problem>),
    /// The role lacks something.
    #[error("the role may not run this patch: {}", listed(.0))]
    NotPermitted(#[related] Vec<Problem>),
    /// The comparison failed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Compare(CompareError),
    /// The patch was not applied.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Apply(ApplyError),
    /// No hazard has this name.
    #[error("there is no hazard {0}")]
    UnknownHazard(String),
}

fn listed(problems: &[Problem]) -> String {
    let errors = problems.iter().filter(|p| !p.is_warning());
    errors
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("; ")
}

impl From<CompareError> for Error {
    fn from(error: CompareError) -> Error {
        match error {
            CompareError::Desired(problems) => Error::Desired(problems),
            CompareError::Query(_) | CompareError::Plan(_) => Error::Compare(error),
        }
    }
}

impl From<ApplyError> for Error {
    fn from(error: ApplyError) -> Error {
        match error {
            ApplyError::Compare(error) => error.into(),
            ApplyError::NotPermitted(problems) => Error::NotPermitted(problems),
            other => Error::Apply(other),
        }
    }
}

/// Makes the error for a patch whose hazards are not allowed.
pub(super) fn refusal(comparison: &Comparison, counts: &Counts, allowed: &Allowed) -> Error {
    let option = |name: &str| format!("Options::allow({name:?})");
    Error::Refused(refusal::problems(comparison, counts, allowed, &option))
}
