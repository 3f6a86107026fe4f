//! Where the commands of a page run: a repository of git with the files that a reader has, and a server where the page has one.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use tempfile::TempDir;
use trueup::scratch::{Options, Scratch};

use super::page::Page;

/// What a clone of this repository has for a reader of the pages.
const COPIED: [&str; 2] = ["schema", "examples"];

/// A folder and perhaps a server, which end with it.
pub struct Stage {
    folder: TempDir,
    server: Option<Scratch>,
}

/// What a command printed, and how it ended.
pub struct Said {
    /// Both streams, without blanks at the ends of lines.
    pub text: String,
    /// The exit status; none when a signal ended it.
    pub status: Option<i32>,
}

impl Stage {
    /// Makes what a page begins with.
    pub fn of(page: &Page) -> Stage {
        let folder = TempDir::new().expect("a folder can be made");
        let server = page.server.as_ref().map(|files| started(files));
        let stage = Stage { folder, server };
        stage.must("git init -q -b main");
        if !page.in_empty_folder {
            let root = Path::new(env!("CARGO_MANIFEST_DIR"));
            for name in COPIED {
                copy(&root.join(name), &stage.folder.path().join(name));
            }
            stage.must("git add . && git commit -q -m 'the schema'");
        }
        stage
    }

    /// Writes a file of the folder.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder"))
            .and_then(|()| fs::write(&path, text))
            .expect("the folder can be written");
    }

    /// Runs a command that nobody reads.
    pub fn must(&self, command: &str) {
        let said = self.run(command);
        assert_eq!(said.status, Some(0), "{command}\n{}", said.text);
    }

    /// Runs a command as somebody would in the folder.
    pub fn run(&self, command: &str) -> Said {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("exec 2>&1 </dev/null\n{command}")]);
        for (name, _) in env::vars_os().filter(|(name, _)| is_ours(&name.to_string_lossy())) {
            shell.env_remove(name);
        }
        shell.current_dir(self.folder.path());
        self.connect(&mut shell);
        for who in ["AUTHOR", "COMMITTER"] {
            shell.env(format!("GIT_{who}_NAME"), "reader");
            shell.env(format!("GIT_{who}_EMAIL"), "reader@example.com");
        }
        let output = shell
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("LC_ALL", "C.UTF-8")
            .env("NO_COLOR", "1")
            .output()
            .expect("sh runs");
        let text = String::from_utf8(output.stdout).expect("the output is UTF-8");
        let lines = text.lines().map(|line| format!("{}\n", line.trim_end()));
        Said {
            text: lines.collect(),
            status: output.status.code(),
        }
    }

    /// Names the server, or one that is nowhere, and the folders of the programs.
    fn connect(&self, shell: &mut Command) {
        let binary = Path::new(env!("CARGO_BIN_EXE_trueup"));
        let mut folders: Vec<PathBuf> =
            binary.parent().map(Path::to_path_buf).into_iter().collect();
        match &self.server {
            Some(server) => {
                folders.push(server.bin().to_path_buf());
                shell.envs(server.psql_env());
                shell.env("PGDATABASE", "postgres");
                shell.env("DATABASE_URL", server.url("postgres"));
            }
            None => {
                shell.env("PGHOST", "/nowhere");
            }
        }
        folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        let path = env::join_paths(folders).expect("no folder holds a colon");
        shell.env("PATH", path);
    }
}

/// Returns whether a variable of the one who runs the tests would change what a command prints.
fn is_ours(name: &str) -> bool {
    name.starts_with("PG")
        || name.starts_with("GIT_")
        || name == "DATABASE_URL"
        || name == "COLUMNS"
}

fn started(files: &[String]) -> Scratch {
    let server = Scratch::start(&Options::default()).expect("a throwaway server starts");
    for file in files {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let loaded = server.load("postgres", &path);
        loaded.unwrap_or_else(|error| panic!("{file} does not load: {error}"));
    }
    server
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder is readable") {
        let entry = entry.expect("an entry is readable");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("a file can be copied");
        }
    }
}
