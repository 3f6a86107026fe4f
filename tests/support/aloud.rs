//! The word of a test that leaves something out.

use std::fmt::Display;
use std::io::Write;

/// Says what is left out and why, also where the test passes: of those, libtest keeps what `eprintln!` says to itself.
pub fn skipped(what: impl Display) {
    // In one piece, as others write beside it.
    let line = format!("SKIPPED: {what}\n");
    let said = std::io::stderr().write_all(line.as_bytes());
    said.expect("the errors of a test go somewhere");
}
