//! Laws of privileges, default privileges, owners and comments as they are read from statements.

use crate::diagnostic::Problems;
use crate::kind::{Draft, Scene, World, names};
use crate::kinds::{self, default_privilege};
use crate::model::{Id, KindName, Pair, State};
use crate::text::sql::{Reader, Script, statements};

const TABLE: &str = "create table t (a integer, b integer);";

/// Interprets statements whose grammar a kind has, as `app`, and returns the state with the messages.
pub fn read(sql: &str) -> (State, Vec<String>) {
    read_against(sql, false)
}

/// Reads statements, `known` where a server was asked and has nothing.
pub fn read_against(sql: &str, known: bool) -> (State, Vec<String>) {
    let world = World {
        user: "app".into(),
        version: 150_000,
        known,
        ..World::default()
    };
    let mut draft = Draft::new(&world, kinds::kind);
    for statement in statements(Script::file(0, &sql.into()), &mut Problems::default()) {
        let mut reader = Reader::new(&statement);
        let all = kinds::ALL.iter().flat_map(|k| k.statements());
        let grammar = all
            .filter(|g| reader.at(g.words))
            .max_by_key(|g| g.words.len());
        let result = (grammar.expect("a kind reads it").read)(&mut reader, &mut draft);
        draft.problems.note(result);
    }
    default_privilege::settle(&mut draft);
    let ids: Vec<Id> = draft.state.sorted().iter().map(|f| f.id.clone()).collect();
    for id in ids {
        let result = kinds::kind(id.kind()).finish(&id, &mut draft);
        draft.problems.note(result);
    }
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

fn grants(sql: &str) -> Vec<String> {
    facts(&format!("{TABLE} {sql}"), names::GRANT)
}

fn message(sql: &str) -> String {
    read(&format!("{TABLE} {sql}")).1.concat()
}

/// Returns the statements that make all grants of a state where everything else is there.
fn words(sql: &str) -> Vec<String> {
    let (desired, _) = read(&format!("{TABLE} {sql}"));
    let mut live = desired.clone();
    live.retain(|f| f.id.kind() != names::GRANT);
    let scene = Scene {
        live: &live,
        desired: &desired,
        version: 150_000,
    };
    let facts = desired
        .sorted()
        .into_iter()
        .filter(|f| f.id.kind() == names::GRANT);
    facts
        .flat_map(|f| kinds::kind(names::GRANT).create(f, &scene))
        .map(|a| a.sql())
        .collect()
}

#[test]
fn all_stands_for_every_privilege_of_the_object() {
    assert_eq!(grants("grant all on t to x").len(), 7);
    assert_eq!(
        grants("grant all privileges (a, b) on table t to x").len(),
        8
    );
    assert_eq!(
        grants("grant all on schema public to x"),
        [
            "schema:public/x/CREATE: create to x",
            "schema:public/x/USAGE: usage to x"
        ]
    );
}

#[test]
fn a_grant_option_stays_until_it_is_revoked() {
    let twice = "grant select on t to x with grant option; grant select on t to x;";
    assert_eq!(
        grants(twice),
        ["table:public.t/x/SELECT: select to x with grant option"]
    );
    let revoked = format!("{twice} revoke grant option for select on t from x cascade");
    assert_eq!(grants(&revoked), ["table:public.t/x/SELECT: select to x"]);
}

#[test]
fn a_revoke_takes_the_privilege_from_the_columns_too() {
    let sql = "grant select (a), update (a) on t to x; revoke select on t from x";
    assert_eq!(grants(sql), ["column:public.t.a/x/UPDATE: update to x"]);
}

#[test]
fn a_revoked_privilege_is_remembered_as_unwanted() {
    let (state, _) = read(&format!("{TABLE} revoke insert on t from x"));
    let absent: Vec<&str> = state.absent.keys().map(Id::name).collect();
    assert_eq!(absent, ["table:public.t/x/INSERT"]);
}

#[test]
fn what_public_has_from_the_beginning_is_a_fact_only_when_it_is_gone() {
    let gone = "revoke usage on schema public from public;";
    assert_eq!(
        grants(gone),
        ["schema:public/public/USAGE: usage revoked from public"]
    );
    assert_eq!(words(gone), ["revoke usage on schema public from public"]);
    let back = format!("{gone} grant usage on schema public to public");
    assert_eq!(grants(&back), Vec::<String>::new());
}

#[test]
fn roles_are_quoted_and_the_connected_one_is_resolved() {
    assert_eq!(
        words("grant select on t to \"My Role\", current_user"),
        [
            "grant select on public.t to \"My Role\"",
            "grant select on public.t to app"
        ]
    );
}

#[test]
fn all_tables_of_a_schema_are_those_that_are_there_by_then() {
    let sql = "grant select on all tables in schema public to x; create table u (a integer)";
    assert_eq!(grants(sql), ["table:public.t/x/SELECT: select to x"]);
}

#[test]
fn what_is_not_managed_is_refused_with_a_reason() {
    assert!(message("grant admin to x granted by y").contains("GRANTED BY"));
    assert!(message("grant select on t to x granted by y").contains("GRANTED BY"));
    assert!(message("grant connect on database d to x").contains("database are not managed"));
    assert!(message("grant usage on t to x").contains("no privilege USAGE on a table"));
    assert!(message("grant select on t to public with grant option").contains("PUBLIC"));
    assert!(message("grant select (c) on t to x").contains("no column public.t.c"));
}

#[test]
fn default_privileges_go_to_what_is_made_after_them() {
    let sql = "alter default privileges in schema public grant select on tables to x; \
               create table u (a integer); \
               alter default privileges in schema public revoke select on tables from x; \
               create table v (a integer)";
    assert_eq!(grants(sql), ["table:public.u/x/SELECT: select to x"]);
}

#[test]
fn what_default_privileges_give_is_implied_while_they_last() {
    let given = "alter default privileges grant select on tables to x; create table u (a integer);";
    let implied = |sql: &str| read(sql).0.implied.len();
    assert_eq!(implied(given), 1);
    assert_eq!(implied(&format!("{given} grant select on u to x")), 0);
    assert_eq!(implied(&format!("{given} revoke select on u from x")), 0);
    let gone = "alter default privileges revoke select on tables from x";
    assert_eq!(implied(&format!("{given} {gone}")), 0);
}

#[test]
fn default_privileges_of_another_role_give_nothing_here() {
    let sql = "alter default privileges for role other grant select on tables to x; create table u (a integer)";
    assert_eq!(grants(sql), Vec::<String>::new());
}

#[test]
fn default_privileges_for_all_schemas_begin_with_those_of_the_server() {
    let kind = names::DEFAULT_PRIVILEGE;
    let gone = "alter default privileges revoke execute on functions from public;";
    assert_eq!(
        facts(gone, kind),
        ["app/*/functions/public/EXECUTE: execute on new functions revoked from public"]
    );
    let back = format!("{gone} alter default privileges grant execute on routines to public");
    assert_eq!(facts(&back, kind), Vec::<String>::new());
    let own = "alter default privileges grant all on tables to app";
    assert_eq!(facts(own, kind), Vec::<String>::new());
    let here = "alter default privileges in schema public grant insert on tables to app";
    assert_eq!(
        facts(here, kind),
        ["app/public/tables/app/INSERT: insert on new tables to app"]
    );
}

#[test]
fn the_owner_needs_no_grant_but_may_lose_one() {
    let (desired, _) = read(&format!(
        "{TABLE} grant select on t to app; revoke delete on t from app"
    ));
    let mut sides = Pair {
        live: State::default(),
        desired,
    };
    let world = World {
        user: "app".into(),
        ..World::default()
    };
    super::settle_owners(&mut sides, &world);
    let grants = sides
        .desired
        .sorted()
        .into_iter()
        .filter(|f| f.id.kind() == names::GRANT);
    let said: Vec<String> = grants
        .map(|f| kinds::kind(names::GRANT).describe(f))
        .collect();
    assert_eq!(said, ["delete revoked from app"]);
}

#[test]
fn what_is_in_no_file_and_in_no_catalog_is_not_owned_by_whoever_is_connected() {
    let (desired, messages) = read(
        "grant set on parameter work_mem to app; grant set on parameter work_mem to postgres; \
         revoke alter system on parameter work_mem from postgres",
    );
    assert_eq!(messages, Vec::<String>::new());
    let mut sides = Pair {
        live: State::default(),
        desired,
    };
    let world = World {
        user: "app".into(),
        bootstrap: "postgres".into(),
        ..World::default()
    };
    super::settle_owners(&mut sides, &world);
    let said = sides.desired.sorted().into_iter();
    let said: Vec<&str> = said.map(|f| f.id.name()).collect();
    assert_eq!(
        said,
        [
            "parameter:work_mem/app/SET",
            "parameter:work_mem/postgres/ALTER SYSTEM"
        ]
    );
}
