//! What confirm must be able to settle, under which conditions, and that it leaves no trace.
//!
//! Every trial loads a database by psql, and compares it with files that say the same in another spelling.

mod confirm {
    pub mod bouncer;
    pub mod conditions;
    pub mod expressions;
    pub mod standby;
    pub mod traces;
}
mod support;

use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::Value;
use tempfile::TempDir;

use support::server::{Answer, Database, World};

/// Functions of which no file says anything, so that only the server knows what their arguments are converted to.
const TOOLS: &str = "create schema tools;
    create function tools.f(numeric) returns numeric immutable language sql as 'select $1';
    create function tools.ok(numeric) returns boolean immutable language sql as 'select $1 > 0';";
/// A role with nothing but CONNECT, TEMP, USAGE and SELECT.
const READER: &str = "reader";

fn main() -> ExitCode {
    let roles = [format!("create role {READER} login")];
    support::run("tests/confirm", &roles, |world| {
        let mut trials = confirm::expressions::trials(world);
        trials.extend(confirm::conditions::trials(world));
        trials.extend(confirm::traces::trials(world));
        trials.extend(confirm::bouncer::trials(world));
        trials.extend(confirm::standby::trials(world));
        trials
    })
}

/// A database, and a file that describes it in another spelling.
struct Doubt<'w> {
    database: Database<'w>,
    folder: TempDir,
}

/// What a comparison said.
struct Outcome {
    in_step: bool,
    by_server: u64,
    unconfirmed: u64,
    statements: Vec<String>,
}

impl<'w> Doubt<'w> {
    /// Loads the tools and some SQL; the file holds other SQL.
    fn new(world: &'w World, live: &str, desired: &str) -> Result<Doubt<'w>, String> {
        let database = world.database()?;
        let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
        let setup = write(&folder, "live.sql", &format!("{TOOLS}\n{live}"))?;
        database.load(&setup)?;
        write(&folder, "desired.sql", desired)?;
        Ok(Doubt { database, folder })
    }

    /// Runs a command on the file as a role.
    fn run(&self, role: &str, arguments: &[&str]) -> Result<Answer, String> {
        let arguments = [arguments, &["desired.sql"]].concat();
        self.database
            .trueup_as(role, self.folder.path(), &arguments)
    }

    /// Compares as a role.
    fn diff(&self, role: &str) -> Result<Outcome, String> {
        let answer = self.run(role, &["diff", "--format", "json"])?;
        outcome(&answer)
    }
}

fn outcome(answer: &Answer) -> Result<Outcome, String> {
    let document: Value = serde_json::from_str(&answer.stdout)
        .map_err(|e| format!("{e}: {}{}", answer.stdout, answer.stderr))?;
    let expressions = &document["summary"]["expressions"];
    let number = |key: &str| expressions[key].as_u64().ok_or_else(|| format!("no {key}"));
    let statements = document["statements"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let sql = |s: &Value| s["sql"].as_str().unwrap_or_default().to_string();
    Ok(Outcome {
        in_step: document["in_step"] == true,
        by_server: number("same_by_server")?,
        unconfirmed: number("unconfirmed")?,
        statements: statements.iter().map(sql).collect(),
    })
}

fn write(folder: &TempDir, name: &str, text: &str) -> Result<PathBuf, String> {
    let path = folder.path().join(name);
    std::fs::write(&path, text).map_err(|e| e.to_string())?;
    Ok(path)
}

/// Returns an error with what was found, unless a claim holds.
fn hold(claim: bool, found: impl std::fmt::Display) -> Result<(), String> {
    match claim {
        true => Ok(()),
        false => Err(found.to_string()),
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "in step: {}, same by the server: {}, unconfirmed: {}, statements: {:#?}",
            self.in_step, self.by_server, self.unconfirmed, self.statements
        )
    }
}
