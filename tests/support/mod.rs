//! What the tests against a real server share: the server, the law that every case is held to, and its observers.
//!
//! Where the cases come from, and what a case must hold beyond the law, is said by the test that uses this.

#![allow(dead_code, reason = "each test binary uses its own part")]

pub mod aloud;
pub mod corpus;
pub mod counts;
pub mod dump;
pub mod folder;
pub mod known;
pub mod law;
pub mod pool;
pub mod rows;
pub mod server;
pub mod shapes;
pub mod sides;

use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Trial};

use server::World;

/// How many cases run at once, unless `--test-threads` says otherwise.
const THREADS: usize = 2;

/// Runs the trials on a private server and ends it; a machine without one passes with a loud word, except in CI.
pub fn run(
    what: &str,
    roles: &[String],
    trials: impl FnOnce(&Arc<World>) -> Vec<Trial>,
) -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(THREADS);
    let world = match World::start(roles) {
        Ok(world) => Arc::new(world),
        Err(reason) => return without_server(what, &reason),
    };
    let trials = trials(&world);
    let conclusion = libtest_mimic::run(&arguments, trials);
    drop(world);
    conclusion.exit_code()
}

fn without_server(what: &str, reason: &str) -> ExitCode {
    aloud::skipped(format!(
        "{what} did not run, for there is no server: {reason}"
    ));
    if std::env::var_os("CI").is_some() {
        eprintln!("This is an error, as CI is set.");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
