//! The words of the command line into a command, and what is said of those that make none.

use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error, FromArgMatches};

use super::trouble::Trouble;
use super::{Cli, Status, manual};
use crate::diagnostic::nearest;

/// What the files of a desired state end with.
const ENDINGS: &[&str] = &["sql", "yaml", "yml"];

/// Reads the arguments of this process.
///
/// # Errors
/// With the status that the process ends with: help was asked for, or the arguments are wrong and that was told.
pub fn read() -> Result<Cli, Status> {
    let mut command = manual::command();
    let matches = command.try_get_matches_from_mut(std::env::args_os());
    let read = matches.and_then(|m| Cli::from_arg_matches(&m).map_err(|e| e.format(&mut command)));
    read.map_err(|error| tell(error, &command))
}

fn tell(mut error: Error, command: &Command) -> Status {
    if let Some(trouble) = path_alone(&error) {
        return trouble.tell();
    }
    if let Some(tip) = of_another(&error, command).or_else(|| near_command(&error, command)) {
        error.insert(
            ContextKind::Suggested,
            ContextValue::StyledStrs(vec![tip.into()]),
        );
    }
    // Nothing is left to tell it to where the stream is closed.
    let _ = error.print();
    match error.use_stderr() {
        true => Status::Trouble,
        false => Status::Ok,
    }
}

fn word(error: &Error, kind: ContextKind) -> Option<&str> {
    match error.get(kind)? {
        ContextValue::String(word) => Some(word),
        _ => None,
    }
}

/// Says which commands may be meant where a file stands in the place of one.
fn path_alone(error: &Error) -> Option<Trouble> {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let name = word(error, ContextKind::InvalidSubcommand)?;
    let path = Path::new(name);
    let has_ending = path
        .extension()
        .is_some_and(|e| ENDINGS.iter().any(|known| e == *known));
    if !name.contains('/') && !has_ending {
        return None;
    }
    Some(Trouble::Usage {
        message: format!("which command is meant for {name}?"),
        help: format!(
            "to see what differs from the database:\n  trueup diff {name}\nto make the database match:\n  trueup apply {name}"
        ),
    })
}

/// Says which commands have an option that this one does not have.
fn of_another(error: &Error, command: &Command) -> Option<String> {
    if error.kind() != ErrorKind::UnknownArgument || error.get(ContextKind::SuggestedArg).is_some()
    {
        return None;
    }
    let name = word(error, ContextKind::InvalidArg)?.strip_prefix("--")?;
    let options = command.get_subcommands().flat_map(|c| c.get_arguments());
    let known: Vec<&str> = options.filter_map(|a| a.get_long()).collect();
    let near = nearest(name, known)?;
    let has = |c: &&Command| c.get_arguments().any(|a| a.get_long() == Some(near));
    let owners: Vec<String> = command
        .get_subcommands()
        .filter(has)
        .map(|c| format!("trueup {}", c.get_name()))
        .collect();
    Some(format!("'--{near}' is an option of {}", owners.join(", ")))
}

/// Says which command is near a misspelt one, where clap has not: behind `help`.
fn near_command(error: &Error, command: &Command) -> Option<String> {
    let known = error.get(ContextKind::SuggestedSubcommand).is_some();
    if error.kind() != ErrorKind::InvalidSubcommand || known {
        return None;
    }
    let name = word(error, ContextKind::InvalidSubcommand)?;
    let near = nearest(name, command.get_subcommands().map(Command::get_name))?;
    Some(format!("a similar subcommand exists: '{near}'"))
}
