//! The private server of a run, and the programs that work on it: psql, pg_dump and trueup itself.
//!
//! What their answers must be is not decided here.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use postgres::Client;

use super::pool::Pool;
use trueup::scratch::{Options, Scratch};

/// The flags under which all of a database is compared with the files.
pub const WHOLE: [&str; 3] = ["--prune", "--schema", "*"];

/// A running server, shared by all trials of a run.
pub struct World {
    scratch: Scratch,
    /// The server's major version.
    pub version: u32,
    next: AtomicUsize,
    /// Databases to use again.
    pub pool: Pool,
}

/// A database of one trial, dropped with the value.
pub struct Database<'w> {
    world: &'w World,
    name: String,
}

/// What a program wrote, and its exit status.
pub struct Answer {
    /// The exit status; none if a signal ended it.
    pub status: Option<i32>,
    /// Its standard output.
    pub stdout: String,
    /// Its standard error.
    pub stderr: String,
}

impl World {
    /// Starts the server and makes the roles, which belong to all databases.
    pub fn start(roles: &[String]) -> Result<World, String> {
        let options = Options::default()
            .set("lock_timeout", "30s")
            .set("statement_timeout", "60s");
        let scratch = Scratch::start(&options).map_err(|error| error.to_string())?;
        let mut client = scratch.connect("postgres").map_err(|e| e.to_string())?;
        for statement in roles {
            let made = client.batch_execute(statement);
            made.unwrap_or_else(|error| panic!("{statement}: {error:?}"));
        }
        let row = client.query_one(
            "select current_setting('server_version_num')::int / 10000",
            &[],
        );
        let version: i32 = row.map_err(|e| e.to_string())?.get(0);
        Ok(World {
            scratch,
            version: version.unsigned_abs(),
            next: AtomicUsize::new(0),
            pool: Pool::default(),
        })
    }

    /// Takes a database that was kept.
    pub fn known(&self, name: String) -> Database<'_> {
        Database { world: self, name }
    }

    /// Makes an empty database.
    pub fn database(&self) -> Result<Database<'_>, String> {
        let name = format!("trial_{}", self.next.fetch_add(1, Ordering::Relaxed));
        // Logging each block costs four times as much as copying files.
        let strategy = if self.version < 15 {
            ""
        } else {
            " strategy file_copy"
        };
        self.run(&format!(
            "create database {name} template template0{strategy}"
        ))?;
        Ok(Database { world: self, name })
    }

    fn run(&self, statement: &str) -> Result<(), String> {
        let mut client = self
            .scratch
            .connect("postgres")
            .map_err(|error| error.to_string())?;
        client
            .batch_execute(statement)
            .map_err(|error| format!("{statement}: {error:?}"))
    }

    /// Returns what pg_dump prints of the database that psql makes of what pg_dump printed.
    pub fn dumped_again(&self, dump: &str) -> Result<String, String> {
        let file = tempfile::NamedTempFile::new().map_err(|error| error.to_string())?;
        std::fs::write(file.path(), dump).map_err(|error| error.to_string())?;
        let database = self.lend()?;
        database.load(file.path())?;
        database.dump()
    }

    /// Returns the folder of the server's socket.
    pub fn socket_dir(&self) -> &Path {
        self.scratch.socket_dir()
    }

    /// Returns the folder of the server's binaries.
    pub fn bin(&self) -> &Path {
        self.scratch.bin()
    }

    /// Returns a client program that meets this server.
    pub fn client_program(&self, name: &str) -> Command {
        let mut command = Command::new(self.scratch.client_program(name));
        command.envs(self.scratch.psql_env()).stdin(Stdio::null());
        command
    }
}

/// Ends the subscriptions of a database without a word to their publishers.
const LET_GO: &str = "do $$ declare s text; begin \
    for s in select subname from pg_subscription join pg_database d on d.oid = subdbid where datname = current_database() loop \
    execute format('alter subscription %I disable', s); execute format('alter subscription %I set (slot_name = none)', s); \
    execute format('drop subscription %I', s); end loop; end $$";

