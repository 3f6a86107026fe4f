//! What the preflight says of each statement is what the server says when it is run.
//!
//! Every case folder's patch is run statement by statement, as a role that owns nothing but what it makes, and as the owner of all, who
//! is no superuser. The role is a superuser while the statements before run, so that each is tried by itself; what the server refuses with SQLSTATE 42501 is to be what was foretold. A
//! GRANT that gives nothing, with a warning, counts as refused.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use libtest_mimic::Trial;
use postgres::Client;
use trueup::compare::{Comparison, Side, compare};
use trueup::confirm::Within;
use trueup::kind::Reach;
use trueup::preflight::{Denial, preflight};

use support::corpus::folders;
use support::folder::{is_too_new, roles};
use support::known::{Known, trial_name};
use support::law::files;
use support::server::{Database, World};
use support::sides::scripts;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = folders(&root.join("tests/cases"));
    support::run("tests/preflight", &roles(&cases), |world| {
        let list = root.join("tests/preflight-known-failures");
        let known = Arc::new(Known::read(&list, world.version));
        let loadable = cases.iter().filter(|c| !is_too_new(c, world.version));
        let loadable: Vec<&PathBuf> = loadable.collect();
        let all = loadable
            .iter()
            .flat_map(|case| Who::ALL.map(|who| (*case, who)));
        let mut trials: Vec<Trial> = all
            .map(|(case, (word, who))| {
                let name = case.file_name().unwrap_or_default();
                let name = trial_name(&name.to_string_lossy(), word);
                let (case, world) = (case.clone(), Arc::clone(world));
                known.trial(name, move || run(who, &case, &world))
            })
            .collect();
        trials.push(known.names_exist(&trials));
        let (world, shared) = (Arc::clone(world), Arc::clone(world));
        let alone = move || each_privilege_alone(&world).map_err(Into::into);
        trials.push(Trial::test("each-privilege-alone", alone));
        let world = Arc::clone(&shared);
        let updated = move || an_update_takes_what_creating_takes(&world).map_err(Into::into);
        trials.push(Trial::test("extension-updated-by-its-owner", updated));
        trials
    })
}

/// Who runs the patch.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    /// A role that owns nothing and was given nothing.
    Stranger,
    /// The owner of the database and of all in it, who is no superuser.
    Owner,
}

