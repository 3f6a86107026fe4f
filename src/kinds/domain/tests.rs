//! Laws of domains as they are read and changed.

use super::Domain;
use crate::kind::{Scene, names};
use crate::kinds;
use crate::kinds::grant::tests::{facts, read};
use crate::kinds::retype::tests::{actions, changes, state};
use crate::model::Id;

fn d() -> Id {
    Id::new(names::DOMAIN, &["public", "d"])
}

fn domains(sql: &str) -> Vec<String> {
    facts(sql, names::DOMAIN)
}

#[test]
fn a_domain_is_read_with_all_that_it_says() {
    assert_eq!(
        domains(
            "create domain d varchar(5) collate \"C\" default 'a' constraint n not null check (value <> '') \
             constraint b check (length(value) > 1) check (true)"
        ),
        [
            "public.d: character varying(5) collate \"C\" default 'a' not null constraint b check (length(value) > 1) \
             constraint d_check check (value <> '') constraint d_check1 check (true)"
        ]
    );
    assert_eq!(
        domains("create domain d as int4 default null"),
        ["public.d: integer"]
    );
}

#[test]
fn each_form_of_alter_domain_changes_what_it_names() {
    let all = "create domain d as text check (value <> 'x'); alter domain d set default 'a' || 'b'; alter domain d set not null; \
               alter domain d add constraint c check (value <> 'y') not valid; alter domain d rename constraint d_check to first;";
    let state = state(all);
    let domain: &Domain = state.body(&d()).expect("it is defined");
    let checks: Vec<_> = domain
        .checks
        .iter()
        .map(|c| (c.name.as_str(), c.valid))
        .collect();
    assert_eq!(checks, [("c", false), ("first", true)]);
    let undone = "alter domain d validate constraint c; alter domain d drop default; alter domain d drop not null; \
                  alter domain d drop constraint if exists gone; alter domain d drop constraint first cascade;";
    assert_eq!(
        domains(&format!("{all} {undone}")),
        ["public.d: text constraint c check (value <> 'y')"]
    );
}

#[test]
fn a_constraint_that_is_not_there_or_is_there_twice_is_told() {
    let message = |sql: &str| {
        read(&format!(
            "create domain d as text constraint c check (true); {sql}"
        ))
        .1
        .concat()
    };
    assert_eq!(
        message("alter domain d drop constraint cc"),
        "the domain has no constraint cc here"
    );
    assert_eq!(
        message("alter domain d add constraint c check (false)"),
        "the domain has the constraint c twice"
    );
    assert_eq!(
        message("alter domain e drop default"),
        "there is no domain e"
    );
    assert_eq!(
        message("create domain e as text null not null"),
        "the domain is both NULL and NOT NULL"
    );
}

#[test]
fn every_part_is_changed_in_place() {
    let live = "create domain d as text default 'a' constraint a check (value <> 'a') constraint b check (value <> 'b');";
    let desired = "create domain d as text not null constraint b check (value <> 'c') constraint z check (value <> 'a');";
    assert_eq!(
        changes(live, desired, &d()),
        [
            "alter domain public.d drop default",
            "alter domain public.d set not null",
            "alter domain public.d drop constraint b",
            "alter domain public.d rename constraint a to z",
            "alter domain public.d add constraint b check (value <> 'c')",
        ]
    );
}

#[test]
fn a_check_that_was_not_validated_is_validated() {
    let live =
        "create domain d as text; alter domain d add constraint c check (value <> '') not valid;";
    let desired = "create domain d as text constraint c check (value <> '');";
    assert_eq!(
        changes(live, desired, &d()),
        ["alter domain public.d validate constraint c"]
    );
    assert_eq!(
        changes(desired, live, &d()),
        [
            "alter domain public.d drop constraint c",
            "alter domain public.d add constraint c check (value <> '') not valid"
        ]
    );
}

#[test]
fn a_new_rule_reads_the_tables_that_use_the_domain() {
    let with = |rules: &str| {
        format!("create domain d as text {rules}; create domain e as d; create table t (a e);")
    };
    let all = actions(&with(""), &with("not null check (value <> '')"), &d());
    assert!(all.iter().all(|a| a.scans && a.lock.name() == "share"));
    let default = actions(&with(""), &with("default 'a'"), &d());
    assert!(!default[0].scans && default[0].lock.name() == "none");
}

#[test]
fn another_type_under_the_domain_replaces_it_by_the_cast_between_the_types() {
    let with = |ty: &str| format!("create domain d as {ty}; create table t (a d, b d[]);");
    assert_eq!(
        changes(&with("integer"), &with("numeric(10,2)"), &d()),
        [
            "alter domain public.d rename to d_old",
            "create domain public.d as numeric(10,2)",
            "alter table public.t alter column a type public.d",
            "alter table public.t alter column b type public.d[] using b::numeric(10,2)[]::public.d[]",
            "drop domain public.d_old",
        ]
    );
}

#[test]
fn confirm_asks_for_each_expression_in_the_order_in_which_they_are_shown() {
    let state = state("create domain d as text default 'a' check (value <> '')");
    let fact = state.get(&d()).expect("it is defined");
    let scene = Scene {
        live: &state,
        desired: &state,
        version: 150_000,
    };
    let probe = kinds::kind(names::DOMAIN).probe(fact, &scene);
    let probe = probe.expect("it has expressions");
    let mut shown = 0;
    kinds::kind(names::DOMAIN).expressions(&mut fact.clone(), &mut |_, _| shown += 1);
    assert_eq!(probe.print.matches("(select pg_get_expr").count(), shown);
}
