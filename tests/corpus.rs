//! Every case of the corpora is brought from one side to the other and back, the patch being run by psql.
//!
//! A database that psql loaded with a side is in step with it; the patch runs, and makes what psql would have made by pg_dump's
//! account; the result is in step. What does not hold stands in `tests/corpus-known-failures` with the reason. How many statements
//! each patch has stands in `tests/corpus-statements`, and why something is dropped and made again in `tests/corpus-made-again`: both
//! as on the version of PostgreSQL that they name. The patches themselves are written to `target/corpus-patches`.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use libtest_mimic::Trial;

use support::corpus;
use support::counts;
use support::dump;
use support::known::{Known, trial_name};
use support::server::{Database, World};
use support::shapes::{self, Reasons};

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
        support::aloud::skipped(
            "tests/corpus did not run, for no folder above holds shared/corpus",
        );
        return ExitCode::SUCCESS;
    };
    let folders = corpus::cases(&folder);
    let case = |path: &PathBuf| Case {
        name: corpus::name(&folder, path),
        folder: path.clone(),
        outcomes: OnceLock::new(),
    };
    let cases: Vec<Arc<Case>> = folders.iter().map(|path| Arc::new(case(path))).collect();
    let version: OnceLock<u32> = OnceLock::new();
    let code = support::run("tests/corpus", &corpus::roles(&folders), |world| {
        version.get_or_init(|| world.version);
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
    let patches = Patches::of(&cases);
    patches.write();
    let version = version.get().copied();
    match patches.judge(root, version) {
        Ok(()) => code,
        Err(said) => {
            eprintln!("{said}");
            ExitCode::FAILURE
        }
    }
}

/// The version whose patches the lists tell of; another one has other forms of ALTER.
const LISTED: u32 = 15;

/// The patches of all that ran, by the case and its direction.
struct Patches(BTreeMap<String, String>);

impl Patches {
    fn of(cases: &[Arc<Case>]) -> Patches {
        let mut out = BTreeMap::new();
        for case in cases {
            let outcomes = case.outcomes.get().into_iter().flatten();
            for ((word, _), outcome) in WAYS.iter().zip(outcomes) {
                if let Ok(script) = outcome {
                    out.insert(trial_name(&case.name, word), script.clone());
                }
            }
        }
        Patches(out)
    }

    /// Writes each patch to a file, for people to look over.
    fn write(&self) {
        let target = Path::new(env!("CARGO_BIN_EXE_trueup")).ancestors().nth(2);
        let target = target.expect("a program stands in the target folder");
        for (name, script) in &self.0 {
            let file = target.join("corpus-patches").join(format!("{name}.sql"));
            let folder = file.parent().expect("a file stands in a folder");
            let written = fs::create_dir_all(folder).and_then(|()| fs::write(&file, script));
            written.expect("the target folder can be written to");
        }
    }

    fn judge(&self, root: &Path, version: Option<u32>) -> Result<(), String> {
        if version != Some(LISTED) {
            return Ok(());
        }
        let count = |script: &String| shapes::statements(script).len();
        let counts = self
            .0
            .iter()
            .map(|(name, script)| (name.clone(), count(script)));
        let ran: BTreeSet<String> = self.0.keys().cloned().collect();
        let found = self.0.iter().flat_map(|(name, script)| {
            let found = shapes::found(script).into_iter();
            found.map(|what| (name.clone(), what))
        });
        let reasons = Reasons::read(&root.join("tests/corpus-made-again"));
        let statements = root.join("tests/corpus-statements");
        let judged = [
            counts::judge(&statements, &counts.collect()),
            reasons.judge(&ran, &found.collect()),
        ];
        let faults: Vec<String> = judged.into_iter().filter_map(Result::err).collect();
        match faults.is_empty() {
            true => Ok(()),
            false => Err(faults.join("\n")),
        }
    }
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
            self.reach(world, live, desired, like)
        };
        let outcomes: Vec<Outcome> = ways.map(outcome).collect();
        outcomes
            .try_into()
            .map_err(|_| "there are two ways".to_string())
    }

    /// Brings a database to a side by a script under psql, and returns the script.
    fn reach(&self, world: &World, live: &Database, desired: &str, like: &str) -> Outcome {
        let answer = live.compare(&self.folder, "diff", desired, &["--format", "sql"])?;
        if answer.status != Some(0) {
            return Err(format!("refused\n{}", answer.stderr));
        }
        let script = answer.stdout;
        let file = tempfile::NamedTempFile::new().map_err(|error| error.to_string())?;
        fs::write(file.path(), &script).map_err(|error| error.to_string())?;
        let ran = live.load(file.path());
        ran.map_err(|said| format!("the script stops: {said}\n{script}"))?;
        let difference = difference(world, &live.dump()?, like)?;
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
        let answer = database.compare(&self.folder, "check", desired, &[])?;
        match answer.status {
            Some(0) => Ok(()),
            _ => Err(answer.stdout + &answer.stderr),
        }
    }
}

/// Returns how two dumps differ. What pg_dump prints is not always what the server prints when it has read that: where two differ, both
/// go through psql and pg_dump once more.
fn difference(world: &World, got: &str, want: &str) -> Result<String, String> {
    let difference = dump::difference(got, want);
    if difference.is_empty() {
        return Ok(difference);
    }
    let [got, want] = [world.dumped_again(got), world.dumped_again(want)];
    match (got, want) {
        (Ok(got), Ok(want)) if dump::difference(&got, &want).is_empty() => Ok(String::new()),
        _ => Ok(difference),
    }
}
