//! Laws of functions and procedures as they are read from statements, and how tests of other kinds read theirs.

use crate::diagnostic::Problems;
use crate::kind::{Alter, Draft, Scene, World, link, names};
use crate::kinds;
use crate::model::{Fact, Id, KindName, State};
use crate::text::sql::{Reader, Script, statements};

/// What may stand between CREATE and the words of a grammar.
const MODIFIERS: &[&str] = &["or", "replace", "recursive", "constraint", "temp"];

/// Interprets statements and returns the state with the messages.
pub fn read(sql: &str) -> (State, Vec<String>) {
    let world = World::default();
    let mut draft = Draft::new(&world, kinds::kind);
    for statement in statements(Script::file(0, &sql.into()), &mut Problems::default()) {
        let mut reader = Reader::new(&statement);
        let words = (0..8).filter_map(|n| reader.word_at(n));
        let words: Vec<String> = words.filter(|w| !MODIFIERS.contains(&w.as_str())).collect();
        let line = format!("{} ", words.join(" "));
        let all = kinds::ALL.iter().flat_map(|k| k.statements());
        let grammar = all
            .filter(|g| line.starts_with(&format!("{} ", g.words)))
            .max_by_key(|g| g.words.len());
        let result = (grammar.expect("a kind reads it").read)(&mut reader, &mut draft);
        draft.problems.note(result);
    }
    let ids: Vec<Id> = draft.state.sorted().iter().map(|f| f.id.clone()).collect();
    for id in ids {
        let result = kinds::kind(id.kind()).finish(&id, &mut draft);
        draft.problems.note(result);
    }
    link::settle(&mut draft.state, &world, kinds::kind);
    link::link(&mut draft.state, &world, kinds::kind);
    let messages = draft.problems.iter().map(|p| p.to_string()).collect();
    (draft.state, messages)
}

/// Returns what the facts of one kind say, each behind its address.
pub fn facts(sql: &str, kind: KindName) -> Vec<String> {
    let (state, messages) = read(sql);
    assert_eq!(messages, Vec::<String>::new());
    let facts = state.sorted().into_iter().filter(|f| f.id.kind() == kind);
    facts
        .map(|f| format!("{}: {}", f.id.name(), kinds::kind(kind).describe(f)))
        .collect()
}

/// Returns the first message.
pub fn message(sql: &str) -> String {
    read(sql).1.into_iter().next().unwrap_or_default()
}

/// Returns the only fact of a kind.
pub fn only(state: &State, kind: KindName) -> Fact {
    let mut all = state.iter().filter(|f| f.id.kind() == kind);
    let fact = all.next().expect("there is one").clone();
    assert!(all.next().is_none(), "there is just one {kind}");
    fact
}

/// Returns the statements that turn the only fact of a kind into the other, or why it must be made anew.
pub fn change(live: &str, desired: &str, kind: KindName) -> Result<Vec<String>, &'static str> {
    let (live, desired) = (read(live).0, read(desired).0);
    let scene = Scene {
        live: &live,
        desired: &desired,
        version: 150_000,
    };
    let (from, to) = (only(&live, kind), only(&desired, kind));
    assert!(!from.same(&to), "{from:?} differs");
    match kinds::kind(kind).alter(&from, &to, &scene) {
        Alter::InPlace(actions) => Ok(actions.iter().map(|a| a.sql()).collect()),
        Alter::Replace(reason) => Err(reason),
        Alter::Impossible { .. } => Err("there is no way"),
    }
}

fn functions(sql: &str) -> Vec<String> {
    facts(sql, names::FUNCTION)
}

#[test]
fn an_address_has_the_types_of_the_input_arguments_without_modifiers() {
    let sql = "create function f(a varchar(10), timestamp(3) with time zone, double precision, out x int, inout y bit(3), \
               variadic z numeric(10,2)[], \"Q\" char default 'x') language sql as ''";
    let id = &read(sql).0.sorted()[0].id.to_string();
    assert_eq!(
        id,
        "function:public.f(character varying, timestamp with time zone, double precision, bit, numeric[], character)"
    );
}

