//! `trueup schema`, and what the program prints against it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::ajv;
use super::bench::Bench;

/// Pairs of sides that together use every part of the form.
const CASES: &[(&str, &str, &str)] = &[
    ("nothing", "", ""),
    (
        "in-step",
        "create table t (a int)",
        "create table t (a int);",
    ),
    ("missing", "", "create table t (a int primary key);"),
    (
        "changed-and-extra",
        "create table t (a int, gone text); insert into t values (1, 'x'); create view v as select a from t",
        "create table t (a bigint not null check (a > 0)); create view v as select a from t;",
    ),
    (
        "renamed",
        "create table old (a int)",
        "-- trueup: renamed from old\ncreate table t (a int);",
    ),
    (
        "a-path",
        "create schema s",
        "set search_path = s; create table t (a int default length('x'));\
         create view v as select a + 1 as b from t;",
    ),
    (
        "a-warning",
        "create table t (a int)",
        "create table t (a int); delete from t where a > 1;",
    ),
];

fn printed(bench: &Bench, arguments: &[&str]) -> Value {
    let ran = bench.run(arguments);
    serde_json::from_str(&ran.stdout).unwrap_or_else(|e| panic!("{e}: {}", ran.whole()))
}

/// Forbids what a schema does not name: readers must bear with new keys, but no key may be forgotten in the schema.
fn exact(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            if map.contains_key("properties") {
                map.insert("additionalProperties".into(), json!(false));
            }
            map.values_mut().for_each(exact);
        }
        Value::Array(list) => list.iter_mut().for_each(exact),
        _ => {}
    }
}

/// Asserts that documents are as a schema says, with no key that it does not name.
pub fn held_against(schema: &str, documents: Vec<(String, Value)>) {
    let mut schema = printed(&Bench::new(""), &["schema", schema]);
    exact(&mut schema);
    if let Some(complaints) = ajv::complaints(&schema, &documents) {
        assert_eq!(complaints, [""; 0]);
    }
}

#[test]
fn what_diff_prints_for_programs_is_what_the_schema_says() {
    let mut plans = Vec::new();
    for (name, live, desired) in CASES {
        let bench = Bench::new(live);
        bench.file("t.sql", desired);
        let plan = printed(&bench, &["diff", "--format", "json", "t.sql"]);
        plans.push((name.to_string(), plan));
        bench.file("live.sql", live);
        let plan = printed(
            &bench,
            &["diff", "--format", "json", "t.sql", "--from", "live.sql"],
        );
        plans.push((format!("{name}, from a file"), plan));
    }
    let seen: BTreeMap<&str, usize> = plans
        .iter()
        .flat_map(|(_, plan)| {
            ["differences", "statements", "warnings"]
                .map(|key| (key, plan[key].as_array().map_or(0, Vec::len)))
        })
        .fold(BTreeMap::new(), |mut all, (key, number)| {
            *all.entry(key).or_default() += number;
            all
        });
    assert!(seen.values().all(|number| *number > 0), "{seen:?}");
    held_against("plan", plans);
}

#[test]
fn what_a_dry_run_prints_for_programs_is_what_the_schema_says() {
    let mut runs = Vec::new();
    let more = [
        (
            "a-failure",
            "create table t (a int); insert into t values (1), (1)",
            "create table t (a int unique);",
        ),
        (
            "what-lasts",
            "",
            "create table t (a int generated always as identity primary key, b text); insert into t (a, b) values (7, 'x');",
        ),
    ];
    for (name, live, desired) in CASES.iter().chain(&more) {
        let bench = Bench::new(live);
        bench.file("t.sql", desired);
        let run = printed(&bench, &["apply", "--dry-run", "--format", "json", "t.sql"]);
        runs.push((name.to_string(), run));
    }
    let some = |key: &str| {
        runs.iter()
            .any(|(_, run)| !run[key].is_null() && run[key] != json!([]))
    };
    assert!(some("failure") && some("statements"));
    held_against("dry-run", runs);
}

