//! `--help`, which is the first page that anybody reads, and what is said of words that make no command.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use trueup::scratch::{Options, Scratch};

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trueup"));
    command.args(arguments).env_remove("COLUMNS");
    command
}

fn help(arguments: &[&str]) -> String {
    let done = command(arguments).output().expect("the program runs");
    assert!(done.status.success());
    String::from_utf8(done.stdout).expect("help is UTF-8")
}

/// Returns what is said of arguments that are wrong.
fn told(arguments: &[&str]) -> String {
    let done = command(arguments).output().expect("the program runs");
    assert_eq!(done.status.code(), Some(2), "{arguments:?}");
    assert!(done.stdout.is_empty(), "{arguments:?} writes to stdout");
    let said = String::from_utf8(done.stderr).expect("the output is UTF-8");
    format!("$ trueup {}\n{said}", arguments.join(" "))
}

/// Returns the names of all commands, as `trueup -h` lists them.
fn commands() -> Vec<String> {
    let help = help(&["-h"]);
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = list.take_while(|line| !line.is_empty());
    names
        .filter_map(|line| line.split_whitespace().next().map(String::from))
        .filter(|name| name != "help")
        .collect()
}

#[test]
fn help_teaches() {
    insta::assert_snapshot!(help(&["--help"]));
}

#[test]
fn short_help_is_short() {
    insta::assert_snapshot!(help(&["-h"]) + "\n" + &help(&["apply", "-h"]));
}

#[test]
fn help_on_diff_teaches() {
    insta::assert_snapshot!(help(&["diff", "--help"]));
}

#[test]
fn help_on_apply_teaches() {
    insta::assert_snapshot!(help(&["apply", "--help"]));
}

#[test]
fn help_on_check_teaches() {
    insta::assert_snapshot!(help(&["check", "--help"]));
}

#[test]
fn help_on_dump_teaches() {
    insta::assert_snapshot!(help(&["dump", "--help"]));
}

#[test]
fn help_on_convert_teaches() {
    insta::assert_snapshot!(help(&["convert", "--help"]));
}

#[test]
fn help_on_lint_teaches() {
    insta::assert_snapshot!(help(&["lint", "--help"]));
}

#[test]
fn every_command_has_examples_and_fits_a_terminal() {
    for name in commands() {
        let done = command(&[&name, "--help"]).env("COLUMNS", "80").output();
        let done = done.expect("the program runs");
        let text = String::from_utf8(done.stdout).expect("help is UTF-8");
        assert!(
            text.contains("\nExamples:\n"),
            "trueup {name} has no examples"
        );
        let wide: Vec<&str> = text.lines().filter(|l| l.chars().count() > 80).collect();
        assert!(wide.is_empty(), "trueup {name} --help: {wide:#?}");
    }
}

#[test]
fn what_makes_no_command_is_told_with_what_may_be_meant() {
    let wrong: &[&[&str]] = &[
        &["dif"],
        &["help", "dif"],
        &["schema/stripe.yaml"],
        &["stripe.sql", "--db", "app"],
        &["apply", "--alow", "drops-data"],
        &["diff", "--allow", "drops-data"],
        &["diff", "--format", "jsn"],
        &["apply", "--allow", "drop-data"],
        &["diff", "--db"],
        &["schema", "doctr"],
        &["check", "--evn", "prod"],
        &["apply", "--from", "git:main"],
        &["convert", "schema"],
    ];
    let said: Vec<String> = wrong.iter().map(|words| told(words)).collect();
    insta::assert_snapshot!(said.join("\n"));
}

/// What an example has that cannot be run here: another machine's places, or somebody to answer.
const NOT_HERE: &[&str] = &[
    "postgres://localhost",
    "completions ",
    "trueup man",
    "--staged",
    "trueup init",
    "trueup rebuild",
];

#[test]
fn the_examples_of_the_help_do_what_they_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let server = Scratch::start(&Options::default()).expect("a throwaway server starts");
    let live = root.join("examples/half-run/live.sql");
    server.load("postgres", &live).expect("live.sql loads");
    let folder = TempDir::new().expect("a folder can be made");
    fs::create_dir(folder.path().join("schema")).expect("a folder can be made");
    for name in ["schema/stripe.yaml", "schema/stripe.sql"] {
        fs::copy(root.join(name), folder.path().join(name)).expect("the schema is readable");
    }
    // Where an example names no file, the configuration says which.
    let config = folder.path().join("trueup.yaml");
    fs::write(config, "desired: schema/stripe.yaml\n").expect("the folder can be written");
    let run = |line: &str| shell(folder.path(), &server.url("postgres"), line);
    run("echo 'relation \"public.stripe_customers\" does not exist' > app.log");
    run("git init -q -b main && git add .");
    run("git -c user.name=t -c user.email=t@example.com commit -qm one");
    let examples: Vec<String> = commands().iter().flat_map(|name| examples(name)).collect();
    examples.iter().for_each(|line| run(line));
    assert!(examples.len() > 20, "{examples:#?}");
}

/// Returns what the help of a command says to type, where it can be run here.
fn examples(command: &str) -> Vec<String> {
    let text = help(&[command, "--help"]);
    let examples = text.split("\nExamples:\n").nth(1).unwrap_or_default();
    let typed = examples.lines().filter_map(|line| line.strip_prefix("  "));
    let typed = typed.filter(|line| !line.starts_with(' ') && !line.is_empty());
    let can_run = |line: &&str| {
        // Without `--yes` it asks, and here nobody answers.
        let asks = command == "apply" && !["--yes", "--dry-run"].iter().any(|o| line.contains(o));
        !asks && !NOT_HERE.iter().any(|words| line.contains(words))
    };
    typed.filter(can_run).map(String::from).collect()
}

/// Runs an example; it may find differences, but must not be in trouble.
fn shell(folder: &Path, url: &str, line: &str) {
    let own = Path::new(env!("CARGO_BIN_EXE_trueup")).parent();
    let own = own.expect("the program is in a folder").display();
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new("sh");
    let done = command
        .args(["-c", line])
        .current_dir(folder)
        .env("PATH", format!("{own}:{path}"))
        .env("DATABASE_URL", url)
        .output()
        .expect("sh runs");
    let said = String::from_utf8_lossy(&done.stderr);
    let status = done.status.code();
    assert!(matches!(status, Some(0 | 1)), "{line}: {status:?}\n{said}");
}
