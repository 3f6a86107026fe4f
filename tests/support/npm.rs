//! Packages of npm, each installed once below `target`; where one is not to be had it is said aloud what is skipped for that.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns the folder below which `node` finds a package; `skipped` says what is not done without it.
pub fn installed(package: &str, version: &str, skipped: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target")
        .join(package);
    let manifest = format!("node_modules/{package}/package.json");
    if folder.join(manifest).exists() {
        return Some(folder);
    }
    std::fs::create_dir_all(&folder).expect("target can be written");
    let wanted = format!("{package}@{version}");
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-save", "--no-audit", "--no-fund", &wanted]);
    let said = match npm.arg("--prefix").arg(&folder).output() {
        Ok(done) if done.status.success() => return Some(folder),
        Ok(done) => String::from_utf8_lossy(&done.stderr).into_owned(),
        Err(error) => format!("npm does not run: {error}"),
    };
    eprintln!("SKIPPED: {skipped}, for npm cannot install {wanted}: {said}");
    None
}
