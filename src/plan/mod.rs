//! From differences to a patch: statements in an order in which a server runs them.
//!
//! ```text
//! differences ─► emit (asks the kinds) ─► rebuild (dependents go and come back) ─► order ─► fold ─► Plan ─► gate
//! ```

mod emit;
mod fold;
pub mod gate;
mod order;
mod rebuild;

use miette::Diagnostic;
use thiserror::Error;

use crate::diff::Difference;
use crate::kind::Action;
use crate::model::{Pair, State};

/// A patch.
#[derive(Debug, Default)]
pub struct Plan {
    /// Its statements, in the order in which they run.
    pub actions: Vec<Action>,
    /// What it removes.
    pub differences: Vec<Difference>,
}

/// The reason why there is no patch.
#[derive(Debug, Error, Diagnostic)]
pub enum PlanError {
    /// Statements need each other in a circle.
    #[error("these statements need each other, so no order of them can run:\n{}", .statements.join("\n"))]
    #[diagnostic(
        code("cycle"),
        help("make one of them in two steps, such as a default that is set later")
    )]
    Cycle {
        /// The statements.
        statements: Vec<String>,
    },
    /// A declared rename cannot be followed.
    #[error("{message}")]
    #[diagnostic(code("rename-not-followed"))]
    Rename {
        /// What stands in the way.
        message: String,
    },
}

/// Plans the patch that removes the differences; what is renamed was renamed on the live side already.
///
/// # Errors
/// [`PlanError::Cycle`] if the statements have no order.
pub fn plan(
    pair: &Pair<State>,
    renames: Vec<Action>,
    differences: Vec<Difference>,
    version: u32,
) -> Result<Plan, PlanError> {
    let emitted = emit::emit(pair, &differences, version);
    let folded = fold::into_tables(emitted, pair);
    let sorted = order::sort(folded, pair)?;
    let mut actions = renames;
    actions.extend(fold::clauses(sorted));
    Ok(Plan {
        actions,
        differences,
    })
}
