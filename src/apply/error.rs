//! The reasons why a patch is not applied; nothing is changed then.

use miette::Diagnostic;
use thiserror::Error;

use super::Failure;
use super::counts::Counts;
use crate::compare::{CompareError, Comparison};
use crate::diagnostic::Problem;
use crate::live::QueryError;

/// The reason why nothing was changed.
#[derive(Debug, Error, Diagnostic)]
pub enum ApplyError {
    /// The comparison failed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Compare(#[from] CompareError),
    /// The server refused a query of ours.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Query(#[from] QueryError),
    /// Another run holds the lock.
    #[error("another trueup is applying a patch to this database")]
    #[diagnostic(
        code("busy"),
        help("wait until it is done, or give it longer:\n  --lock-timeout 5min")
    )]
    Busy,
    /// The patch is not the one that was shown.
    #[error("the database has changed since the patch was shown, so nothing was done")]
    #[diagnostic(
        code("changed-meanwhile"),
        help("run the command again and read the new patch")
    )]
    ChangedMeanwhile,
    /// The role lacks something; each thing is told by itself.
    #[error("the role may not run this patch")]
    NotPermitted(Vec<Problem>),
    /// A hazard is not allowed; it is told with its number by the report.
    #[error("the patch has hazards that are not allowed")]
    Refused(Box<Comparison>, Counts),
    /// Nobody could be asked.
    #[error("the answer cannot be read: {0}")]
    #[diagnostic(code("no-answer"))]
    Asking(std::io::Error),
    /// A statement of the patch failed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Statement(Box<Failure>),
    /// After the patch the catalog still differed.
    #[error("after the patch these still differ, so it was rolled back: {}", .left.join(", "))]
    #[diagnostic(
        code("not-in-step"),
        help(
            "this is a mistake in trueup, not in your files: please report it with the patch that `trueup diff --format sql` prints"
        )
    )]
    NotInStep {
        /// What still differs.
        left: Vec<String>,
    },
}

impl From<Failure> for ApplyError {
    fn from(failure: Failure) -> ApplyError {
        ApplyError::Statement(Box::new(failure))
    }
}
