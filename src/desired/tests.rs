//! What of the files is not followed is told.

mod rows;

use super::Scripts;
use super::files::Syntax;
use crate::kind::{World, names, world};
use crate::model::{Id, State};

fn read(sql: &str, world: &World) -> (State, Vec<String>) {
    let scripts = Scripts::of_text("a.sql", sql, Syntax::Sql);
    let (state, problems) = scripts.interpret(world);
    let told = problems.iter().map(|p| p.to_string()).collect();
    (state, told)
}

/// Returns what is told of a statement after the tables `t`, and `p` with its partition `c`.
fn told(sql: &str) -> String {
    let tables = "create table t (id int generated always as identity); create sequence s; create materialized view m as select 1 as a; \
                  create table p (a int) partition by list (a); create table c partition of p for values in (1);";
    read(&format!("{tables} {sql}"), &World::default())
        .1
        .join("; ")
}

#[test]
fn a_setting_that_changes_what_literals_mean_is_told() {
    for sql in [
        "set datestyle = 'SQL, DMY'",
        "set local time zone 'Asia/Tokyo'",
        "set session timezone to 'UTC'",
        "set standard_conforming_strings = off",
        "set transform_null_equals to on",
        "set names 'latin1'",
    ] {
        assert!(told(sql).contains("is not followed"), "{sql}");
    }
    let usual = "set datestyle to iso, mdy; set standard_conforming_strings = on; set client_encoding = 'UTF8'; \
                 set xmloption = content; set timezone to default; set lock_timeout = 0";
    assert_eq!(told(usual), "");
}

#[test]
fn what_a_statement_does_beyond_the_schema_is_told() {
    for (sql, word) in [
        ("alter sequence s restart with 5", "RESTART"),
        ("alter table t alter id restart", "RESTART"),
        (
            "explain analyze create table x as select 1",
            "EXPLAIN ANALYZE",
        ),
        ("refresh materialized view m with no data", "rows"),
        (
            "alter table p detach partition c concurrently",
            "check of its bound",
        ),
        (
            "grant select on all tables in schema nowhere to public",
            "nothing changes",
        ),
    ] {
        assert!(told(sql).contains(word), "{sql}: {}", told(sql));
    }
    let plain = "explain select 1; refresh materialized view m; alter table p detach partition c; grant select on all tables in schema public to public";
    assert_eq!(told(plain), "");
}

#[test]
fn what_if_exists_passes_over_although_the_server_has_it_is_told() {
    let mut world = World {
        known: true,
        version: 150_000,
        schemas: vec!["public".into(), "auth".into()],
        ..World::default()
    };
    let users = Id::new(names::TABLE, &["auth", "users"]);
    let outside = world::Outside {
        id: Some(users.clone()),
        ..world::Outside::default()
    };
    world.relations.insert(users.name().into(), outside);
    world.functions.insert("f".into(), vec!["auth".into()]);
    for sql in [
        "drop table if exists auth.users cascade",
        "drop table if exists nothing, auth.users",
        "drop function if exists auth.f(integer)",
        "set search_path = auth; drop function if exists f",
        "drop schema if exists auth",
        "alter table if exists auth.users rename to people",
    ] {
        let (_, told) = read(sql, &world);
        assert!(told.concat().contains("passed over"), "{sql}: {told:?}");
    }
    for sql in [
        "drop table if exists nothing",
        "drop view if exists auth.users",
        "drop schema if exists auth cascade; create schema auth",
        "drop function if exists auth.f(integer); create function auth.f() returns int language sql as 'select 1'",
    ] {
        assert_eq!(read(sql, &world).1, Vec::<String>::new(), "{sql}");
    }
}