#[test]
fn a_name_before_a_type_is_told_from_a_type_of_two_words() {
    let one = "create function f(double precision, date date, x inout int, \"int\" int) language sql as ''";
    assert_eq!(
        functions(one)[0],
        "public.f(double precision, date, integer, integer): \
         function (double precision, date date, inout x integer, \"int\" integer) returns integer language sql 0 bytes of body"
    );
    let message = message("create function f(nothing) returns int language sql as ''");
    assert_eq!(message, "there is no type nothing");
}

#[test]
fn what_is_as_usual_is_the_same_written_or_not() {
    let short = "create function f() returns setof int language sql as 'x'";
    let long = "create or replace function public.f() returns setof integer volatile called on null input security invoker \
                not leakproof parallel unsafe cost 100 rows 1000 as 'x' language 'SQL'";
    let (a, b) = (read(short).0, read(long).0);
    assert!(only(&a, names::FUNCTION).same(&only(&b, names::FUNCTION)));
}

#[test]
fn settings_are_kept_as_the_server_keeps_them() {
    let sql = "create function f() returns int language sql set search_path = public, \"$user\", '' \
               set time zone 'UTC' set \"DateStyle\" to iso, dmy set work_mem to 100 set enable_seqscan = off \
               set a.b to default as ''";
    assert_eq!(
        functions(sql)[0],
        "public.f(): function () returns integer language sql set search_path to public, '$user', '' \
         set timezone to 'UTC' set datestyle to 'iso, dmy' set work_mem to '100' set enable_seqscan to 'off' 0 bytes of body"
    );
    let message =
        message("create function f() returns int language sql set search_path from current as ''");
    assert!(message.contains("FROM CURRENT"), "{message}");
}

#[test]
fn what_is_not_handled_is_an_error() {
    let refused = |rest: &str| {
        message(&format!(
            "create function f() returns int language sql {rest}"
        ))
    };
    assert!(refused("unheard as ''").contains("unheard"));
    assert!(refused("").contains("the body"));
    assert!(message("create function f() returns int as ''").contains("language"));
    assert!(message("create function f(a int) language sql as ''").contains("RETURNS"));
    assert!(message("create procedure p() strict language sql as ''").contains("procedure"));
    assert!(message("create function f() returns int rows 5 language sql as ''").contains("ROWS"));
}

#[test]
fn alter_changes_what_create_has_said() {
    let sql = "create function f(a int) returns int language sql set work_mem = '1MB' as ''; \
               alter function f(integer) immutable strict parallel safe cost 5 reset work_mem restrict; \
               alter function f set statement_timeout = 5; alter routine f(int) leakproof";
    assert_eq!(
        functions(sql)[0],
        "public.f(integer): function (a integer) returns integer language sql immutable strict leakproof \
         parallel safe cost 5 set statement_timeout to '5' 0 bytes of body"
    );
    let two = "create function f(a int) returns int language sql as ''; create function f(a text) returns int language sql as ''; ";
    let message = message(&format!("{two} alter function f immutable"));
    assert!(message.contains("not unique"), "{message}");
    assert_eq!(functions(&format!("{two} drop routine f(text)")).len(), 1);
}

#[test]
fn a_column_gives_its_type_where_percent_type_stands() {
    let table = "create table t (a varchar(5)); ";
    let sql =
        format!("{table} create function f(x t.a%type) returns public.t.a%type language sql as ''");
    assert!(functions(&sql)[0].starts_with(
        "public.f(character varying): function (x character varying) returns character varying"
    ));
    let message = message(&format!(
        "{table} create function f(x t.b%type) returns int language sql as ''"
    ));
    assert!(message.contains("t.b"), "{message}");
}

#[test]
fn only_attributes_are_altered_and_code_is_replaced() {
    let f = |rest: &str| format!("create function f(a int) returns int language sql {rest}");
    let change = |a: &str, b: &str| change(&f(a), &f(b), names::FUNCTION);
    assert_eq!(
        change("as 'x'", "stable set search_path to '' as 'x'"),
        Ok(vec![
            "alter function public.f(integer) stable set search_path to ''".into()
        ])
    );
    assert_eq!(
        change("stable set work_mem = '1MB' as 'x'", "as 'x'"),
        Ok(vec![
            "alter function public.f(integer) volatile reset work_mem".into()
        ])
    );
    assert_eq!(
        change("as 'x'", "as 'y'"),
        Ok(vec![
            "create or replace function public.f(a integer)\n    returns integer\n    language sql\nas $$y$$".into()
        ])
    );
}

