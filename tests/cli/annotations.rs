//! Differences and hazards beside the lines of the files: `--format github` and `sarif`, and `check` for programs.

use serde_json::Value;

use super::bench::Bench;
use super::schema::held_against;

const LIVE: &str = "
    create table plans (id text primary key, price numeric(10, 2), note text);
    insert into plans values ('a', 1, 'x'), ('b', 2, 'y');
    create index by_hand on plans (price);";

const DESIRED: &str = "\
create type interval_of as enum ('month', 'year');

create table plans (
  id text primary key,
  price numeric(12, 2) check (price >= 0),
  every interval_of
);
grant select, insert on plans to pg_monitor;
";

fn drifted() -> Bench {
    let bench = Bench::new(LIVE);
    bench.file("schema/plans.sql", DESIRED);
    bench
}

/// Returns a SARIF log without the rules and the version.
fn without_rules(text: &str) -> String {
    let mut log: Value = serde_json::from_str(text).expect("SARIF is JSON");
    let driver = &mut log["runs"][0]["tool"]["driver"];
    assert!(
        driver["rules"]
            .as_array()
            .is_some_and(|rules| rules.len() > 4)
    );
    driver["rules"] = Value::Null;
    driver["version"] = Value::Null;
    format!("{log:#}")
}

#[test]
fn check_puts_what_differs_beside_the_lines_of_the_files() {
    let bench = drifted();
    insta::assert_snapshot!(bench.run(&["check", "--format", "github"]).whole());
    let ran = bench.run(&["check", "--format", "sarif"]);
    assert_eq!(ran.status, 1);
    insta::assert_snapshot!(without_rules(&ran.stdout));
}

#[test]
fn diff_puts_the_hazards_there_too() {
    let bench = drifted();
    insta::assert_snapshot!(bench.run(&["diff", "--format", "github"]).whole());
    let ran = bench.run(&["diff", "--format", "sarif", "--exit-code"]);
    let log: Value = serde_json::from_str(&ran.stdout).expect("SARIF is JSON");
    let results = log["runs"][0]["results"]
        .as_array()
        .expect("results are a list");
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array();
    let known: Vec<&Value> = rules
        .expect("rules are a list")
        .iter()
        .map(|r| &r["id"])
        .collect();
    assert!(
        results.iter().all(|r| known.contains(&&r["ruleId"])),
        "{known:?}"
    );
    assert_eq!((ran.status, results.len()), (1, 9), "{}", ran.stdout);
}

#[test]
fn where_nothing_differs_there_is_nothing_beside_the_lines() {
    let bench = Bench::new("create table t (a int)");
    bench.file("schema/t.sql", "create table t (a int);");
    let ran = bench.run(&["check", "--format", "github"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    assert_eq!(ran.stderr, "in step: 1 table compared.\n");
    let ran = bench.run(&["check", "--format", "sarif"]);
    assert!(ran.stdout.contains("\"results\": []"), "{}", ran.stdout);
}

#[test]
fn mistakes_in_the_files_and_a_server_that_is_not_there_are_annotations_too() {
    let bench = Bench::new("");
    bench.file(
        "schema/bad.sql",
        "create table t (a int);\ncreate tabel u (a int);\n",
    );
    for command in ["check", "diff", "lint"] {
        let ran = bench.run(&[command, "--format", "github"]);
        let begins = "::error file=schema/bad.sql,line=2,endLine=2,col=1,endColumn=22,title=unknown-statement::";
        assert!(ran.stdout.starts_with(begins), "{command}: {}", ran.whole());
        assert_eq!(ran.status, 2, "{command}");
    }
    bench.file("schema/bad.sql", "create table t (a int);");
    let ran = bench.run(&[
        "check",
        "--format",
        "github",
        "--db",
        "postgres://127.0.0.1:1/x",
    ]);
    assert!(
        ran.stdout
            .starts_with("::error title=nothing-listens::cannot connect"),
        "{}",
        ran.whole()
    );
    let ran = bench.run(&["check", "--format", "sarif", "--env", "nowhere"]);
    let log: Value = serde_json::from_str(&ran.stdout).expect("SARIF is JSON");
    assert_eq!(
        log["runs"][0]["results"][0]["level"],
        "error",
        "{}",
        ran.whole()
    );
}

#[test]
fn what_check_prints_for_programs_is_what_the_schema_says() {
    let (dev, staging) = (drifted(), Bench::new(""));
    let text = |url: &str| {
        format!(
            "environments:\n  dev: {{url: {}}}\n  staging: {{url: {url}}}\n  production: {{url: {{env: NO_URL}}}}\n",
            dev.name()
        )
    };
    dev.file("trueup.yaml", &text(staging.name()));
    let one = dev.run(&["check", "--env", "dev", "--format", "json"]);
    let all = dev.run(&["check", "--env", "all", "--format", "json"]);
    assert_eq!((one.status, all.status), (1, 2), "{}", all.whole());
    let read = |text: &str| -> Value { serde_json::from_str(text).expect("it is JSON") };
    let (one, all) = (read(&one.stdout), read(&all.stdout));
    let list = |document: &Value, key: &str| -> Vec<Value> {
        let databases = document["databases"].as_array().expect("it is a list");
        databases.iter().map(|d| d[key].clone()).collect()
    };
    assert_eq!(list(&one, "environment"), ["dev"]);
    assert_eq!(
        list(&all, "in_step"),
        [Value::from(false), Value::from(false), Value::Null]
    );
    assert_eq!(list(&all, "trouble")[0], Value::Null);
    held_against("check", vec![("one".into(), one), ("all".into(), all)]);
}

#[test]
fn every_environment_is_told_by_its_name() {
    let (dev, staging) = (
        drifted(),
        Bench::new("create table plans (id text primary key)"),
    );
    dev.file(
        "schema/plans.sql",
        "create table plans (id text primary key, price int);",
    );
    dev.file(
        "trueup.yaml",
        &format!(
            "environments:\n  dev: {{url: {}}}\n  staging: {{url: {}}}\n",
            dev.name(),
            staging.name()
        ),
    );
    let whole = |arguments: &[&str]| {
        dev.run(arguments)
            .whole()
            .replace(staging.name(), "staging")
    };
    insta::assert_snapshot!(whole(&["check", "--env", "all", "--format", "github"]));
    insta::assert_snapshot!(whole(&["check", "--env", "all"]));
}

#[test]
fn a_log_has_no_more_than_twenty_objects_and_says_how_many_there_are() {
    let bench = Bench::new("");
    let tables = (1..=23).map(|n| format!("create table t{n:02} (a int);\n"));
    bench.file("schema/many.sql", &tables.collect::<String>());
    let ran = bench.run(&["check"]);
    assert_eq!(ran.stdout.lines().count(), 22, "{}", ran.stdout);
    let end = "table public.t20  is missing  schema/many.sql:20\n… and 3 more\n\
               out of step: 23 objects differ. To see it all, with the patch: trueup diff\n";
    assert!(ran.stdout.ends_with(end), "{}", ran.stdout);
    let from = bench.run(&["check", "--from", "empty"]);
    assert!(
        from.stdout.ends_with("trueup diff --from empty\n"),
        "{}",
        from.stdout
    );
}
