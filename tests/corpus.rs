//! Every case of the corpora is brought from one side to the other and back, the patch being run by psql.
//!
//! A database that psql loaded with a side is in step with it; the patch runs, and makes what psql would have made by pg_dump's
//! account; the result is in step. What does not hold stands in `tests/corpus-known-failures` with the reason. How many statements
//! each patch has, and what it drops to make it again, is written to `target/corpus-patches` for people to look over.

mod support;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use libtest_mimic::Trial;

use support::corpus;
use support::dump;
use support::known::{Known, trial_name};
use support::server::{Answer, Database, World};

const FLAGS: [&str; 3] = ["--prune", "--schema", "*"];

/// The word of a direction, and the file that is desired in it.
const WAYS: [(&str, &str); 2] = [("forward", "new.sql"), ("reverse", "old.sql")];

type Outcome = Result<String, String>;

/// A case, with the patches of both directions or why there is none.
struct Case {
    name: String,
    folder: PathBuf,
    outcomes: OnceLock<[Outcome; 2]>,
}

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Some(folder) = corpus::folder(root) else {
        eprintln!("SKIPPED: tests/corpus did not run, for no folder above holds shared/corpus");
        return ExitCode::SUCCESS;
    };
    let folders = corpus::cases(&folder);
    let case = |path: &PathBuf| Case {
        name: corpus::name(&folder, path),
        folder: path.clone(),
        outcomes: OnceLock::new(),
    };
    let cases: Vec<Arc<Case>> = folders.iter().map(|path| Arc::new(case(path))).collect();
    let code = support::run("tests/corpus", &corpus::roles(&folders), |world| {
        let list = root.join("tests/corpus-known-failures");
        let known = Arc::new(Known::read(&list, world.version));
        // Both directions are run at once, and no trial waits for the other of its case.
        let ways = (0..WAYS.len()).flat_map(|way| cases.iter().map(move |case| (case, way)));
        let trial = |(case, way): (&Arc<Case>, usize)| {
            let (own, world) = (Arc::clone(case), Arc::clone(world));
            let body = move || {
                own.outcomes(&world)[way]
                    .as_ref()
                    .map(drop)
                    .map_err(String::clone)
            };
            known.trial(trial_name(&case.name, WAYS[way].0), body)
        };
        let mut trials: Vec<Trial> = ways.map(trial).collect();
        trials.push(known.names_exist(&trials));
        trials
    });
    let target = Path::new(env!("CARGO_BIN_EXE_trueup")).ancestors().nth(2);
    let file = target
        .expect("a program stands in the target folder")
        .join("corpus-patches");
    fs::write(&file, patches(&cases)).expect("the target folder can be written to");
    code
}

/// Returns a line for each patch: its case, its direction, its statements, and what it makes again.
fn patches(cases: &[Arc<Case>]) -> String {
    let mut out = String::new();
    for case in cases {
        let outcomes = case.outcomes.get().into_iter().flatten();
        for ((word, _), outcome) in WAYS.iter().zip(outcomes) {
            if let Ok(script) = outcome {
                let again = made_again(script).join(", ");
                let count = statements(script).count();
                writeln!(out, "{} {word} {count} {again}", case.name).expect("a text takes more");
            }
        }
    }
    out
}

/// Returns the statements of a script but those that begin and end the transaction.
fn statements(script: &str) -> impl Iterator<Item = &str> {
    let parts = script.split(";\n").map(str::trim);
    let lines = |part: &str| {
        part.lines()
            .any(|line| !line.is_empty() && !line.starts_with("--"))
    };
    parts.filter(move |part| {
        lines(part) && !["begin", "commit"].contains(part) && !part.starts_with("set local ")
    })
}

/// Returns what a script drops and makes, by the words that name it: `view public.v`.
fn made_again(script: &str) -> Vec<String> {
    let clauses = || {
        script
            .lines()
            .map(|line| line.trim().trim_end_matches([',', ';']))
    };
    let dropped = clauses().filter_map(|clause| {
        let at = clause
            .find("drop ")
            .filter(|at| *at == 0 || clause.starts_with("alter table "))?;
        let words = clause[at + "drop ".len()..].split('(').next()?.trim();
        (!words.contains(' ') || !words.starts_with("not ")).then(|| words.to_string())
    });
    let made = |what: &String| {
        let name = what.rsplit(' ').next().unwrap_or(what);
        clauses().any(|clause| {
            let makes = clause.starts_with("create ") || clause.contains("add ");
            makes && clause.split([' ', '(']).any(|word| word == name)
        })
    };
    dropped.filter(made).collect()
}

impl Case {
    fn outcomes(&self, world: &World) -> &[Outcome; 2] {
        self.outcomes.get_or_init(|| match self.run(world) {
            Ok(outcomes) => outcomes,
            Err(said) => [Err(said.clone()), Err(said)],
        })
    }

    /// Runs both directions, each on the database that the other aims at.
    fn run(&self, world: &World) -> Result<[Outcome; 2], String> {
        let [old, new] = [world.lend()?, world.lend()?];
        old.load(&self.folder.join("old.sql"))?;
        new.load(&self.folder.join("new.sql"))?;
        let sides = [(&*old, WAYS[0].1), (&*new, WAYS[1].1)];
        let dumps = [new.dump()?, old.dump()?];
        let phantoms = [self.in_step(&new, WAYS[0].1), self.in_step(&old, WAYS[1].1)];
        let ways = sides.into_iter().zip(&dumps).zip(phantoms);
        let outcome = |(((live, desired), like), phantom): ((_, &String), Result<(), String>)| {
            phantom.map_err(|said| format!("a phantom difference\n{said}"))?;
            self.reach(live, desired, like)
        };
        let outcomes: Vec<Outcome> = ways.map(outcome).collect();
        outcomes
            .try_into()
            .map_err(|_| "there are two ways".to_string())
    }

    /// Brings a database to a side by a script under psql, and returns the script.
    fn reach(&self, live: &Database, desired: &str, like: &str) -> Outcome {
        let answer = self.trueup(live, "diff", desired, &["--format", "sql"])?;
        if answer.status != Some(0) {
            return Err(format!("refused\n{}", answer.stderr));
        }
        let script = answer.stdout;
        let file = tempfile::NamedTempFile::new().map_err(|error| error.to_string())?;
        fs::write(file.path(), &script).map_err(|error| error.to_string())?;
        let ran = live.load(file.path());
        ran.map_err(|said| format!("the script stops: {said}\n{script}"))?;
        let difference = dump::difference(&live.dump()?, like);
        if !difference.is_empty() {
            return Err(format!(
                "pg_dump differs (- as patched, + as desired)\n{difference}\n{script}"
            ));
        }
        let in_step = self.in_step(live, desired);
        in_step.map_err(|said| format!("not in step after the patch\n{said}\n{script}"))?;
        Ok(script)
    }

    fn in_step(&self, database: &Database, desired: &str) -> Result<(), String> {
        let answer = self.trueup(database, "check", desired, &[])?;
        match answer.status {
            Some(0) => Ok(()),
            _ => Err(answer.stdout + &answer.stderr),
        }
    }

    fn trueup(
        &self,
        on: &Database,
        command: &str,
        file: &str,
        more: &[&str],
    ) -> Result<Answer, String> {
        let mut arguments = vec![command, file];
        arguments.extend(FLAGS);
        arguments.extend(more);
        on.trueup(&self.folder, &arguments)
    }
}
