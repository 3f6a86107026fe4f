//! The git command, and the folder that it runs in.
//!
//! A hook is told by variables which repository and which index are meant (`git commit -a` has an index of its own); they are
//! left as they are, and where GIT_DIR is one of them git counts paths from the folder that we are in.

use std::env;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;

use super::store::{self, Owner};
use super::{GitError, HEAD};

/// The name of the file, in the folder of a repository, in which summaries of its texts are kept.
pub(super) const SUMMARIES: &str = "trueup-summaries";

/// A repository, as the folder in which git runs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Repository(Arc<Path>);

impl Repository {
    /// Returns the one of the working folder.
    pub fn here() -> Repository {
        Repository(Path::new(".").into())
    }

    /// Returns the one that a path is in, and the path from the folder where git runs.
    pub fn of(path: &Path) -> (Repository, PathBuf) {
        if env::var_os("GIT_DIR").is_some() {
            return (Repository::here(), path.to_path_buf());
        }
        let (folder, rest) = existing(path);
        (Repository(folder.into()), rest)
    }

    /// Returns the folder in which git runs.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// Returns what people write before a path that git has told.
    pub fn prefix(&self) -> String {
        if *self.0 == *Path::new(".") {
            return String::new();
        }
        let folder = self.0.strip_prefix(".").unwrap_or(&self.0);
        let folder = folder.display().to_string();
        folder.trim_end_matches('/').to_string() + "/"
    }

    /// Runs a command of git and returns what it prints.
    pub fn run(&self, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
        let started = self.start(arguments, Stdio::null())?;
        self.finish(started, arguments)
    }

    /// Starts a command of git.
    pub fn start(&self, arguments: &[&str], stdin: Stdio) -> Result<Child, GitError> {
        let mut command = self.command(arguments);
        command.stdin(stdin);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let started = command.spawn();
        started.map_err(|error| match error.kind() {
            ErrorKind::NotFound => self.needs_git(),
            _ => GitError::Run(error),
        })
    }

    /// Returns what there is to say where git is not there.
    fn needs_git(&self) -> GitError {
        let help = match store::owner(&self.0) {
            Some(Owner::Nobody) => return GitError::NoRepository(self.called()),
            Some(Owner::Other(id)) => format!(
                "the repository belongs to another user, and whether it may be read is told by git; run trueup as the one who \
                 owns it, whose number is {id}, or where git is"
            ),
            None => "revisions are read by the git command, and so is a repository of an unusual kind; install it, or put it into \
                     PATH"
                .into(),
        };
        GitError::Absent { help }
    }

    /// Returns what people call the folder.
    fn called(&self) -> String {
        match *self.0 == *Path::new(".") {
            true => "the working folder".into(),
            false => self.0.display().to_string(),
        }
    }

    /// Waits for a command to end and returns what it has printed.
    pub fn finish(&self, child: Child, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
        let done = child.wait_with_output().map_err(GitError::Run)?;
        match done.status.success() {
            true => Ok(done.stdout),
            false => Err(self.refused(&done, arguments)),
        }
    }

    /// Waits for a command whose output was taken, and returns why it has failed, if so.
    pub fn why(&self, child: &mut Child, arguments: &[&str]) -> Option<GitError> {
        let mut said = Vec::new();
        let read = child
            .stderr
            .take()
            .map(|mut err| err.read_to_end(&mut said));
        let status = child.wait().ok()?;
        let done = Output {
            status,
            stdout: Vec::new(),
            stderr: said,
        };
        let failed = read.is_some() && !status.success();
        failed.then(|| self.refused(&done, arguments))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        // What it says is looked at, so it is to say it in one language.
        command.env("LC_ALL", "C");
        if *self.0 != *Path::new(".") {
            command.arg("-C").arg(&*self.0);
        }
        command.arg("--literal-pathspecs").args(arguments);
        command
    }

    fn refused(&self, done: &Output, arguments: &[&str]) -> GitError {
        let said = String::from_utf8_lossy(&done.stderr);
        let said = said.trim().trim_start_matches("fatal: ");
        if said.starts_with("not a git repository") {
            return GitError::NoRepository(self.called());
        }
        GitError::Refused {
            command: arguments[0].to_string(),
            said: said.to_string(),
        }
    }
}

/// Returns the folder in which git looks for hooks.
///
/// # Errors
/// When the working folder is in no repository.
pub fn hooks() -> Result<PathBuf, GitError> {
    let printed = Repository::here().run(&["rev-parse", "--git-path", "hooks"])?;
    let printed = String::from_utf8_lossy(&printed);
    Ok(PathBuf::from(printed.trim_end_matches('\n')))
}

/// Returns the scope of git's configuration that says where the hooks of all repositories are, if one does.
///
/// # Errors
/// When git cannot be run.
pub fn hooks_of_all() -> Result<Option<String>, GitError> {
    let asked = ["config", "--show-scope", "--get", "core.hooksPath"];
    let printed = match Repository::here().run(&asked) {
        Ok(printed) => String::from_utf8_lossy(&printed).into_owned(),
        // Nothing says it.
        Err(GitError::Refused { .. }) => return Ok(None),
        Err(error) => return Err(error),
    };
    let scope = printed.split_whitespace().next().unwrap_or_default();
    Ok(["global", "system"]
        .contains(&scope)
        .then(|| scope.to_string()))
}

/// Where the working folder is in its repository.
#[derive(Debug)]
pub struct Checkout {
    /// How many folders are above it up to the top of the working tree.
    pub depth: usize,
    /// The path from there to the working folder, with a slash at its end; nothing at the top.
    pub prefix: String,
    /// Whether there is a HEAD: not before the first commit.
    pub has_head: bool,
    /// The file of the repository in which summaries of its texts are kept.
    pub summaries: PathBuf,
}

/// Looks where the working folder is in its repository.
///
/// # Errors
/// When it is in none.
pub(super) fn checkout() -> Result<Checkout, GitError> {
    let asked = [
        "rev-parse",
        "--show-prefix",
        "--git-path",
        SUMMARIES,
        "--revs-only",
        HEAD,
    ];
    let printed = Repository::here().run(&asked)?;
    let printed = String::from_utf8_lossy(&printed);
    let (prefix, rest) = printed.split_once('\n').unwrap_or_default();
    let (summaries, head) = rest.split_once('\n').unwrap_or_default();
    Ok(Checkout {
        summaries: PathBuf::from(summaries),
        depth: prefix.matches('/').count(),
        prefix: prefix.to_string(),
        has_head: !head.trim().is_empty(),
    })
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
