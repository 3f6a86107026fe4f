//! A server loads what a file of YAML becomes.

use std::sync::Arc;

use trueup::desired::yaml;
use trueup::diagnostic::Problems;
use trueup::scratch::{Options, Scratch};

const EVERYTHING: &str = include_str!("../src/desired/yaml/everything.yaml");

/// What the file refers to and does not define.
const OUTSIDE: &str = "
    set check_function_bodies = off;
    set client_min_messages = error;
    create role reader; create role writer;
    create schema outside; create table outside.things (id integer); create table outside.more (id integer primary key);
    set app.name = 'x';
";

#[test]
fn psql_loads_the_sql_of_every_key() {
    let mut problems = Problems::default();
    let text: Arc<str> = EVERYTHING.into();
    let (script, _) = yaml::read(0, &text, &mut problems).expect("the file is YAML");
    let said: Vec<String> = problems.iter().map(|p| p.to_string()).collect();
    assert!(said.is_empty(), "{said:#?}");

    let server = Scratch::start(&Options::default()).expect("a server starts");
    server
        .create_database("yaml", None)
        .expect("a database is made");
    let file = tempfile::Builder::new()
        .suffix(".sql")
        .tempfile()
        .expect("a file is made");
    std::fs::write(file.path(), format!("{OUTSIDE}{}", script.text()))
        .expect("the file is written");
    if let Err(error) = server.load("yaml", file.path()) {
        panic!("{error}\n{}", script.text());
    }
}
