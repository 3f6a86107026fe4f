//! `trueup diff --format markdown`: the comment below a change in review.

use super::bench::Bench;
use super::diff::half_run;

/// The longest comment, in bytes.
const LIMIT: usize = 60_000;

#[test]
fn a_comment_tells_what_differs_with_hazards_diagram_and_patch() {
    let ran = half_run().run(&["diff", "--format", "markdown"]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn a_comment_on_a_database_in_step_is_a_sentence() {
    let ran = half_run().run(&["diff", "--format", "markdown", "--from", "schema"]);
    assert_eq!(ran.stdout, "**in step: 3 tables, 1 enum compared.**\n");
}

#[test]
fn names_in_a_comment_are_no_markup() {
    let bench = Bench::new("create table t (gone integer)");
    bench.file(
        "t.sql",
        r#"create table t ("a|b" integer, "`x` <b>" text default '@octocat #12 | </details>');
        create table "<script>" (id integer primary key);
        comment on table t is '```
</details> @octocat';
        create policy "p|q" on t using ("a|b" = 1 or "`x` <b>" = '|');"#,
    );
    let ran = bench.run(&["diff", "--format", "markdown", "t.sql"]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn what_reading_alone_does_not_settle_is_unconfirmed_in_a_comment() {
    let bench = Bench::new("");
    bench.file(
        "before.sql",
        "create table t (a integer check (abs(a) > 0));",
    );
    bench.file(
        "after.sql",
        "create table t (a integer check (abs((a)::numeric) > 0::numeric));",
    );
    let ran = bench.run(&[
        "diff",
        "after.sql",
        "--from",
        "before.sql",
        "--format",
        "markdown",
    ]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn a_comment_is_never_longer_than_a_platform_takes() {
    let bench = Bench::new("");
    let long = "x".repeat(5_000);
    let mut sql = String::new();
    for n in 0..600 {
        sql.push_str(&format!(
            "create table a_table_with_a_rather_long_name_{n} (id integer primary key, a text default '{long}', b text);\n\
             comment on table a_table_with_a_rather_long_name_{n} is '```{long}';\n"
        ));
    }
    bench.file("many.sql", &sql);
    bench.file(
        "one.sql",
        &format!("comment on schema public is '{}';", long.repeat(20)),
    );
    for (file, from) in [("many.sql", "empty"), ("one.sql", "empty")] {
        let ran = bench.run(&["diff", file, "--from", from, "--format", "markdown"]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        let length = ran.stdout.len();
        assert!(length < LIMIT, "{file}: {length} bytes");
        assert!(
            ran.stdout
                .contains(" not shown here: trueup diff --format sql")
        );
        assert_eq!(
            ran.stdout.matches("<details>").count(),
            ran.stdout.matches("\n</details>").count()
        );
    }
    let ran = bench.run(&[
        "diff", "many.sql", "--from", "empty", "--format", "markdown",
    ]);
    let cut: Vec<&str> = ran
        .stdout
        .lines()
        .filter(|l| !l.starts_with(['|', ' ']))
        .collect();
    let cut: Vec<String> = cut.iter().map(|l| l.chars().take(160).collect()).collect();
    insta::assert_snapshot!(cut.join("\n"));
}
