//! Laws of materialized views as they are read from statements.

use crate::kind::names;
use crate::kinds::routine::tests::{change, facts, message, only, read};

const KIND: &str = names::MATERIALIZED_VIEW;

#[test]
fn the_parts_of_a_materialized_view_are_read() {
    let sql = "create materialized view if not exists v (x) with (fillfactor = 70, autovacuum_enabled) as \
               with data as (select 1 as a) select a from data with no data";
    assert_eq!(
        facts(sql, KIND),
        [
            "public.v: materialized view as with data as (select 1 as a) select a as x from data, \
          with (fillfactor=70, autovacuum_enabled=true)"
        ]
    );
    assert!(
        message("create materialized view v as select 1; alter materialized view v cluster on i")
            .contains("no index i")
    );
    assert!(
        message("create materialized view v with (other.autovacuum_enabled) as select 1")
            .contains("no namespace other")
    );
    let view = only(
        &read("create materialized view v with (toast.autovacuum_enabled) tablespace fast as select 1 as a").0,
        KIND,
    );
    assert!(
        (crate::kinds::kind(KIND).describe(&view))
            .ends_with("with (toast.autovacuum_enabled=true) tablespace fast")
    );
}

#[test]
fn whether_there_are_rows_is_no_difference() {
    let view = |end: &str| {
        only(
            &read(&format!(
                "create materialized view v as select 1 as a {end}"
            ))
            .0,
            KIND,
        )
    };
    assert!(view("with no data").same(&view("with data")));
}

#[test]
fn parameters_change_in_place_and_the_query_does_not() {
    let v = |with: &str, query: &str| format!("create materialized view v {with} as {query}");
    assert_eq!(
        change(
            &v(
                "with (fillfactor = 70, autovacuum_enabled = off)",
                "select 1 as a"
            ),
            &v("with (fillfactor = 80)", "select 1 as a"),
            KIND
        ),
        Ok(vec![
            "alter materialized view public.v set (fillfactor=80)".into(),
            "alter materialized view public.v reset (autovacuum_enabled)".into()
        ])
    );
    assert!(change(&v("", "select 1 as a"), &v("", "select 2 as a"), KIND).is_err());
}
