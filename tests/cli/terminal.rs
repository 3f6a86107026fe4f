//! What is asked and told on a terminal alone: `script` makes one.

use std::io::{Read, Write};

use super::aloud;
use super::bench::Bench;

/// Runs apply on a terminal and types an answer; nothing comes back where there is no `script`.
fn answered(bench: &Bench, typed: &str) -> Option<(i32, String)> {
    typed_to(bench, "apply t.sql", typed)
}

fn typed_to(bench: &Bench, words: &str, typed: &str) -> Option<(i32, String)> {
    let Ok(mut running) = bench.on_a_terminal(words).spawn() else {
        aloud::skipped("no question is answered, for there is no `script` to make a terminal");
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

/// Takes the line of progress away.
const GONE: &str = "\r\u{1b}[2K";

#[test]
fn rebuild_tells_which_statement_takes_long_and_asks_in_peace() {
    let bench = Bench::new("create materialized view t as select 1 as a");
    bench.file(
        "t.sql",
        "create materialized view t as select 1 as a, pg_sleep(1.8)::text as s;\n",
    );
    let words = "rebuild t.sql";
    let Some((status, said)) = typed_to(&bench, words, &format!("{}\n", bench.name())) else {
        return;
    };
    assert_eq!(status, 0, "{said}");
    let shown = "statement 1 of 1: create materialized view public.t as 1 s";
    let (before, after) = said.split_once(shown).unwrap_or_else(|| panic!("{said:?}"));
    assert!(before.contains("Type the name of the database"), "{said:?}");
    assert!(
        after.contains(GONE) && after.contains("done: 1 statement"),
        "{said:?}"
    );
    bench.sql("drop materialized view t");
    let name = bench.name();
    let piped = bench.run(&["rebuild", "--yes", "--database", name, "t.sql"]);
    assert_eq!((piped.status, piped.stderr.as_str()), (0, ""));
}

#[test]
fn whatever_waits_for_the_database_says_so_on_a_terminal() {
    let bench = Bench::new("create table t (a integer)");
    bench.file("t.sql", "create table t (a integer);\n");
    for (words, shown) in [
        ("dump", "reading the catalog 1 s"),
        ("init --yes", "reading the catalog 1 s"),
        ("check t.sql", "comparing 1 s"),
        ("doctor t.sql", "looking into the database 1 s"),
    ] {
        let mut held = bench.connect();
        held.batch_execute("begin; lock table pg_constraint in access exclusive mode")
            .expect("nobody else holds it");
        let mut script = bench.on_a_terminal(words);
        let Ok(mut running) = script.spawn() else {
            aloud::skipped("nobody waits, for there is no `script` to make a terminal");
            return;
        };
        let mut screen = running.stdout.take().expect("it is piped");
        let (mut said, mut part) = (Vec::new(), [0; 256]);
        let is_shown = |said: &[u8]| String::from_utf8_lossy(said).contains(shown);
        while !is_shown(&said) {
            let read = screen.read(&mut part).expect("the terminal shows");
            assert_ne!(read, 0, "{words}: {:?}", String::from_utf8_lossy(&said));
            said.extend_from_slice(&part[..read]);
        }
        held.batch_execute("commit").expect("it is let go");
        screen.read_to_end(&mut said).expect("the terminal shows");
        running.wait().expect("the program ends");
        let said = String::from_utf8_lossy(&said);
        let (_, after) = said.split_once(shown).expect("it was shown");
        assert!(after.contains(GONE), "{words}: {said:?}");
    }
}

#[test]
fn what_a_throwaway_server_does_is_told_on_a_terminal() {
    let bench = Bench::new("");
    bench.file(
        "t.sql",
        "create materialized view t as select 1 as a, pg_sleep(1.8)::text as s;\n",
    );
    let Some((status, said)) = typed_to(&bench, "dump --from t.sql --scratch", "") else {
        return;
    };
    let shown = "on the throwaway server: create materialized view t as select 1 as a, pg_s… 1 s";
    assert!(status == 0 && said.contains(shown), "{said:?}");
}
