//! What can go wrong with a throwaway server, and what to do about it.
//!
//! Errors of a live server that a user named belong to [`crate::live::connect`].

use std::io;
use std::path::{Path, PathBuf};

use miette::Diagnostic;
use thiserror::Error;

/// The reason why a throwaway server could not do its work.
#[derive(Debug, Error, Diagnostic)]
pub enum ScratchError {
    /// No folder with `initdb` and `postgres` was found.
    #[error("no PostgreSQL server binaries (initdb, postgres) on this machine; looked in {}", .looked.join(", "))]
    #[diagnostic(
        code("no-server-binaries"),
        help(
            "install the server: `apt install postgresql` (Debian, Ubuntu), `dnf install postgresql-server` (Fedora), \
             `apk add postgresql17` (Alpine), `brew install postgresql@17` (macOS); \
             or set TRUEUP_PG_BIN to the folder that holds initdb and postgres; or name a server that runs: --scratch URL"
        )
    )]
    NoBinaries {
        /// Where they were looked for.
        looked: Vec<String>,
    },
    /// A folder was named, and it lacks a program.
    #[error("{} holds no program {missing}", .folder.display())]
    #[diagnostic(
        code("no-server-binaries"),
        help(
            "{origin} must name the folder that holds initdb and postgres, such as /usr/lib/postgresql/17/bin"
        )
    )]
    NotBinaries {
        /// The folder.
        folder: PathBuf,
        /// The program.
        missing: &'static str,
        /// What named the folder.
        origin: &'static str,
    },
    /// The server refuses to run as root, and there is nobody else.
    #[error(
        "PostgreSQL refuses to run as root, and there is neither a user postgres nor a user nobody on this machine"
    )]
    #[diagnostic(
        code("no-server-user"),
        help("make one: `useradd --system postgres`; or run trueup as an ordinary user")
    )]
    NoUser,
    /// The folder could not be made or handed over.
    #[error("cannot prepare {} for a throwaway server: {error}", .folder.display())]
    #[diagnostic(
        code("no-scratch-folder"),
        help("set TMPDIR to a folder with a short path that may be written and has 40 MB free")
    )]
    Folder {
        /// The folder or file.
        folder: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A program could not be run.
    #[error("cannot run {}: {error}", .program.display())]
    #[diagnostic(code("program-not-run"))]
    Program {
        /// The program.
        program: PathBuf,
        /// What the system said.
        error: io::Error,
        /// What to do.
        #[help]
        help: String,
    },
    /// `initdb` failed.
    #[error("{} failed: {said}", .program.display())]
    #[diagnostic(code("initdb-failed"))]
    Init {
        /// The program.
        program: PathBuf,
        /// What it wrote to stderr.
        said: String,
    },
    /// The server ended while it started, or took too long.
    #[error("the throwaway server {what}: {log}")]
    #[diagnostic(code("server-not-started"), help("it was given: {command}"))]
    Start {
        /// What happened.
        what: String,
        /// The end of its log.
        log: String,
        /// The command line.
        command: String,
    },
    /// psql stopped at an error.
    #[error("psql stopped while it loaded {} into database {database} of the throwaway server:\n{said}", .file.display())]
    #[diagnostic(
        code("load-failed"),
        help(
            "mend the file so that `psql -v ON_ERROR_STOP=1 -f FILE` runs it on an empty database"
        )
    )]
    Load {
        /// The file.
        file: PathBuf,
        /// The database.
        database: String,
        /// What psql wrote to stderr.
        said: String,
    },
    /// The server refused a connection or a statement.
    #[error("{what}: {said}")]
    #[diagnostic(code("scratch-refused"))]
    Server {
        /// What was wanted.
        what: String,
        /// What the server said.
        said: String,
    },
}

impl ScratchError {
    /// Words a refusal of the server, with its SQLSTATE.
    pub(super) fn server(what: String, error: &postgres::Error) -> ScratchError {
        let said = match error.as_db_error() {
            Some(db) => format!("{} (SQLSTATE {})", db.message(), db.code().code()),
            None => error.to_string(),
        };
        ScratchError::Server { what, said }
    }

    /// Words a program that could not be run.
    pub(super) fn program(program: &Path, error: io::Error) -> ScratchError {
        let help = match error.kind() {
            io::ErrorKind::NotFound => format!(
                "install it, or put it on PATH: `apt install postgresql-client` has {}",
                program.display()
            ),
            io::ErrorKind::PermissionDenied => {
                format!(
                    "the user that runs it may not enter a folder above it: `namei -l {}` shows which",
                    program.display()
                )
            }
            _ => format!(
                "`{} --version` shows whether it runs at all",
                program.display()
            ),
        };
        ScratchError::Program {
            program: program.to_path_buf(),
            error,
            help,
        }
    }
}
