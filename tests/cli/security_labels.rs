//! Security labels as the catalog has them. Providers are modules that few servers have; a superuser may write the catalog itself.

use super::bench::Bench;

const LIVE: &str = "create table t (a integer, b text); create view v as select 1 as one; create function f() returns integer language sql as 'select 1';
    create role labelled;
    set allow_system_table_mods = on;
    insert into pg_seclabel values
        ('t'::regclass, 'pg_class'::regclass, 0, 'dummy', 'classified'),
        ('t'::regclass, 'pg_class'::regclass, 2, 'dummy', 'secret'),
        ('v'::regclass, 'pg_class'::regclass, 0, 'Odd One', 'it''s'),
        ('f()'::regprocedure, 'pg_proc'::regclass, 0, 'dummy', 'unclassified');
    insert into pg_shseclabel values ('labelled'::regrole, 'pg_authid'::regclass, 'dummy', 'secret')";
const FILE: &str = "create table t (a integer, b text);
create view v as select 1 as one;
create function f() returns integer language sql as 'select 1';
create role labelled;
security label for dummy on table t is 'classified';
security label for dummy on column t.b is 'secret';
security label for \"Odd One\" on view v is 'it''s';
security label for dummy on function f() is 'unclassified';
security label for dummy on role labelled is 'secret';
";

#[test]
fn labels_are_read_from_the_catalog_and_compared() {
    let bench = Bench::new(LIVE);
    bench.file("all.sql", FILE);
    let ran = bench.run(&["check", "all.sql"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
    let dump = bench.run(&["dump"]).stdout;
    let labels: Vec<&str> = dump.lines().filter(|l| l.contains("label")).collect();
    assert_eq!(
        labels,
        [
            "security label for dummy on column public.t.b is 'secret';",
            "security label for dummy on function public.f() is 'unclassified';",
            "security label for dummy on table public.t is 'classified';",
            "security label for \"Odd One\" on view public.v is 'it''s';",
        ]
    );
    bench.file(
        "all.sql",
        &FILE
            .replace("'classified'", "'open'")
            .replace("role labelled is 'secret'", "role labelled is null"),
    );
    let ran = bench.run(&["diff", "--format", "sql", "all.sql"]);
    let labels: Vec<&str> = ran.stdout.lines().filter(|l| l.contains("label")).collect();
    assert_eq!(
        labels,
        [
            "security label for dummy on role labelled is null;",
            "security label for dummy on table public.t is 'open';",
        ]
    );
}

#[test]
fn a_provider_that_the_server_has_not_loaded_is_told_with_what_to_do() {
    let bench = Bench::new("create table t (a integer)");
    bench.file(
        "t.sql",
        "create table t (a integer);\nsecurity label for dummy on column t.a is 'x';\n",
    );
    let ran = bench.run(&["apply", "--yes", "t.sql"]);
    assert_eq!(ran.status, 2, "{}", ran.whole());
    assert!(
        ran.stderr
            .contains("shared_preload_libraries, or leave out"),
        "{}",
        ran.whole()
    );
    let ran = bench.run(&["doctor", "t.sql"]);
    assert!(
        ran.stdout
            .contains("security label of dummy on column a is missing"),
        "{}",
        ran.whole()
    );
}
