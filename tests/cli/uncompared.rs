//! What is not compared and differs is told, with its place in the file where it has one.

use super::bench::Bench;

fn warnings(live: &str, desired: &str) -> String {
    let bench = Bench::new(live);
    bench.file("desired.sql", desired);
    let ran = bench.run(&["check", "desired.sql"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
    ran.stderr
}

#[test]
fn an_index_of_a_partition_has_another_name_than_the_file_says() {
    let table = "create table t (a integer) partition by list (a);";
    let partition = "create table p partition of t for values in (1);";
    let index = "create index t_a on t (a);";
    let told = warnings(
        &format!("{table}\n{partition}\n{index}"),
        &format!("{table}\n{partition}\ncreate index own on p (a);\n{index}"),
    );
    for words in [
        "not-compared",
        "index own",
        "p_a_idx on the server",
        "desired.sql:3:14",
        "alter index public.p_a_idx rename to own",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn a_key_of_a_partition_has_another_name_than_the_file_says() {
    let table = "create table t (a integer primary key) partition by list (a);";
    let told = warnings(
        &format!("{table}\ncreate table p partition of t for values in (1);"),
        &format!(
            "{table}\ncreate table p (a integer constraint own primary key);\n\
             alter table t attach partition p for values in (1);"
        ),
    );
    let rename = "alter table public.p rename constraint p_pkey to own";
    assert!(told.replace("\n        ", " ").contains(rename), "{told}");
}

#[test]
fn an_index_of_a_partition_is_stored_otherwise() {
    let tables = "create table t (a integer) partition by list (a);\n\
                  create table p partition of t for values in (1);\ncreate index t_a on t (a);";
    let told = warnings(
        &format!("{tables}\nalter index p_a_idx set (fillfactor = 50);"),
        tables,
    );
    assert!(
        told.contains("index public.p_a_idx of a partition is stored otherwise"),
        "{told}"
    );
}

#[test]
fn a_column_stays_the_tables_own_besides_being_inherited() {
    let told = warnings(
        "create table a (id integer); create table b (id integer) inherits (a);",
        "create table a (id integer);\ncreate table b () inherits (a);\n",
    );
    for words in [
        "column public.b.id is the table's own",
        "desired.sql:1:17",
        "here it is inherited only",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
}
