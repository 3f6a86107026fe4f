//! Laws of sequences as they are read and changed.

use super::Sequence;
use crate::kind::{Action, Scene, names};
use crate::kinds;
use crate::kinds::grant::tests::{facts, read};
use crate::kinds::retype::tests::{actions, changes, state};
use crate::model::Id;

fn s() -> Id {
    Id::new(names::SEQUENCE, &["public", "s"])
}

fn sequences(sql: &str) -> Vec<String> {
    facts(sql, names::SEQUENCE)
}

#[test]
fn a_sequence_is_read_with_all_that_it_says() {
    assert_eq!(
        sequences(
            "create sequence s as int increment by 2 minvalue -5 maxvalue 99 start 3 cache 4 cycle"
        ),
        [
            "public.s: sequence as integer increment by 2 minvalue -5 maxvalue 99 start with 3 cache 4 cycle"
        ]
    );
    let dumped =
        "create sequence s as integer start with 1 increment by 1 no minvalue no maxvalue cache 1";
    assert_eq!(sequences(dumped), ["public.s: sequence as integer"]);
    assert_eq!(
        sequences("create sequence s; create sequence if not exists s increment 5"),
        ["public.s: sequence"]
    );
}

#[test]
fn altering_keeps_what_it_does_not_name() {
    let sql = "create sequence s as smallint start 5 cache 2; alter sequence if exists gone increment 2; \
               alter sequence s as bigint; alter sequence s set unlogged;";
    assert_eq!(
        sequences(sql),
        ["public.s: unlogged sequence start with 5 cache 2"]
    );
}

#[test]
fn numbers_that_cannot_be_are_told() {
    let message = |sql: &str| read(sql).1.concat();
    assert_eq!(
        message("create sequence s as smallint maxvalue 40000"),
        "the sequence cannot be: a bound is out of the range of the type"
    );
    assert_eq!(
        message("create sequence s increment 0"),
        "the sequence cannot be: INCREMENT is zero"
    );
    assert_eq!(
        message("create sequence s start 0"),
        "the sequence cannot be: START is not between MINVALUE and MAXVALUE"
    );
    assert_eq!(
        message("create sequence s cache 1 cache 2"),
        "this option is given twice"
    );
}

#[test]
fn a_serial_column_owns_a_sequence_of_the_name_that_the_server_chooses() {
    let state = state(
        "create table taken_id_seq (a integer); create table taken (id serial, n smallserial)",
    );
    let id = Id::new(names::SEQUENCE, &["public", "taken_id_seq1"]);
    let fact = state.get(&id).expect("it has this name");
    let owner = Id::new(names::COLUMN, &["public", "taken", "id"]);
    assert_eq!(fact.parent.as_ref(), Some(&owner));
    assert_eq!(fact.body::<Sequence>().options.ty, "integer");
    let default = state.get(&owner.as_kind(names::DEFAULT));
    let default = default.expect("it draws from the sequence");
    assert!(default.uses.contains(&id));
    assert!(state.has(&Id::new(names::SEQUENCE, &["public", "taken_n_seq"])));
}

#[test]
fn an_owner_is_a_column_that_exists_in_the_same_schema() {
    let message = |sql: &str| {
        read(&format!("create table t (a integer); {sql}"))
            .1
            .concat()
    };
    assert_eq!(
        message("create sequence s owned by t.b"),
        "table public.t has no column b"
    );
    assert_eq!(
        message("create schema x; create sequence x.s owned by t.a"),
        "sequence x.s is not in the schema of the table that owns it"
    );
    assert_eq!(
        message("create sequence s owned by t"),
        "write the column as table.column, or NONE"
    );
}

#[test]
fn only_what_differs_is_altered() {
    let live = "create table t (a bigint); create sequence s owned by t.a;";
    let desired = "create table t (a bigint); create sequence s as integer increment 5 cycle;";
    assert_eq!(
        changes(live, desired, &s()),
        [
            "alter sequence public.s as integer increment by 5 cycle",
            "alter sequence public.s owned by none"
        ]
    );
    assert_eq!(
        changes(desired, live, &s()),
        [
            "alter sequence public.s as bigint increment by 1 no cycle",
            "alter sequence public.s owned by public.t.a"
        ]
    );
}

#[test]
fn a_narrower_range_is_a_danger_and_one_apart_begins_anew() {
    let narrower = actions(
        "create sequence s",
        "create sequence s maxvalue 10 start 2",
        &s(),
    );
    assert_eq!(
        narrower[0].hazards[0].count.as_deref(),
        Some("select count(*) from public.s where last_value > 10")
    );
    let apart = actions("create sequence s", "create sequence s increment -1", &s());
    assert_eq!(
        apart[0].sql(),
        "alter sequence public.s increment by -1 no minvalue no maxvalue start with -1 restart"
    );
    assert!(apart[0].hazards.is_empty());
}

#[test]
fn a_new_column_takes_its_sequence_after_both_are_made() {
    let desired = state("create table t (id serial)");
    let id = Id::new(names::SEQUENCE, &["public", "t_id_seq"]);
    let column = Id::new(names::COLUMN, &["public", "t", "id"]);
    let fact = desired.get(&id).expect("serial makes it");
    let mut live = desired.clone();
    let there = Scene {
        live: &desired,
        desired: &desired,
        version: 150_000,
    };
    let at_once = kinds::kind(names::SEQUENCE).create(fact, &there);
    let words = |all: &[Action]| all.iter().map(Action::sql).collect::<Vec<_>>();
    assert_eq!(
        words(&at_once),
        [
            "create sequence public.t_id_seq as integer owned by public.t.id",
            "select setval('public.t_id_seq', (select max(id) from public.t))"
        ]
    );
    live.retain(|f| f.id.kind() == names::SCHEMA);
    let scene = Scene {
        live: &live,
        ..there
    };
    let later = kinds::kind(names::SEQUENCE).create(fact, &scene);
    assert_eq!(
        words(&later),
        [
            "create sequence public.t_id_seq as integer",
            "alter sequence public.t_id_seq owned by public.t.id"
        ]
    );
    assert!(!later[0].needs.contains(&column) && later[1].needs.contains(&column));
}
