//! `trueup apply --dry-run`.

use super::bench::Bench;

const LIVE: &str = "create table t (id integer primary key, name text, amount integer);
    insert into t select n, 'row ' || n, n from generate_series(1, 3000) n;
    create table u (t_id integer);
    insert into u select n from generate_series(1, 500) n;";

const DESIRED: &str = "
create table t (id integer primary key, name text not null, amount bigint);
create table u (t_id integer references t);
create index u_by_t on u (t_id);
create table w (id bigint);
";

#[test]
fn a_dry_run_measures_each_statement_and_leaves_nothing() {
    let bench = Bench::new(LIVE);
    bench.file("app.sql", DESIRED);
    let ran = bench.run(&["apply", "--dry-run", "app.sql"]);
    insta::assert_snapshot!(ran.whole());
    assert_eq!(
        bench.value("select count(*) from pg_tables where tablename = 'w'"),
        "0"
    );
    assert_eq!(bench.run(&["check", "app.sql"]).status, 1);
}

#[test]
fn a_dry_run_as_json_says_what_each_statement_did() {
    let bench = Bench::new(LIVE);
    bench.file("app.sql", DESIRED);
    let ran = bench.run(&["apply", "--dry-run", "--format", "json", "app.sql"]);
    let mut json: serde_json::Value = serde_json::from_str(&ran.stdout).expect("it is JSON");
    for statement in json["statements"].as_array_mut().expect("a list") {
        assert!(
            statement["milliseconds"]
                .as_f64()
                .is_some_and(|ms| ms > 0.0)
        );
        statement["milliseconds"] = 0.into();
    }
    insta::assert_snapshot!(format!("{json:#}"));
}

#[test]
fn the_rows_that_a_parallel_index_build_reads_are_counted() {
    let bench = Bench::new(
        "create table big (id integer, filler text);
         insert into big select n, repeat('x', 150) from generate_series(1, 120000) n; analyze big",
    );
    bench.file(
        "big.sql",
        "create table big (id integer, filler text); create index big_id on big (id);",
    );
    let ran = bench.run(&["apply", "--dry-run", "--format", "json", "big.sql"]);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).expect("it is JSON");
    assert_eq!(json["statements"][0]["rows_read"]["public.big"], 120_000);
}

#[test]
fn a_dry_run_tells_the_statement_that_would_fail() {
    let bench = Bench::new("create table t (a integer); insert into t values (null)");
    bench.file(
        "t.sql",
        "create table s (a integer);\ncreate table t (a integer not null);\n",
    );
    insta::assert_snapshot!(bench.run(&["apply", "--dry-run", "t.sql"]).whole());
}

#[test]
fn a_dry_run_tells_what_apply_would_refuse() {
    let bench = Bench::new("create table t (a integer, b integer); insert into t values (1, 2)");
    bench.file("t.sql", "create table t (a integer);");
    let ran = bench.run(&["apply", "--dry-run", "t.sql"]);
    assert_eq!(ran.status, 3);
    assert!(ran.stderr.contains("which holds 1 value"), "{}", ran.stderr);
    assert_eq!(bench.value("select b from t"), "2");
}
