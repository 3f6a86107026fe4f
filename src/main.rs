//! The program `trueup`; all of it is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    trueup::cli::main()
}
