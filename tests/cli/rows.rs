//! Rows that the schema needs: what is shown of them, and what is said where they cannot be compared.

use super::bench::Bench;

const LIVE: &str = "
    create table plans (id text primary key, name text not null, price numeric(10, 2), tags text[]);
    insert into plans values ('free', 'Free', 0, '{a}'), ('pro', 'Pro', 10, null), ('old', 'Old', 1, null), ('x', 'Own', 1, null);";

const DESIRED: &str = "\
create table plans (id text primary key, name text not null, price numeric(10, 2), tags text[]);
insert into plans (id, name, price, tags) values
  ('free', 'Free', 0.0, array['a']),
  ('pro', 'Professional', 12.5, null),
  ('team', 'Team', 40, '{b}');
";

fn plans() -> Bench {
    let bench = Bench::new(LIVE);
    bench.file("schema/plans.sql", DESIRED);
    bench
}

#[test]
fn rows_that_differ_are_shown_one_by_one() {
    insta::assert_snapshot!(plans().run(&["diff"]).whole());
}

#[test]
fn rows_are_told_to_programs() {
    insta::assert_snapshot!(plans().run(&["diff", "--format", "json"]).whole());
}

#[test]
fn rows_are_mended_and_in_step_then() {
    let bench = plans();
    let ran = bench.run(&["apply", "--yes"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
    let again = bench.run(&["check"]);
    assert_eq!(again.status, 0, "{}", again.whole());
    let rows = bench
        .value("select string_agg(id || ' ' || name || ' ' || price, ', ' order by id) from plans");
    assert_eq!(
        rows,
        "free Free 0.00, old Old 1.00, pro Professional 12.50, team Team 40.00, x Own 1.00"
    );
}

#[test]
fn other_rows_go_only_where_that_is_allowed() {
    let bench = plans();
    let exact = DESIRED.replace("insert into", "-- trueup: rows exact\ninsert into");
    bench.file("schema/plans.sql", &exact);
    let refused = bench.run(&["apply", "--yes"]);
    let allowed = bench.run(&["apply", "--yes", "--allow", "drops-data"]);
    assert_eq!(allowed.status, 0, "{}", allowed.whole());
    assert_eq!(bench.value("select count(*) from plans"), "3");
    insta::assert_snapshot!(refused.whole());
}

#[test]
fn a_value_that_its_column_does_not_take_is_an_error_at_its_row() {
    let bench = plans();
    bench.file("schema/plans.sql", &DESIRED.replace("12.5", "'much'"));
    insta::assert_snapshot!(bench.run(&["diff"]).whole());
}

#[test]
fn a_role_that_may_not_read_the_rows_is_told_so() {
    let bench = plans();
    bench.sql("create role rows_stranger login");
    let ran = bench.run_as("rows_stranger", &["check"]);
    bench.sql("grant select (id, name, price, tags) on plans to rows_stranger");
    let reads = bench.run_as("rows_stranger", &["check"]);
    assert!(reads.stdout.contains("plans differs"), "{}", reads.whole());
    bench.sql("alter table plans enable row level security");
    bench.file(
        "schema/plans.sql",
        &format!("{DESIRED}alter table plans enable row level security;"),
    );
    let hidden = bench.run_as("rows_stranger", &["check"]);
    bench.sql("drop owned by rows_stranger; drop role rows_stranger");
    insta::assert_snapshot!([ran.whole(), hidden.whole()].join("\n"));
}

#[test]
fn rows_of_files_are_compared_with_those_of_other_files() {
    let bench = plans();
    bench.file(
        "before.sql",
        &DESIRED
            .replace("Professional", "Pro")
            .replace("'team'", "'other'"),
    );
    let ran = bench.run(&["diff", "--from", "before.sql", "schema/plans.sql"]);
    bench.file("none.sql", "create table plans (id text primary key, name text not null, price numeric(10, 2), tags text[]);");
    let stay = bench.run(&["check", "--from", "before.sql", "none.sql"]);
    assert_eq!(stay.status, 0, "{}", stay.whole());
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn a_dry_run_of_rows_leaves_none() {
    let bench = plans();
    let ran = bench.run(&["apply", "--dry-run"]);
    assert_eq!(bench.value("select count(*) from plans"), "4");
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn what_changes_rows_in_other_ways_is_left_out_with_a_warning() {
    let bench = plans();
    bench.file(
        "schema/plans.sql",
        &format!("{DESIRED}insert into plans select 'y', 'Y';\nupdate plans set price = 1;\n"),
    );
    insta::assert_snapshot!(bench.run(&["check"]).whole());
}
