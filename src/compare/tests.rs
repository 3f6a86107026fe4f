//! What a comparison of files tells besides the differences.

use super::{Side, compare};
use crate::desired::{Scripts, files::Syntax};
use crate::kind::Reach;

/// Returns the statements of the patch between two texts, and the warnings.
fn told(live: &str, desired: &str) -> (Vec<String>, Vec<String>) {
    let read = |text: &str| Scripts::of_text("t.sql", text, Syntax::Sql);
    let side = Side::Files(&read(live));
    let comparison = compare(&read(desired), side, &Reach::default()).expect("both sides are read");
    let statements = comparison.plan.actions.iter().map(|a| a.sql().to_string());
    let warnings = comparison.warnings.iter().map(ToString::to_string);
    (statements.collect(), warnings.collect())
}

#[test]
fn a_not_null_of_its_own_stays_and_is_told_unless_the_files_say_it_otherwise() {
    let parent = "create table p (a integer not null);";
    let with = |rest: &str| format!("{parent} {rest}");
    let own = with("create table t (not null a) inherits (p);");
    let inherited = with("create table t () inherits (p);");
    let (statements, warnings) = told(&own, &inherited);
    assert_eq!(statements, Vec::<String>::new());
    let sentence =
        "NOT NULL of column public.t.a is the table's own besides being inherited, and stays so";
    assert_eq!(warnings, [sentence]);
    let (statements, warnings) = told(&inherited, &own);
    assert_eq!(
        statements,
        ["alter table public.t alter column a set not null"]
    );
    assert_eq!(warnings, Vec::<String>::new());
    let keyed = with("create table t () inherits (p); alter table t add primary key (a);");
    let as_one = with("create table t (primary key (a)) inherits (p);");
    assert_eq!(told(&as_one, &keyed), (Vec::new(), Vec::new()));
}

#[test]
fn a_table_that_leaves_its_parents_keeps_what_was_inherited() {
    let two = "create table p (a integer not null); create table q (a integer not null);";
    let with = |rest: &str| format!("{two} {rest}");
    let (statements, warnings) = told(
        &with("create table t () inherits (p, q);"),
        &with("create table t (a integer not null);"),
    );
    assert!(
        statements.iter().all(|s| s.contains("no inherit")),
        "{statements:?}"
    );
    assert_eq!(warnings, Vec::<String>::new());
}

#[test]
fn what_is_said_of_a_multirange_type_by_itself_is_an_error_that_names_its_range() {
    let read = |text: &str| Scripts::of_text("t.sql", text, Syntax::Sql);
    for statement in [
        "comment on type r_multirange is 'many'",
        "alter type r_multirange owner to somebody",
        "drop type r_multirange",
    ] {
        let desired = read(&format!(
            "create type r as range (subtype = date); {statement}"
        ));
        let told = match compare(&desired, Side::Files(&read("")), &Reach::default()) {
            Err(error) => error.to_string() + &format!("{error:?}"),
            Ok(_) => String::new(),
        };
        let sentence =
            "public.r_multirange is the multirange type that comes with range type public.r";
        assert!(told.contains(sentence), "{statement}: {told}");
    }
}
