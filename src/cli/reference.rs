//! The page of the command line, `docs/cli.md`: every command with its options, made from the definition that clap reads.
//!
//! The examples that stand below the help are left out; `--help` has them.

use std::fmt::Write;

use clap::builder::StyledStr;
use clap::{Arg, Command};

const INTRO: &str = "# The command line

<!-- Made from the commands in src/cli by `UPDATE=1 cargo test --lib the_page_of_the_command_line`. -->

The same words as in `trueup COMMAND --help`, which has examples too; `-h` is shorter. Where the database and the desired state come from when nothing is
said: [trueup.yaml](configuration.md).
";

/// Returns the page.
fn page(mut program: Command) -> String {
    program.build();
    let mut page = String::from(INTRO);
    let commands: Vec<&Command> = program.get_subcommands().filter(|c| is_shown(c)).collect();
    page += "\n| command | what it does |\n|---|---|\n";
    for command in &commands {
        let (name, about) = (command.get_name(), words(command.get_about()));
        _ = writeln!(page, "| [`{name}`](#trueup-{name}) | {about} |");
    }
    commands
        .iter()
        .for_each(|command| write_command(&mut page, command));
    page
}

fn is_shown(command: &Command) -> bool {
    !command.is_hide_set() && command.get_name() != "help"
}

fn write_command(page: &mut String, command: &Command) {
    let about = command.get_long_about().or(command.get_about());
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").trim();
    _ = writeln!(
        page,
        "\n## trueup {}\n\n{}.\n",
        command.get_name(),
        words(about).trim_end_matches('.')
    );
    _ = writeln!(page, "`{usage}`");
    let mut headings: Vec<Option<&str>> = Vec::new();
    for argument in arguments(command) {
        if !headings.contains(&argument.get_help_heading()) {
            headings.push(argument.get_help_heading());
        }
    }
    for heading in headings {
        let title = heading.unwrap_or("argument or option");
        _ = writeln!(page, "\n| {title} | |\n|---|---|");
        for argument in arguments(command).filter(|a| a.get_help_heading() == heading) {
            _ = writeln!(
                page,
                "| {} | {} |",
                signature(argument).replace('|', "\\|"),
                meaning(argument)
            );
        }
    }
}

/// Returns what a command takes, but for what all of them take.
fn arguments(command: &Command) -> impl Iterator<Item = &Arg> {
    let is_own = |argument: &&Arg| {
        !argument.is_hide_set() && !["help", "version"].contains(&argument.get_id().as_str())
    };
    command.get_arguments().filter(is_own)
}

/// Returns how an argument is written: `-y`, `--yes`, or `--db <URL>`.
fn signature(argument: &Arg) -> String {
    if argument.is_positional() {
        return format!("`{argument}`");
    }
    let short = argument.get_short().map(|short| format!("`-{short}`, "));
    format!("{}`{argument}`", short.unwrap_or_default())
}

/// Returns what an argument means, with the values that it knows.
fn meaning(argument: &Arg) -> String {
    let mut meaning = words(argument.get_long_help().or(argument.get_help()));
    let values = argument.get_possible_values();
    let values: Vec<_> = values.iter().filter(|value| !value.is_hide_set()).collect();
    if argument.get_action().takes_values() && !values.is_empty() {
        let described = values.iter().map(|value| match value.get_help() {
            Some(help) => format!("<br>`{}`: {}", value.get_name(), words(Some(help))),
            None => format!("<br>`{}`", value.get_name()),
        });
        meaning.extend(described);
    }
    let defaults: Vec<_> = argument
        .get_default_values()
        .iter()
        .map(|value| value.to_string_lossy())
        .collect();
    if argument.get_action().takes_values() && !defaults.is_empty() {
        _ = write!(meaning, "<br>without it `{}`", defaults.join(" "));
    }
    meaning
}

/// Returns a help text as the words of a cell.
fn words(text: Option<&StyledStr>) -> String {
    let text = text.map(StyledStr::to_string).unwrap_or_default();
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let words: Vec<&str> = paragraph.split_whitespace().collect();
        words.join(" ").trim_end_matches('.').to_string()
    });
    let ends_with_stop = text.trim_end().ends_with('.');
    let mut text = paragraphs.collect::<Vec<_>>().join(". ");
    if ends_with_stop {
        text.push('.');
    }
    let mut in_code = false;
    let mut out = String::new();
    for letter in text.chars() {
        in_code ^= letter == '`';
        if letter == '|' || (!in_code && ['*', '<'].contains(&letter)) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

#[test]
fn the_page_of_the_command_line_is_current() {
    use clap::CommandFactory;
    crate::text::kept::assert_current("docs/cli.md", &page(super::Cli::command()));
}
