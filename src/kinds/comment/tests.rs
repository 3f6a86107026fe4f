//! Laws of comments as they are read from statements.

use crate::kind::{Scene, names};
use crate::kinds;
use crate::kinds::grant::tests::{facts, read, read_against};

const TABLE: &str = "create table t (a integer, b integer);";

fn comments(sql: &str) -> Vec<String> {
    facts(&format!("{TABLE} {sql}"), names::COMMENT)
}

#[test]
fn the_last_comment_counts_and_an_empty_one_removes_it() {
    let sql = "comment on table t is 'one'; comment on table public.t is $$it's two$$;";
    assert_eq!(comments(sql), ["table:public.t: comment 'it''s two'"]);
    assert_eq!(
        comments(&format!("{sql} comment on table t is ''")),
        Vec::<String>::new()
    );
    let (state, _) = read(&format!("{TABLE} {sql} comment on table t is null"));
    assert_eq!(state.absent.len(), 1);
}

#[test]
fn a_comment_is_worded_as_it_is_read() {
    let (desired, _) = read(&format!("{TABLE} comment on column t.\"a\" is 'x\\y'"));
    let scene = Scene {
        live: &desired,
        desired: &desired,
        version: 150_000,
    };
    let fact = desired
        .iter()
        .find(|f| f.id.kind() == names::COMMENT)
        .expect("there is one");
    let action = kinds::kind(names::COMMENT).create(fact, &scene).remove(0);
    assert_eq!(action.sql(), r"comment on column public.t.a is E'x\\y'");
    let action = kinds::kind(names::COMMENT).drop(fact, &scene).remove(0);
    assert_eq!(action.sql(), "comment on column public.t.a is null");
}

#[test]
fn the_comment_that_the_schema_public_begins_with_is_no_fact() {
    assert_eq!(
        comments("comment on schema public is 'standard public schema'"),
        Vec::<String>::new()
    );
    assert_eq!(
        comments("comment on schema public is null"),
        ["schema:public: comment null"]
    );
}

#[test]
fn a_comment_on_what_is_not_there_is_an_error() {
    let message = |sql: &str| read_against(&format!("{TABLE} {sql}"), true).1.concat();
    assert!(message("comment on table u is 'x'").contains("no table public.u"));
    assert!(message("comment on column t.c is 'x'").contains("no column public.t.c"));
    assert!(message("comment on constraint k on t is 'x'").contains("no constraint k on t"));
    assert!(message("comment on database d is 'x'").contains("not managed"));
}
