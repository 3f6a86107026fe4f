//! What INSERT statements of the files come to.

use crate::desired::Scripts;
use crate::desired::files::Syntax;
use crate::kind::{Kind, World, names};
use crate::kinds::rows::{Rows, RowsKind};
use crate::model::State;

/// Interprets SQL below two tables, and returns the state with what went wrong.
fn read(sql: &str) -> (State, Vec<String>) {
    let tables = "create table t (a int, b text, c int, primary key (a), unique (b, c)); create table n (a int);";
    let scripts = Scripts::of_text("t.sql", &format!("{tables} {sql}"), Syntax::Sql);
    let (state, problems) = scripts.interpret(&World::default());
    let problems = problems.finish(&scripts.files);
    let said = problems.iter().map(|p| format!("{}: {p}", p.code_name()));
    (state, said.collect())
}

/// Returns the rows of each table in words.
fn rows(sql: &str) -> Vec<String> {
    let (state, problems) = read(sql);
    assert_eq!(problems, Vec::<String>::new(), "{sql}");
    let facts = state.sorted().into_iter();
    let facts = facts.filter(|f| f.id.kind() == names::ROWS);
    facts
        .map(|f| format!("{}: {}", f.id.name(), RowsKind.describe(f).trim()))
        .collect()
}

fn problem(sql: &str) -> String {
    let (_, problems) = read(sql);
    problems.first().cloned().unwrap_or_default()
}

#[test]
fn statements_about_one_table_add_up() {
    let sql = "insert into t values (1, 'x', default), (-2, null, 3); insert into t (b, a) values ($$it's$$, 3);";
    assert_eq!(
        rows(sql),
        ["public.t: a 1, b 'x'\na -2, b null, c 3\na 3, b 'it''s'"]
    );
}

#[test]
fn rows_are_known_by_the_first_key_that_all_give() {
    let key = |sql: &str| {
        let (state, _) = read(sql);
        let facts = state.of_kind(names::ROWS);
        let keys = facts.map(|f| f.body::<Rows>().key_columns().map(String::from).collect());
        keys.collect::<Vec<Vec<String>>>().concat()
    };
    assert_eq!(key("insert into t values (1, 'x', 2)"), ["a"]);
    assert_eq!(key("insert into t (c, b) values (1, 'x')"), ["b", "c"]);
    let named = "insert into t values (1, 'x', 2) on conflict (c, b) do nothing";
    assert_eq!(key(named), ["b", "c"]);
    let by_name = "insert into t values (1, 'x', 2) on conflict on constraint t_pkey do nothing";
    assert_eq!(key(by_name), ["a"]);
    assert_eq!(
        key("insert into n values (1); alter table n add primary key (a)"),
        ["a"]
    );
}

#[test]
fn on_conflict_says_what_is_compared() {
    let nothing = "insert into t values (1, 'x', 2) on conflict do nothing";
    assert_eq!(rows(nothing), ["public.t: a 1"]);
    let set =
        "insert into t values (1, 'x', 2) on conflict (a) do update set c = excluded.c, b = now()";
    assert_eq!(rows(set), ["public.t: a 1, c 2"]);
    let both = "insert into t values (1, 'x', 2); insert into t values (1, 'y', 3) on conflict (a) do update set b = excluded.b";
    assert_eq!(rows(both), ["public.t: a 1, b 'y', c 2"]);
}

#[test]
fn one_key_is_inserted_once() {
    let said = problem("insert into t values (1, 'x', 2), (2, 'y', 2), (1, 'z', 3)");
    assert_eq!(said, "defined-twice: the row with a 1 is inserted twice");
}

#[test]
fn rows_follow_their_columns() {
    let insert = "insert into t values (1, 'x', 2);";
    let renamed = format!("{insert} alter table t rename column c to d; alter table t rename to s");
    assert_eq!(rows(&renamed), ["public.s: a 1, b 'x', d 2"]);
    let dropped = format!("{insert} alter table t drop column c");
    assert_eq!(rows(&dropped), ["public.t: a 1, b 'x'"]);
    assert_eq!(
        rows(&format!("{insert} drop table t")),
        Vec::<String>::new()
    );
}

#[test]
fn what_cannot_be_managed_is_told_with_the_reason() {
    for (sql, reason) in [
        ("insert into t select 1", "which rows a query gives"),
        ("insert into t (b) values ('x')", "a key of public.t"),
        ("insert into t values (null, null)", "a key of public.t"),
        ("insert into t values (random())", "a key of public.t"),
        ("insert into n values (1)", "public.n has no key"),
        ("insert into t default values", "DEFAULT VALUES"),
        ("insert into t values (1) returning a", "RETURNING"),
        (
            "insert into nowhere values (1)",
            "no file defines the table",
        ),
        ("update t set c = 1", "only as INSERT has them"),
        ("do $$ begin insert into t values (1); end $$", "DO block"),
        (
            "insert into t values (1, 'x', 2) on conflict (a) do update set c = excluded.c + 1",
            "another value than that of the row",
        ),
        (
            "insert into t values (1, 'x', 2); delete from t where a > 1",
            "rows that are inserted before",
        ),
    ] {
        let said = problem(sql);
        assert!(
            said.starts_with("rows-not-managed: ") && said.contains(reason),
            "{sql}: {said}"
        );
    }
    let given_up = read("insert into t values (1, 'x', 2); truncate n, t").0;
    assert_eq!(given_up.of_kind(names::ROWS).count(), 0);
}

#[test]
fn what_the_server_refuses_is_an_error() {
    assert!(problem("insert into t (a, x) values (1, 2)").contains("no column x in public.t"));
    assert!(problem("insert into t values (1, 'x'), (2)").contains("a row has 1 values"));
    assert!(problem("insert into t (a) values (1, 2)").contains("2 values for 1 column"));
}
