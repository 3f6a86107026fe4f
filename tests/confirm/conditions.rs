//! The conditions under which confirm still works, and what is said where it cannot.

use std::sync::Arc;

use libtest_mimic::Trial;

use crate::support::server::World;
use crate::{Doubt, READER, hold};

const SIMPLE: &str =
    "create table t (a integer check (tools.ok(a)), b numeric default tools.f(1));";
const GRANTS: &str = "grant usage on schema tools, public to reader; grant select on all tables in schema public to reader;";

type Test = fn(&World) -> Result<(), String>;

/// Returns the trials.
pub fn trials(world: &Arc<World>) -> Vec<Trial> {
    let tests: [(&str, Test); 10] = [
        ("a_role_that_may_only_read_is_answered", reader),
        ("a_role_without_temp_is_told_what_is_unconfirmed", no_temp),
        (
            "event_triggers_that_refuse_do_not_disturb_a_superuser",
            event_trigger,
        ),
        (
            "a_refusing_event_trigger_leaves_others_unconfirmed",
            event_trigger_as_reader,
        ),
        (
            "a_database_that_is_read_only_by_default_is_asked",
            read_only,
        ),
        (
            "a_column_of_a_type_that_the_patch_makes_does_not_disturb",
            new_type,
        ),
        (
            "an_expression_over_what_the_patch_makes_differs_for_sure",
            new_objects,
        ),
        (
            "a_thing_that_the_patch_renames_is_known_by_both_names",
            renamed,
        ),
        (
            "views_of_tables_of_one_name_in_two_schemas_differ",
            two_schemas,
        ),
        (
            "functions_operators_and_types_of_an_extension_are_resolved",
            extension,
        ),
    ];
    let trial = |(name, test): (&str, Test)| {
        let world = Arc::clone(world);
        Trial::test(name, move || test(&world).map_err(Into::into))
    };
    tests.into_iter().map(trial).collect()
}

fn reader(world: &World) -> Result<(), String> {
    let doubt = Doubt::new(world, &format!("{SIMPLE}{GRANTS}"), SIMPLE)?;
    let outcome = doubt.diff(READER)?;
    hold(outcome.in_step && outcome.by_server == 2, outcome)
}

fn no_temp(world: &World) -> Result<(), String> {
    let revoked = "do $$ begin execute format('revoke temp on database %I from public', current_database()); end $$;";
    let doubt = Doubt::new(world, &format!("{SIMPLE}{GRANTS}{revoked}"), SIMPLE)?;
    let outcome = doubt.diff(READER)?;
    hold(outcome.unconfirmed == 2 && outcome.by_server == 0, outcome)?;
    let answer = doubt.run(READER, &["diff"])?;
    hold(answer.stdout.contains("unconfirmed"), answer.stdout)
}

const REFUSING: &str = "create function refuse() returns event_trigger language plpgsql as \
    $$ begin raise exception 'not by hand: %', tg_tag; end $$; \
    create event trigger refuse on ddl_command_start execute function refuse();";

fn event_trigger(world: &World) -> Result<(), String> {
    let doubt = Doubt::new(world, &format!("{SIMPLE}{REFUSING}"), SIMPLE)?;
    let outcome = doubt.diff("postgres")?;
    hold(outcome.in_step && outcome.by_server == 2, outcome)
}

fn event_trigger_as_reader(world: &World) -> Result<(), String> {
    let doubt = Doubt::new(world, &format!("{SIMPLE}{GRANTS}{REFUSING}"), SIMPLE)?;
    let outcome = doubt.diff(READER)?;
    hold(outcome.unconfirmed == 2, outcome)
}

fn read_only(world: &World) -> Result<(), String> {
    let set = "do $$ begin execute format('alter database %I set default_transaction_read_only = on', current_database()); end $$;";
    let doubt = Doubt::new(world, &format!("{SIMPLE}{set}"), SIMPLE)?;
    let outcome = doubt.diff("postgres")?;
    hold(outcome.in_step && outcome.by_server == 2, outcome)
}

fn new_type(world: &World) -> Result<(), String> {
    let live = "create table t (a integer check (tools.ok(a))); create index i on t (tools.f(a));";
    let desired = "create type mood as enum ('good', 'bad'); create domain nice as mood check (value <> 'bad'); \
        create table t (a integer check (tools.ok(a)), b mood, c nice[]); create index i on t (tools.f(a));";
    let outcome = Doubt::new(world, live, desired)?.diff("postgres")?;
    let touches = |s: &String| s.contains("drop") || s.contains("index");
    let kept = !outcome.statements.iter().any(touches);
    hold(
        kept && outcome.by_server == 2 && outcome.unconfirmed == 0,
        outcome,
    )
}

fn new_objects(world: &World) -> Result<(), String> {
    let live = "create table t (a integer check (tools.ok(a)), b numeric default tools.f(1));";
    let desired = "create function g(numeric) returns numeric immutable language sql as 'select $1'; \
        create type pair as (a integer, b integer); \
        create table t (a integer check (tools.ok(a) and g(a) > ('(1,2)'::pair).a), b numeric default g(tools.f(1)));";
    let outcome = Doubt::new(world, live, desired)?.diff("postgres")?;
    hold(
        outcome.unconfirmed == 0 && outcome.by_server == 0 && outcome.statements.len() == 3,
        outcome,
    )
}

fn renamed(world: &World) -> Result<(), String> {
    let live = "create type old as enum ('x', 'y'); create table t (a integer, o old, check (tools.ok(a) or o = 'x'))";
    let desired = "-- trueup: renamed from old\ncreate type new as enum ('x', 'y'); \
        create table t (a integer, o new, check (tools.ok(a) or o = 'x'))";
    let outcome = Doubt::new(world, live, desired)?.diff("postgres")?;
    hold(
        outcome.unconfirmed == 0 && outcome.by_server == 1 && outcome.statements.len() == 1,
        outcome,
    )
}

fn two_schemas(world: &World) -> Result<(), String> {
    let tables = "create schema a; create schema b; create table a.t (x integer); create table b.t (x integer);";
    let view =
        |schema: &str| format!("{tables} create view v as select tools.f(x) as y from {schema}.t");
    let outcome = Doubt::new(world, &view("a"), &view("b"))?.diff("postgres")?;
    hold(!outcome.in_step && outcome.by_server == 0, outcome)
}

fn extension(world: &World) -> Result<(), String> {
    let sql = "create schema ext; create extension citext schema ext; create extension pg_trgm schema ext; \
        create table t (a ext.citext check (a ~ '^x'), b text); \
        create index i on t using gist (b ext.gist_trgm_ops) where ext.similarity(b, a) > 0.5; \
        create view v as select b from t where b operator(ext.%) 'x' and a in ('x', 'y');";
    let outcome = Doubt::new(world, sql, sql)?.diff("postgres")?;
    hold(outcome.in_step && outcome.unconfirmed == 0, outcome)
}
