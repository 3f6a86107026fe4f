//! What stands on the live side: a server, a throwaway server, or files.

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::thread::{self, JoinHandle};

use postgres::Client;

use super::output;
use super::progress::Progress;
use super::throwaway::{self, Temporary};
use super::trouble::Trouble;
use crate::desired::Scripts;
use crate::desired::git::{self, Tree};
use crate::doctor::Line;
use crate::library;
pub use crate::live::connect::shell_word;
use crate::live::connect::{ConnectError, Connected, Target, connect, has_password};
use crate::scratch::{Options, Scratch};

/// The name of the database on a throwaway server.
const SCRATCH_DATABASE: &str = "trueup";

/// What stands on the live side.
pub enum Live {
    /// A server.
    Server(Box<Server>),
    /// Files.
    Files(Box<Scripts>),
}

/// A connection, and what keeps the server alive.
pub struct Server {
    /// The connection.
    pub client: Client,
    /// What it leads to, for people.
    pub name: String,
    /// The database alone, for people.
    pub database: String,
    /// Where it is; nothing for a throwaway server.
    pub target: Option<Target>,
    /// How it was reached, as far as that can tell of what stands between.
    pub line: Option<Line>,
    pub(super) _scratch: Option<Rc<Scratch>>,
    pub(super) _temporary: Option<Temporary>,
}

/// A connection in the making; a throwaway server is only started when it is finished.
pub enum Connecting {
    /// A thread connects.
    Thread(JoinHandle<Result<Connected, ConnectError>>),
    /// A throwaway server is wanted, with this file.
    Scratch(PathBuf),
}

/// Begins to connect to the database that is named, else to the one that the variables of libpq tell.
pub fn start(db: Option<&str>) -> Connecting {
    if let Some(file) = db.and_then(scratch) {
        return Connecting::Scratch(file.to_path_buf());
    }
    let source = db.map(str::to_string);
    Connecting::Thread(thread::spawn(move || connect(source.as_deref())))
}

impl Connecting {
    /// Waits for the connection.
    pub fn finish(self) -> Result<Server, Trouble> {
        match self {
            Connecting::Scratch(file) => start_scratch(&file),
            Connecting::Thread(thread) => {
                let connected = thread.join();
                Ok(server(
                    connected.unwrap_or_else(|panic| resume_unwind(panic))?,
                ))
            }
        }
    }
}

/// Connects to the database that is named, else to the one that the variables of libpq tell.
pub fn connect_to(db: Option<&str>) -> Result<Server, Trouble> {
    match db.and_then(scratch) {
        Some(file) => start_scratch(file),
        None => Ok(server(connect(db)?)),
    }
}

fn server(connected: Connected) -> Server {
    for warning in &connected.warnings {
        output::status(&format!("warning: {warning}"));
    }
    let port = (!connected.target.is_socket()).then_some(connected.target.port);
    let line = Line {
        port,
        begun: connected.begun,
        open: connected.open,
    };
    Server {
        line: Some(line),
        client: connected.client,
        name: connected.target.to_string(),
        database: format!("database {}", connected.target.database),
        target: Some(connected.target),
        _scratch: None,
        _temporary: None,
    }
}

/// Returns the connection string that is used: the one given, else that of the environment.
pub fn source(db: Option<&str>) -> Option<String> {
    let environment = || std::env::var("DATABASE_URL").ok();
    db.map(str::to_string).or_else(environment)
}

/// Opens whatever a source names; a revision is that of the desired paths.
pub fn open(source: &str, desired: &[PathBuf]) -> Result<Live, Trouble> {
    if source == "empty" {
        return Ok(Live::Files(Box::default()));
    }
    if let Some(revision) = source.strip_prefix("git:") {
        let (files, syntaxes) = git::read(&Tree::named(revision), desired)?;
        return Ok(Live::Files(Box::new(Scripts::parse(files, &syntaxes))));
    }
    if source.contains("://") || source.contains('=') || scratch(source).is_some() {
        return Ok(Live::Server(Box::new(connect_to(Some(source))?)));
    }
    Ok(Live::Files(Box::new(library::load([source])?)))
}

/// Returns the file of `scratch:FILE`, an empty one for `scratch` alone; nothing if it is something else.
fn scratch(source: &str) -> Option<&Path> {
    let rest = source.strip_prefix("scratch")?;
    match rest.strip_prefix(':') {
        Some(file) => Some(Path::new(file)),
        None => rest.is_empty().then(|| Path::new("")),
    }
}

fn start_scratch(file: &Path) -> Result<Server, Trouble> {
    let _progress = Progress::start(throwaway::STARTING);
    let scratch = Scratch::start(&Options::default())?;
    scratch.create_database(SCRATCH_DATABASE, None)?;
    if file != Path::new("") {
        scratch.load(SCRATCH_DATABASE, file)?;
    }
    Ok(Server {
        client: scratch.connect(SCRATCH_DATABASE)?,
        name: throwaway::NAME.into(),
        database: throwaway::NAME.into(),
        target: None,
        line: None,
        _scratch: Some(Rc::new(scratch)),
        _temporary: None,
    })
}

/// Returns a connection string as a shell takes it; one that holds a password, or cannot be read, is not repeated.
pub fn public(db: &str) -> String {
    match has_password(db) {
        Ok(false) => shell_word(db),
        Ok(true) | Err(_) => "…".into(),
    }
}
