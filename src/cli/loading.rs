//! Runs the statements of files on a throwaway server, one by one.
//!
//! As everywhere in trueup their order counts little: a statement that names what is not there yet waits for the others.

use postgres::{Client, SimpleQueryMessage};

use super::progress::Progress;
use super::trouble::Trouble;
use crate::compare::CompareError;
use crate::desired::Scripts;
use crate::diagnostic::{Problem, Problems};
use crate::text::quote;
use crate::text::sql::{Reader, Statement};

/// Statements about transactions: each statement is run in one of its own.
const TRANSACTIONS: &[&str] = &[
    "begin",
    "start transaction",
    "commit",
    "end",
    "rollback",
    "abort",
    "savepoint",
    "release",
];
/// What belongs to the whole server, and would stay when the database goes.
const OF_SERVER: &[&str] = &["role", "user", "group", "database", "tablespace"];
/// The errors of a statement that names what another one may define: table, object, function, schema, column.
const NOT_THERE: &[&str] = &["42P01", "42704", "42883", "3F000", "42703"];
/// Bodies of functions may name what comes later.
const BEGIN: &str = "reset all; set check_function_bodies = off; set client_min_messages = warning";

/// What is told of the server's work.
const THERE: &str = "on the throwaway server";

/// A statement that waits, with the search path that holds for it.
struct Waiting<'s> {
    statement: &'s Statement,
    path: String,
}

/// Runs all statements; on a server of our `own` the roles that they name are made. Which one runs is told to who waits.
///
/// # Errors
/// When the server refuses a statement; all that it refuses in the end are told with their places.
pub fn load(
    client: &mut Client,
    scripts: &Scripts,
    own: bool,
    progress: &Progress,
) -> Result<(), Trouble> {
    let wrong = |problems: Problems| CompareError::Desired(problems.finish(&scripts.files));
    let mut problems = Problems::default();
    let mut waiting = Vec::new();
    for statements in scripts.cut().map_err(wrong)? {
        client.batch_execute(BEGIN).map_err(unexpected)?;
        for statement in statements.iter().filter(|s| is_run(s)) {
            if !own && is_of_server(statement) {
                problems.push(of_server(statement));
                continue;
            }
            let first = text(statement).lines().next().unwrap_or_default();
            progress.says(format!("{THERE}: {first}"));
            match run(client, statement, own) {
                Ok(()) => {}
                Err(error) if may_wait(&error, statement) => waiting.push(Waiting {
                    statement,
                    path: path(client)?,
                }),
                Err(error) => problems.push(refused(statement, &error)),
            }
        }
    }
    progress.says(THERE.into());
    for problem in run_waiting(client, waiting, own) {
        problems.push(problem);
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(wrong(problems).into()),
    }
}

/// Runs the rest again as long as that helps, and returns what the server refuses in the end.
fn run_waiting(client: &mut Client, mut waiting: Vec<Waiting>, own: bool) -> Vec<Problem> {
    loop {
        let before = waiting.len();
        let mut problems = Vec::new();
        waiting.retain(|w| {
            let set = format!("set search_path = {}", w.path);
            let result = client
                .batch_execute(&set)
                .and_then(|()| run(client, w.statement, own));
            problems.extend(result.as_ref().err().map(|e| refused(w.statement, e)));
            result.is_err()
        });
        if waiting.is_empty() || waiting.len() == before {
            return problems;
        }
    }
}

fn is_run(statement: &Statement) -> bool {
    let reader = Reader::new(statement);
    !reader.at_meta() && !reader.at_any(TRANSACTIONS)
}

fn is_of_server(statement: &Statement) -> bool {
    let mut reader = Reader::new(statement);
    let changes = ["create", "alter", "drop"].iter().any(|w| reader.accept(w));
    changes && reader.at_any(OF_SERVER)
}

fn text(statement: &Statement) -> &str {
    &statement.script.text()[statement.bytes()]
}

/// Runs a statement; a role that it names and nobody has made is made on a server of our own.
fn run(client: &mut Client, statement: &Statement, own: bool) -> Result<(), postgres::Error> {
    let mut made = Vec::new();
    loop {
        let Err(error) = client.batch_execute(text(statement)) else {
            return Ok(());
        };
        let role = missing_role(&error).filter(|role| own && !made.contains(role));
        let Some(role) = role else {
            return Err(error);
        };
        client.batch_execute(&format!("create role {}", quote::ident(&role)))?;
        made.push(role);
    }
}

/// Returns the role that the server did not find; its messages are in English there.
fn missing_role(error: &postgres::Error) -> Option<String> {
    let rest = error.as_db_error()?.message().strip_prefix("role \"")?;
    rest.strip_suffix("\" does not exist").map(str::to_string)
}

/// Returns whether another statement may make what this one does not find; a DROP means what is there when it runs.
fn may_wait(error: &postgres::Error, statement: &Statement) -> bool {
    let missing = error.code().is_some_and(|c| NOT_THERE.contains(&c.code()));
    missing && !Reader::new(statement).at("drop")
}

fn path(client: &mut Client) -> Result<String, Trouble> {
    let rows = client
        .simple_query("show search_path")
        .map_err(unexpected)?;
    let value = rows.iter().find_map(|m| match m {
        SimpleQueryMessage::Row(row) => row.get(0).map(str::to_string),
        _ => None,
    });
    Ok(value
        .filter(|v| !v.is_empty())
        .unwrap_or_else(|| "''".into()))
}

fn unexpected(error: postgres::Error) -> Trouble {
    crate::live::QueryError::new("set up the throwaway database", &error).into()
}

fn refused(statement: &Statement, error: &postgres::Error) -> Problem {
    let (said, code) = match error.as_db_error() {
        Some(db) => (db.message().to_string(), db.code().code().to_string()),
        None => (error.to_string(), String::new()),
    };
    let message = format!("the throwaway server refuses this statement ({code}): {said}");
    let problem = Problem::error("refused-by-scratch", message);
    let problem = problem.at(statement.script.place(statement.bytes()), "");
    match NOT_THERE.contains(&code.as_str()) {
        true => problem.help("its database begins empty: the files must define, or create as an extension, all that they name"),
        false => problem,
    }
}

fn of_server(statement: &Statement) -> Problem {
    let message =
        "this statement changes the whole server, on which only a database was to be made";
    let problem = Problem::error("refused-by-scratch", message);
    let problem = problem.at(statement.script.place(statement.bytes()), "");
    problem.help("use the server programs on this machine: --scratch without a URL")
}
