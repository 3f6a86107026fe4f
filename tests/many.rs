//! Hundreds of tables: what they are compared with is read while the files are interpreted, and nothing is seen otherwise than
//! with a few.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use trueup::scratch::{Options, Scratch};

/// How many tables there are.
const MANY: usize = 250;

/// Writes a state in which everything that a guess from names could miss stands beside many tables.
fn schema() -> String {
    let mut sql = String::from(
        "create role reader;\n\
         create schema app;\n\
         create type app.mood as enum ('sad', 'ok');\n\
         create function app.one() returns int language sql immutable as 'select 1';\n",
    );
    for n in 0..MANY {
        writeln!(
            sql,
            "create table app.t{n} (id serial primary key, mood app.mood, v int default app.one() check (v > {n}));\n\
             create index on app.t{n} (v);"
        )
        .expect("a string takes it");
    }
    sql.push_str(
        "alter table app.t1 add foreign key (v) references app.t2;\n\
         create view app.v as select id from app.t3;\n\
         drop table app.t4;\n\
         alter table app.t5 rename to renamed;\n\
         set search_path to app;\n\
         create table plain (id int);\n\
         grant select on app.t6 to reader;\n\
         comment on table app.t7 is 'seven';\n\
         create policy own on app.t8 using (true);\n",
    );
    sql
}

fn trueup(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_trueup"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .expect("trueup runs");
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.code(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

#[test]
fn many_tables_are_compared_as_a_few_are() {
    let server = Scratch::start(&Options::default()).expect("a throwaway server starts");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("schema.sql");
    fs::write(&file, schema()).expect("the file is written");
    server.load("postgres", &file).expect("the schema loads");
    let url = server.url("postgres");

    for more in [&[][..], &["--prune"]] {
        let (status, said) = trueup(
            folder.path(),
            &[&["check", "schema.sql", "--db", &url], more].concat(),
        );
        assert_eq!(status, Some(0), "{more:?}: {said}");
    }

    let changes = "alter table app.t9 alter v set default 2; drop index app.t10_v_idx; drop view app.v; \
                   drop table app.t11; revoke select on app.t6 from reader; alter table app.t12 add more int;";
    let mut client = server.connect("postgres").expect("the server is there");
    client.batch_execute(changes).expect("the changes are made");
    let (status, said) = trueup(
        folder.path(),
        &["diff", "schema.sql", "--db", &url, "--format", "sql"],
    );
    assert_eq!(status, Some(0), "{said}");
    for statement in [
        "alter table app.t9 alter column v set default app.one();",
        "create index t10_v_idx on app.t10 (v);",
        "create view app.v as",
        "create table app.t11 (",
        "grant select on app.t6 to reader;",
        "alter table app.t12 drop column more;",
    ] {
        assert!(said.contains(statement), "{statement} is not in:\n{said}");
    }
    fs::write(
        folder.path().join("wrong.sql"),
        schema() + "create table x (id int references nowhere);",
    )
    .expect("the file is written");
    let (status, said) = trueup(folder.path(), &["check", "wrong.sql", "--db", &url]);
    assert_eq!(status, Some(2), "{said}");
    assert!(
        said.contains("there is no table") && said.contains("nowhere"),
        "{said}"
    );
}

#[test]
fn what_stands_behind_many_tables_is_read_too() {
    let mut sql = String::from("create schema app;\n");
    for n in 0..MANY {
        writeln!(
            sql,
            "create table app.t{n} (id bigint generated always as identity primary key, up bigint references app.t{n}, v int check (v > 0));\n\
             create index on app.t{n} (v);"
        )
        .expect("a string takes it");
    }
    sql.push_str("comment on table app.t7 is 'seven';\nalter table app.t8 owner to postgres;\n");
    let server = Scratch::start(&Options::default()).expect("a throwaway server starts");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("schema.sql");
    fs::write(&file, sql).expect("the file is written");
    server.load("postgres", &file).expect("the schema loads");
    let url = server.url("postgres");
    let (status, said) = trueup(folder.path(), &["check", "schema.sql", "--db", &url]);
    assert_eq!(status, Some(0), "{said}");

    let changes = "comment on table app.t7 is 'other'; alter table app.t9 drop constraint t9_v_check; \
                   drop index app.t10_v_idx; alter table app.t11 alter v set not null;";
    let mut client = server.connect("postgres").expect("the server is there");
    client.batch_execute(changes).expect("the changes are made");
    let (status, said) = trueup(
        folder.path(),
        &["diff", "schema.sql", "--db", &url, "--format", "sql"],
    );
    assert_eq!(status, Some(0), "{said}");
    for statement in [
        "comment on table app.t7 is 'seven';",
        "alter table app.t9 add constraint t9_v_check check (v > 0);",
        "create index t10_v_idx on app.t10 (v);",
        "alter table app.t11 alter column v drop not null;",
    ] {
        assert!(said.contains(statement), "{statement} is not in:\n{said}");
    }
}
