//! `trueup apply`: what it does, what it refuses, and how it fails.

use super::bench::Bench;

#[test]
fn apply_says_in_one_line_what_it_did() {
    let bench = Bench::new("create table t (a integer)");
    bench.file(
        "t.sql",
        "create table t (a integer, b text); create table u (id bigint);",
    );
    let ran = bench.run(&["apply", "--yes", "t.sql"]);
    insta::assert_snapshot!(ran.whole());
    assert_eq!(bench.run(&["check", "t.sql"]).status, 0);
    let again = bench.run(&["apply", "--yes", "t.sql"]);
    assert_eq!(
        (again.status, again.stdout.as_str()),
        (0, "in step: 2 tables compared.\n")
    );
}

#[test]
fn without_a_terminal_apply_does_nothing_unless_it_is_told_to() {
    let bench = Bench::new("");
    bench.file("t.sql", "create table t (a integer);");
    insta::assert_snapshot!(bench.run(&["apply", "t.sql"]).whole());
    assert_eq!(
        bench.value("select count(*) from pg_tables where schemaname = 'public'"),
        "0"
    );
}

const USERS: &str = "create table users (id bigint, nickname text, unused text);
    insert into users select n, 'user ' || n from generate_series(1, 12403) n;
    create table old (id bigint)";

#[test]
fn a_refusal_names_the_thing_the_number_the_place_and_the_words_that_allow_it() {
    let bench = Bench::new(USERS);
    bench.file("users.sql", "create table users (\n  id bigint\n);\n");
    let ran = bench.run(&["apply", "--yes", "users.sql"]);
    insta::assert_snapshot!(ran.whole());
    assert_eq!(bench.value("select count(nickname) from users"), "12403");
}

