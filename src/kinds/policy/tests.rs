//! Laws of policies as they are read from statements.

use crate::kind::names;
use crate::kinds::routine::tests::{change, facts, message, only, read};

const TABLE: &str = "create table t (a int, b int); ";

fn policies(sql: &str) -> Vec<String> {
    facts(&format!("{TABLE} {sql}"), names::POLICY)
}

#[test]
fn every_part_of_a_policy_is_read() {
    assert_eq!(
        policies("create policy p on t"),
        ["public.t.p: policy for all to public"]
    );
    let sql = "create policy \"P 1\" on public.t as restrictive for update to b, \"A\" using (a > (1)) with check (b is null)";
    assert_eq!(
        policies(sql),
        [
            "public.t.\"P 1\": restrictive policy for update to \"A\", b using (a > (1)) with check (b is null)"
        ]
    );
}

#[test]
fn public_takes_in_all_other_roles() {
    let policy = |to: &str| {
        only(
            &read(&format!("{TABLE} create policy p on t {to} using (true)")).0,
            names::POLICY,
        )
    };
    assert!(policy("").same(&policy("to app, public")));
    assert!(policy("to a, b").same(&policy("to b, a")));
    assert!(!policy("to a").same(&policy("")));
}

#[test]
fn a_condition_that_the_command_cannot_have_is_an_error() {
    assert!(
        message(&format!(
            "{TABLE} create policy p on t for insert using (true)"
        ))
        .contains("WITH CHECK only")
    );
    assert!(
        message(&format!(
            "{TABLE} create policy p on t for select with check (true)"
        ))
        .contains("USING only")
    );
    assert!(
        message(&format!(
            "{TABLE} create policy p on t to current_user using (true)"
        ))
        .contains("current_user")
    );
}

#[test]
fn alter_policy_changes_what_it_names() {
    let sql = "create policy p on t to app using (a > 1) with check (b > 1); alter policy p on t using (a > 2)";
    assert_eq!(
        policies(sql),
        ["public.t.p: policy for all to app using (a > 2) with check (b > 1)"]
    );
    assert!(message(&format!("{TABLE} alter policy p on t to public")).contains("no policy"));
}

#[test]
fn roles_and_conditions_change_in_place_and_the_rest_does_not() {
    let p = |rest: &str| format!("{TABLE} create policy p on t {rest}");
    let change = |a: &str, b: &str| change(&p(a), &p(b), names::POLICY);
    assert_eq!(
        change("using (a > 1)", "to app using (a > 2)"),
        Ok(vec![
            "alter policy p on public.t to app\n    using (a > 2)".into()
        ])
    );
    assert_eq!(
        change("to app using (a > 1)", "using (a > 1) with check (b > 1)"),
        Ok(vec![
            "alter policy p on public.t to public\n    with check (b > 1)".into()
        ])
    );
    assert!(change("using (a > 1) with check (b > 1)", "using (a > 1)").is_err());
    assert!(change("for select using (a > 1)", "using (a > 1)").is_err());
    assert!(change("as restrictive using (a > 1)", "using (a > 1)").is_err());
}

#[test]
fn the_columns_of_its_table_are_what_it_uses() {
    let sql = format!(
        "{TABLE} create table u (c int); create policy p on t using (exists (select from u where c = a))"
    );
    let policy = only(&read(&sql).0, names::POLICY);
    let uses: Vec<String> = policy.uses.iter().map(|u| u.to_string()).collect();
    assert_eq!(
        uses,
        ["column:public.t.a", "column:public.u.c", "table:public.u"]
    );
}