#[test]
fn what_create_or_replace_refuses_is_made_anew() {
    let change = |a: &str, b: &str| {
        let f = |text: &str| format!("create function f({text} language sql as 'x'");
        change(&f(a), &f(b), names::FUNCTION)
            .err()
            .unwrap_or_default()
    };
    assert!(change("a int) returns int", "a int) returns bigint").contains("result"));
    assert!(change("a int) returns int", "a int) returns setof int").contains("result"));
    assert!(change("a int) returns int", "b int) returns int").contains("name"));
    assert!(change("a int) returns int", "int) returns int").contains("name"));
    assert!(change("a int default 1) returns int", "a int) returns int").contains("default"));
    assert!(change("out a int, out b int)", "out a int, out c int)").contains("row"));
    assert_eq!(
        change("int) returns int", "a int default 2) returns int"),
        ""
    );
}

#[test]
fn a_body_in_a_string_needs_what_it_names_but_does_not_use_it() {
    let sql = "create table t (a int, b int); create type mood as enum ('x'); \
               create function g() returns int language sql as 'select 1'; \
               create function f() returns int language sql as 'select max(a) from t where g() > 0'; \
               create function p() returns int language plpgsql as 'declare m mood; r t.b%type; begin select 1 from nothing; end'";
    let (state, _) = read(sql);
    let needs = |name: &str| {
        let fact = state
            .get(&Id::printed(names::FUNCTION, name))
            .expect("it is there");
        assert_eq!(fact.uses, []);
        let needs = super::needs::of(fact, &state);
        needs.iter().map(Id::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        needs("public.f()"),
        ["column:public.t.a", "function:public.g()", "table:public.t"]
    );
    assert_eq!(
        needs("public.p()"),
        ["column:public.t.b", "enum:public.mood", "table:public.t"]
    );
}

#[test]
fn a_parsed_body_is_compared_as_its_statements_are() {
    let f = |body: &str| {
        format!("create table t (id int); create function f(x int) returns bigint {body}")
    };
    let (a, b) = (
        read(&f("begin atomic select count(*) from t where id = x; end")).0,
        read(&f("language sql BEGIN ATOMIC\n  SELECT count(*) AS count FROM public.t WHERE (t.id = f.x);\nEND")).0,
    );
    let (a, b) = (only(&a, names::FUNCTION), only(&b, names::FUNCTION));
    assert!(a.same(&b), "{a:?} {b:?}");
    assert!(
        a.uses
            .contains(&Id::new(names::COLUMN, &["public", "t", "id"]))
    );
}

#[test]
fn a_renamed_type_moves_the_routine_that_takes_it() {
    let (mut state, _) =
        read("create type a as enum ('x'); create function f(a[]) returns a language sql as ''");
    let (from, to) = (
        Id::new(names::ENUM, &["public", "a"]),
        Id::new(names::ENUM, &["public", "b"]),
    );
    crate::kind::edit::rename(
        &mut state,
        &World::default(),
        kinds::kind,
        &from,
        &to,
        crate::kind::follow::Unfollowed::Fails,
    )
    .expect("it can be followed");
    assert_eq!(
        only(&state, names::FUNCTION).id.name(),
        "public.f(public.b[])"
    );
}

#[test]
fn a_declared_rename_keeps_the_arguments() {
    let sql =
        "-- trueup: renamed from old\ncreate function new(int) returns int language sql as ''";
    let renamed: Vec<String> = (read(sql).0.renamed.values()).map(Id::to_string).collect();
    assert_eq!(renamed, ["function:public.old(integer)"]);
}

#[test]
fn a_body_needs_the_columns_of_a_row_that_it_is_given() {
    for body in [
        "as 'select x.b > 0'",
        "return x.b > 0",
        "begin atomic select x.b > 0; end",
    ] {
        let sql = format!(
            "create table t (a int, b int); create function f(x t) returns bool language sql {body}"
        );
        let (state, _) = read(&sql);
        let needs = super::needs::of(&only(&state, names::FUNCTION), &state);
        assert_eq!(
            needs,
            [Id::new(names::COLUMN, &["public", "t", "b"])],
            "{body}"
        );
    }
}
