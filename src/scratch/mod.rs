//! A throwaway PostgreSQL: a private server in a folder of its own, gone when the value is dropped.
//!
//! What is run on it does not belong here. It listens on a unix socket inside a folder that only its user may enter, and not on TCP
//! unless the settings say so.
//! Nothing stays behind: dropping it (also while a panic unwinds) stops the server and removes the folder, and a small shell
//! that waits on a pipe does the same when this process ends in any other way, be it killed or interrupted.
//!
//! ```text
//! /tmp/trueup-XXXXXX/      0700, the server's user
//!   data/                  what initdb makes
//!   log                    what the server says
//!   .s.PGSQL.5432          the socket
//! ```

mod binaries;
mod error;
mod owner;
mod process;
#[cfg(test)]
mod tests;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use postgres::{Client, Config, NoTls};
use tempfile::TempDir;

use crate::text::quote;
use binaries::Binaries;
pub use error::ScratchError;
use owner::Owner;
use process::Server;

/// The superuser of every throwaway server; it needs no password.
pub const USER: &str = "postgres";
const PORT: u16 = 5432;
/// The path of a socket may hold 103 bytes on the narrowest system, `/.s.PGSQL.5432` included.
const LONGEST_FOLDER: usize = 89;

/// What a throwaway server may be asked to be.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The folder with `initdb` and `postgres`; without it they are looked for.
    pub bin: Option<PathBuf>,
    /// Settings (`name`, `value`) beside or instead of the usual ones.
    pub settings: Vec<(String, String)>,
}

impl Options {
    /// Adds a setting.
    pub fn set(mut self, name: &str, value: &str) -> Options {
        self.settings.push((name.to_string(), value.to_string()));
        self
    }

    fn port(&self) -> u16 {
        let given = self.settings.iter().rfind(|(name, _)| name == "port");
        given
            .and_then(|(_, value)| value.parse().ok())
            .unwrap_or(PORT)
    }
}

/// A running throwaway server.
#[derive(Debug)]
pub struct Scratch {
    // The order matters: the server ends before its folder goes.
    _server: Server,
    folder: TempDir,
    binaries: Binaries,
    port: u16,
}

impl Scratch {
    /// Makes a cluster and starts its server, which takes well under a second.
    ///
    /// The settings favour speed over safety (`fsync=off`); `wal_level` is `logical` so that publications work.
    ///
    /// # Errors
    /// When no server binaries are found, or when `initdb` or `postgres` fails; the error carries what they said.
    pub fn start(options: &Options) -> Result<Scratch, ScratchError> {
        let binaries = Binaries::find(options.bin.as_deref())?;
        let folder = new_folder()?;
        let owner = Owner::of_servers(folder.path())?;
        init(&binaries, &owner, folder.path())?;
        let server = Server::start(
            server_command(&binaries, &owner, folder.path(), options)?,
            &owner,
            folder.path(),
        )?;
        Ok(Scratch {
            _server: server,
            folder,
            binaries,
            port: options.port(),
        })
    }

    /// Returns the URL of a database; this project, libpq and psql understand it.
    pub fn url(&self, database: &str) -> String {
        let host = percent_encoded(&self.socket_dir().to_string_lossy());
        format!(
            "postgresql://{USER}@/{}?host={host}&port={}",
            percent_encoded(database),
            self.port
        )
    }

