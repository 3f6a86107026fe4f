//! What to do about the SQLSTATEs that a patch may meet.
//!
//! The codes are those of appendix A of the PostgreSQL manual.

use super::Limits;

/// Returns the advice on a SQLSTATE, if there is more to say than the server said.
pub(super) fn on(sqlstate: &str, limits: &Limits) -> Option<String> {
    let fixed = match sqlstate {
        "55P03" => {
            return Some(format!(
                "another session held a lock for longer than {}: run it again when the database is quieter, or wait longer:\n  --lock-timeout 1min",
                limits.lock
            ));
        }
        "57014" => {
            return Some(format!(
                "the statement was stopped, after at most {}; to give it all the time it needs:\n  --statement-timeout 0",
                limits.statement
            ));
        }
        "23502" => {
            "rows that exist have a null here: give them a value first, or give the column a default"
        }
        "23505" => "rows that exist have the same key: make them differ first",
        "23514" => {
            "rows that exist violate the check: mend them first, or declare the constraint `not valid`"
        }
        "23503" => {
            "rows that exist refer to nothing: mend them first, or declare the foreign key `not valid`"
        }
        "23P01" => "rows that exist exclude each other: mend them first",
        "2BP01" => {
            "something that is not in the files depends on it: describe it too, or drop it first"
        }
        "42704" | "42883" | "42P01" | "3F000" => {
            "the server does not have it: describe it in the files, or make it first"
        }
        "0A000" => "this server cannot do that: its version may be too old",
        "22P02" | "22003" | "22001" | "22007" | "22008" | "42804" | "42846" => {
            "a value that exists does not fit the new type: mend the rows first"
        }
        "25006" => "the server only reads here, such as a standby: connect to the primary",
        "42501" => {
            "the role may not do this: connect as the owner of what it changes, or as a superuser"
        }
        "40P01" | "40001" => "another session was in the way: run it again",
        "53100" | "53200" => "the server has no room left for this",
        _ => return None,
    };
    Some(fixed.to_string())
}
