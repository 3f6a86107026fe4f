//! Laws over random schemas, on a private server: what is loaded is read alike, what is dumped means the same, a patch leads from
//! any schema to any other, and a change of one attribute is one statement.
//!
//! The schemas come from a fixed seed. `PROPTEST_CASES` runs another number of them, `PROPTEST_RNG_SEED` others.

#[path = "../support/mod.rs"]
mod support;

mod change;
mod model;
mod write;

use std::sync::OnceLock;

use postgres::Client;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestCaseError, TestError, TestRunner};

use trueup::apply::counts::Counts;
use trueup::compare::{Comparison, Side, compare};
use trueup::confirm::Within;
use trueup::desired::Scripts;
use trueup::desired::files::Syntax;
use trueup::kind::Reach;
use trueup::live;
use trueup::model::{Files, State};
use trueup::report::dump::Dump;
use trueup::report::sql;

use model::{Model, model};
use support::server::World;
use support::sides::{self, Before};
use write::{ROLES, write};

/// How many schemas each law is held to.
const CASES: u32 = 24;

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let roles = ROLES.map(|role| format!("create role {role}"));
        World::start(&roles).expect("a server starts")
    })
}

/// Holds a law to random values; those that no server accepts are few.
fn hold<S: Strategy>(values: S, law: impl Fn(&mut Client, S::Value) -> Result<(), String>) {
    let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse().ok());
    let config = Config {
        cases: number("PROPTEST_CASES").unwrap_or(CASES),
        failure_persistence: None,
        max_shrink_iters: 300,
        max_shrink_time: 60_000,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(number("PROPTEST_RNG_SEED").unwrap_or(1).into()),
        ..Config::default()
    };
    let found = TestRunner::new(config).run(&values, |value| {
        let database = world().lend().map_err(TestCaseError::fail)?;
        let mut client = database.connect().map_err(TestCaseError::fail)?;
        law(&mut client, value).map_err(|said| match said.strip_prefix(REFUSED) {
            Some(said) => TestCaseError::reject(said.to_string()),
            None => TestCaseError::fail(said),
        })
    });
    match found {
        // The words hold the SQL, which tells more than the numbers that it was made of.
        Err(TestError::Fail(said, _)) => panic!("{said}"),
        Err(error) => panic!("{error}"),
        Ok(()) => {}
    }
}

/// What begins the words for a schema that the server does not accept.
const REFUSED: &str = "refused: ";

fn load(client: &mut Client, sql: &str) -> Result<(), String> {
    let done = client.batch_execute(sql);
    done.map_err(|error| format!("{REFUSED}{}", said(&error)))
}

fn said(error: &postgres::Error) -> String {
    let of_server = error.as_db_error().map(|e| e.message().to_string());
    of_server.unwrap_or_else(|| error.to_string())
}

fn scripts(text: &str, syntax: Syntax) -> Scripts {
    let mut files = Files::default();
    files.add("desired", text);
    Scripts::parse(files, &[syntax])
}

fn everything() -> Reach {
    Reach {
        prune: true,
        schemas: vec!["*".into()],
        outside: Vec::new(),
    }
}

fn comparison(client: &mut Client, desired: &Scripts) -> Result<Comparison, String> {
    let side = Side::Server(client, Within::NoTransaction);
    compare(desired, side, &everything()).map_err(|error| format!("{error}: {error:?}"))
}

/// Leads the database to a desired state, and returns the statements that it took; nothing may differ then.
fn lead(client: &mut Client, desired: &str) -> Result<Vec<String>, String> {
    let desired = scripts(desired, Syntax::Sql);
    let first = comparison(client, &desired)?;
    let script = sql::script(&first, &Counts::default());
    if !first.in_step() {
        let run = client.batch_execute(&script);
        run.map_err(|error| format!("{}\nthe script stops: {script}", said(&error)))?;
    }
    let second = comparison(client, &desired)?;
    if !second.in_step() {
        let left = sql::script(&second, &Counts::default());
        return Err(format!("the patch\n{script}\nleaves\n{left}"));
    }
    Ok(first.plan.actions.iter().map(|a| a.sql()).collect())
}

#[test]
fn what_a_server_loads_is_what_the_files_say() {
    hold(model(), |client, model: Model| {
        let sql = write(&model);
        let scripts = scripts(&sql, Syntax::Sql);
        let before = Before::read(client, &scripts)?;
        load(client, &sql)?;
        let verdict =
            sides::compare(client, &scripts, &before).map_err(|said| format!("{sql}\n{said}"))?;
        match verdict.told.is_empty() {
            true => Ok(()),
            false => Err(format!("{sql}\n{}", verdict.told.join("\n"))),
        }
    });
}

#[test]
fn what_is_dumped_is_read_as_the_same() {
    hold(model(), |client, model: Model| {
        let before = Before::read(client, &Scripts::default())?;
        load(client, &write(&model))?;
        let dump = dump(client)?;
        let sql = dump.sql().map_err(|error| error.to_string())?;
        let yaml = dump.yaml().map_err(|error| error.to_string())?;
        for (text, syntax) in [(sql, Syntax::Sql), (yaml, Syntax::Yaml)] {
            let scripts = scripts(&text, syntax);
            let verdict = sides::compare(client, &scripts, &before)
                .map_err(|said| format!("{text}\n{said}"))?;
            if !verdict.told.is_empty() {
                return Err(format!("{text}\n{}", verdict.told.join("\n")));
            }
        }
        Ok(())
    });
}

fn dump(client: &mut Client) -> Result<Dump, String> {
    let said = |error: live::QueryError| error.to_string();
    live::begin(client).map_err(said)?;
    let world = live::world(client, &Default::default(), &Default::default()).map_err(said)?;
    let mut read = live::read(client, &State::default(), &everything(), &world).map_err(said)?;
    live::depends(client, &mut read, &world).map_err(said)?;
    live::end(client).map_err(said)?;
    Dump::new(read.state, world, &[]).map_err(|error| error.to_string())
}

#[test]
fn a_patch_leads_from_any_schema_to_any_other() {
    hold(
        (model(), model()),
        |client, (live, desired): (Model, Model)| {
            let (live, desired) = (write(&live), write(&desired));
            load(client, &format!("begin;\n{desired} rollback;"))?;
            load(client, &live)?;
            lead(client, &desired)
                .map_err(|said| format!("{live}\n---- to ----\n{desired}\n{said}"))?;
            Ok(())
        },
    );
}

#[test]
fn a_change_of_one_attribute_is_one_statement_at_most() {
    hold(
        (model(), any::<u16>(), any::<u8>()),
        |client, (model, choice, column)| {
            let live = write(&model);
            let Some(change) = change::change(&model, choice, column) else {
                return Ok(());
            };
            let desired = format!("{live}{change};\n");
            load(client, &format!("begin;\n{desired} rollback;"))?;
            load(client, &live)?;
            let there = lead(client, &desired).map_err(|said| format!("{desired}\n{said}"))?;
            if there.len() > 1 {
                return Err(format!(
                    "{desired}\nis more than one statement:\n{}",
                    there.join(";\n")
                ));
            }
            lead(client, &live).map_err(|said| format!("back from {desired}\n{said}"))?;
            Ok(())
        },
    );
}