    /// Returns the environment that makes psql, pg_dump and their like meet this server.
    pub fn psql_env(&self) -> [(&'static str, String); 3] {
        let host = self.socket_dir().to_string_lossy().into_owned();
        [
            ("PGHOST", host),
            ("PGPORT", self.port.to_string()),
            ("PGUSER", USER.to_string()),
        ]
    }

    /// Returns the folder that holds the server's binaries.
    pub fn bin(&self) -> &Path {
        &self.binaries.folder
    }

    /// Returns the folder of the server's socket.
    pub fn socket_dir(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the path of a client program: beside the server's binaries, or its bare name for `PATH` to find.
    pub fn client_program(&self, name: &str) -> PathBuf {
        let beside = self.bin().join(name);
        if beside.is_file() {
            beside
        } else {
            PathBuf::from(name)
        }
    }

    /// Opens a connection to a database.
    ///
    /// # Errors
    /// When the server refuses, such as when the database does not exist.
    pub fn connect(&self, database: &str) -> Result<Client, ScratchError> {
        Config::new()
            .host_path(self.socket_dir())
            .port(self.port)
            .user(USER)
            .dbname(database)
            .application_name("trueup")
            .connect(NoTls)
            .map_err(|error| {
                ScratchError::server(
                    format!("cannot connect to database {database} of the throwaway server"),
                    &error,
                )
            })
    }

    /// Makes a database, as a copy of `template` when one is named.
    ///
    /// # Errors
    /// When the server refuses: the name is taken, the template does not exist or is in use.
    pub fn create_database(&self, name: &str, template: Option<&str>) -> Result<(), ScratchError> {
        let mut statement = format!("CREATE DATABASE {}", quote::ident(name));
        if let Some(template) = template {
            let _ = write!(statement, " TEMPLATE {}", quote::ident(template));
        }
        self.run(&statement)
    }

    /// Drops a database, if it exists, and whoever is still connected to it.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn drop_database(&self, name: &str) -> Result<(), ScratchError> {
        self.run(&format!(
            "DROP DATABASE IF EXISTS {} WITH (FORCE)",
            quote::ident(name)
        ))
    }

    fn run(&self, statement: &str) -> Result<(), ScratchError> {
        self.connect("postgres")?
            .batch_execute(statement)
            .map_err(|error| {
                ScratchError::server(format!("the throwaway server refused: {statement}"), &error)
            })
    }

    /// Runs a file of SQL in a database with psql, which stops at the first error.
    ///
    /// # Errors
    /// When there is no psql, or with what it wrote to stderr.
    pub fn load(&self, database: &str, file: &Path) -> Result<(), ScratchError> {
        let mut psql = Command::new(self.client_program("psql"));
        owner::forget_pg_variables(&mut psql);
        psql.stdin(Stdio::null());
        psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f"])
            .arg(file)
            .arg("-d")
            .arg(self.url(database));
        psql.env("PGOPTIONS", "-c client_min_messages=warning")
            .stdout(Stdio::null());
        let done = psql
            .output()
            .map_err(|error| ScratchError::program(Path::new("psql"), error))?;
        if done.status.success() {
            return Ok(());
        }
        Err(ScratchError::Load {
            file: file.to_path_buf(),
            database: database.to_string(),
            said: said(&done),
        })
    }
}

fn new_folder() -> Result<TempDir, ScratchError> {
    let everyones = Path::new("/tmp");
    let usual = std::env::temp_dir();
    if usual.as_os_str().len() + "/trueup-XXXXXX".len() > LONGEST_FOLDER {
        return folder_in(everyones);
    }
    let folder = folder_in(&usual)?;
    // Root's own temporary folder may be closed to the user who is to run the server.
    if owner::is_root(folder.path()) && usual != everyones {
        folder_in(everyones)
    } else {
        Ok(folder)
    }
}

fn folder_in(parent: &Path) -> Result<TempDir, ScratchError> {
    let made = tempfile::Builder::new()
        .prefix("trueup-")
        .tempdir_in(parent);
    made.map_err(|error| ScratchError::Folder {
        folder: parent.to_path_buf(),
        error,
    })
}

fn init(binaries: &Binaries, owner: &Owner, folder: &Path) -> Result<(), ScratchError> {
    let program = binaries.folder.join("initdb");
    let mut command = owner.command(&program, folder);
    command.arg("-D").arg(folder.join("data")).args([
        "-U",
        USER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]);
    let done = command
        .output()
        .map_err(|error| ScratchError::program(&program, error))?;
    if done.status.success() {
        return Ok(());
    }
    Err(ScratchError::Init {
        program,
        said: said(&done),
    })
}

fn server_command(
    binaries: &Binaries,
    owner: &Owner,
    folder: &Path,
    options: &Options,
) -> Result<Command, ScratchError> {
    let log = folder.join("log");
    let file =
        fs::File::create(&log).map_err(|error| ScratchError::Folder { folder: log, error })?;
    let mut command = owner.command(&binaries.folder.join("postgres"), folder);
    command
        .arg("-D")
        .arg(folder.join("data"))
        .arg("-k")
        .arg(folder)
        .arg("-p")
        .arg(options.port().to_string());
    for (name, value) in SETTINGS {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    for (name, value) in &options.settings {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    command.stderr(file);
    Ok(command)
}

const SETTINGS: [(&str, &str); 7] = [
    ("listen_addresses", ""),
    ("fsync", "off"),
    ("synchronous_commit", "off"),
    ("full_page_writes", "off"),
    ("wal_level", "logical"),
    ("logging_collector", "off"),
    ("cluster_name", "trueup"),
];

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_string()
}

fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
