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
const ROWS: &[&str] = &[
    "insert", "update", "delete", "merge", "truncate", "copy", "with", "values", "select", "call",
];

/// What becomes of a statement that changes no schema.
pub enum Verdict {
    /// It passes without a word.
    Pass,
    /// It is told that it was not followed.
    Warn(Problem),
}

/// First words of statements that change whose privileges and objects the next ones are about.
const ROLE: &[&str] = &[
    "set role",
    "set local role",
    "set session role",
    "set session authorization",
    "set local session authorization",
];

/// Judges a statement by its first words.
pub fn judge(reader: &Reader) -> Option<Verdict> {
    if ROLE.iter().any(|words| reader.at(words)) && !reader.rest_has(&["none", "default"]) {
        let message = "what follows is taken as if the connected role did it: this change of the role is not followed";
        let warning = Problem::warning("role-not-followed", message).at(reader.here(), "");
        let help = "say it in the statements: OWNER TO, AUTHORIZATION, FOR ROLE";
        return Some(Verdict::Warn(warning.help(help)));
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
