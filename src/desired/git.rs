//! Reads the files of a desired state as they are in a revision of git, through the `git` command.
//!
//! A path that the revision does not have yet stands for nothing.

use std::path::{Path, PathBuf};
use std::process::Command;

use miette::Diagnostic;
use thiserror::Error;

use super::files::Syntax;
use crate::model::Files;

/// The reason why a revision could not be read.
#[derive(Debug, Error, Diagnostic)]
pub enum GitError {
    /// The command cannot be run.
    #[error("cannot run git: {0}")]
    #[diagnostic(code("no-git"), help("`git:REV` needs the git command"))]
    Run(std::io::Error),
    /// Git refused.
    #[error("git cannot read {revision}: {said}")]
    #[diagnostic(
        code("unknown-revision"),
        help(
            "name a commit, a branch or a tag of the repository that holds the files, such as git:main or git:HEAD~1"
        )
    )]
    Refused {
        /// The revision.
        revision: String,
        /// What git said.
        said: String,
    },
}

/// Reads the files that the paths had in a revision.
///
/// # Errors
/// When git is not there, a path is in no repository, or the revision is unknown.
pub fn read(revision: &str, paths: &[PathBuf]) -> Result<(Files, Vec<Syntax>), GitError> {
    let (mut files, mut syntaxes) = (Files::default(), Vec::new());
    for path in paths {
        let (folder, rest) = existing(path);
        let asked = [
            "ls-tree",
            "-r",
            "-z",
            "--name-only",
            "--end-of-options",
            revision,
            "--",
        ];
        let listed = git(
            &folder,
            revision,
            &[&asked[..], &[&rest.to_string_lossy()]].concat(),
        )?;
        let mut names: Vec<&str> = listed.split('\0').filter(|n| !is_hidden(n)).collect();
        names.sort_unstable();
        for name in names {
            let Some(syntax) = Syntax::of(Path::new(name)) else {
                continue;
            };
            let text = git(
                &folder,
                revision,
                &["show", "--end-of-options", &format!("{revision}:./{name}")],
            )?;
            let shown = folder.join(name);
            let shown = shown.strip_prefix(".").unwrap_or(&shown);
            files.add(&format!("{revision}:{}", shown.display()), &text);
            syntaxes.push(syntax);
        }
    }
    Ok((files, syntaxes))
}

/// Splits a path into a folder that exists, for git to run in, and the rest.
fn existing(path: &Path) -> (PathBuf, PathBuf) {
    if path.is_dir() {
        return (path.to_path_buf(), PathBuf::from("."));
    }
    let mut folder = path;
    while let Some(parent) = folder.parent() {
        folder = parent;
        if folder.is_dir() {
            break;
        }
    }
    let rest = path.strip_prefix(folder).unwrap_or(path).to_path_buf();
    match folder.as_os_str().is_empty() {
        true => (PathBuf::from("."), rest),
        false => (folder.to_path_buf(), rest),
    }
}

fn is_hidden(name: &str) -> bool {
    name.is_empty()
        || name
            .split('/')
            .any(|part| part.starts_with('.') && part != "." && part != "..")
}

fn git(folder: &Path, revision: &str, arguments: &[&str]) -> Result<String, GitError> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    let done = command.output().map_err(GitError::Run)?;
    let refused = |said: &[u8]| GitError::Refused {
        revision: revision.to_string(),
        said: String::from_utf8_lossy(said)
            .trim()
            .trim_start_matches("fatal: ")
            .to_string(),
    };
    if !done.status.success() {
        return Err(refused(&done.stderr));
    }
    String::from_utf8(done.stdout).map_err(|_| refused(b"a file is not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn git_runs_in_a_folder_that_exists() {
        let split = |path: &str| existing(Path::new(path));
        assert_eq!(split("src"), ("src".into(), ".".into()));
        assert_eq!(split("src/lib.rs"), ("src".into(), "lib.rs".into()));
        assert_eq!(
            split("no-such-folder/x.sql"),
            (".".into(), "no-such-folder/x.sql".into())
        );
    }
}