#[test]
fn what_is_empty_is_not_refused() {
    let bench = Bench::new(USERS);
    bench.file(
        "users.sql",
        "create table users (id bigint, nickname text);",
    );
    let ran = bench.run(&["apply", "--yes", "--prune", "users.sql"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_eq!(
        bench.value("select count(*) from pg_tables where tablename = 'old'"),
        "0"
    );
}

#[test]
fn what_is_empty_is_not_refused_under_a_new_name_in_a_new_schema() {
    let bench = Bench::new("create table users (id bigint, nickname text)");
    bench.file(
        "people.sql",
        "create schema app;\n-- trueup: renamed from public.users\ncreate table app.people (id bigint);",
    );
    let ran = bench.run(&["apply", "--yes", "people.sql"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
}

#[test]
fn what_is_allowed_by_name_is_done() {
    let bench = Bench::new(USERS);
    bench.file("users.sql", "create table users (id bigint);");
    assert_eq!(
        bench
            .run(&["apply", "--yes", "--allow", "rewrites-table", "users.sql"])
            .status,
        3
    );
    assert_eq!(
        bench
            .run(&[
                "apply",
                "--yes",
                "--allow",
                "rewrites-table,drops-data",
                "users.sql"
            ])
            .status,
        0
    );
}

#[test]
fn rows_that_violate_a_new_rule_are_told_with_the_place_of_the_rule() {
    let bench = Bench::new("create table t (a integer, b text); insert into t values (null, 'x')");
    bench.file(
        "t.sql",
        "create table t (\n  a integer not null,\n  b text\n);\n",
    );
    insta::assert_snapshot!(bench.run(&["apply", "--yes", "t.sql"]).whole());
}

#[test]
fn a_missing_privilege_is_told_with_the_grant_that_gives_it() {
    let bench = Bench::new(
        "do $$ begin create role app login; exception when duplicate_object then null; end $$;
         create schema billing; grant usage on schema billing to app; create table billing.t (a integer)",
    );
    bench.file("new.sql", "create table billing.invoices (id bigint);");
    let create = bench.run_as("app", &["apply", "--yes", "new.sql"]);
    bench.file(
        "change.sql",
        "create table billing.t (a integer, b integer);",
    );
    let change = bench.run_as("app", &["apply", "--yes", "change.sql"]);
    insta::assert_snapshot!(format!("{}\n{}", create.whole(), change.whole()));
}

#[test]
fn who_was_given_a_privilege_to_give_it_on_may_do_so() {
    let bench = Bench::new(
        "create role given_on login; create role given_to; create table t (a integer);
         grant select on t to given_on with grant option",
    );
    bench.file(
        "t.sql",
        "create table t (a integer); grant select on t to given_to;",
    );
    let ran = bench.run_as("given_on", &["apply", "--yes", "t.sql"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
    assert_eq!(
        bench.value("has_table_privilege('given_to', 't', 'select')"),
        "true"
    );
}

#[test]
fn a_lock_that_is_not_given_up_is_waited_for_no_longer_than_told() {
    let bench = Bench::new("create table t (a integer)");
    bench.file("t.sql", "create table t (a integer, b text);");
    let mut other = bench.connect();
    other
        .batch_execute("begin; lock table t in access share mode")
        .expect("it is free");
    let ran = bench.run(&["apply", "--yes", "--lock-timeout", "50ms", "t.sql"]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn two_runs_do_not_meet() {
    let bench = Bench::new("");
    bench.file("t.sql", "create table t (a integer);");
    let mut other = bench.connect();
    let lock = format!("select pg_advisory_lock({})", 0x7472_7565_7570_i64);
    other.batch_execute(&lock).expect("it is free");
    let ran = bench.run(&["apply", "--yes", "--lock-timeout", "50ms", "t.sql"]);
    insta::assert_snapshot!(ran.whole());
}

/// What applications and patches meet most often where a schema is not as it should be.
const STATES: [&str; 19] = [
    "42P01", "42501", "3F000", "42704", "42P07", "42710", "42703", "42883", "55P03", "23502",
    "23503", "23505", "23514", "40P01", "57014", "08006", "08P01", "22P02", "25006",
];

#[test]
fn whatever_the_server_says_to_a_statement_comes_with_what_to_do() {
    let bench = Bench::new(
        "create function refuse() returns event_trigger language plpgsql as
           $$ begin raise 'it does not please' using errcode = current_setting('test.state'); end $$;
         create event trigger refuse on ddl_command_start when tag in ('CREATE TABLE') execute function refuse();",
    );
    bench.file("t.sql", "create table t (a integer);");
    let mut told = String::new();
    for state in STATES {
        bench.sql(&format!(
            "do $$ begin execute format('alter database %I set test.state = %L', current_database(), '{state}'); end $$"
        ));
        let ran = bench.run(&["apply", "--yes", "t.sql"]);
        assert_eq!(ran.status, 2, "{state}: {}", ran.stderr);
        let help = ran.stderr.split_once("help:").map_or("", |parts| parts.1);
        let advice = help.split("nothing was changed").next().unwrap_or_default();
        let words: Vec<&str> = advice.split_whitespace().collect();
        told += &format!("{state}: {}\n", words.join(" "));
        assert!(ran.stderr.contains(state), "{state}: {}", ran.stderr);
        let error = format!("ERROR: it does not please (SQLSTATE {state})");
        let explained = bench.run(&["doctor", "--error", &error, "t.sql"]).stdout;
        assert!(explained.contains(&format!("{state} (")), "{explained}");
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_type_into_which_values_do_not_fit_is_told_and_one_that_takes_a_part_of_them_is_refused() {
    let bench = Bench::new(
        "create table t (label text, tags text[], price numeric(10,2), at timestamptz);
         insert into t values ('too long', '{a,abcdef}', 1.25, '2026-01-01 10:00+00'), ('fits   ', '{a}', 2, '2026-01-01 00:00+00'),
           (null, null, null, null)",
    );
    bench.file(
        "t.sql",
        "create table t (label varchar(5), tags varchar(5)[], price numeric(10,1), at date);",
    );
    insta::assert_snapshot!(bench.run(&["diff", "--format", "sql", "t.sql"]).whole());
    let ran = bench.run(&["apply", "--yes", "t.sql"]);
    assert_eq!(ran.status, 3);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn the_version_that_the_server_keeps_of_a_column_is_no_option() {
    let table =
        "create table t (a integer, b integer);\nalter table t alter b set (n_distinct=5);\n";
    let bench = Bench::new(table);
    bench.sql("create view v as select a from t");
    bench.sql(
        "update pg_attribute set attoptions = coalesce(attoptions, '{}') || '{pg_attver=7}'
         where attrelid in ('t'::regclass, 'v'::regclass) and attnum > 0",
    );
    bench.file(
        "t.sql",
        &format!("{table}create view v as select a from t;\n"),
    );
    let ran = bench.run(&["check", "t.sql"]);
    assert_eq!(
        (ran.status, ran.stderr.as_str()),
        (0, ""),
        "{}",
        ran.whole()
    );
    bench.file(
        "t.sql",
        "create table t (a integer);\nalter table t alter a set (pg_attver=7);\n",
    );
    let ran = bench.run(&["check", "t.sql"]);
    let told = "a column has no parameter pg_attver, only n_distinct and";
    assert!(
        ran.status == 2 && ran.stderr.contains(told),
        "{}",
        ran.whole()
    );
}
