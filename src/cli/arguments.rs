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
    if let Some(tip) = other_option(&mut error, command).or_else(|| near_command(&error, command)) {
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

/// Says which option of the command may be meant, or which commands have one of that name.
fn other_option(error: &mut Error, command: &Command) -> Option<String> {
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let name = word(error, ContextKind::InvalidArg)?.strip_prefix("--")?;
    let (own, all) = (own_options(command), options(command.get_subcommands()));
    let near = match all.contains(&name) {
        true => name,
        false if error.get(ContextKind::SuggestedArg).is_some() => return None,
        false => nearest(name, own.clone()).or_else(|| nearest(name, all))?,
    };
    if own.contains(&near) {
        return Some(format!("a similar argument exists: '--{near}'"));
    }
    let has = |c: &&Command| c.get_arguments().any(|a| a.get_long() == Some(near));
    let owners: Vec<String> = command
        .get_subcommands()
        .filter(has)
        .map(|c| format!("trueup {}", c.get_name()))
        .collect();
    let tip = format!("'--{near}' is an option of {}", owners.join(", "));
    // That it is like some other word is no help then.
    if error.remove(ContextKind::SuggestedArg).is_some() {
        error.remove(ContextKind::Usage);
    }
    Some(tip)
}

/// Returns the long options of the command that is named.
fn own_options(command: &Command) -> Vec<&str> {
    let named = std::env::args().nth(1);
    let own = named.and_then(|name| command.find_subcommand(name));
    options(own.into_iter())
}

fn options<'c>(commands: impl Iterator<Item = &'c Command>) -> Vec<&'c str> {
    let all = commands.flat_map(Command::get_arguments);
    all.filter_map(|a| a.get_long()).collect()
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