#[test]
fn what_doctor_prints_for_programs_is_what_the_schema_says() {
    let mut checklists = Vec::new();
    for (name, live, desired) in CASES {
        let bench = Bench::new(live);
        bench.file("t.sql", desired);
        for complaint in ["", "relation \"t\" does not exist"] {
            let words = ["doctor", "--format", "json", "t.sql", "--error", complaint];
            let words = if complaint.is_empty() {
                &words[..4]
            } else {
                &words[..]
            };
            checklists.push((format!("{name} {complaint}"), printed(&bench, words)));
        }
    }
    let some = |key: &str| {
        let items = checklists
            .iter()
            .filter_map(|(_, list)| list["items"].as_array());
        items
            .flatten()
            .any(|item| !item[key].is_null() && item[key] != json!([]))
    };
    assert!(["because", "place"].iter().all(|key| some(key)));
    let steps = |list: &Value| list["next"].as_array().map_or(0, Vec::len);
    assert!(checklists.iter().any(|(_, list)| steps(list) > 1));
    held_against("doctor", checklists);
}

#[test]
fn what_lint_prints_for_programs_is_what_the_schema_says() {
    let bench = Bench::new("");
    bench.file("good.sql", "create table t (a bigint primary key);\n");
    let bad = "create table t (a bigint primary key);\n\
               create table u (a bigint primary key, t bigint references t);\n\
               -- trueup: ignore foreign-key-without-index: an example\n\
               create table v (a bigint primary key, t bigint references t);\n";
    bench.file("bad.sql", bad);
    let lint = |file: &str| {
        (
            file.to_string(),
            printed(&bench, &["lint", "--format", "json", file]),
        )
    };
    let found = [lint("good.sql"), lint("bad.sql")];
    let findings = found[1].1["findings"].as_array().map_or(0, Vec::len);
    assert_eq!((findings, &found[1].1["silenced"]), (1, &json!(1)));
    held_against("lint", found.into());
}

#[test]
fn a_document_of_another_form_is_no_plan() {
    let bench = Bench::new("");
    let schema = printed(&bench, &["schema", "plan"]);
    bench.file("t.sql", "create table t (a int);");
    let good = printed(
        &bench,
        &["diff", "--format", "json", "--from", "empty", "t.sql"],
    );
    let mut newer = good.clone();
    newer["version"] = json!(2);
    let mut less = good.clone();
    less.as_object_mut()
        .expect("it is an object")
        .remove("statements");
    let mut more = good.clone();
    more["a_new_key"] = json!(true);
    let documents = [("newer", newer), ("less", less), ("more", more)];
    let documents = documents.map(|(name, document)| (name.to_string(), document));
    let Some(complaints) = ajv::complaints(&schema, &documents) else {
        return;
    };
    assert_eq!(complaints.len(), 2, "{complaints:?}");
    assert!(
        complaints[1].starts_with("newer: /version"),
        "{complaints:?}"
    );
    assert!(
        complaints[0].contains("required property 'statements'"),
        "{complaints:?}"
    );
}

#[test]
fn the_schemas_that_are_printed_are_those_of_the_repository() {
    let bench = Bench::new("");
    let list = bench.run(&["schema"]);
    let names: Vec<&str> = list
        .stdout
        .lines()
        .filter_map(|l| l.split(' ').next())
        .collect();
    assert_eq!(names.len(), 7, "{}", list.whole());
    for of in names {
        let file = format!("{}/schema/{of}.schema.json", env!("CARGO_MANIFEST_DIR"));
        let kept = std::fs::read_to_string(&file).expect("the schema is in the repository");
        assert!(bench.run(&["schema", of]).stdout == kept, "{of}");
    }
    insta::assert_snapshot!("the_list_of_schemas", list.whole());
    insta::assert_snapshot!(bench.run(&["schema", "plans"]).whole());
}
