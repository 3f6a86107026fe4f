//! A repository of git of a test's own, and the program run in it as a hook runs it: without any database.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use super::bench::Ran;

/// A repository of git.
pub struct Repository {
    folder: TempDir,
}

impl Repository {
    /// Makes a folder that is still to become one.
    pub fn empty() -> Repository {
        let folder = TempDir::new().expect("a folder can be made");
        Repository { folder }
    }

    /// Makes one without a commit.
    pub fn new() -> Repository {
        let repository = Repository::empty();
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    /// Makes one whose first commit has a file.
    pub fn with(name: &str, text: &str) -> Repository {
        let repository = Repository::new();
        repository.file(name, text).git(&["add", "."]);
        repository.git(&["commit", "--quiet", "--message=first"]);
        repository
    }

    /// Returns its folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file.
    pub fn file(&self, name: &str, text: &str) -> &Repository {
        let path = self.folder().join(name);
        let folder = path.parent().expect("a file is in a folder");
        std::fs::create_dir_all(folder).expect("a folder can be made");
        std::fs::write(path, text).expect("the folder can be written");
        self
    }

    /// Returns a command in the folder, or in one below it, with nothing of our own environment.
    pub fn command(&self, program: &str, below: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.folder().join(below)).env_clear();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let program = Path::new(env!("CARGO_BIN_EXE_trueup"));
        let own = program.parent().expect("the program is in a folder");
        let paths = std::iter::once(own.to_path_buf()).chain(std::env::split_paths(&path));
        let path = std::env::join_paths(paths).expect("no folder has a colon");
        command.env("PATH", path).env("HOME", self.folder());
        command.env("GIT_CONFIG_NOSYSTEM", "1");
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "tester");
            command.env(format!("GIT_{who}_EMAIL"), "tester@example.com");
        }
        // A hook must not need a database.
        command.env("PGHOST", "/nowhere");
        command
    }

    /// Runs a command of git that must succeed.
    pub fn git(&self, arguments: &[&str]) -> Ran {
        let ran = self.try_git(arguments);
        assert_eq!(ran.status, 0, "git {arguments:?}: {}", ran.whole());
        ran
    }

    /// Runs a command of git.
    pub fn try_git(&self, arguments: &[&str]) -> Ran {
        finish(self.command("git", "").args(arguments).output())
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_below("", arguments)
    }

    /// Runs the program in a folder of the repository.
    pub fn run_below(&self, below: &str, arguments: &[&str]) -> Ran {
        let program = env!("CARGO_BIN_EXE_trueup");
        finish(self.command(program, below).args(arguments).output())
    }
}

/// Takes what a program gave.
pub fn finish(output: std::io::Result<Output>) -> Ran {
    let output = output.expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    Ran {
        status: output.status.code().expect("the program ends by itself"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}
