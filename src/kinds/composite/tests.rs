//! Laws of composite types as they are read and changed.

use crate::kind::names;
use crate::kinds::grant::tests::{facts, read};
use crate::kinds::retype::tests::{actions, changes};
use crate::model::Id;

const PAIR: &str = "create type pair as (a integer, b varchar(5) collate \"C\");";
const USED: &str = "create table t (p pair);";

fn pair() -> Id {
    Id::new(names::COMPOSITE, &["public", "pair"])
}

fn composites(sql: &str) -> Vec<String> {
    facts(&format!("{PAIR} {sql}"), names::COMPOSITE)
}

fn to(attributes: &str, rest: &str) -> Vec<String> {
    let desired = format!("create type pair as ({attributes}); {rest}");
    changes(&format!("{PAIR} {rest}"), &desired, &pair())
}

#[test]
fn attributes_are_added_dropped_changed_and_renamed() {
    let sql = "alter type pair add attribute c date, drop attribute a cascade, alter attribute b set data type text; \
               alter type pair rename attribute c to d restrict; alter type pair drop attribute if exists gone;";
    assert_eq!(composites(sql), ["public.pair: (b text, d date)"]);
}

#[test]
fn an_attribute_that_is_there_or_is_not_there_is_told() {
    let message = |sql: &str| read(&format!("{PAIR} {sql}")).1.concat();
    assert_eq!(
        message("alter type pair add attribute a text"),
        "the type has the attribute a twice"
    );
    assert_eq!(
        message("alter type pair drop attribute c"),
        "the type has no attribute c here"
    );
    assert_eq!(
        message("alter type pair add attribute c frob"),
        "there is no type frob"
    );
}

#[test]
fn what_goes_and_what_comes_at_the_end_is_changed_in_place_under_a_column() {
    assert_eq!(
        to("b varchar(5) collate \"C\", c date, d text", USED),
        ["alter type public.pair drop attribute a, add attribute c date, add attribute d text"]
    );
}

#[test]
fn a_lost_attribute_counts_its_values() {
    let desired = format!("create type pair as (a integer); {USED}");
    let all = actions(&format!("{PAIR} {USED}"), &desired, &pair());
    assert_eq!(
        all[0].hazards[0].count.as_deref(),
        Some("select count((p).b) from public.t")
    );
}

#[test]
fn a_type_or_place_of_an_attribute_changes_in_place_only_where_no_column_holds_a_row() {
    let (retyped, moved) = (
        "a bigint, b varchar(5) collate \"C\"",
        "b varchar(5) collate \"C\", a integer",
    );
    assert_eq!(
        to(retyped, ""),
        ["alter type public.pair alter attribute a type bigint"]
    );
    assert_eq!(
        to(moved, ""),
        [
            "alter type public.pair drop attribute a, drop attribute b, \
             add attribute b character varying(5) collate \"C\", add attribute a integer"
        ]
    );
    assert_eq!(
        to(retyped, USED)[2],
        "alter table public.t alter column p type public.pair using p::text::public.pair"
    );
    assert_eq!(
        to(moved, USED)[2],
        "alter table public.t alter column p type public.pair using \
         case when p is not distinct from null then null else row((p).b, (p).a)::public.pair end"
    );
}
