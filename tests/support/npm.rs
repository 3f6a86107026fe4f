//! Packages of npm, each installed once below `target`; where one is not to be had it is said aloud what is skipped for that.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::aloud;

/// Returns the folder below which `node` finds a package; `skipped` says what is not done without it.
pub fn installed(package: &str, version: &str, skipped: &str) -> Option<PathBuf> {
    let (folder, wanted) = (folder(package), format!("{package}@{version}"));
    let manifest = folder.join(format!("node_modules/{package}/package.json"));
    let install = || {
        let mut npm = Command::new("npm");
        npm.args(["install", "--ignore-scripts", "--no-save", "--no-audit"]);
        npm.args(["--no-fund", &wanted]);
        ran(npm.arg("--prefix").arg(&folder))
    };
    told(had(&manifest, &folder, install), &wanted, skipped)?;
    Some(folder)
}

/// Returns one file of a package, which needs no other package.
#[allow(dead_code, reason = "each test binary uses its own part")]
pub fn file_of(package: &str, version: &str, file: &str, skipped: &str) -> Option<PathBuf> {
    let (folder, wanted) = (folder(package), format!("{package}@{version}"));
    let found = folder.join("package").join(file);
    let unpack = || {
        let mut npm = Command::new("npm");
        npm.args(["pack", "--silent", &wanted]);
        let packed = ran(npm.current_dir(&folder))?;
        let mut tar = Command::new("tar");
        tar.args(["-xzf", packed.trim(), &format!("package/{file}")]);
        ran(tar.current_dir(&folder))
    };
    told(had(&found, &folder, unpack), &wanted, skipped)?;
    Some(found)
}

fn folder(package: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    target.join(package)
}

/// Returns whether a file is there, fetched into the folder if it was not.
fn had(
    file: &Path,
    folder: &Path,
    fetch: impl Fn() -> Result<String, String>,
) -> Result<(), String> {
    if file.exists() {
        return Ok(());
    }
    std::fs::create_dir_all(folder).expect("target can be written");
    fetch().map(|_| ())
}

/// Says aloud what is skipped where a package cannot be had.
fn told(done: Result<(), String>, wanted: &str, skipped: &str) -> Option<()> {
    let tell = |said| {
        aloud::skipped(format!(
            "{skipped}, for npm cannot install {wanted}: {said}"
        ))
    };
    done.map_err(tell).ok()
}

/// Runs a command and returns what it prints, or what went wrong.
fn ran(command: &mut Command) -> Result<String, String> {
    let done = command.output();
    let Output {
        status,
        stdout,
        stderr,
    } = done.map_err(|error| format!("it does not run: {error}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match status.success() {
        true => Ok(text(&stdout)),
        false => Err(text(&stderr)),
    }
}
