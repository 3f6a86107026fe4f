//! `apply` on a terminal, where it asks: `script` gives it one.

use std::io::Write;
use std::process::{Command, Stdio};

use super::bench::Bench;

/// Runs apply on a terminal and types an answer; nothing comes back where there is no `script`.
fn answered(bench: &Bench, typed: &str) -> Option<(i32, String)> {
    let apply = bench.command(&["apply", "t.sql"]);
    let words = apply.get_args().map(|word| word.to_string_lossy());
    let line = format!(
        "{} {}",
        apply.get_program().display(),
        words.collect::<Vec<_>>().join(" ")
    );
    let mut script = Command::new("script");
    script
        .args(["-qec", &line, "/dev/null"])
        .current_dir(bench.folder());
    script.envs(
        apply
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    script
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let Ok(mut running) = script.spawn() else {
        eprintln!("SKIPPED: no question is answered, for there is no `script` to make a terminal");
        return None;
    };
    let mut keyboard = running.stdin.take().expect("it is piped");
    keyboard
        .write_all(typed.as_bytes())
        .expect("the terminal listens");
    // Its end would be typed too, so it stays open until the program has ended.
    let done = running.wait_with_output().expect("the program ends");
    drop(keyboard);
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    Some((done.status.code().expect("no signal ends it"), said))
}

const TABLE: &str = "select count(*) from pg_class where relname = 't'";

fn bench() -> Bench {
    let bench = Bench::new("");
    bench.file("t.sql", "create table t (a integer);\n");
    bench
}

#[test]
fn yes_applies_what_was_shown() {
    let bench = bench();
    let Some((status, said)) = answered(&bench, "y\n") else {
        return;
    };
    assert!(
        said.contains("create table public.t") && said.contains("Apply this to"),
        "{said}"
    );
    assert!(said.contains("done: 1 statement"), "{said}");
    assert_eq!((status, bench.value(TABLE).as_str()), (0, "1"), "{said}");
}

#[test]
fn any_other_answer_and_none_at_all_change_nothing() {
    for typed in ["n\n", "\n", "perhaps\n", "\u{4}"] {
        let bench = bench();
        let Some((status, said)) = answered(&bench, typed) else {
            return;
        };
        assert!(said.contains("Nothing was done."), "{typed:?}: {said}");
        assert_eq!(
            (status, bench.value(TABLE).as_str()),
            (1, "0"),
            "{typed:?}: {said}"
        );
    }
}

#[test]
fn where_nothing_differs_nothing_is_asked() {
    let bench = bench();
    bench.sql("create table t (a integer)");
    let Some((status, said)) = answered(&bench, "n\n") else {
        return;
    };
    assert_eq!(
        (status, said.contains("Apply this to")),
        (0, false),
        "{said}"
    );
}

#[test]
fn a_statement_that_takes_long_is_told_on_a_terminal_and_nowhere_else() {
    const SLOW: &str = "create materialized view t as select 1 as a, pg_sleep(1.8)::text as s;\n";
    let bench = Bench::new("");
    bench.file("t.sql", SLOW);
    let Some((status, said)) = answered(&bench, "y\n") else {
        return;
    };
    assert_eq!(status, 0, "{said}");
    let shown = "statement 1 of 1: create materialized view public.t as 1 s";
    assert!(said.contains(shown), "{said:?}");
    let gone = said.rfind("\r\u{1b}[2K").expect("the line is taken away");
    assert!(
        said[gone..].contains("done: 1 statement"),
        "the last word is the result: {said:?}"
    );
    bench.sql("drop materialized view t");
    let piped = bench.run(&["apply", "--yes", "t.sql"]);
    assert_eq!(piped.stderr, "", "a pipe is told the result alone");
}
