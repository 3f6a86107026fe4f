//! The statements of a dump as one text.

use super::beside::{Beside, is_of_its_own};
use crate::kind::{Action, names};

/// Returns the statements, with a line between those of different objects; each stands under the search path that it needs, of which
/// `path` is the first; the last one comes back.
pub fn script<'p>(actions: &[&'p Action], beside: &Beside, mut path: &'p str) -> (String, &'p str) {
    let mut out = String::new();
    let mut was_long = false;
    if actions
        .iter()
        .any(|a| names::ROUTINES.contains(&a.about.kind()))
    {
        // A body may name what is made after it.
        out.push_str("set check_function_bodies = false;\n");
    }
    for action in actions {
        if let Some(wanted) = action.path.as_deref().filter(|p| is_of_its_own(p))
            && wanted != path
        {
            path = wanted;
            out.push_str(&format!("\nset search_path = {path};\n"));
        }
        let sql = match beside.of_files {
            true => action.run(),
            false => action.sql(),
        };
        let is_long = sql.contains('\n');
        if !out.is_empty() && (is_long || was_long || !is_small(action)) {
            out.push('\n');
        }
        out.push_str(&sql);
        out.push_str(";\n");
        was_long = is_long;
    }
    (out, path)
}
/// Returns whether a statement can stand right under another one.
fn is_small(action: &Action) -> bool {
    let kind = action.about.kind();
    let small = [
        names::INDEX,
        names::TRIGGER,
        names::POLICY,
        names::DEFAULT_PRIVILEGE,
    ];
    names::ATTACHED.contains(&kind) || small.contains(&kind)
}
