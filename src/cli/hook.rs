//! `trueup init --hook`: a hook of git that looks at each commit.
//!
//! What a commit means, and when it is refused, stands in `staged`.

use std::fs;
use std::io;
use std::path::Path;

use super::live::shell_word;
use super::setup::FOLDER;
use super::trouble::Trouble;
use super::{Status, output, writing};
use crate::config;
use crate::desired::git;

/// The name of the hook that git runs before a commit is made.
const HOOK: &str = "pre-commit";

/// Writes the hook, unless there is one.
///
/// # Errors
/// When the working folder is in no repository, there is another hook already, or one for all repositories would be written.
pub fn write() -> Result<Status, Trouble> {
    let checkout = git::Reader::open().checkout()?;
    let command = command(&checkout.prefix);
    let folder = git::hooks()?;
    let path = folder.join(HOOK);
    if let Ok(there) = fs::read_to_string(&path) {
        return already(&path, &there, &command);
    }
    if let Some(scope) = git::hooks_of_all()? {
        return Err(Trouble::Usage {
            message: format!(
                "the {scope} configuration of git keeps the hooks of all repositories in {}",
                folder.display()
            ),
            help: format!(
                "write the line into a hook there:\n  {command}\nor let this repository have hooks of its own:\n  \
                 git config core.hooksPath .githooks && trueup init --hook"
            ),
        });
    }
    fs::create_dir_all(&folder).map_err(Trouble::Output)?;
    fs::write(&path, text(&command)).map_err(Trouble::Output)?;
    make_executable(&path).map_err(Trouble::Output)?;
    output::status(&format!(
        "wrote {}, which runs before each commit:",
        path.display()
    ));
    output::status(&format!("  {command}"));
    output::status("To commit without it: git commit --no-verify");
    Ok(Status::Ok)
}

/// Says what to do about a hook that is there.
fn already(path: &Path, there: &str, command: &str) -> Result<Status, Trouble> {
    if there.lines().any(|line| line.trim() == command) {
        output::status(&format!(
            "{} has the line already:\n  {command}",
            path.display()
        ));
        return Ok(Status::Ok);
    }
    let help = format!("add this line to it:\n  {command}");
    Err(writing::is_there(path, help))
}

/// Returns the command of the hook, which git runs at the top of the working tree.
fn command(prefix: &str) -> String {
    let mut words = "trueup diff --staged".to_string();
    let found = config::find().map(|path| git::plain(&Path::new(prefix).join(path)));
    match found {
        Some(path) if path == Path::new(config::NAME) => {}
        Some(path) => words.push_str(&format!(" --config {}", word(&path))),
        None if prefix.is_empty() => {}
        None => words.push_str(&format!(" {}", word(&Path::new(prefix).join(FOLDER)))),
    }
    words
}

fn word(path: &Path) -> String {
    shell_word(&path.display().to_string())
}

fn text(command: &str) -> String {
    let lint = command.replacen("diff", "lint", 1);
    format!(
        "#!/bin/sh
# Shows what the commit means for the database, and refuses what trueup.yaml denies; written by `trueup init --hook`.
# To commit without it: git commit --no-verify
set -e
command -v trueup >/dev/null || {{
  echo 'this hook runs trueup, which is not on the PATH; to commit without it: git commit --no-verify' >&2
  exit 1
}}
{command}
# For advice about the whole desired state, too:
# {lint}
"
    )
}

#[cfg(unix)]
fn make_executable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> io::Result<()> {
    Ok(())
}