impl Who {
    /// Both, with the word for each.
    const ALL: [(&'static str, Who); 2] = [("stranger", Who::Stranger), ("owner", Who::Owner)];
}

/// Brings a case's database to its desired side, and compares what was foretold with what happens.
fn run(who: Who, case: &Path, world: &World) -> Result<(), String> {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let role = format!("runner_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let database = world.database()?;
    let warned = Arc::new(AtomicBool::new(false));
    let mut superuser = warning(&database, &warned)?;
    let told = |error: postgres::Error| format!("{error:?}");
    let mut create = format!("create role {role} login;");
    if who == Who::Owner {
        let name = database.name();
        create +=
            &format!("alter database {name} owner to {role}; alter schema public owner to {role};");
    }
    superuser.batch_execute(&create).map_err(told)?;
    let loaded = load(who, case, &database, &role)?;
    let outcome = match loaded {
        true => judge(case, &database, &mut superuser, &role, &warned),
        // What only a superuser can set up has no other owner.
        false => Ok(Vec::new()),
    };
    let name = database.name();
    let dropped = superuser.batch_execute(&format!(
        "rollback; alter database {name} owner to postgres; drop owned by {role} cascade; drop role {role}"
    ));
    let wrong = outcome?;
    dropped.map_err(told)?;
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(wrong.join("\n")),
    }
}

/// Loads the live side; the owner's by himself, if he may.
fn load(who: Who, case: &Path, database: &Database, role: &str) -> Result<bool, String> {
    for side in ["setup", "live"] {
        for file in side_of(case, side)? {
            match who {
                Who::Stranger => database.load(&file)?,
                Who::Owner if database.load_as(role, &file).is_err() => return Ok(false),
                Who::Owner => {}
            }
        }
    }
    Ok(true)
}

/// What is there before, of several owners.
const BEFORE: &str = "create schema auth; create table auth.users (id uuid primary key);
    create schema billing; create table billing.plans (id integer primary key);
    create function billing.note() returns trigger language plpgsql as 'begin return new; end';
    create view billing.names as select 1 as id;
    grant usage on schema billing to RUNNER; grant usage on schema auth to RUNNER;
    create role plans_RUNNER; create role views_RUNNER;
    alter table billing.plans owner to plans_RUNNER; alter view billing.names owner to views_RUNNER;";

/// What a patch of many privileges is to make of it.
const AFTER: &str = "create schema reports;
    create extension hstore;
    create table billing.customers (id integer primary key, user_id uuid references auth.users);
    create table billing.plans (id integer primary key, name text);
    create function billing.note() returns trigger language plpgsql as 'begin return new; end';
    create trigger note after insert on auth.users for each row execute function billing.note();
    create view billing.names as select 1 as id;
    comment on view billing.names is 'all of them';";

/// Gives a role all that it is said to lack, then takes each privilege away by itself: just that is foretold, and the server refuses
/// the first statement that needs it.
fn each_privilege_alone(world: &World) -> Result<(), String> {
    let told = |error: postgres::Error| format!("{error:?}");
    let (role, database) = ("runner_alone", world.database()?);
    let mut superuser = database.connect()?;
    let before = format!("create role RUNNER login;{BEFORE}").replace("RUNNER", role);
    superuser.batch_execute(&before).map_err(told)?;
    let file = tempfile::NamedTempFile::with_suffix(".sql").map_err(|e| e.to_string())?;
    fs::write(file.path(), AFTER).map_err(|e| e.to_string())?;
    let scripts = scripts(&[file.path().to_path_buf()])?;
    let mut runner = database.connect_as(role)?;
    let mut foretold = || -> Result<(Comparison, Vec<Denial>), String> {
        let side = Side::Server(&mut runner, Within::NoTransaction);
        let comparison = compare(&scripts, side, &Reach::default()).map_err(|e| e.to_string())?;
        let denials = preflight(&mut runner, &comparison).map_err(|e| e.to_string())?;
        Ok((comparison, denials))
    };
    let (_, lacks) = foretold()?;
    let grants: Vec<&str> = lacks.iter().filter_map(|d| d.sql.as_deref()).collect();
    if grants.len() != lacks.len() || lacks.len() < 6 {
        return Err(format!("not all is told with what gives it: {lacks:?}"));
    }
    superuser.batch_execute(&grants.join("\n")).map_err(told)?;
    let (comparison, none) = foretold()?;
    if !none.is_empty() {
        return Err(format!("what was granted is still lacking: {none:?}"));
    }
    let mut tries = database.connect_as(role)?;
    if let Some(refused) = first_refused(&mut tries, &comparison)? {
        return Err(format!("all was granted, and {refused} is refused"));
    }
    for (denial, grant) in lacks.iter().zip(&grants) {
        let revoke = grant
            .replacen("grant", "revoke", 1)
            .replacen(" to ", " from ", 1);
        superuser.batch_execute(&revoke).map_err(told)?;
        let (comparison, lacking) = foretold()?;
        let says: Vec<&str> = lacking.iter().map(|d| d.says.as_str()).collect();
        let refused = first_refused(&mut tries, &comparison)?;
        if says != [denial.says.as_str()] || refused != lacking[0].statements.first().copied() {
            return Err(format!(
                "without `{grant}`: foretold {says:?}, refused {refused:?}"
            ));
        }
        superuser.batch_execute(grant).map_err(told)?;
    }
    Ok(())
}

/// Lets the owner of a trusted extension update it with CREATE on the database, and not without.
fn an_update_takes_what_creating_takes(world: &World) -> Result<(), String> {
    let told = |error: postgres::Error| format!("{error:?}");
    let (role, database) = ("runner_updates", world.database()?);
    let name = database.name();
    let mut superuser = database.connect()?;
    superuser
        .batch_execute(&format!(
            "create role {role} login; grant create on database {name} to {role}; grant create on schema public to {role}"
        ))
        .map_err(told)?;
    let mut runner = database.connect_as(role)?;
    runner
        .batch_execute("create extension hstore version '1.6'")
        .map_err(told)?;
    let file = tempfile::NamedTempFile::with_suffix(".sql").map_err(|e| e.to_string())?;
    fs::write(file.path(), "create extension hstore version '1.7';").map_err(|e| e.to_string())?;
    let scripts = scripts(&[file.path().to_path_buf()])?;
    let mut found = Vec::new();
    for change in ["select", "revoke create on database DATABASE from ROLE"] {
        let change = change.replace("DATABASE", name).replace("ROLE", role);
        superuser.batch_execute(&change).map_err(told)?;
        let side = Side::Server(&mut runner, Within::NoTransaction);
        let comparison = compare(&scripts, side, &Reach::default()).map_err(|e| e.to_string())?;
        let denials = preflight(&mut runner, &comparison).map_err(|e| e.to_string())?;
        let says: Vec<String> = denials.into_iter().map(|d| d.says).collect();
        found.push((says, first_refused(&mut runner, &comparison)?));
    }
    let lacks = format!("{role} lacks CREATE on database {name}");
    match found == [(Vec::new(), None), (vec![lacks], Some(0))] {
        true => Ok(()),
        false => Err(format!("foretold and refused: {found:?}")),
    }
}

/// Runs a patch until the server refuses a statement for want of a privilege, and rolls it back; the number of the statement comes back.
fn first_refused(client: &mut Client, comparison: &Comparison) -> Result<Option<usize>, String> {
    let mut refused = None;
    client
        .batch_execute("begin")
        .map_err(|e| format!("{e:?}"))?;
    for (number, action) in comparison.plan.actions.iter().enumerate() {
        let path = action.path.as_deref().unwrap_or("''");
        let statement = format!("set local search_path = {path}; {}", action.run());
        match client.batch_execute(&statement) {
            Ok(()) => continue,
            Err(e) if e.code().is_some_and(|c| c.code() == "42501") => refused = Some(number),
            Err(e) => return Err(format!("{e:?}")),
        }
        break;
    }
    client
        .batch_execute("rollback")
        .map_err(|e| format!("{e:?}"))?;
    Ok(refused)
}

/// Connects so that it is noted when the server warns that a GRANT gave nothing.
fn warning(database: &Database, warned: &Arc<AtomicBool>) -> Result<Client, String> {
    let socket = database.socket_dir().to_string_lossy().into_owned();
    let warned = Arc::clone(warned);
    let mut config = postgres::Config::new();
    config
        .host(&socket)
        .user("postgres")
        .dbname(database.name());
    config.notice_callback(move |notice| {
        let useless = ["01006", "01007"].contains(&notice.code().code());
        warned.fetch_or(useless, Ordering::Relaxed);
    });
    config
        .connect(postgres::NoTls)
        .map_err(|error| format!("{error:?}"))
}

fn judge(
    case: &Path,
    database: &Database,
    owner: &mut Client,
    role: &str,
    warned: &AtomicBool,
) -> Result<Vec<String>, String> {
    let yaml = case.join("desired.yaml");
    let desired = match yaml.exists() {
        true => vec![yaml],
        false => side_of(case, "desired")?,
    };
    let scripts = scripts(&desired)?;
    let mut stranger = database.connect_as(role)?;
    let side = Side::Server(&mut stranger, Within::NoTransaction);
    let comparison = match compare(&scripts, side, &Reach::default()) {
        Ok(comparison) => comparison,
        // What the role cannot even read is told by that.
        Err(error) => return permitted(&error.to_string()),
    };
    let denials = preflight(&mut stranger, &comparison).map_err(|e| e.to_string())?;
    let foretold: BTreeSet<usize> = denials.iter().flat_map(|d| d.statements.clone()).collect();
    let found = tried(owner, role, &comparison, warned)?;
    let mut wrong = Vec::new();
    for (statement, outcome) in found.iter().enumerate() {
        let refused = outcome.as_ref().is_err_and(|e| e.starts_with("42501"));
        let other = outcome.as_ref().is_err_and(|e| !e.starts_with("42501"));
        if !other && refused != foretold.contains(&statement) {
            let reasons = denials.iter().filter(|d| d.statements.contains(&statement));
            let reasons: Vec<&str> = reasons.map(|d| d.says.as_str()).collect();
            wrong.push(format!(
                "as {role}: {}\n  the server: {}\n  foretold: {}",
                comparison.plan.actions[statement].sql(),
                outcome.as_ref().err().map_or("runs it", String::as_str),
                reasons.join("; ")
            ));
        }
    }
    Ok(wrong)
}

/// Lets a comparison fail for want of a privilege; nothing else.
fn permitted(said: &str) -> Result<Vec<String>, String> {
    match said.contains("42501") || said.contains("permission denied") {
        true => Ok(Vec::new()),
        false => Err(format!("no comparison: {said}")),
    }
}

/// Tries each statement as the role, then runs it as the same role made a superuser.
fn tried(
    owner: &mut Client,
    role: &str,
    comparison: &Comparison,
    warned: &AtomicBool,
) -> Result<Vec<Result<(), String>>, String> {
    let mut out = Vec::new();
    let mut run = |sql: &str| owner.batch_execute(sql);
    let told = |error: postgres::Error| format!("{error:?}");
    run("begin").map_err(told)?;
    for action in &comparison.plan.actions {
        let path = action.path.as_deref().unwrap_or("''");
        let statement = format!("set local search_path = {path}; {}", action.run());
        run(&format!(
            "reset role; alter role {role} nosuperuser; savepoint tried; set local role {role}"
        ))
        .map_err(told)?;
        warned.store(false, Ordering::Relaxed);
        let outcome = run(&statement).map_err(|e| {
            let code = e.code().map_or("", |c| c.code()).to_string();
            format!("{code} {}", e.as_db_error().map_or("", |d| d.message()))
        });
        out.push(match warned.load(Ordering::Relaxed) {
            true => Err("42501 warned that nothing was granted".into()),
            false => outcome,
        });
        run(&format!(
            "rollback to tried; reset role; alter role {role} superuser; set local role {role}"
        ))
        .map_err(told)?;
        if run(&statement).is_err() {
            // What a patch needs beside its statements, such as another search path, is not this test's matter.
            break;
        }
    }
    Ok(out)
}

/// Returns the files of one side.
fn side_of(case: &Path, side: &str) -> Result<Vec<PathBuf>, String> {
    let (file, folder) = (case.join(format!("{side}.sql")), case.join(side));
    match (file.exists(), fs::metadata(&folder).is_ok()) {
        (true, _) => Ok(vec![file]),
        (false, true) => files(&folder),
        (false, false) => Ok(Vec::new()),
    }
}
