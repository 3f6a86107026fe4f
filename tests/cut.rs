//! A set-up that stopped after any of its statements, or of which any one failed, is repaired by `apply` to what the whole makes.
//!
//! Each script is run up to every statement, and then all but each one of them, as psql goes on without ON_ERROR_STOP; `apply` must
//! bring what came of it to what pg_dump prints of a database that ran the whole.
//!
//! The set-up scripts of the corpora are cut too, where the folder stands beside the repository: at every [`STRIDE`]th statement, or as often
//! as `CUT_EVERY` says.

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
use support::server::World;
use support::sides::scripts;

/// The scripts, each with what must be there before.
const SCRIPTS: [(&str, &[&str]); 3] = [
    ("schema/stripe.sql", &["examples/supabase/platform.sql"]),
    (
        "examples/supabase/schema",
        &["examples/supabase/platform.sql"],
    ),
    ("examples/migrations/migrations", &[]),
];

/// What a script loses.
#[derive(Clone, Copy)]
enum Loss {
    /// Everything behind a statement.
    Rest,
    /// One statement, and whatever fails for want of it.
    One,
}

/// Of how many statements of a script of the corpora one is cut at, if nothing else is said.
const STRIDE: usize = 15;

/// A script, and how it is cut.
#[derive(Clone)]
struct Script {
    /// Its name, which is also its path from the root of the repository or a whole path.
    name: String,
    path: PathBuf,
    before: &'static [&'static str],
    stride: usize,
}

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = SCRIPTS.into_iter().map(|(name, before)| Script {
        name: name.into(),
        path: root.join(name),
        before,
        stride: 1,
    });
    let corpus = corpus::folder(root);
    let cases = corpus.as_ref().map(|folder| set_ups(folder));
    let cases = cases.unwrap_or_default();
    let theirs = cases.iter().map(|case| Script {
        name: corpus
            .as_ref()
            .map_or(String::new(), |c| corpus::name(c, case)),
        path: case.join("new.sql"),
        before: &[],
        stride: stride(),
    });
    let scripts: Vec<Script> = own.chain(theirs).collect();
    support::run("tests/cut", &corpus::roles(&cases), |world| {
        let losses = [("cut-after-each", Loss::Rest), ("without-each", Loss::One)];
        let all = scripts.iter().flat_map(|s| losses.map(|l| (s.clone(), l)));
        let trial = |(script, (name, loss)): (Script, (&str, Loss))| {
            let world = Arc::clone(world);
            let title = format!("{}/{name}", script.name);
            Trial::test(title, move || {
                run(&script, loss, &world).map_err(Into::into)
            })
        };
        all.map(trial).collect()
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

fn stride() -> usize {
    let said = env::var("CUT_EVERY").ok().and_then(|n| n.parse().ok());
    said.filter(|n| *n > 0).unwrap_or(STRIDE)
}

fn run(script: &Script, loss: Loss, world: &World) -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (path, before) = (script.path.clone(), script.before);
    let paths: Vec<PathBuf> = match path.is_dir() {
        true => files(&path)?,
        false => vec![path],
    };
    let files: Vec<PathBuf> = before.iter().map(|file| root.join(file)).collect();
    // Roles are there from the second time on.
    let before = if files.is_empty() {
        Vec::new()
    } else {
        statements(&files)?
    };
    let statements = statements(&paths)?;
    let named = script.path.to_string_lossy();
    let after = |keep: &dyn Fn(usize) -> bool, repair: bool| -> Result<Vec<String>, String> {
        let database = world.lend()?;
        let mut client = database.connect()?;
        before.iter().for_each(|sql| pass(&mut client, sql));
        let kept = statements.iter().enumerate().filter(|(i, _)| keep(*i));
        kept.for_each(|(_, sql)| pass(&mut client, sql));
        if repair {
            // What a platform has of its own stays; where there is none, what a script would have dropped goes.
            let prune = before.is_empty().then_some("--prune");
            let apply = ["apply", &named, "--yes", "--allow", "all"]
                .into_iter()
                .chain(prune);
            let answer = database.trueup(root, &apply.collect::<Vec<_>>())?;
            if answer.status != Some(0) {
                return Err(answer.stdout + &answer.stderr);
            }
        }
        let dump = database.dump()?;
        let lines = dump.lines().filter(|line| !line.starts_with('\\'));
        let mut lines: Vec<String> = lines.map(|l| l.trim_end_matches(',').into()).collect();
        lines.sort();
        Ok(lines)
    };
    let whole = after(&|_| true, false)?;
    let mut wrong = Vec::new();
    for (number, statement) in statements.iter().enumerate().step_by(script.stride) {
        let keep = |i: usize| match loss {
            Loss::Rest => i <= number,
            Loss::One => i != number,
        };
        let told = match after(&keep, true) {
            Ok(repaired) if repaired == whole => continue,
            Ok(repaired) => differing(&repaired, &whole),
            Err(said) => said,
        };
        wrong.push(format!("at `{}`:\n{told}", first_line(statement)));
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(wrong.join("\n")),
    }
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

/// Runs a statement; what it fails for is what a half-run set-up is about.
fn pass(client: &mut Client, sql: &str) {
    let _ = client.batch_execute(sql);
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
