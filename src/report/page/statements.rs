//! The patch in words: each statement with the lock that it takes, how much it concerns, and its dangers.

use super::cards;
use crate::apply::counts::Counts;
use crate::compare::Comparison;
use crate::kind::{Action, Lock, words};
use crate::report::costs;
use crate::report::markup::html::plain;

/// Returns the statements in their order; nothing if there are none.
pub fn statements(comparison: &Comparison, counts: &Counts) -> String {
    let actions = &comparison.plan.actions;
    if actions.is_empty() {
        return String::new();
    }
    let list: String = actions
        .iter()
        .map(|a| statement(a, comparison, counts))
        .collect();
    format!(
        "<p>{}, one transaction.</p>\n<ol class=\"patch\">\n{list}</ol>\n",
        words::count(actions.len(), "statement")
    )
}

fn statement(action: &Action, comparison: &Comparison, counts: &Counts) -> String {
    let path = action.path.as_ref();
    let path = path.map(|p| format!("set local search_path = {p};\n"));
    let place = action.origin.place().map(|p| comparison.files().show(p));
    let place = place.map(|p| format!("<dt>From</dt><dd>{}</dd>", plain(&p)));
    let size = size(action, counts).map(|s| format!("<dt>Size</dt><dd>{}</dd>", plain(&s)));
    format!(
        "<li>\n<pre><code>{}{};</code></pre>\n<dl><dt>Lock</dt><dd>{}</dd>{}{}</dl>\n{}</li>\n",
        plain(&path.unwrap_or_default()),
        plain(&action.sql()),
        lock(action.lock),
        size.unwrap_or_default(),
        place.unwrap_or_default(),
        cards::dangers(action.hazards.iter(), counts)
    )
}

/// Returns the lock, with what it means for others.
fn lock(lock: Lock) -> String {
    let means = match lock {
        Lock::None => "nobody waits",
        Lock::RowExclusive => "reads and writes go on",
        Lock::ShareUpdateExclusive => "reads and writes go on, other schema changes wait",
        Lock::Share | Lock::ShareRowExclusive => "reads go on, writes wait",
        Lock::AccessExclusive => "reads and writes wait",
    };
    format!("{}: {means}", lock.name())
}

/// Returns what it does to whole tables, with the most that any of its dangers counts.
fn size(action: &Action, counts: &Counts) -> Option<String> {
    let what = match (action.rewrites, action.scans) {
        (true, _) => "writes a whole table again",
        (false, true) => "reads a whole table",
        (false, false) => return None,
    };
    let whole = action
        .hazards
        .iter()
        .filter(|h| crate::kind::hazard::WAITING.contains(&h.name));
    let amounts: Vec<String> = whole.filter_map(|h| costs::amount(h, counts)).collect();
    Some(match amounts.first() {
        Some(amount) => format!("{what}: {amount}"),
        None => what.to_string(),
    })
}
