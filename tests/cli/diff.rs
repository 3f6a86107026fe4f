//! `trueup diff` and `trueup check`.

use std::process::{Command, Stdio};

use super::aloud;
use super::bench::Bench;

/// A set-up script that ran half way, some time ago, and what has happened since.
const LIVE: &str = "
    create table products (id text primary key, name text not null, blurb text);
    insert into products select 'p' || n, 'Product ' || n, 'old' from generate_series(1, 1200) n;
    create table prices (
      id text primary key,
      product_id text not null references products,
      currency text not null default 'eur',
      amount numeric(10, 2) not null
    );
    insert into prices select 'x' || n, 'p' || n, 'eur', n from generate_series(1, 700) n;
    create index prices_by_hand on prices (currency);
    create table elsewhere (id bigint);";

const DESIRED: &str = "\
create type price_type as enum ('one_time', 'recurring');

create table products (
  id text primary key,
  name text not null check (name <> '')
);

create table prices (
  id text primary key,
  product_id text not null references products on delete cascade,
  currency character(3) not null default 'eur',
  amount numeric(12, 2) not null,
  type price_type
);

create table customers (
  id bigint generated always as identity primary key,
  email text not null unique,
  created_at timestamptz not null default now()
);
";

pub fn half_run() -> Bench {
    let bench = Bench::new(LIVE);
    bench.file("schema/app.sql", DESIRED);
    bench
}

#[test]
fn a_half_run_set_up_is_told_by_object_with_patch_and_count() {
    let ran = half_run().run(&["diff"]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn the_patch_as_sql_carries_its_dangers_as_comments() {
    let ran = half_run().run(&["diff", "--format", "sql"]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn the_patch_as_sql_runs_in_psql_and_brings_the_database_in_step() {
    let bench = half_run();
    let sql = bench.run(&["diff", "--format", "sql"]).stdout;
    bench.sql(&sql);
    let ran = bench.run(&["check"]);
    assert_eq!(
        (ran.status, ran.stdout.as_str()),
        (0, "in step: 3 tables, 1 enum compared.\n")
    );
}

#[test]
fn the_comparison_as_json_is_for_programs() {
    let bench = Bench::new("create table t (a integer, gone text); insert into t values (1, 'x')");
    bench.file("t.sql", "create table t (a bigint);");
    insta::assert_snapshot!(bench.run(&["diff", "--format", "json", "t.sql"]).whole());
}

#[test]
fn check_says_in_one_line_what_is_the_matter() {
    let ran = half_run().run(&["check"]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn differences_are_an_exit_status_where_that_is_asked_for() {
    let bench = half_run();
    assert_eq!(bench.run(&["diff"]).status, 0);
    assert_eq!(bench.run(&["diff", "--exit-code"]).status, 1);
    assert_eq!(
        bench
            .run(&["diff", "--exit-code", "--from", "schema"])
            .status,
        0
    );
}

#[test]
fn an_empty_result_explains_itself() {
    let bench = half_run();
    assert_eq!(
        bench.run(&["diff", "--from", "schema"]).stdout,
        "in step: 3 tables, 1 enum compared.\n"
    );
    let sql = bench.run(&["diff", "--from", "schema", "--format", "sql"]);
    assert_eq!(
        (sql.stdout.as_str(), sql.stderr.as_str()),
        ("", "in step: 3 tables, 1 enum compared.\n")
    );
    bench.file("nothing.sql", "-- nothing yet\n");
    let nothing = bench.run(&["check", "nothing.sql"]);
    assert_eq!(nothing.stdout, "in step, but the files describe nothing.\n");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let bench = half_run();
    let mut child = bench
        .command(&["diff"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let done = child.wait_with_output().expect("the program ends");
    assert_eq!(
        (
            done.status.code(),
            String::from_utf8_lossy(&done.stderr).as_ref()
        ),
        (Some(0), "")
    );
}

#[test]
fn what_a_test_leaves_out_is_said_though_it_passes() {
    let me = std::env::current_exe().expect("a test has a path");
    let mut again = Command::new(me);
    again.args(["diff::colours_are_for_terminals_only", "--exact"]);
    again.env("PATH", "").env_remove("RUST_TEST_NOCAPTURE");
    let done = again.output().expect("the test runs itself");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
    assert!(said.starts_with("SKIPPED: there is no `script`"), "{said}");
}

#[test]
fn colours_are_for_terminals_only() {
    let has_script = Command::new("script")
        .arg("--version")
        .output()
        .is_ok_and(|o| o.status.success());
    if !has_script {
        aloud::skipped("there is no `script` to make a terminal with");
        return;
    }
    let bench = half_run();
    assert!(!bench.run(&["diff"]).stdout.contains('\u{1b}'));
    let on_a_terminal = |no_colour: &str| {
        let mut command = bench.command(&[]);
        let program = command.get_program().to_string_lossy().into_owned();
        let mut script = Command::new("script");
        script.args(["-qec", &format!("{program} diff"), "/dev/null"]);
        script.current_dir(bench.folder()).env_clear();
        for (name, value) in command
            .env("NO_COLOR", no_colour)
            .env("PAGER", "")
            .get_envs()
        {
            script.env(name, value.unwrap_or_default());
        }
        let done = script.output().expect("script runs");
        String::from_utf8_lossy(&done.stdout).into_owned()
    };
    assert!(on_a_terminal("").contains("\u{1b}[32m"));
    assert!(!on_a_terminal("1").contains('\u{1b}'));
}

#[test]
fn what_has_its_old_name_is_told_and_counted() {
    let bench = Bench::new("create table clients (id bigint primary key, mail text);");
    bench.file(
        "schema/app.sql",
        "-- trueup: renamed from clients\n\
         create table customers (\n  id bigint primary key,\n  -- trueup: renamed from mail\n  email text not null\n);\n",
    );
    let ran = bench.run(&["diff"]);
    insta::assert_snapshot!(ran.whole());
    let line = bench.run(&["check"]);
    insta::assert_snapshot!(line.whole());
}
