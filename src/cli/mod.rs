//! The command line: arguments in, text and exit statuses out.
//!
//! Data goes to stdout, all else to stderr.

mod apply;
mod check;
mod diff;
mod shared;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Makes a PostgreSQL database match a description of it.
#[derive(Debug, Parser)]
#[command(name = "trueup", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show what differs, and the patch that removes it
    Diff(diff::Args),
    /// Run the patch in one transaction, or try it with --dry-run
    Apply(apply::Args),
    /// Say in one line whether the database is in step
    Check(check::Args),
}

/// How a run ended, as its exit status tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// In step, or done.
    Ok = 0,
    /// There are differences.
    Differs = 1,
    /// Usage, files or database are in trouble.
    Trouble = 2,
    /// A hazard was not allowed.
    Refused = 3,
}

/// Runs the command line.
pub fn main() -> ExitCode {
    let status = match Cli::parse().command {
        Command::Diff(args) => diff::run(&args),
        Command::Apply(args) => apply::run(&args),
        Command::Check(args) => check::run(&args),
    };
    ExitCode::from(status.unwrap_or_else(|trouble| shared::complain(&trouble)) as u8)
}
