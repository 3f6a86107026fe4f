//! `trueup dump`.

use super::bench::Bench;

const LIVE: &str = "create type mood as enum ('sad', 'happy');
    create table people (id bigint generated always as identity primary key, name text not null, mood mood default 'happy');
    comment on table people is 'Everybody';
    create index people_by_name on people (lower(name));
    create table pets (id bigint primary key, owner_id bigint references people on delete cascade);";

#[test]
fn a_dump_is_in_step_with_what_it_was_taken_from() {
    let bench = Bench::new(LIVE);
    for format in ["sql", "yaml"] {
        let dump = bench.run(&["dump", "--format", format]);
        assert_eq!((dump.status, dump.stderr.as_str()), (0, ""));
        let file = format!("dump.{format}");
        bench.file(&file, &dump.stdout);
        let ran = bench.run(&["check", "--prune", "--schema", "*", &file]);
        assert_eq!(ran.status, 0, "{}\n{}", ran.whole(), dump.stdout);
    }
}

#[test]
fn a_dump_reads_well_in_both_languages() {
    let bench = Bench::new(LIVE);
    insta::assert_snapshot!("a_dump_in_sql", bench.run(&["dump"]).whole());
    insta::assert_snapshot!(
        "a_dump_in_yaml",
        bench.run(&["dump", "--format", "yaml"]).whole()
    );
}

#[test]
fn a_dump_of_one_object_has_its_parts_and_no_other() {
    let bench = Bench::new(LIVE);
    let ran = bench.run(&["dump", "people"]);
    assert!(
        ran.stdout.contains("people_by_name") && !ran.stdout.contains("pets"),
        "{}",
        ran.stdout
    );
    insta::assert_snapshot!(bench.run(&["dump", "poeple"]).whole());
}

/// Names that mean something to mermaid, Markdown and browsers.
pub const STRANGE: &str = r#"create schema "we ird";
    create table "we ird"."t ""q"" %%{init: {}}%% <b>" (id integer primary key, "a|b" numeric(10, 2), "2fa" text[], "x # ; y" timestamptz not null);
    create table child (id integer primary key, p integer unique references "we ird"."t ""q"" %%{init: {}}%% <b>", self integer not null references child);
    create table part (id integer, d date) partition by range (d);
    create table part_1 partition of part for values from ('2024-01-01') to ('2025-01-01');
    create table base (id integer);
    create table derived (x integer) inherits (base);"#;

#[test]
fn a_diagram_shows_tables_with_keys_and_what_they_refer_to() {
    let ran = Bench::new(LIVE).run(&["dump", "--format", "mermaid"]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn a_diagram_takes_any_name() {
    let ran = Bench::new(STRANGE).run(&["dump", "--format", "mermaid"]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn a_diagram_that_is_too_large_to_be_drawn_leaves_out_columns_and_says_so() {
    let bench = Bench::new("create table hub (id integer primary key)");
    bench.sql(
        "do $$ begin for n in 1..300 loop
           execute format('create table leaf_%s (id integer primary key, hub integer references hub, a text, b text, c text, d text)', n);
         end loop; end $$",
    );
    let ran = bench.run(&["dump", "--format", "mermaid"]);
    assert!(ran.stdout.len() < 50_000, "{} bytes", ran.stdout.len());
    assert_eq!(
        ran.stderr,
        "note: not drawn, for want of room: 1,200 columns. Name fewer tables to see more.\n"
    );
}

#[test]
fn a_database_without_tables_has_no_diagram_and_is_told_so() {
    let ran = Bench::new("create type t as enum ('a')").run(&["dump", "--format", "mermaid"]);
    assert_eq!(
        (ran.stdout.as_str(), ran.stderr.as_str()),
        ("erDiagram\n", "note: there is no table to draw.\n")
    );
}
