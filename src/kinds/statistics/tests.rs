//! Laws of extended statistics as they are read from statements.

use crate::kind::names;
use crate::kinds::routine::tests::{change, facts, message};

const KIND: &str = names::STATISTICS;
const TABLE: &str = "create table t (a int, b text); ";

#[test]
fn what_is_left_out_is_everything_under_the_name_that_the_server_chooses() {
    let read = |sql: &str| facts(&format!("{TABLE}{sql}"), KIND);
    assert_eq!(
        read("create statistics on b, a from t"),
        ["public.t_b_a_stat: statistics on a, b from public.t"]
    );
    assert_eq!(
        read("create statistics s (mcv, ndistinct) on a, (lower(b)) from t"),
        ["public.s: statistics (ndistinct, mcv) on a, (lower(b)) from public.t"]
    );
    assert_eq!(
        read("create statistics s on (a + 1) from t; alter statistics s set statistics 10"),
        ["public.s: statistics on (a + 1) from public.t, target 10"]
    );
}

#[test]
fn only_the_target_changes_in_place() {
    let s = |rest: &str| format!("{TABLE}create statistics s on a, b from t; {rest}");
    assert_eq!(
        change(&s("alter statistics s set statistics 5"), &s(""), KIND),
        Ok(vec!["alter statistics public.s set statistics -1".into()])
    );
    let other = format!("{TABLE}create statistics s (mcv) on a, b from t");
    assert!(change(&s(""), &other, KIND).is_err());
}

#[test]
fn a_column_must_be_there() {
    let sql = format!("{TABLE}create statistics s on a, c from t");
    assert!(message(&sql).contains("no column c"));
}
