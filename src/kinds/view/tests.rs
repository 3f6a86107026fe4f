//! Laws of views as they are read from statements.

use crate::kind::names;
use crate::kinds::routine::tests::{change, facts, message, only, read};
use crate::kinds::view::View;
use crate::text::typename;

const TABLE: &str = "create table t (a int, b text, c numeric(10,2)); ";

fn views(sql: &str) -> Vec<String> {
    facts(&format!("{TABLE} {sql}"), names::VIEW)
}

#[test]
fn names_and_options_of_a_view_are_read() {
    assert_eq!(
        views(
            "create view v (x, y) with (security_barrier, security_invoker = on) as select a, b from t with check option"
        ),
        [
            "public.v: view as select a as x, b as y from t, security_barrier = true, security_invoker = on, check_option = cascaded"
        ]
    );
    assert_eq!(
        views("create view v (x) as select * from t"),
        ["public.v: view (x) as select * from t"]
    );
    assert_eq!(
        views("create recursive view v (n) as select 1 union all select n + 1 from v"),
        [
            "public.v: view as with recursive v (n) as (select 1 union all select n + 1 from v) select n from v"
        ]
    );
    assert!(message("create view v with (colour = red) as select 1").contains("no option colour"));
    assert!(message("create view v with (security_barrier = maybe) as select 1").contains("maybe"));
    assert!(message("create temp view v as select 1").contains("temporary"));
    assert!(message("create view v as delete from t").contains("a query"));
}

#[test]
fn an_option_has_one_meaning_in_any_spelling() {
    let view = |options: &str| {
        only(
            &read(&format!("create view v {options} as select 1 as x")).0,
            names::VIEW,
        )
    };
    assert!(view("with (security_barrier = on)").same(&view("with (security_barrier)")));
    assert!(view("with (security_barrier = false)").same(&view("")));
    assert!(!view("with (security_invoker)").same(&view("")));
}

#[test]
fn alter_view_changes_options_and_defaults() {
    let sql = "create view v as select a from t; alter view v set (security_invoker); alter view v reset (security_barrier); \
               alter view v alter column a set default 5; alter view if exists w set (security_barrier)";
    assert_eq!(
        views(sql),
        ["public.v: view as select a from t, security_invoker = true, a default 5"]
    );
    assert_eq!(
        views("create view v as select 1 as a; alter view v rename a to b"),
        ["public.v: view as select 1 as b"]
    );
}

/// Plans the change of a view whose columns the server has told.
fn changed(before: &str, after: &str) -> Option<String> {
    let (from, to) = (format!("{TABLE} {before}"), format!("{TABLE} {after}"));
    let (mut live, desired) = (read(&from).0, read(&to).0);
    let given = crate::kind::link::given(
        &only(&live, names::VIEW).body::<View>().query.sql,
        &["public".into()],
        &live,
        crate::kinds::kind,
    );
    let columns: Vec<_> = given
        .unwrap_or_default()
        .into_iter()
        .map(|(name, ty)| {
            (
                name,
                typename::from_format_type(&ty.unwrap_or_else(|| "bigint".into())),
            )
        })
        .collect();
    live.iter_mut()
        .for_each(|f| f.change(|v: &mut View| v.columns = columns.clone()));
    let scene = crate::kind::Scene {
        live: &live,
        desired: &desired,
        version: 150_000,
    };
    let (from, to) = (only(&live, names::VIEW), only(&desired, names::VIEW));
    match crate::kinds::kind(names::VIEW).alter(&from, &to, &scene) {
        crate::kind::Alter::InPlace(actions) => actions.first().map(|a| a.sql()),
        crate::kind::Alter::Replace(_) | crate::kind::Alter::Impossible { .. } => None,
    }
}

#[test]
fn a_view_stays_in_place_only_while_its_first_columns_do() {
    let kept = |a: &str, b: &str| {
        changed(
            &format!("create view v as {a}"),
            &format!("create view v as {b}"),
        )
        .is_some()
    };
    assert!(kept("select a from t", "select a, b from t"));
    assert!(kept("select a, b from t", "select a, b from t where c > 1"));
    assert!(kept(
        "select a from t",
        "select 1 + a as a from t where false"
    ));
    assert!(!kept("select a from t", "select f(a) as a from t"));
    assert!(kept(
        "select count(*) as n from t",
        "select count(*) as n from t where a > 1"
    ));
    assert!(!kept("select a, b from t", "select a from t"));
    assert!(!kept("select a from t", "select b from t"));
    assert!(!kept("select a from t", "select b as a from t"));
    assert!(!kept("select a, b from t", "select b, a from t"));
    assert!(!kept(
        "select count(*) as n from t",
        "select sum(c) as n from t"
    ));
}

#[test]
fn options_change_without_the_query() {
    let v = |options: &str| format!("create view v {options} as select 1 as x");
    let change = |a: &str, b: &str| change(&v(a), &v(b), names::VIEW);
    assert_eq!(
        change("with (security_barrier)", "with (security_invoker)"),
        Ok(vec![
            "alter view public.v set (security_invoker = true)".into(),
            "alter view public.v reset (security_barrier)".into()
        ])
    );
}
