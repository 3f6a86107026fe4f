//! The patch for people.

use crate::compare::Comparison;

/// Returns the summary and the patch.
pub fn text(comparison: &Comparison) -> String {
    comparison
        .plan
        .actions
        .iter()
        .map(|a| format!("{};\n", a.sql()))
        .collect()
}
