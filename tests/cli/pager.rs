//! `diff` on a terminal goes through a pager; `script` makes the terminal.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use super::aloud;
use super::bench::Bench;

/// Runs a command of trueup on a terminal with these variables, `PREFIX` before it; nothing comes back where there is no `script`.
fn on_a_terminal(bench: &Bench, words: &str, variables: &[(&str, &str)]) -> Option<(i32, String)> {
    let base = bench.command(&[]);
    let mut script = Command::new("script");
    let prefix = variables.iter().find(|(name, _)| *name == "PREFIX");
    let prefix = prefix.map_or("", |(_, prefix)| prefix);
    let line = format!("{prefix}{} {words}", base.get_program().display());
    script
        .args(["-qec", &line, "/dev/null"])
        .current_dir(bench.folder());
    script
        .env_clear()
        .envs(base.get_envs().filter_map(|(n, v)| Some((n, v?))));
    script
        .env("NO_COLOR", "1")
        .env("TERM", "xterm")
        .envs(variables.iter().copied());
    let Ok(done) = script.stdin(Stdio::null()).output() else {
        aloud::skipped("nothing is paged, for there is no `script` to make a terminal");
        return None;
    };
    let said = String::from_utf8_lossy(&done.stdout).replace('\r', "");
    Some((done.status.code().expect("no signal ends it"), said))
}

fn bench() -> Bench {
    let bench = Bench::new("");
    bench.file(
        "schema/t.sql",
        "create table t (a int);\ncreate table u (a int);\n",
    );
    bench
}

#[test]
fn on_a_terminal_it_goes_through_the_pager_that_is_named() {
    let bench = bench();
    let ours = [
        ("TRUEUP_PAGER", "sed s/^/ours:/"),
        ("PAGER", "sed s/^/all:/"),
    ];
    for (words, variables, begins) in [
        ("diff", &ours[..], "ours:public.t"),
        ("diff --stat", &ours[1..], "all: table public.t"),
        ("diff --no-pager", &ours[..], "public.t"),
        ("diff --format sql", &ours[..], "begin;"),
        ("diff", &[("PAGER", "")], "public.t"),
        ("diff", &[("PAGER", "cat")], "public.t"),
        (
            "diff",
            &[("TRUEUP_PAGER", "cat"), ("PAGER", "false")],
            "public.t",
        ),
    ] {
        let Some((status, said)) = on_a_terminal(&bench, words, variables) else {
            return;
        };
        assert!(
            status == 0 && said.starts_with(begins),
            "{words} {variables:?}: {said}"
        );
    }
}

#[test]
fn a_pager_that_is_not_there_or_ends_early_is_no_loss() {
    let bench = bench();
    let gone = [("PAGER", "there-is-no-such-pager -x")];
    let Some((status, said)) = on_a_terminal(&bench, "diff --exit-code", &gone) else {
        return;
    };
    assert!(
        status == 1 && said.contains("public.t  table is missing"),
        "{said}"
    );
    let early = on_a_terminal(&bench, "diff", &[("PAGER", "head -n 1")]);
    let (status, said) = early.expect("there was a terminal before");
    assert_eq!((status, said.lines().count()), (0, 1), "{said}");
    // Where no pager is named and there is no less.
    let without = on_a_terminal(&bench, "diff", &[("PREFIX", "PATH=/nowhere ")]);
    let (status, said) = without.expect("there was a terminal before");
    assert!(status == 0 && said.starts_with("public.t"), "{said}");
    let options = on_a_terminal(
        &bench,
        "diff",
        &[("PAGER", "cat >/dev/null; echo $LESS $LV")],
    );
    assert_eq!(options.expect("there was a terminal before").1, "FRX -c\n");
}

#[test]
fn a_pager_that_has_enough_of_a_long_text_is_no_error() {
    let bench = bench();
    let tables = (0..3000).map(|n| format!("create table t{n} (a int);\n"));
    bench.file("schema/t.sql", &tables.collect::<String>());
    let words = "diff --exit-code --from empty";
    let early = on_a_terminal(&bench, words, &[("PAGER", "head -n 1")]);
    let Some((status, said)) = early else { return };
    assert_eq!((status, said.lines().count()), (1, 1), "{said}");
}

/// Shows its text, says what it waits for, and ends only after Ctrl-C.
const PATIENT: &str = "\
trap 'echo interrupted; touch done' INT
cat
echo waiting
while ! test -e done; do sleep 0.1; done
echo ended
";

#[test]
fn ctrl_c_is_the_pagers_while_it_runs() {
    let bench = bench();
    bench.file("pager.sh", PATIENT);
    let mut script = bench.on_a_terminal("diff --exit-code");
    let Ok(mut running) = script.env("PAGER", "sh pager.sh").spawn() else {
        aloud::skipped("nothing is interrupted, for there is no `script` to make a terminal");
        return;
    };
    let mut keyboard = running.stdin.take().expect("it is piped");
    let screen = BufReader::new(running.stdout.take().expect("it is piped"));
    let mut said = Vec::new();
    for line in screen.lines() {
        said.push(line.expect("it is text"));
        if said.last().is_some_and(|line| line.trim() == "waiting") {
            keyboard.write_all(b"\x03").expect("the terminal listens");
        }
    }
    let status = running.wait().expect("it ends").code();
    let text = said.join("\n").replace('\r', "");
    assert!(text.contains("public.t  table is missing"), "{text}");
    assert!(text.contains("interrupted\nended"), "{text}");
    assert_eq!(status, Some(1), "{text}");
}

#[test]
fn what_is_not_read_on_a_terminal_is_not_paged() {
    let bench = bench();
    let mut command = bench.command(&["diff"]);
    let done = command
        .env("PAGER", "sed s/^/all:/")
        .output()
        .expect("the program runs");
    assert!(done.stdout.starts_with(b"public.t"));
}
