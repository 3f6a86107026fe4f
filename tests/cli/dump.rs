//! `trueup dump`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

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

/// Returns the files below a folder with their texts and the times of their last change.
fn files(folder: &Path) -> BTreeMap<PathBuf, (String, SystemTime)> {
    let mut out = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder can be read") {
            let path = entry.expect("a folder can be read").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).expect("a file can be read");
            let time = fs::metadata(&path).and_then(|m| m.modified());
            out.insert(path, (text, time.expect("a file has a time")));
        }
    }
    out
}

#[test]
fn a_folder_has_a_file_for_each_table_and_means_the_database() {
    for format in ["sql", "yaml"] {
        let bench = Bench::new(LIVE);
        let ran = bench.run(&["dump", "--format", format, "-o", "db"]);
        insta::assert_snapshot!(format!("a_folder_in_{format}"), ran.whole());
        let mut whole = String::new();
        for (path, (text, _)) in files(&bench.folder().join("db")) {
            let path = path.strip_prefix(bench.folder()).expect("it is below");
            // What the schema says is seen in `schema/yaml.schema.json`.
            let is_schema = path.extension().is_some_and(|e| e == "json");
            let text = if is_schema { "…\n" } else { &text };
            whole.push_str(&format!("==== {}\n{text}", path.display()));
        }
        insta::assert_snapshot!(format!("the_files_of_a_folder_in_{format}"), whole);
        let ran = bench.run(&["check", "--prune", "--schema", "*", "db"]);
        assert_eq!(ran.status, 0, "{}", ran.whole());
    }
}

#[test]
fn a_second_dump_touches_nothing_and_a_changed_column_is_one_line() {
    for format in ["sql", "yaml"] {
        let bench = Bench::new(LIVE);
        let dump = ["dump", "--format", format, "-o", "db"];
        let folder = bench.folder().join("db");
        assert_eq!(bench.run(&dump).status, 0);
        let first = files(&folder);
        insta::assert_snapshot!(
            format!("a_second_dump_in_{format}"),
            bench.run(&dump).whole()
        );
        assert_eq!(files(&folder), first);
        bench.sql("alter table people alter name drop not null");
        assert_eq!(bench.run(&dump).status, 0);
        let second = files(&folder);
        let (mut changed, mut lines) = (0, 0);
        for (path, (text, _)) in &second {
            let before = &first[path].0;
            changed += usize::from(text != before);
            lines += text
                .lines()
                .filter(|line| !before.lines().any(|b| b == *line))
                .count();
            assert_eq!(text.lines().count(), before.lines().count());
        }
        assert_eq!((changed, lines), (1, 1));
    }
}

#[test]
fn files_of_what_is_gone_are_removed_and_those_of_others_stay() {
    let bench = Bench::new(LIVE);
    let dump = ["dump", "-o", "db"];
    assert_eq!(bench.run(&dump).status, 0);
    bench.file("db/public/tables/own.sql", "create table own (id int);\n");
    bench.sql("drop table pets; alter table people rename to persons");
    let ran = bench.run(&dump);
    insta::assert_snapshot!(ran.whole());
    let there = |name: &str| bench.folder().join("db/public/tables").join(name).exists();
    assert_eq!(
        ["pets.sql", "people.sql", "persons.sql", "own.sql"].map(there),
        [false, false, true, true]
    );
    assert_eq!(bench.run(&["dump", "persons", "-o", "db"]).status, 0);
    assert!(bench.folder().join("db/public/types.sql").exists());
    bench.file(
        "db/public/tables/persons.sql",
        "create table persons (mine int);\n",
    );
    let ran = bench.run(&dump);
    assert_eq!(ran.status, 2);
    insta::assert_snapshot!("a_file_of_others_is_not_written_over", ran.whole());
}

#[test]
fn the_schema_of_the_keys_goes_with_the_last_file_of_yaml() {
    let bench = Bench::new("create table t (a integer)");
    let folder = bench.folder().join("out");
    let schema = folder.join("trueup.schema.json");
    assert_eq!(
        bench.run(&["dump", "--format", "yaml", "-o", "out"]).status,
        0
    );
    assert!(schema.exists());
    let ran = bench.run(&["dump", "--format", "sql", "-o", "out"]);
    assert_eq!(ran.status, 0);
    let told = "trueup.schema.json, no longer part of the dump.";
    assert!(
        ran.stderr.contains(told) && !schema.exists(),
        "{}",
        ran.stderr
    );
}
