//! What can stand on the live side: files, revisions of git, nothing, throwaway servers.

use std::process::Command;

use super::bench::Bench;

const BEFORE: &str = "create table t (a integer);\n";
const AFTER: &str = "create table t (a integer, b text);\n";

#[test]
fn two_files_compare_without_a_database() {
    let bench = Bench::new("");
    bench.file("before.sql", BEFORE).file("after.sql", AFTER);
    let mut command = bench.command(&["diff", "--from", "before.sql", "after.sql"]);
    let done = command
        .env("PGHOST", "/nowhere")
        .output()
        .expect("the program runs");
    insta::assert_snapshot!(String::from_utf8(done.stdout).expect("it is UTF-8"));
}

#[test]
fn everything_is_missing_from_what_is_empty() {
    let bench = Bench::new("");
    bench.file("after.sql", AFTER);
    let ran = bench.run(&["diff", "--from", "empty", "--format", "sql", "after.sql"]);
    assert!(
        ran.stdout.contains("create table public.t"),
        "{}",
        ran.stdout
    );
    assert!(!ran.stdout.contains("create schema"), "{}", ran.stdout);
}

#[test]
fn a_revision_of_git_compares_with_the_files() {
    let bench = Bench::new("");
    bench.file("schema/t.sql", BEFORE);
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=t", "-c", "user.email=t@example.com"]);
        command.args(arguments).current_dir(bench.folder());
        assert!(command.output().expect("git runs").status.success());
    };
    git(&["init", "-q"]);
    git(&["add", "schema"]);
    git(&["commit", "-qm", "first"]);
    bench
        .file("schema/t.sql", AFTER)
        .file("schema/more/u.sql", "create table u (id bigint);");
    let ran = bench.run(&["diff", "--from", "git:HEAD", "schema"]);
    insta::assert_snapshot!(ran.whole());
    let unknown = bench.run(&["diff", "--from", "git:nowhere", "schema"]);
    insta::assert_snapshot!("an_unknown_revision", unknown.whole());
}

#[test]
fn a_throwaway_server_is_loaded_from_a_file() {
    let bench = Bench::new("");
    bench.file("before.sql", BEFORE).file("after.sql", AFTER);
    let ran = bench.run(&["check", "--db", "scratch:before.sql", "after.sql"]);
    assert_eq!(
        (ran.status, ran.stdout.as_str()),
        (
            1,
            "table public.t  1 column is missing  after.sql:1\n\
             out of step: 1 object differs. To see it all, with the patch: trueup diff --db scratch:before.sql after.sql\n"
        )
    );
}

#[test]
fn a_url_in_the_place_of_a_file_is_read_as_the_database_is() {
    let bench = Bench::new(BEFORE);
    bench.file("after.sql", AFTER);
    let url = bench.url("postgres");
    let from = bench.run(&["diff", "--from", &url, "--format", "sql", "after.sql"]);
    let db = bench.run(&["diff", "--db", &url, "--format", "sql", "after.sql"]);
    assert!(
        from.stdout.contains("add column b text"),
        "{}",
        from.whole()
    );
    assert_eq!(from.whole(), db.whole());
    let both = bench.run(&["diff", "--from", &url, "--db", &url, "after.sql"]);
    assert_eq!(both.status, 2, "{}", both.whole());
}

#[test]
fn what_only_the_other_files_have_is_told_with_its_place_there() {
    let bench = Bench::new("");
    bench.file("before/a.sql", "create table a (id int);\n");
    bench.file(
        "before/b.sql",
        "-- a head\ncreate table b (id int);\nalter table b add gone int;\n",
    );
    bench.file(
        "after.sql",
        "create table a (id int);\ncreate table b (id int);\n",
    );
    let diff =
        |format: &str| bench.run(&["diff", "--from", "before", "after.sql", "--format", format]);
    let text = diff("text");
    assert!(
        text.stdout
            .contains("access exclusive lock, before/b.sql:3\n"),
        "{}",
        text.whole()
    );
    let json = diff("json");
    assert!(
        json.stdout.contains("\"file\": \"before/b.sql\""),
        "{}",
        json.whole()
    );
    let github = diff("github").whole();
    assert!(github.contains("error file=after.sql,line=2,"), "{github}");
}

#[test]
fn what_no_file_describes_any_more_is_left_alone_between_files_as_on_a_server() {
    let bench = Bench::new("");
    bench.file(
        "live/1.sql",
        "create table a (id int primary key, x int, y int);\n",
    );
    bench.file("live/2.sql", "\n\ncreate view v as select y from a;\n");
    bench.file(
        "desired.sql",
        "create table a (id int primary key, x int);\n",
    );
    insta::assert_snapshot!(
        bench
            .run(&["diff", "desired.sql", "--from", "live"])
            .whole()
    );
    bench.file("empty.sql", "");
    let ran = bench.run(&["diff", "empty.sql", "--from", "live"]);
    assert!(
        ran.stdout
            .contains("in step, but the files describe nothing."),
        "{}",
        ran.whole()
    );
}

#[test]
fn an_extension_of_files_goes_after_what_may_use_it_and_before_its_schema() {
    let bench = Bench::new("");
    bench.file(
        "before.sql",
        "create schema kit;\ncreate extension citext schema kit;\n\
         create table t (a kit.citext, b kit.citext);\ncreate table u (a kit.citext);\n",
    );
    bench.file("after.sql", "create table t (a text);\n");
    let arguments = ["--from", "before.sql", "--prune", "--schema", "*"];
    let ran = bench.run(&[&["diff", "--format", "sql", "after.sql"][..], &arguments].concat());
    let at = |words: &str| {
        let found = ran.stdout.find(words);
        found.unwrap_or_else(|| panic!("{words}: {}", ran.whole()))
    };
    let extension = at("drop extension citext");
    for user in [
        "drop table public.u",
        "drop column b",
        "alter column a type text",
    ] {
        assert!(at(user) < extension, "{}", ran.stdout);
    }
    assert!(extension < at("drop schema kit"), "{}", ran.stdout);
}
