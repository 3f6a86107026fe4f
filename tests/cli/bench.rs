//! A database and a folder of a test's own, and the program run in them.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use tempfile::TempDir;
use trueup::scratch::{Options, Scratch};

/// One server for all tests of this program; it ends with the process.
fn server() -> &'static Scratch {
    static SERVER: OnceLock<Scratch> = OnceLock::new();
    SERVER.get_or_init(|| Scratch::start(&Options::default()).expect("a throwaway server starts"))
}

/// A database with a folder beside it.
pub struct Bench {
    folder: TempDir,
    database: String,
}

/// What a run has given.
pub struct Ran {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// Returns all of it, as a snapshot keeps it.
    pub fn whole(&self) -> String {
        let mut out = format!("exit status {}\n", self.status);
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                out.push_str(&format!("---- {name}\n{}\n", text.trim_end()));
            }
        }
        out
    }
}

impl Bench {
    /// Makes a database that holds what these statements make.
    pub fn new(live: &str) -> Bench {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let database = format!("cli{:03}", NUMBER.fetch_add(1, Ordering::Relaxed));
        server()
            .create_database(&database, None)
            .expect("the database is new");
        let folder = TempDir::new().expect("a folder can be made");
        let bench = Bench { folder, database };
        bench.sql(live);
        bench
    }

    /// Runs statements in the database.
    pub fn sql(&self, sql: &str) {
        let mut client = server()
            .connect(&self.database)
            .expect("the database is there");
        client.batch_execute(sql).expect("the statements are right");
    }

    /// Returns the one value of a query.
    pub fn value(&self, query: &str) -> String {
        let mut client = server()
            .connect(&self.database)
            .expect("the database is there");
        let row = client.query_one(&format!("select ({query})::text"), &[]);
        row.expect("the query gives a row").get(0)
    }

    /// Opens a connection to the database, as an application has one.
    pub fn connect(&self) -> postgres::Client {
        let mut client = server()
            .connect(&self.database)
            .expect("the database is there");
        client
            .batch_execute("set application_name = 'an application'")
            .expect("a setting");
        client
    }

    /// Returns the name of the database.
    pub fn name(&self) -> &str {
        &self.database
    }

    /// Returns the URL of the database for a role.
    pub fn url(&self, role: &str) -> String {
        let url = server().url(&self.database);
        url.replace("//postgres@", &format!("//{role}@"))
    }

    /// Writes a file into the folder.
    pub fn file(&self, name: &str, text: &str) -> &Bench {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a file is in a folder"))
            .expect("a folder can be made");
        std::fs::write(path, text).expect("the folder can be written");
        self
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the command that runs the program in the folder, against the database, with nothing of our own environment.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_trueup"));
        command.args(arguments).current_dir(self.folder());
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command
            .envs(server().psql_env())
            .env("PGDATABASE", &self.database);
        command
    }

    /// Returns the command that runs the program with some words on a terminal, which `script` makes.
    pub fn on_a_terminal(&self, words: &str) -> Command {
        let own = self.command(&[]);
        // The shell makes room for it, so that no signal ends the shell.
        let line = format!("exec {} {words}", own.get_program().display());
        let mut script = Command::new("script");
        script
            .args(["-qec", &line, "/dev/null"])
            .current_dir(self.folder())
            .env_clear()
            .envs(
                own.get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            )
            .env("NO_COLOR", "1")
            .env("TERM", "xterm")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        script
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.finish(self.command(arguments).output().expect("the program runs"))
    }

    /// Runs the program as another role.
    pub fn run_as(&self, role: &str, arguments: &[&str]) -> Ran {
        let mut command = self.command(arguments);
        self.finish(
            command
                .env("PGUSER", role)
                .output()
                .expect("the program runs"),
        )
    }

    fn finish(&self, output: Output) -> Ran {
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).expect("the program writes UTF-8");
            self.without_chance(&text)
        };
        Ran {
            status: output.status.code().expect("the program ends by itself"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// Replaces what is different in each run: the folder of the server, the name of the database, durations.
    fn without_chance(&self, text: &str) -> String {
        let socket = server().socket_dir().to_string_lossy().into_owned();
        let text = text
            .replace(&socket, "SOCKET")
            .replace(&self.database, "app");
        let words = text.split_inclusive([' ', '\n']).collect::<Vec<_>>();
        let mut out = String::new();
        // A slow machine takes seconds where another takes milliseconds.
        let mut is_slow = false;
        for (number, word) in words.iter().enumerate() {
            if std::mem::take(&mut is_slow) {
                out.push_str(&word.replacen('s', "ms", 1));
                continue;
            }
            let next = words
                .get(number + 1)
                .map_or("", |w| w.trim_end_matches([';', ',', '.', '\n', ' ']));
            let is_number = word.trim_end().parse::<f64>().is_ok();
            if is_number && word.ends_with(' ') && ["ms", "s", "min"].contains(&next) {
                let end = out.trim_end_matches(' ').len();
                out.truncate((end + 2).min(out.len()));
                out.push_str("0 ");
                is_slow = next == "s" && word.contains('.');
            } else {
                out.push_str(word);
            }
        }
        out
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        // A database that stays is no reason for a test to fail.
        let _ = server().drop_database(&self.database);
    }
}
