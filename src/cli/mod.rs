//! The command line: arguments in, text and exit statuses out.
//!
//! Data goes to stdout, all else to stderr.

mod annotated;
mod apply;
mod arguments;
mod check;
mod completions;
mod convert;
mod database;
mod diff;
mod doctor;
mod dump;
mod explain;
mod folder;
mod hook;
mod init;
mod lint;
mod live;
mod loading;
mod man;
mod manual;
mod output;
mod pager;
mod progress;
mod reading;
mod rebuild;
#[cfg(test)]
mod reference;
mod schema;
mod setup;
mod sources;
mod staged;
mod throwaway;
mod trouble;
mod writing;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Makes a PostgreSQL database match a description of it.
///
/// The description is a YAML or SQL file, or a folder of them. What it does not mention is never read, compared or dropped.
#[derive(Debug, Parser)]
#[command(name = "trueup", version, max_term_width = 100)]
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
    /// Say whether the database is in step, and what is not
    Check(check::Args),
    /// Say why the schema is not as expected, and what to do
    Doctor(doctor::Args),
    /// Drop what the files define and make it again, for tests
    Rebuild(rebuild::Args),
    /// Write trueup.yaml and a first desired state from a database
    Init(init::Args),
    /// Write the database as a desired state, in SQL or YAML
    Dump(dump::Args),
    /// Write a desired state in the other spelling, SQL or YAML
    Convert(convert::Args),
    /// Find what is unsafe or slow in the files, without a database
    Lint(lint::Args),
    /// Tell what a name in a message means: an error, a hazard, a rule
    Explain(explain::Args),
    /// Print a JSON Schema: of the JSON output, of YAML files, of trueup.yaml
    Schema(schema::Args),
    /// Print what a shell needs to complete commands and options
    Completions(completions::Args),
    /// Print the man page, or write those of all commands into a folder
    Man(man::Args),
}

/// How a run ended, as its exit status tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    let cli = match arguments::read() {
        Ok(cli) => cli,
        Err(status) => return ExitCode::from(status as u8),
    };
    let status = match cli.command {
        Command::Diff(args) => diff::run(&args),
        Command::Apply(args) => apply::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Doctor(args) => doctor::run(&args),
        Command::Rebuild(args) => rebuild::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Dump(args) => dump::run(&args),
        Command::Convert(args) => convert::run(&args),
        Command::Lint(args) => lint::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    };
    let status = status.unwrap_or_else(|trouble| trouble.tell());
    output::close();
    ExitCode::from(status as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exit_statuses_are_those_of_the_manual() {
        let all = [
            Status::Ok,
            Status::Differs,
            Status::Trouble,
            Status::Refused,
        ];
        assert_eq!(all.map(|s| s as u8), [0, 1, 2, 3]);
    }
}
