//! The two spellings of the Stripe tables are one state: for trueup, and for a server that has run them.

use std::path::Path;
use std::process::{Command, Output};
use std::{env, fs};

use trueup::scratch::{Options, Scratch};

const YAML: &str = "schema/stripe.yaml";
const SQL: &str = "schema/stripe.sql";

fn trueup(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_trueup"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("NO_COLOR", "1")
        .output()
        .expect("trueup runs")
}

fn assert_status(output: &Output, status: i32) {
    let said = |bytes| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(
        output.status.code(),
        Some(status),
        "stdout:\n{}\nstderr:\n{}",
        said(&output.stdout),
        said(&output.stderr)
    );
}

/// Makes a server whose databases have the platform that the files refer to.
fn server() -> Scratch {
    let server = Scratch::start(&Options::default()).expect("a throwaway server starts");
    let platform = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/supabase/platform.sql");
    server
        .load("template1", &platform)
        .expect("the platform's stubs load");
    server
}

/// Returns the lines of a dump of the schema public, sorted: the order of the columns does not count.
fn dump(server: &Scratch, database: &str) -> Vec<String> {
    let output = Command::new(server.client_program("pg_dump"))
        .args(["--schema-only", "--schema=public"])
        .arg(server.url(database))
        .output()
        .expect("pg_dump runs");
    assert_status(&output, 0);
    let text = String::from_utf8(output.stdout).expect("a dump is UTF-8");
    let lines = text.lines().filter(|line| !line.starts_with(r"\"));
    let mut lines: Vec<String> = lines.map(|l| l.trim_end_matches(',').to_string()).collect();
    lines.sort();
    lines
}

#[test]
fn the_two_spellings_are_one_state() {
    assert_status(&trueup(&["diff", YAML, "--from", SQL, "--exit-code"]), 0);
    assert_status(&trueup(&["diff", SQL, "--from", YAML, "--exit-code"]), 0);
}

#[test]
fn a_change_to_one_spelling_is_seen() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(SQL))
        .expect("the file is readable");
    for (from, to) in [
        (
            "grant select on public.invoices",
            "grant update on public.invoices",
        ),
        (
            "for select to authenticated\n  using (user_id",
            "for update to authenticated\n  using (user_id",
        ),
        ("where is_default", "where not is_default"),
        ("between 1 and 12", "between 1 and 13"),
        ("'What is sold", "'What was sold"),
    ] {
        assert!(text.contains(from), "{SQL} has changed: {from}");
        let changed = folder.path().join("changed.sql");
        fs::write(&changed, text.replacen(from, to, 1)).expect("the file can be written");
        let changed = changed.to_str().expect("the path is UTF-8");
        assert_status(
            &trueup(&["diff", YAML, "--from", changed, "--exit-code"]),
            1,
        );
    }
}

#[test]
fn a_server_that_ran_the_sql_is_in_step_with_the_yaml() {
    let server = server();
    server.create_database("loaded", None).expect("a database");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(SQL);
    server.load("loaded", &file).expect("psql loads the SQL");
    for file in [YAML, SQL] {
        assert_status(&trueup(&["check", file, "--db", &server.url("loaded")]), 0);
    }
}

#[test]
fn applying_either_spelling_makes_what_psql_makes() {
    let server = server();
    for name in ["loaded", "from_yaml", "from_sql"] {
        server.create_database(name, None).expect("a database");
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(SQL);
    server.load("loaded", &file).expect("psql loads the SQL");
    for (database, file) in [("from_yaml", YAML), ("from_sql", SQL)] {
        assert_status(
            &trueup(&["apply", file, "--yes", "--db", &server.url(database)]),
            0,
        );
        assert_eq!(dump(&server, database), dump(&server, "loaded"));
    }
}