#[test]
fn a_routine_is_passed_over_by_its_arguments_and_an_index_by_its_table() {
    let index = |name| Id::new(names::INDEX, &["public", name]);
    let table = |name| Id::new(names::TABLE, &["public", name]);
    let world = World {
        known: true,
        version: 150_000,
        schemas: vec!["public".into()],
        signatures: Some(["public.f(integer)".to_string()].into()),
        indexes: [
            (index("theirs"), table("users")),
            (index("ours"), table("t")),
        ]
        .into(),
        ..World::default()
    };
    let made =
        "create function f(a text) returns int language sql as 'select 1'; create table t (a int)";
    for (drop, passed) in [
        ("drop function if exists f(int)", true),
        ("drop function if exists public.f(int), f(bigint)", true),
        ("drop function if exists f(bigint)", false),
        ("drop function if exists f(text)", false),
        ("drop index if exists theirs", true),
        ("drop index concurrently if exists public.theirs", true),
        ("drop index if exists ours", false),
        ("drop index if exists nothing", false),
    ] {
        let (_, told) = read(&format!("{drop}; {made}"), &world);
        assert_eq!(
            told.concat().contains("passed over"),
            passed,
            "{drop}: {told:?}"
        );
    }
}

#[test]
fn what_was_set_ends_with_the_transaction_or_when_all_is_reset() {
    let made = |sql: &str| {
        let (state, told) = read(
            &format!("create schema a; create schema b; {sql}"),
            &World::default(),
        );
        assert_eq!(told, Vec::<String>::new());
        let tables = state
            .sorted()
            .into_iter()
            .filter(|f| f.id.kind() == names::TABLE);
        tables
            .map(|f| f.id.name().to_string())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let table = "create table t ();";
    assert_eq!(
        made(&format!("set search_path = a; reset all; {table}")),
        "public.t"
    );
    assert_eq!(
        made(&format!("set search_path = a; discard all; {table}")),
        "public.t"
    );
    let local = "set search_path = a; begin; set local search_path = b; create table u ();";
    assert_eq!(made(&format!("{local} commit; {table}")), "a.t b.u");
    let both = format!("{local} set search_path = public; commit; {table}");
    assert_eq!(made(&both), "b.u public.t");
    let config = "begin; select set_config('search_path', 'b', true); end;";
    assert_eq!(made(&format!("{config} {table}")), "public.t");
}

#[test]
fn an_old_name_above_what_alter_table_adds_is_that_of_what_is_added() {
    let sql = "create table t (id int);
        -- trueup: renamed from called
        alter table t add column name text,
            -- trueup: renamed from t_old
            add constraint t_new unique (id), add other int;";
    let (state, told) = read(sql, &World::default());
    assert_eq!(told, [""; 0]);
    let mut renamed: Vec<String> = state.renamed.values().map(Id::to_string).collect();
    renamed.sort();
    assert_eq!(renamed, ["column:public.t.called", "unique:public.t.t_old"]);
}

#[test]
fn a_function_that_is_called_with_its_schema_and_that_nobody_has_is_told() {
    let mut world = World {
        known: true,
        version: 150_000,
        schemas: vec!["public".into(), "auth".into(), "extensions".into()],
        ..World::default()
    };
    world.functions.insert("uid".into(), vec!["auth".into()]);
    world.types.insert("money2".into(), vec!["auth".into()]);
    for (sql, said) in [
        ("create table t (a uuid default auth.uid())", ""),
        (
            "create table t (a uuid default auth.role())",
            "there is no function auth.role",
        ),
        (
            "create table t (a uuid default public.uid())",
            "there is no function public.uid",
        ),
        (
            "create view v as select auth.\"Fn\"(1) as a",
            "there is no function auth.\"Fn\"",
        ),
        (
            "create table t (a uuid default pg_catalog.gen_random_uuid(), b text default auth.money2('1'))",
            "",
        ),
        (
            "create function auth.role() returns text language sql as 'select 1'; create table t (a text default auth.role())",
            "",
        ),
        (
            "create extension pgcrypto schema extensions; create table t (a bytea default extensions.digest('a', 'sha1'))",
            "",
        ),
        // Without a schema it may be one of the system's.
        ("create table t (a uuid default role())", ""),
    ] {
        assert_eq!(read(sql, &world).1.join("\n"), said, "{sql}");
    }
    let unknown = World::default();
    let files = "create schema auth; create table t (a uuid default auth.role())";
    assert_eq!(read(files, &unknown).1, Vec::<String>::new());
}
