//! `trueup rebuild`: what it drops, what it leaves, and when it refuses.

use super::bench::Bench;

const FILES: &str = "create type status as enum ('on', 'off');
create table plans (id text primary key, status status not null default 'on');
create table subscriptions (id bigint generated always as identity primary key, plan text not null references plans);
create view active as select id from plans where status = 'on';
grant select on plans to public;
create function touch() returns trigger language plpgsql as 'begin return new; end';
create trigger touched before update on outside for each row execute function touch();
";

/// What somebody else has in the database, and a shape of ours that no patch could mend without a word.
const LIVE: &str = "create type status as enum ('off', 'gone');
create table plans (id text primary key, status status not null, note text);
insert into plans values ('a', 'off', 'n'), ('b', 'gone', 'n');
create table subscriptions (id bigint, plan text references plans);
insert into subscriptions values (1, 'a');
create table outside (id integer); insert into outside values (1), (2), (3);
create table other (id integer); insert into other values (1);";

#[test]
fn what_the_files_define_is_made_anew_and_nothing_else_is_touched() {
    let bench = Bench::new(LIVE);
    bench.file("schema/plans.sql", FILES);
    let tried = bench.run(&["rebuild", "--dry-run"]);
    insta::assert_snapshot!(tried.whole());
    assert_eq!(bench.value("select count(*) from plans"), "2");
    let name = bench.name().to_string();
    let ran = bench.run(&["rebuild", "--yes", "--database", &name]);
    insta::assert_snapshot!(ran.whole());
    assert_eq!(bench.run(&["check"]).status, 0);
    assert_eq!(bench.value("select count(*) from plans"), "0");
    assert_eq!(
        bench.value("select (select count(*) from outside) + (select count(*) from other)"),
        "4"
    );
    let again = bench.run(&["rebuild", "--yes", "--database", &name]);
    insta::assert_snapshot!(again.whole());
}

#[test]
fn in_an_empty_database_nothing_is_lost() {
    let bench = Bench::new("create table outside (id integer)");
    bench.file("schema/plans.sql", FILES);
    let ran = bench.run(&["rebuild", "--yes", "--database", bench.name()]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn without_a_terminal_the_name_of_the_database_must_be_given_and_right() {
    let bench = Bench::new(LIVE);
    bench.file("schema/plans.sql", FILES);
    insta::assert_snapshot!(bench.run(&["rebuild"]).whole());
    insta::assert_snapshot!(bench.run(&["rebuild", "--yes"]).whole());
    let ran = bench.run(&["rebuild", "--yes", "--database", "production"]);
    insta::assert_snapshot!(ran.whole());
    assert_eq!(bench.value("select count(*) from plans"), "2");
}

#[test]
fn a_protected_environment_is_refused_under_any_name() {
    let bench = Bench::new(LIVE);
    bench.file("schema/plans.sql", FILES);
    let name = bench.name();
    bench.file(
        "trueup.yaml",
        &format!("environments:\n  production: {{url: {name}, protected: true}}\n"),
    );
    for database in [["--env", "production"], ["--db", name]] {
        let ran = bench.run(&[&["rebuild", "--yes", "--database", name][..], &database].concat());
        assert_eq!(ran.status, 3, "{}", ran.whole());
        assert!(
            ran.stderr.contains("production is protected"),
            "{}",
            ran.stderr
        );
    }
    assert_eq!(bench.value("select count(*) from plans"), "2");
}

#[test]
fn what_no_file_names_and_needs_it_stops_all_of_it() {
    let bench = Bench::new(LIVE);
    bench.sql("create view report as select id from plans");
    bench.file("schema/plans.sql", FILES);
    let ran = bench.run(&["rebuild", "--yes", "--database", bench.name()]);
    insta::assert_snapshot!(ran.whole());
    assert_eq!(bench.value("select count(*) from plans"), "2");
}

#[test]
fn a_key_of_a_table_that_no_file_names_stops_it_too() {
    let bench = Bench::new(LIVE);
    bench.sql("create table audit (plan text references plans)");
    bench.file("schema/plans.sql", FILES);
    let ran = bench.run(&["rebuild", "--yes", "--database", bench.name()]);
    insta::assert_snapshot!(ran.whole());
    assert_eq!(bench.value("select count(*) from plans"), "2");
}

#[test]
fn a_partition_goes_with_its_table_and_its_rows_are_counted() {
    let bench = Bench::new(
        "create table log (day date not null) partition by range (day);
         create table log_1 partition of log for values from ('2026-01-01') to ('2027-01-01');
         insert into log values ('2026-05-05');",
    );
    bench.file(
        "schema/log.sql",
        "create table log (day date not null) partition by range (day);",
    );
    let ran = bench.run(&["rebuild", "--yes", "--database", bench.name()]);
    insta::assert_snapshot!(ran.whole());
    assert_eq!(bench.value("to_regclass('log_1') is null"), "true");
}

#[test]
fn the_rows_that_the_files_describe_are_there_again() {
    let bench = Bench::new(LIVE);
    let rows = "insert into plans (id) values ('basic'), ('pro');
        insert into outside (id) values (7);";
    bench.file("schema/plans.sql", &format!("{FILES}{rows}"));
    bench.sql("alter table outside add primary key (id)");
    let ran = bench.run(&["rebuild", "--yes", "--database", bench.name()]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
    assert_eq!(
        bench.value("select string_agg(id, ', ' order by id) from plans"),
        "basic, pro"
    );
    assert_eq!(bench.value("select count(*) from outside"), "4");
    assert_eq!(bench.run(&["check"]).status, 0);
}

#[test]
fn a_protected_environment_is_refused_before_anything_is_asked() {
    let bench = Bench::new("");
    bench.file("schema/a.sql", "create table a (id bigint primary key);");
    bench.file(
        "trueup.yaml",
        &format!(
            "default: dev\nenvironments:\n  dev: {{url: {0}}}\n  production: {{url: {0}, protected: true}}\n",
            bench.name()
        ),
    );
    let ran = bench.run(&["rebuild", "--env", "production"]);
    assert_eq!(ran.status, 3, "{}", ran.whole());
    assert!(
        ran.stderr.contains("production is protected"),
        "{}",
        ran.whole()
    );
    // What is to be typed is about that environment, and not about the one that is meant where none is named.
    assert!(
        ran.stderr.contains("trueup apply --env production"),
        "{}",
        ran.whole()
    );
}
