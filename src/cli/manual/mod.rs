//! The command line as its help, its man pages and its completions show it: the arguments of all commands, under headings, with examples.
//!
//! What an option does is said where it is defined; in which part of the help it stands is said here.

mod chapters;
mod headings;
mod page;

use clap::{Arg, ArgAction, Command, CommandFactory};

use super::Cli;
pub use chapters::{Chapter, chapter};
pub use page::pages;

/// The heading of what every command has.
const ALWAYS: &str = "Help";

/// What `trueup -h` ends with.
const BRIEF: &str = "\
Where to start: trueup init. More: trueup --help, trueup help diff.";

/// What `trueup --help` ends with, behind the examples.
const STATUSES: &str = "\
Exit status: 0 in step or done, 1 there are differences or findings, 2 trouble
with usage, files or database, 3 refused, since rows or values would be lost.

Each command has examples: trueup help diff. Each message has a name, and a page
about it: trueup explain NAME.";

/// Returns the whole command line.
pub fn command() -> Command {
    let mut command = dressed(Cli::command(), &chapters::ROOT)
        .after_help(BRIEF)
        .after_long_help(format!("{}\n{STATUSES}", examples(&chapters::ROOT)))
        .disable_version_flag(true)
        .arg(version());
    let names: Vec<String> = command
        .get_subcommands()
        .map(|c| c.get_name().to_string())
        .collect();
    for name in names {
        command = command.mut_subcommand(&name, |c| dressed(c, chapter(&name)));
    }
    command
}

/// Puts the options under headings, the examples below them, and `--help` last.
fn dressed(command: Command, chapter: &Chapter) -> Command {
    let command = command
        .mut_args(headings::under)
        .disable_help_flag(true)
        .arg(help());
    match chapter.examples.is_empty() {
        true => command,
        false => command.after_long_help(examples(chapter)),
    }
}

fn help() -> Arg {
    Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help("Print help: -h in short, --help in full, with examples")
        .help_heading(ALWAYS)
}

fn version() -> Arg {
    Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help("Print the version")
        .help_heading(ALWAYS)
}

/// Words the examples for a terminal: what is typed, and below it what that does.
fn examples(chapter: &Chapter) -> String {
    let mut out = String::from("Examples:\n");
    for (typed, does) in chapter.examples {
        out.push_str(&format!("  {typed}\n      {does}\n"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_of_the_arguments_holds_together() {
        command().debug_assert();
    }

    #[test]
    fn the_examples_are_arguments_that_the_program_takes() {
        for chapter in chapters::all() {
            for (typed, _) in chapter.examples {
                let own = typed
                    .split(['|', '>'])
                    .find(|part| part.contains("trueup "));
                let own = own.unwrap_or_else(|| panic!("{typed} runs no trueup"));
                let words = own.replace(['\'', '"'], "");
                let words = words.split_whitespace();
                let read = command().try_get_matches_from(words);
                assert!(read.is_ok(), "{typed}: {read:?}");
            }
        }
    }

    #[test]
    fn no_line_of_an_example_is_wider_than_a_terminal() {
        for chapter in chapters::all() {
            let text = examples(chapter);
            let wide = text.lines().find(|line| line.chars().count() > 80);
            assert_eq!(wide, None);
        }
    }
}
