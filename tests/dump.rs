//! What `trueup dump` writes means the database that it was taken from: for the live side of every folder in `tests/cases`.
//!
//! Read as the desired state of that database, pruning too, nothing differs, in SQL and in YAML, as one file and as a folder; and psql can
//! build the same database from the SQL. What is known to fail stands in `tests/dump-known-failures`.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::Trial;
use tempfile::TempDir;

use support::dump::difference;
use support::folder::{is_too_new, roles};
use support::known::{Known, trial_name};
use support::law::files;
use support::server::{Database, World};

fn main() -> ExitCode {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let folders = folders(&tests.join("cases"));
    support::run("tests/dump", &roles(&folders), |world| {
        let list = tests.join("dump-known-failures");
        let known = Arc::new(Known::read(&list, world.version));
        let mut trials: Vec<Trial> = folders.iter().map(|f| trial(f, &known, world)).collect();
        trials.push(known.names_exist(&trials));
        trials
    })
}

fn folders(cases: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(cases).expect("tests/cases can be read");
    let paths = entries.map(|entry| entry.expect("tests/cases can be read").path());
    let mut folders: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn trial(folder: &Path, known: &Arc<Known>, world: &Arc<World>) -> Trial {
    let case = folder
        .file_name()
        .expect("a folder has a name")
        .to_string_lossy();
    let too_old = is_too_new(folder, world.version);
    let (folder, world) = (folder.to_path_buf(), Arc::clone(world));
    let body = move || holds(&folder, &world);
    known
        .trial(trial_name(&case, "dump"), body)
        .with_ignored_flag(too_old)
}

fn holds(case: &Path, world: &World) -> Result<(), String> {
    let live = world.database()?;
    let folder = TempDir::new().map_err(|error| error.to_string())?;
    let setup = Some(case.join("setup.sql")).filter(|file| file.exists());
    let side = ["live", "live.sql"].map(|name| case.join(name));
    let side = side
        .iter()
        .find(|path| path.exists())
        .ok_or("the case has no live side")?;
    for file in setup.into_iter().chain(files(side)?) {
        live.load(&file)?;
    }
    for format in ["sql", "yaml"] {
        in_step(&live, folder.path(), format)?;
        folder_in_step(&live, folder.path(), format)?;
    }
    let built = world.database()?;
    built.load(&folder.path().join("dump.sql"))?;
    match difference(&built.dump()?, &live.dump()?) {
        same if same.is_empty() => Ok(()),
        differs => Err(format!(
            "psql builds another database (- built, + live)\n{differs}"
        )),
    }
}

/// Holds the files of a folder to the same; a database of which nothing is written has no file.
fn folder_in_step(live: &Database, folder: &Path, format: &str) -> Result<(), String> {
    let name = format!("folder-{format}");
    let dump = live.trueup(folder, &["dump", "--format", format, "-o", &name])?;
    if dump.status != Some(0) {
        return Err(format!("dump --format {format} -o: {}", dump.stderr));
    }
    if !folder.join(&name).exists() {
        return Ok(());
    }
    let check = live.compare(folder, "check", &name, &[])?;
    match check.status == Some(0) {
        true => Ok(()),
        false => Err(format!(
            "not in step with the folder of its own dump\n{}{}",
            check.stderr, check.stdout
        )),
    }
}

fn in_step(live: &Database, folder: &Path, format: &str) -> Result<(), String> {
    let dump = live.trueup(folder, &["dump", "--format", format])?;
    if dump.status != Some(0) {
        return Err(format!("dump --format {format}: {}", dump.stderr));
    }
    let file = format!("dump.{format}");
    fs::write(folder.join(&file), &dump.stdout).map_err(|error| error.to_string())?;
    let check = live.compare(folder, "check", &file, &[])?;
    if check.status == Some(0) {
        return Ok(());
    }
    let diff = live.compare(folder, "diff", &file, &[])?;
    let said = [check.stderr, check.stdout, diff.stdout].concat();
    Err(format!(
        "not in step with its own dump\n{said}\n{}",
        dump.stdout
    ))
}
