//! Laws of enums as they are read and changed.

use crate::kind::names;
use crate::kinds::grant::tests::{facts, read};
use crate::kinds::retype::tests::changes;
use crate::model::Id;

const MOOD: &str = "create type mood as enum ('sad', 'ok');";

fn mood() -> Id {
    Id::new(names::ENUM, &["public", "mood"])
}

fn enums(sql: &str) -> Vec<String> {
    facts(&format!("{MOOD} {sql}"), names::ENUM)
}

fn message(sql: &str) -> String {
    read(&format!("{MOOD} {sql}")).1.concat()
}

/// Returns the statements that bring `mood` to these values, beside other statements on both sides.
fn to(values: &str, rest: &str) -> Vec<String> {
    let desired = format!("create type mood as enum ({values}); {rest}");
    changes(&format!("{MOOD} {rest}"), &desired, &mood())
}

#[test]
fn values_are_added_and_renamed_at_their_place() {
    let sql = "alter type mood add value 'meh' before 'ok'; alter type public.mood add value 'joy'; \
               alter type mood add value if not exists 'joy' after 'sad'; alter type mood rename value 'sad' to 'blue'; \
               alter type mood add value 'new' after 'blue';";
    assert_eq!(
        enums(sql),
        ["public.mood: enum ('blue', 'new', 'meh', 'ok', 'joy')"]
    );
}

#[test]
fn a_value_that_is_there_or_is_not_there_is_told() {
    assert_eq!(
        message("alter type mood add value 'ok'"),
        "the enum has the value 'ok' twice"
    );
    assert_eq!(
        message("alter type mood add value 'x' after 'okk'"),
        "the enum has no value 'okk' here"
    );
    assert_eq!(
        message("alter type mood rename value 'ok' to 'sad'"),
        "the enum has the value 'sad' twice"
    );
    assert_eq!(
        message("create type t as enum ('a', 'a')"),
        "the enum has the value 'a' twice"
    );
    assert_eq!(
        message("create type mood as (a integer)"),
        "composite-type public.mood is defined twice"
    );
}

#[test]
fn new_values_are_added_where_they_stand() {
    assert_eq!(
        to("'a', 'b', 'sad', 'c', 'ok', 'd', 'e'", ""),
        [
            "alter type public.mood add value 'a' before 'sad'",
            "alter type public.mood add value 'b' after 'a'",
            "alter type public.mood add value 'c' after 'sad'",
            "alter type public.mood add value 'd'",
            "alter type public.mood add value 'e'",
        ]
    );
}

#[test]
fn another_order_or_a_value_less_replaces_the_type() {
    let replaced = [
        "alter type public.mood rename to mood_old",
        "create type public.mood as enum ('ok', 'sad')",
        "drop type public.mood_old",
    ];
    assert_eq!(to("'ok', 'sad'", ""), replaced);
    assert_eq!(to("'ok'", "").len(), 3);
}

#[test]
fn a_new_value_that_the_patch_itself_uses_replaces_the_type() {
    let live = format!("{MOOD} create table t (m mood, n text);");
    let add = ["alter type public.mood add value 'joy'"];
    let with = |table: &str| {
        let desired = format!("create type mood as enum ('sad', 'ok', 'joy'); {table}");
        changes(&live, &desired, &mood())
    };
    assert_eq!(with("create table t (m mood, n text);"), add);
    assert_eq!(with("create table t (m mood, n text default 'joy');"), add);
    assert_ne!(with("create table t (m mood default 'joy', n text);"), add);
    assert_ne!(with("create table t (m mood, n mood);"), add);
    assert_ne!(
        with("create table t (m mood, n text); create domain d as mood check (value <> 'joy');"),
        add
    );
}
