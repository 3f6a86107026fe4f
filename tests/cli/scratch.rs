//! `--scratch`: what a throwaway server settles, reads and refuses.

use super::bench::Bench;

/// Two functions of one name, so that text alone does not tell which one is meant.
const TOOLS: &str = "create function f(numeric) returns numeric immutable language sql as 'select $1';\n\
    create function f(text) returns numeric immutable language sql as 'select 1';\n";
/// A part that only running it explains.
const LOOP: &str = "create table t (a integer);\n\
    do $$ begin for i in 1..3 loop execute 'alter table t add c' || i || ' integer'; end loop; end $$;\n";

fn two_spellings() -> Bench {
    let bench = Bench::new("");
    let table =
        |check: &str| format!("{TOOLS}create table t (a integer, constraint c check ({check}));\n");
    bench.file("before.sql", &table("f(a) > 0"));
    bench.file("after.sql", &table("f((a)::numeric) > (0)::numeric"));
    bench.file("other.sql", &table("f(a) > 1"));
    bench
}

#[test]
fn files_that_spell_an_expression_differently_are_unconfirmed_without_a_server() {
    let bench = two_spellings();
    let ran = bench.run(&["diff", "--from", "before.sql", "after.sql"]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn a_throwaway_server_settles_what_files_mean() {
    let bench = two_spellings();
    let same = bench.run(&["check", "--from", "before.sql", "after.sql", "--scratch"]);
    assert_eq!(same.status, 0, "{}", same.whole());
    let differs = bench.run(&["diff", "--from", "before.sql", "other.sql", "--scratch"]);
    assert!(
        differs.stdout.contains("check (f(a) > 1)"),
        "{}",
        differs.whole()
    );
    assert!(
        !differs.stdout.contains("unconfirmed"),
        "{}",
        differs.whole()
    );
}

#[test]
fn a_statement_that_is_not_known_points_to_the_throwaway_server() {
    let bench = Bench::new("");
    bench.file("loop.sql", LOOP);
    bench.file(
        "unknown.sql",
        "create table t (a integer);\nprepare x as select 1;\n",
    );
    insta::assert_snapshot!(bench.run(&["check", "loop.sql"]).whole());
    insta::assert_snapshot!(
        "an_unknown_statement",
        bench.run(&["check", "unknown.sql"]).whole()
    );
}

#[test]
fn files_that_cannot_be_interpreted_are_run_on_a_throwaway_server() {
    let bench = Bench::new("create table t (a integer, c1 integer)");
    bench.file("loop.sql", LOOP);
    insta::assert_snapshot!(bench.run(&["diff", "loop.sql", "--scratch"]).whole());
    let applied = bench.run(&["apply", "--yes", "loop.sql", "--scratch"]);
    assert_eq!(applied.status, 0, "{}", applied.whole());
    let check = bench.run(&["check", "loop.sql", "--scratch"]);
    assert_eq!(check.status, 0, "{}", check.whole());
}

#[test]
fn dump_writes_what_files_mean() {
    let bench = Bench::new("");
    bench.file("loop.sql", LOOP);
    let ran = bench.run(&[
        "dump",
        "--from",
        "loop.sql",
        "--scratch",
        "--format",
        "yaml",
    ]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn on_a_throwaway_server_order_does_not_count_and_roles_are_made() {
    let bench = Bench::new("");
    let sql = "set search_path = app;\ncreate view v as select a from t;\ngrant select on v to \"the reader\";\n\
        create table t (a integer);\nset search_path = public;\ncreate schema app;\ndo $$ begin perform 1; end $$;\n";
    bench.file("any.sql", sql);
    let ran = bench.run(&["dump", "--from", "any.sql", "--scratch"]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn what_the_throwaway_server_refuses_is_told_with_its_place() {
    let bench = Bench::new("");
    let sql = "create table t (a integer check (a > b));\ndo $$ begin perform 1; end $$;\ncreate view v as select 1 from nowhere;\n";
    bench.file("wrong.sql", sql);
    insta::assert_snapshot!(bench.run(&["check", "wrong.sql", "--scratch"]).whole());
}

#[test]
fn a_server_of_ones_own_lends_a_database_and_gets_it_back() {
    let bench = Bench::new("");
    bench.file("loop.sql", LOOP);
    let url = bench.url("postgres");
    let ran = bench.run(&["check", "--from", "loop.sql", "loop.sql", "--scratch", &url]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
    let left = "select count(*) from pg_database where datname like 'trueup\\_scratch%'";
    assert_eq!(bench.value(left), "0");
    bench.file(
        "role.sql",
        "create role somebody;\ncreate table t (a integer);\n",
    );
    let role = bench.run(&["check", "--from", "role.sql", "loop.sql", "--scratch", &url]);
    insta::assert_snapshot!(role.whole());
}

#[test]
fn a_role_that_may_make_no_database_is_told_what_to_do() {
    let bench = Bench::new("create role lends_nothing login");
    bench.file("loop.sql", LOOP);
    let url = bench.url("lends_nothing");
    insta::assert_snapshot!(
        bench
            .run(&["check", "--from", "empty", "loop.sql", "--scratch", &url])
            .whole()
    );
}
