//! The patch as a script that psql runs as it stands, in one transaction, hazards as comments above their statement.

use std::fmt::Write;

use super::costs;
use crate::apply::counts::Counts;
use crate::compare::Comparison;
use crate::kind::words;

/// How wide a comment is.
const WIDTH: usize = 80;

/// Returns the script; nothing where nothing differs.
pub fn script(comparison: &Comparison, counts: &Counts) -> String {
    let actions = &comparison.plan.actions;
    if actions.is_empty() {
        return String::new();
    }
    format!(
        "begin;\n{}\ncommit;\n",
        statements(comparison, counts).concat()
    )
}

/// Returns the statements, each with the comments and the setting that it stands below, and an empty line before it.
pub fn statements(comparison: &Comparison, counts: &Counts) -> Vec<String> {
    let (mut all, mut path) = (Vec::new(), None);
    for action in &comparison.plan.actions {
        let mut out = String::new();
        if action.path.is_some() && action.path != path {
            path.clone_from(&action.path);
            let wanted = path.as_deref().unwrap_or_default();
            let _ = writeln!(out, "\nset local search_path = {wanted};");
        }
        out.push('\n');
        for hazard in action.hazards.iter().filter(|h| !counts.rules_out(h)) {
            for line in words::wrapped(&costs::long(hazard, counts), WIDTH - 3) {
                let _ = writeln!(out, "-- {line}");
            }
        }
        let _ = writeln!(out, "{};", action.sql());
        all.push(out);
    }
    all
}
