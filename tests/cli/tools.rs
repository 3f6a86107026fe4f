//! Programs of others that a test runs, installed below `target` from the registry that each of them comes from.
//!
//! Where one is not to be had the test that wants it says aloud that it is skipped.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::aloud;

/// Returns the pre-commit framework, a package of PyPI.
pub fn pre_commit() -> Option<&'static Path> {
    static PROGRAM: OnceLock<Option<PathBuf>> = OnceLock::new();
    let steps: &[&[&str]] = &[
        &["python3", "-m", "venv", "."],
        &[
            "bin/pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "pre-commit==4.*",
        ],
    ];
    let install = || installed("pre-commit", "bin/pre-commit", steps);
    PROGRAM.get_or_init(install).as_deref()
}

/// Returns lefthook, a package of npm.
pub fn lefthook() -> Option<&'static Path> {
    static PROGRAM: OnceLock<Option<PathBuf>> = OnceLock::new();
    // Its script would put hooks into the repository that it is installed below.
    let steps: &[&[&str]] = &[&[
        "npm",
        "install",
        "--ignore-scripts",
        "--no-save",
        "--no-audit",
        "--no-fund",
        "--prefix",
        ".",
        "lefthook@2",
    ]];
    let install = || installed("lefthook", "node_modules/.bin/lefthook", steps);
    PROGRAM.get_or_init(install).as_deref()
}

/// Returns a program below its folder, installed by some commands if it is not there.
fn installed(name: &str, program: &str, steps: &[&[&str]]) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target")
        .join(name);
    let program = folder.join(program);
    if program.exists() {
        return Some(program);
    }
    std::fs::create_dir_all(&folder).expect("target can be written");
    for step in steps {
        // A program with a slash is one that was just installed.
        let first = match step[0].contains('/') {
            true => folder.join(step[0]),
            false => step[0].into(),
        };
        let done = Command::new(&first)
            .args(&step[1..])
            .current_dir(&folder)
            .output();
        let said = match done {
            Ok(done) if done.status.success() => continue,
            // Some say on the one what is wrong, some on the other.
            Ok(done) => String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned(),
            Err(error) => error.to_string(),
        };
        aloud::skipped(format!(
            "nothing is tried with {name}, which cannot be installed: {step:?}: {said}"
        ));
        return None;
    }
    Some(program)
}
