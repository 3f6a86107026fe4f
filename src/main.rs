//! The program `trueup`; all of it is in the library.

use std::process::ExitCode;

// A catalog of thousands of tables is hundreds of thousands of small strings.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    trueup::cli::main()
}
