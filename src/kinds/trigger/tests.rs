//! Laws of triggers as they are read from statements.

use crate::kind::names;
use crate::kinds::routine::tests::{change, facts, message, only, read};

const BEFORE: &str = "create table t (a int, b int); create view v as select a from t; \
                      create function f() returns trigger language plpgsql as ''; \
                      create function g() returns trigger language plpgsql as ''; ";

fn triggers(sql: &str) -> Vec<String> {
    facts(&format!("{BEFORE} {sql}"), names::TRIGGER)
}

#[test]
fn every_part_of_a_trigger_is_read() {
    let sql = "create trigger x before insert or update of b, a or delete on t for each row \
               when (new.a > 1) execute procedure f('a', 1, 1.50, Foo)";
    assert_eq!(
        triggers(sql),
        [
            "public.t.x: trigger before insert or delete or update of b, a for each row when (new.a > 1) \
          execute function public.f('a', '1', '1.50', 'foo')"
        ]
    );
    let sql = "create trigger x after update on t referencing old table as o new table n execute function f()";
    assert_eq!(
        triggers(sql),
        [
            "public.t.x: trigger after update referencing old table as o new table as n for each statement \
          execute function public.f()"
        ]
    );
    let sql = "create constraint trigger x after insert on t from public.t initially deferred for each row execute function f()";
    assert_eq!(
        triggers(sql),
        [
            "public.t.x: constraint trigger after insert from public.t deferrable initially deferred for each row \
          execute function public.f()"
        ]
    );
    assert!(
        triggers("create trigger x instead of insert on v for each row execute function f()")[0]
            .contains("instead of")
    );
}

#[test]
fn the_order_of_events_and_columns_does_not_count() {
    let trigger = |events: &str| {
        let sql = format!("{BEFORE} create trigger x before {events} on t execute function f()");
        only(&read(&sql).0, names::TRIGGER)
    };
    assert!(trigger("insert or update of a, b").same(&trigger("update of b, a or insert")));
    assert!(!trigger("update of a").same(&trigger("update")));
}

#[test]
fn a_function_may_be_defined_after_the_trigger_but_must_be_there() {
    let sql = "create table t (a int); create trigger x before insert on t execute function later(); \
               create schema s; create function later() returns trigger language plpgsql as ''";
    let trigger = only(&read(sql).0, names::TRIGGER);
    assert!(trigger.uses.iter().any(|u| u.name() == "public.later()"));
    let sql = "create table t (a int); create trigger x before update on t for each row execute function suppress_redundant_updates_trigger()";
    assert!(facts(sql, names::TRIGGER)[0].contains("pg_catalog.suppress"));
    let message = message(&format!(
        "{BEFORE} create trigger x before insert or insert on t execute function f()"
    ));
    assert!(message.contains("twice"), "{message}");
}

#[test]
fn alter_table_switches_a_trigger() {
    let sql = "create trigger x before insert on t execute function f(); create trigger y before insert on t execute function f(); ";
    let list = triggers(&format!(
        "{sql} alter table t enable always trigger x, disable trigger y"
    ));
    assert!(
        list[0].ends_with("(always enabled)") && list[1].ends_with("(disabled)"),
        "{list:?}"
    );
    assert!(
        triggers(&format!("{sql} alter table t disable trigger all"))[0].ends_with("(disabled)")
    );
    assert!(
        message(&format!("{BEFORE} {sql} alter table t disable trigger z"))
            .contains("no trigger z")
    );
}

#[test]
fn a_trigger_changes_in_place_and_stays_as_it_was_switched() {
    let x = |rest: &str| format!("{BEFORE} create {rest}");
    let change = |a: &str, b: &str| change(&x(a), &x(b), names::TRIGGER);
    let off = "; alter table t disable trigger x";
    let (f, g) = (
        "trigger x before insert on t execute function f()",
        "trigger x before insert on t execute function g()",
    );
    assert_eq!(
        change(f, &format!("{f}{off}")),
        Ok(vec!["alter table public.t disable trigger x".into()])
    );
    let replaced = "create or replace trigger x\n    before insert on public.t\n    for each statement\n    execute function public.g()";
    assert_eq!(
        change(&format!("{f}{off}"), &format!("{g}{off}")),
        Ok(vec![
            replaced.into(),
            "alter table public.t disable trigger x".into()
        ])
    );
    let constraint = "constraint trigger x after insert on t for each row execute function f()";
    assert!(change(constraint, f).is_err());
}
