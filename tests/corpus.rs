//! Schemas of real applications, where the folder `../shared/corpus` stands beside the repository; without it nothing is run.
//!
//! Each case is a folder with old.sql and new.sql, which both load into an empty database, and roles.sql. They are held to the
//! law in both directions, the patch being run by psql. Nothing of the folder is copied into the repository.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::Trial;

use support::known::{Known, trial_name};
use support::law::Way;
use support::server::World;

const FLAGS: [&str; 3] = ["--prune", "--schema", "*"];

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Some(folder) = corpus(root) else {
        eprintln!(
            "SKIPPED: tests/corpus did not run, for no folder above holds shared/corpus/stripe-real"
        );
        return ExitCode::SUCCESS;
    };
    let known = Arc::new(Known::read(&root.join("tests/corpus-known-failures")));
    let cases = cases(&folder);
    support::run("tests/corpus", &roles(&cases), |world| {
        let mut trials: Vec<Trial> = cases
            .iter()
            .flat_map(|case| trials(case, &known, world))
            .collect();
        trials.push(known.names_exist(&trials));
        trials
    })
}

/// Returns the folder, which stands beside the repository or beside what holds its work trees.
fn corpus(root: &Path) -> Option<PathBuf> {
    let beside = root
        .ancestors()
        .skip(1)
        .map(|above| above.join("shared/corpus/stripe-real"));
    beside.into_iter().find(|folder| folder.is_dir())
}

fn cases(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the corpus can be read");
    let paths = entries.map(|entry| entry.expect("the corpus can be read").path());
    let mut cases: Vec<PathBuf> = paths.filter(|path| path.join("new.sql").exists()).collect();
    cases.sort();
    cases
}

fn roles(cases: &[PathBuf]) -> Vec<String> {
    let files = cases
        .iter()
        .map(|case| fs::read_to_string(case.join("roles.sql")).unwrap_or_default());
    let mut roles: Vec<String> = files
        .flat_map(|text| text.lines().map(str::to_string).collect::<Vec<_>>())
        .collect();
    roles.sort();
    roles.dedup();
    roles
}

fn trials(case: &Path, known: &Arc<Known>, world: &Arc<World>) -> Vec<Trial> {
    let name = case
        .file_name()
        .expect("a folder has a name")
        .to_string_lossy();
    let ways = [
        ("forward", "old.sql", "new.sql"),
        ("reverse", "new.sql", "old.sql"),
    ];
    let trial = |(word, live, desired): (&str, &str, &str)| {
        let (way, world) = (way(case, live, desired), Arc::clone(world));
        known.trial(trial_name(&name, word), move || hold(&way, &world))
    };
    ways.into_iter().map(trial).collect()
}

fn way(case: &Path, live: &str, desired: &str) -> Way {
    Way {
        folder: case.to_path_buf(),
        setup: Vec::new(),
        live: vec![case.join(live)],
        seed: Vec::new(),
        like: vec![case.join(desired)],
        desired: desired.to_string(),
        flags: FLAGS.map(str::to_string).to_vec(),
    }
}

fn hold(way: &Way, world: &World) -> Result<(), String> {
    let stage = way.stage(world)?;
    stage.no_phantom()?;
    stage.script_runs(&stage.script()?)
}
