//! Wrong arguments, files and connections: exit status 2, and words that help.

use super::bench::Bench;

#[test]
fn a_misspelt_hazard_is_told_with_the_right_one() {
    let bench = Bench::new("");
    insta::assert_snapshot!(bench.run(&["apply", "--allow", "drop-data"]).whole());
}

#[test]
fn all_mistakes_of_all_files_are_told_at_once() {
    let bench = Bench::new("");
    bench.file(
        "schema/a.sql",
        "create table t (a integr, b text);\n\ncreate tabel u (id bigint);\n",
    );
    bench.file(
        "schema/b.yaml",
        "tables:\n  v:\n    colums:\n      id: bigint\n",
    );
    bench.file(
        "schema/c.sql",
        "create table w (id bigint, check (idd > 0));\n",
    );
    let ran = bench.run(&["diff"]);
    assert_eq!(ran.status, 2);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn a_server_that_is_not_there_is_told_with_what_to_try() {
    let bench = Bench::new("");
    bench.file("t.sql", "create table t (a integer);");
    let ran = bench.run(&[
        "check",
        "--db",
        "host=/nowhere user=app dbname=app password=secret",
        "t.sql",
    ]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn a_folder_that_is_not_there_is_told_with_what_to_name() {
    let bench = Bench::new("");
    insta::assert_snapshot!(bench.run(&["check"]).whole());
}

#[test]
fn a_view_that_no_file_names_stops_the_drop_of_what_it_reads() {
    let live = "create table t (a integer, b text); create view v as select b from t;";
    let bench = Bench::new(live);
    bench.file("t.sql", "create table t (a integer);");
    let ran = bench.run(&["apply", "--yes", "--allow", "all", "t.sql"]);
    assert_eq!(ran.status, 2);
    insta::assert_snapshot!(ran.whole());
    assert_eq!(bench.value("select count(*) from v"), "0");
}

#[test]
fn a_table_that_another_session_has_locked_is_told_with_that_session() {
    let bench = Bench::new("create table t (a integer check (a > 0))");
    bench.file("t.sql", "create table t (a integer default 2);");
    let mut other = bench.connect();
    let pid: i32 = other
        .query_one("select pg_backend_pid()", &[])
        .expect("a session has a process")
        .get(0);
    other
        .batch_execute(
            "set application_name = 'a migration'; begin; lock table t in access exclusive mode",
        )
        .expect("nobody else has the lock");
    for command in [&["check", "t.sql"][..], &["dump"][..]] {
        let ran = bench.run(command);
        assert_eq!(ran.status, 2, "{}", ran.whole());
        let text = ran.stderr.replace("│ ", "");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let who = format!("public.t is locked by session {pid} (a migration, idle in transaction,");
        assert!(text.contains(&who), "{text}");
        assert!(
            text.contains(&format!("select pg_terminate_backend({pid});")),
            "{text}"
        );
    }
}
