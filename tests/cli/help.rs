//! `--help`, which is the first page that anybody reads.

use std::process::Command;

fn help(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trueup"));
    let done = command.args(arguments).output().expect("the program runs");
    assert!(done.status.success());
    String::from_utf8(done.stdout).expect("help is UTF-8")
}

#[test]
fn help_teaches() {
    insta::assert_snapshot!(help(&["--help"]));
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