impl Drop for Database<'_> {
    fn drop(&mut self) {
        if let Ok(mut client) = self.connect() {
            // The server keeps a database that has a subscription; what cannot be done is told below.
            let _ = client.batch_execute(LET_GO);
        }
        if self.name.is_empty() {
            return;
        }
        let dropped = self
            .world
            .run(&format!("drop database {} with (force)", self.name));
        if let Err(error) = dropped {
            eprintln!("{} stays behind: {error}", self.name);
        }
    }
}

impl Database<'_> {
    /// Keeps the database, of which only the name is left, until the server ends.
    pub fn keep(mut self) -> String {
        std::mem::take(&mut self.name)
    }

    /// Opens a connection.
    pub fn connect(&self) -> Result<Client, String> {
        self.world
            .scratch
            .connect(&self.name)
            .map_err(|error| error.to_string())
    }

    /// Opens a connection as another role.
    pub fn connect_as(&self, role: &str) -> Result<Client, String> {
        let url = self.world.scratch.url(&self.name);
        let url = url.replace("//postgres@", &format!("//{role}@"));
        let connected = trueup::live::connect::connect(Some(&url));
        connected
            .map(|c| c.client)
            .map_err(|error| error.to_string())
    }

    /// Runs a file with psql, which stops at the first error.
    pub fn load(&self, file: &Path) -> Result<(), String> {
        self.world
            .scratch
            .load(&self.name, file)
            .map_err(|error| error.to_string())
    }

    /// Runs a file with psql as another role.
    pub fn load_as(&self, role: &str, file: &Path) -> Result<(), String> {
        let mut psql = self.world.client_program("psql");
        psql.args([
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-d",
            &self.name,
            "-U",
            role,
            "-f",
        ]);
        let answer = answer(psql.arg(file))?;
        match answer.status {
            Some(0) => Ok(()),
            _ => Err(answer.stderr),
        }
    }

    /// Returns what pg_dump prints of the schema, owners and privileges included.
    pub fn dump(&self) -> Result<String, String> {
        let mut pg_dump = self.world.client_program("pg_dump");
        pg_dump.args(["--schema-only", "-d", &self.name]);
        let answer = answer(&mut pg_dump)?;
        match answer.status {
            Some(0) => Ok(answer.stdout),
            _ => Err(format!("pg_dump failed: {}", answer.stderr)),
        }
    }

    /// Returns the folder of the server's socket.
    pub fn socket_dir(&self) -> &Path {
        self.world.socket_dir()
    }

    /// Returns its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Runs trueup in a folder, so that what it prints names files as the folder does.
    pub fn trueup(&self, folder: &Path, arguments: &[&str]) -> Result<Answer, String> {
        self.trueup_at(&self.world.scratch.url(&self.name), folder, arguments)
    }

    /// Runs a command of trueup that compares all of the database with a file.
    pub fn compare(
        &self,
        folder: &Path,
        command: &str,
        file: &str,
        more: &[&str],
    ) -> Result<Answer, String> {
        let arguments = [&[command, file], &WHOLE[..], more].concat();
        self.trueup(folder, &arguments)
    }

    /// Runs trueup as another role.
    pub fn trueup_as(
        &self,
        role: &str,
        folder: &Path,
        arguments: &[&str],
    ) -> Result<Answer, String> {
        let url = self.world.scratch.url(&self.name);
        let url = url.replace("//postgres@", &format!("//{role}@"));
        self.trueup_at(&url, folder, arguments)
    }

    /// Runs trueup on a database that is reached by a URL.
    pub fn trueup_at(
        &self,
        url: &str,
        folder: &Path,
        arguments: &[&str],
    ) -> Result<Answer, String> {
        let mut trueup = Command::new(env!("CARGO_BIN_EXE_trueup"));
        trueup.args(arguments).args(["--db", url]);
        trueup
            .current_dir(folder)
            .env("NO_COLOR", "1")
            .stdin(Stdio::null());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PG") || name == "DATABASE_URL" {
                trueup.env_remove(name);
            }
        }
        answer(&mut trueup)
    }
}

fn answer(command: &mut Command) -> Result<Answer, String> {
    let output = command.output();
    let Output {
        status,
        stdout,
        stderr,
    } = output
        .map_err(|error| format!("cannot run {}: {error}", command.get_program().display()))?;
    Ok(Answer {
        status: status.code(),
        stdout: String::from_utf8_lossy(&stdout).into_owned(),
        stderr: String::from_utf8_lossy(&stderr).into_owned(),
    })
}
