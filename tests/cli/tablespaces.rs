//! A database whose own tablespace is another than `pg_default`: a case folder's databases are all made in that one.

use super::bench::Bench;

/// Makes a database in a tablespace of its own.
fn in_own_space(live: &str) -> Bench {
    let (bench, beside) = (Bench::new(""), Bench::new(""));
    let name = bench.value("select current_database()");
    let mut client = beside.connect();
    let mut run = |sql: &str| client.batch_execute(sql).expect("the statement is right");
    run("set allow_in_place_tablespaces = on");
    run("create tablespace own_space location ''");
    run(&format!("alter database {name} set tablespace own_space"));
    bench.sql(live);
    bench
}

#[test]
fn the_tablespace_of_the_database_is_none_of_its_own() {
    let bench = in_own_space("create table t (a integer primary key); create table u (a integer);");
    let named = "create table t (a integer primary key using index tablespace own_space) tablespace own_space;
        set default_tablespace = own_space; create table u (a integer); create index i on u (a); reset default_tablespace;";
    bench.file("t.sql", &named.replace("create index i on u (a);", ""));
    let ran = bench.run(&["check", "t.sql"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
    let elsewhere = "create table t (a integer primary key using index tablespace pg_default);
        create table u (a integer) tablespace pg_default; create index i on u (a) tablespace pg_default;";
    bench.file("t.sql", elsewhere);
    let ran = bench.run(&["apply", "--yes", "--allow", "all", "t.sql"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
    let there = "select string_agg(c.relname, ' ' order by c.relname) from pg_class c \
                 join pg_tablespace s on s.oid = c.reltablespace and spcname = 'pg_default'";
    assert_eq!(bench.value(there), "i t_pkey u");
    bench.file("t.sql", named);
    let script = bench.run(&["diff", "--format", "sql", "t.sql"]).stdout;
    assert_eq!(
        script.matches("set tablespace own_space").count(),
        3,
        "{script}"
    );
    let ran = bench.run(&["apply", "--yes", "--allow", "all", "t.sql"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
    let dump = bench.run(&["dump", "--format", "sql"]);
    assert!(!dump.stdout.contains("tablespace"), "{}", dump.whole());
}
