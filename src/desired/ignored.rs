//! Statements that change no schema: those that pass, and those about rows, which are not managed.

use crate::diagnostic::Problem;
use crate::text::sql::Reader;

/// First words of statements that have no effect on a schema.
const PASS: &[&str] = &[
    "set",
    "reset",
    "begin",
    "start transaction",
    "commit",
    "end",
    "analyze",
    "vacuum",
    "checkpoint",
    "discard",
    "show",
    "explain",
    "notify",
    "listen",
    "unlisten",
    "lock",
    "savepoint",
    "release",
    "refresh materialized view",
];
/// First words of statements that change rows.
const ROWS: &[&str] = &["copy", "with", "values", "select", "call"];

/// What becomes of a statement that changes no schema.
pub enum Verdict {
    /// It passes without a word.
    Pass,
    /// It is told that it was not followed.
    Warn(Problem),
}

/// Judges a statement by its first words.
pub fn judge(reader: &Reader) -> Option<Verdict> {
    if reader.at("explain") && reader.rest_has(&["analyze", "analyse"]) {
        let message = "this statement is not run: EXPLAIN ANALYZE does what it explains";
        let warning = Problem::warning("rows-not-managed", message);
        return Some(Verdict::Warn(warning.at(reader.here(), "")));
    }
    if reader.at("refresh materialized view") && reader.rest_has(&["no"]) {
        let message = "rows are not managed: whether a materialized view has any is left out";
        let warning = Problem::warning("rows-not-managed", message);
        return Some(Verdict::Warn(warning.at(reader.here(), "")));
    }
    if PASS.iter().any(|words| reader.at(words)) {
        return Some(Verdict::Pass);
    }
    let word = reader.word().filter(|w| ROWS.contains(&w.as_str()))?;
    let harmless = word == "select" && !reader.rest_has(&["into"]) && !reader.rest_has_call();
    if harmless {
        return Some(Verdict::Pass);
    }
    let message = match word.as_str() {
        "select" | "call" => "this statement is not run: trueup only reads definitions",
        _ => "rows are not managed: this statement is left out",
    };
    let warning = Problem::warning("rows-not-managed", message).at(reader.here(), "");
    Some(Verdict::Warn(warning))
}
