//! The patch as a script that psql runs as it stands, in one transaction, hazards as comments above their statement.

use std::fmt::Write;

use crate::compare::Comparison;
use crate::kind::Action;
use crate::model::Origin;

/// The search path of a file that sets none.
pub const DEFAULT_PATH: &str = "public";

/// Returns the search path under which a statement was written; nothing if it names all in full.
pub fn path_of(action: &Action) -> Option<&str> {
    match &action.origin {
        Origin::Catalog => None,
        Origin::File { search_path, .. } => Some(search_path.as_deref().unwrap_or(DEFAULT_PATH)),
    }
}

/// Returns the script; nothing where nothing differs.
pub fn script(comparison: &Comparison) -> String {
    let actions = &comparison.plan.actions;
    if actions.is_empty() {
        return String::new();
    }
    let mut out = String::from("begin;\n");
    let mut path = DEFAULT_PATH;
    for action in actions {
        if let Some(wanted) = path_of(action).filter(|p| *p != path) {
            let _ = writeln!(out, "\nset local search_path = {wanted};");
            path = wanted;
        }
        out.push('\n');
        for hazard in &action.hazards {
            let _ = writeln!(out, "-- {}: {}", hazard.name, hazard.sentence);
        }
        let _ = writeln!(out, "{};", action.sql());
    }
    out.push_str("\ncommit;\n");
    out
}
