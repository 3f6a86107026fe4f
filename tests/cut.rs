//! A set-up that stopped after any of its statements, or of which any one failed, is repaired by `apply` to what the whole makes.
//!
//! Each script is run up to every statement, and then all but each one of them, as psql goes on without ON_ERROR_STOP; `apply` must
//! bring what came of it to what pg_dump prints of a database that ran the whole.
//!
//! The set-up scripts of the corpora are cut too, where the folder stands beside the repository. Many of them are one script as it grew, so
//! scripts that begin alike share their cuts: a statement is cut at in the first script that has it and in the last. `CUT_ALL=1` cuts at it in
//! those between too.
//!
//! Most repairs are made in this process by the call that the program makes; each [`BY_PROGRAM`]th, and all of the project's own scripts', by the
//! program itself.

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::{env, fs};

use libtest_mimic::Trial;
use postgres::Client;

use support::corpus;
use support::law::files;
use support::server::{Database, World};
use support::sides::scripts;
use trueup::Options;
use trueup::desired::Scripts;
use trueup::live::Reach;
use trueup::plan::gate::Allowed;

/// The scripts of the project, each with what must be there before.
const SCRIPTS: [(&str, &[&str]); 3] = [
    ("schema/stripe.sql", &["examples/supabase/platform.sql"]),
    (
        "examples/supabase/schema",
        &["examples/supabase/platform.sql"],
    ),
    ("examples/migrations/migrations", &[]),
];

/// Of how many repairs of a corpus's script one is made by the program.
const BY_PROGRAM: usize = 15;

/// What a script loses.
#[derive(Clone, Copy)]
enum Loss {
    /// Everything behind a statement.
    Rest,
    /// One statement, and whatever fails for want of it.
    One,
}

/// A script, and how it is cut.
struct Script {
    /// Its name.
    name: String,
    path: PathBuf,
    /// The statements that make what must be there before.
    before: Vec<String>,
    statements: Vec<String>,
    /// The first statement to cut at: those before it are cut at in other scripts.
    first: usize,
    /// Of how many repairs one is made by the program.
    by_program: usize,
}

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = corpus::folder(root);
    let cases = corpus.as_ref().map(|folder| set_ups(folder));
    let cases = cases.unwrap_or_default();
    let own = SCRIPTS.iter().map(|(name, before)| own(name, before, root));
    let theirs = cases.iter().map(|case| {
        let name = corpus.as_ref().map(|c| corpus::name(c, case));
        theirs(name.unwrap_or_default(), case.join("new.sql"))
    });
    let read: Result<Vec<Script>, String> = own.chain(theirs).collect();
    let mut scripts = read.expect("the scripts can be cut into statements");
    share(&mut scripts);
    let scripts: Vec<Arc<Script>> = scripts.into_iter().map(Arc::new).collect();
    support::run("tests/cut", &corpus::roles(&cases), |world| {
        let losses = [("cut-after-each", Loss::Rest), ("without-each", Loss::One)];
        let all = scripts.iter().flat_map(|s| losses.map(|l| (s, l)));
        let trial = |(script, (name, loss)): (&Arc<Script>, (&str, Loss))| {
            let (script, world) = (Arc::clone(script), Arc::clone(world));
            let title = format!("{}/{name}", script.name);
            let cuts = format!("{} cuts", script.statements.len() - script.first);
            Trial::test(title, move || {
                Cutting::new(&script, &world)
                    .and_then(|cutting| cutting.run(loss))
                    .map_err(Into::into)
            })
            .with_kind(cuts)
        };
        all.map(trial).collect()
    })
}

fn own(name: &str, before: &[&str], root: &Path) -> Result<Script, String> {
    let path = root.join(name);
    let paths = match path.is_dir() {
        true => files(&path)?,
        false => vec![path.clone()],
    };
    let before: Vec<PathBuf> = before.iter().map(|file| root.join(file)).collect();
    Ok(Script {
        name: name.into(),
        path,
        // Roles are there from the second time on.
        before: match before.is_empty() {
            true => Vec::new(),
            false => statements(&before)?,
        },
        statements: statements(&paths)?,
        first: 0,
        by_program: 1,
    })
}

fn theirs(name: String, path: PathBuf) -> Result<Script, String> {
    Ok(Script {
        name,
        statements: statements(std::slice::from_ref(&path))?,
        path,
        before: Vec::new(),
        first: 0,
        by_program: BY_PROGRAM,
    })
}

/// Returns the cases of real set-up scripts, one for each script.
fn set_ups(corpus: &Path) -> Vec<PathBuf> {
    let mut seen = BTreeSet::new();
    let mut cases = corpus::cases(corpus);
    cases.retain(|case| {
        let text = fs::read_to_string(case.join("new.sql")).unwrap_or_default();
        corpus::name(corpus, case).starts_with("stripe-real/") && seen.insert(text)
    });
    cases
}

/// Leaves to others what a script shares with them: one that goes on in another is cut where it goes on from a third.
fn share(scripts: &mut [Script]) {
    if env::var_os("CUT_ALL").is_some() {
        return;
    }
    let begins = |a: &Script, b: &Script| {
        a.before == b.before
            && a.statements.len() < b.statements.len()
            && b.statements.starts_with(&a.statements)
    };
    let first = |script: &Script| {
        let goes_on = scripts.iter().any(|other| begins(script, other));
        let beginnings = scripts.iter().filter(|other| begins(other, script));
        let shared = beginnings.map(|other| other.statements.len()).max();
        shared.filter(|_| goes_on).unwrap_or(0)
    };
    let firsts: Vec<usize> = scripts.iter().map(first).collect();
    for (script, first) in scripts.iter_mut().zip(firsts) {
        script.first = first;
    }
}

