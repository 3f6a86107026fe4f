//! Laws of publications as they are read and changed.

use crate::kind::{Alter, Scene, names};
use crate::kinds;
use crate::kinds::grant::tests::{facts, read};
use crate::kinds::retype::tests::{changes, state};
use crate::model::Id;

const TABLES: &str =
    "create table t (id integer, a text); create table u (id integer); create schema x;";

fn publications(sql: &str) -> Vec<String> {
    facts(&format!("{TABLES} {sql}"), names::PUBLICATION)
}

fn to(live: &str, desired: &str) -> Vec<String> {
    let p = Id::new(names::PUBLICATION, &["p"]);
    changes(
        &format!("{TABLES} create publication p {live}"),
        &format!("{TABLES} create publication p {desired}"),
        &p,
    )
}

#[test]
fn tables_columns_rows_schemas_and_options_are_read() {
    assert_eq!(
        publications(
            "create publication p for table only t (id, a) where (id > 1), u, tables in schema x, current_schema, table x.v \
             with (publish = 'delete, insert', publish_via_partition_root)"
        ),
        [
            "p: for table public.t (a, id) where (id > 1), public.u, x.v, tables in schema public, x \
             with (publish = 'insert, delete', publish_via_partition_root = true)"
        ]
    );
}

#[test]
fn a_publication_may_be_for_all_tables_or_for_none() {
    assert_eq!(
        publications("create publication p for all tables; create publication q"),
        ["p: for all tables", "q: "]
    );
}

#[test]
fn members_and_options_are_added_dropped_and_set() {
    let sql = "create publication p for table t; alter publication p add table u, tables in schema x; \
               alter publication p drop table t; alter publication p set (publish = 'truncate');";
    assert_eq!(
        publications(sql),
        ["p: for table public.u, tables in schema x with (publish = 'truncate')"]
    );
    let set = format!("{sql} alter publication p set table only t * (a);");
    assert_eq!(
        publications(&set),
        ["p: for table public.t (a) with (publish = 'truncate')"]
    );
}

#[test]
fn what_is_no_option_or_no_member_is_told() {
    let message = |sql: &str| {
        read(&format!("{TABLES} create publication p for table t; {sql}"))
            .1
            .concat()
    };
    assert_eq!(
        message("alter publication p set (publish = 'insert, select')"),
        "publish takes a list of insert, update, delete, truncate"
    );
    assert_eq!(
        message("alter publication p set (copy = true)"),
        "a publication has no option copy"
    );
    assert_eq!(
        message("alter publication p drop table u"),
        "public.u is not in the publication here"
    );
    assert_eq!(
        message("alter publication q drop table u"),
        "there is no publication q here"
    );
}

#[test]
fn members_come_and_go_one_by_one_until_one_of_them_differs() {
    assert_eq!(
        to(
            "for table t, tables in schema x",
            "for table u with (publish = 'insert')"
        ),
        [
            "alter publication p set (publish = 'insert')",
            "alter publication p drop table public.t, tables in schema x",
            "alter publication p add table public.u",
        ]
    );
    assert_eq!(
        to("for table t, u", "for table t where (id > 1)"),
        ["alter publication p set table public.t where (id > 1)"]
    );
}

#[test]
fn all_tables_and_some_of_them_are_two_publications() {
    let (live, desired) = (
        state("create publication p for all tables"),
        state("create publication p"),
    );
    let scene = Scene {
        live: &live,
        desired: &desired,
        version: 150_000,
    };
    let p = Id::new(names::PUBLICATION, &["p"]);
    let facts = live.get(&p).zip(desired.get(&p));
    let (from, to) = facts.expect("both define it");
    let alter = kinds::kind(names::PUBLICATION).alter(from, to, &scene);
    assert!(matches!(alter, Alter::Replace(_)));
}

#[test]
fn a_publication_uses_its_tables_columns_and_schemas_and_the_columns_of_a_row_filter() {
    let state = state(&format!(
        "{TABLES} create publication p for table t (a) where (id > 1), tables in schema x"
    ));
    let uses = &state
        .get(&Id::new(names::PUBLICATION, &["p"]))
        .expect("it is defined")
        .uses;
    let mut printed: Vec<String> = uses.iter().map(Id::to_string).collect();
    printed.sort();
    assert_eq!(
        printed,
        [
            "column:public.t.a",
            "column:public.t.id",
            "schema:x",
            "table:public.t"
        ]
    );
}