/// A script at work: what it makes, and what it is repaired by.
struct Cutting<'w> {
    script: &'w Script,
    world: &'w World,
    whole: Vec<String>,
    desired: Scripts,
    options: Options,
}

impl<'w> Cutting<'w> {
    fn new(script: &'w Script, world: &'w World) -> Result<Cutting<'w>, String> {
        let database = world.lend()?;
        script.keep(&mut database.connect()?, &|_| true);
        Ok(Cutting {
            script,
            world,
            whole: lines(&database)?,
            desired: trueup::load([&script.path]).map_err(|error| error.to_string())?,
            options: Options {
                reach: Reach {
                    prune: script.prunes(),
                    ..Reach::default()
                },
                allowed: Allowed::parse(&["all".into()])?,
                ..Options::default()
            },
        })
    }

    /// Cuts the script at each statement, and tells where the repair makes something else.
    fn run(&self, loss: Loss) -> Result<(), String> {
        let mut wrong = Vec::new();
        let statements = self.script.statements.iter().enumerate();
        for (number, statement) in statements.skip(self.script.first) {
            let keep = |i: usize| match loss {
                Loss::Rest => i <= number,
                Loss::One => i != number,
            };
            let by_program = number.is_multiple_of(self.script.by_program);
            let told = match self.repaired(&keep, by_program) {
                Ok(repaired) if repaired == self.whole => continue,
                Ok(repaired) => differing(&repaired, &self.whole),
                Err(said) => said,
            };
            wrong.push(format!("at `{}`:\n{told}", first_line(statement)));
        }
        match wrong.is_empty() {
            true => Ok(()),
            false => Err(wrong.join("\n")),
        }
    }

    /// Returns what is dumped after some of the statements have run, and what they made was repaired.
    fn repaired(
        &self,
        keep: &dyn Fn(usize) -> bool,
        by_program: bool,
    ) -> Result<Vec<String>, String> {
        let database = self.world.lend()?;
        let mut client = database.connect()?;
        self.script.keep(&mut client, keep);
        match by_program {
            true => drop(client),
            false => return self.repair(client).and_then(|()| lines(&database)),
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let named = self.script.path.to_string_lossy();
        let prune = self.script.prunes().then_some("--prune");
        let apply = ["apply", &named, "--yes", "--allow", "all"];
        let apply: Vec<&str> = apply.into_iter().chain(prune).collect();
        let answer = database.trueup(root, &apply)?;
        match answer.status {
            Some(0) => lines(&database),
            _ => Err(answer.stdout + &answer.stderr),
        }
    }

    fn repair(&self, mut client: Client) -> Result<(), String> {
        // What a script has set or begun ends with it.
        for end in ["rollback", "discard all"] {
            client.batch_execute(end).map_err(|e| e.to_string())?;
        }
        let applied = trueup::apply(&self.desired, &mut client, &self.options);
        let said = |error| format!("{:?}", miette::Report::new(error));
        applied.map(drop).map_err(said)
    }
}

impl Script {
    /// Runs some of the statements after what must be there before; what one fails for is what a half-run set-up is about.
    fn keep(&self, client: &mut Client, keep: &dyn Fn(usize) -> bool) {
        let kept = self.statements.iter().enumerate();
        let kept = kept.filter(|(i, _)| keep(*i)).map(|(_, sql)| sql);
        for sql in self.before.iter().chain(kept) {
            let _ = client.batch_execute(sql);
        }
    }

    /// Returns whether what a script would have dropped goes: what a platform has of its own stays.
    fn prunes(&self) -> bool {
        self.before.is_empty()
    }
}

/// Returns the lines of a dump, sorted: the order of the columns does not count.
fn lines(database: &Database) -> Result<Vec<String>, String> {
    let dump = database.dump()?;
    let lines = dump.lines().filter(|line| !line.starts_with('\\'));
    let mut lines: Vec<String> = lines.map(|l| l.trim_end_matches(',').into()).collect();
    lines.sort();
    Ok(lines)
}

/// Returns the texts of all statements.
fn statements(paths: &[PathBuf]) -> Result<Vec<String>, String> {
    let scripts = scripts(paths)?;
    let cut = scripts
        .cut()
        .map_err(|_| "the script cannot be cut into statements")?;
    let text = |s: &trueup::text::sql::Statement| s.script.text()[s.bytes()].to_string();
    let all: Vec<String> = cut.flatten().map(text).collect();
    match all.is_empty() {
        true => Err("the script has no statement".into()),
        false => Ok(all),
    }
}

fn differing(repaired: &[String], whole: &[String]) -> String {
    let only = |these: &[String], those: &[String], sign: &str| {
        let lines = these.iter().filter(|l| !those.contains(l));
        lines.map(|l| format!("{sign}{l}\n")).collect::<String>()
    };
    only(repaired, whole, "-") + &only(whole, repaired, "+")
}

fn first_line(statement: &str) -> &str {
    statement.lines().next().unwrap_or_default()
}
