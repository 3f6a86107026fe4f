//! The library's front: read files, connect, compare, plan and apply, each one function, for programs that embed trueup.
//!
//! It puts together what `compare`, `apply` and `report` do and adds nothing of its own; the command line stands on the same functions.
//! Nothing here prints, and nothing is kept between calls. [`connect`] reads the variables that libpq reads (`PGHOST`, `PGPASSWORD`,
//! `~/.pgpass`, …) for what the URL does not say.

mod error;

use std::path::PathBuf;
use std::time::Duration;

use postgres::Client;

use crate::apply::counts::Counts;
use crate::apply::{self, Applied, ApplyError, Limits, Request};
use crate::compare::{Comparison, Side, compare};
use crate::confirm::Within;
use crate::desired::Scripts;
use crate::desired::files::{self, Syntax};
use crate::diff::Difference;
use crate::kind::Hazard;
use crate::live::{Reach, connect as connection};
use crate::model::Files;
use crate::plan::gate::Allowed;
use crate::report::sql;
pub use error::Error;
use error::refusal;

/// What a comparison looks at, and what a patch may do; by default as little as possible.
#[derive(Debug, Clone, Default)]
pub struct Options {
    reach: Reach,
    allowed: Allowed,
    limits: Limits,
}

impl Options {
    /// Also drops what the files do not have, in the schemas that they use and in these; `*` is all but the system's.
    pub fn prune(mut self, schemas: &[&str]) -> Options {
        self.reach.prune = true;
        self.reach.schemas = schemas.iter().map(ToString::to_string).collect();
        self
    }

    /// Allows hazards by name, such as `drops-data`; several are separated by commas.
    ///
    /// # Errors
    /// [`Error::UnknownHazard`] when no hazard has such a name.
    pub fn allow(mut self, hazards: &str) -> Result<Options, Error> {
        self.allowed = Allowed::parse(&[hazards.to_string()]).map_err(Error::UnknownHazard)?;
        Ok(self)
    }

    /// Limits how long a statement waits for a lock, while others wait behind it; 5 seconds unless told.
    pub fn lock_timeout(mut self, time: Duration) -> Options {
        self.limits.lock = format!("{}ms", time.as_millis().max(1));
        self
    }

    /// Limits how long a statement runs; for ever unless told.
    pub fn statement_timeout(mut self, time: Duration) -> Options {
        self.limits.statement = format!("{}ms", time.as_millis().max(1));
        self
    }
}

/// What a desired state is compared with.
pub enum Live<'l> {
    /// A database.
    Server(&'l mut Client),
    /// Other files; no server is asked.
    Files(&'l Scripts),
}

impl<'l> From<&'l mut Client> for Live<'l> {
    fn from(client: &'l mut Client) -> Live<'l> {
        Live::Server(client)
    }
}

impl<'l> From<&'l Scripts> for Live<'l> {
    fn from(scripts: &'l Scripts) -> Live<'l> {
        Live::Files(scripts)
    }
}

/// A patch, with the comparison that it comes from.
#[derive(Debug)]
pub struct Patch {
    comparison: Comparison,
}

impl Patch {
    /// Returns whether nothing is to be done.
    pub fn in_step(&self) -> bool {
        self.comparison.in_step()
    }

    /// Returns the statements in the order in which they run, without semicolons and secrets.
    pub fn statements(&self) -> Vec<String> {
        let actions = self.comparison.plan.actions.iter();
        actions.map(|action| action.sql()).collect()
    }

    /// Walks what the statements may cost.
    pub fn hazards(&self) -> impl Iterator<Item = &Hazard> {
        self.comparison.plan.actions.iter().flat_map(|a| &a.hazards)
    }

    /// Returns the patch as a script that psql runs as it stands.
    pub fn script(&self) -> String {
        sql::script(&self.comparison, &Counts::default())
    }

    /// Returns all that is known of both sides.
    pub fn comparison(&self) -> &Comparison {
        &self.comparison
    }
}

/// Reads the files and folders that describe a database.
///
/// What they say is interpreted when they are compared, so mistakes in them are errors then.
///
/// # Errors
/// When a path cannot be read, is neither SQL nor YAML, or is a folder without such files.
pub fn load(paths: &[impl Into<PathBuf> + Clone]) -> Result<Scripts, Error> {
    let paths: Vec<PathBuf> = paths.iter().cloned().map(Into::into).collect();
    let (files, syntaxes) = files::read(&paths)?;
    Ok(Scripts::parse(files, &syntaxes))
}

/// Takes a text that describes a database; messages call it by the name.
pub fn parse(name: &str, text: &str, syntax: Syntax) -> Scripts {
    let mut files = Files::default();
    files.add(name, text);
    Scripts::parse(files, &[syntax])
}

/// Connects to a database: a URL, a key-value string or a name, as psql takes them.
///
/// # Errors
/// When there is no connection, with the cause and what to do.
pub fn connect(source: &str) -> Result<Client, Error> {
    Ok(connection::connect(Some(source))?.client)
}

/// Returns what differs.
///
/// # Errors
/// As [`plan()`].
pub fn diff<'l>(
    live: impl Into<Live<'l>>,
    desired: &Scripts,
    options: &Options,
) -> Result<Vec<Difference>, Error> {
    Ok(plan(live, desired, options)?.comparison.plan.differences)
}

/// Plans the patch that makes a database as desired; nothing is changed.
///
/// ```
/// use trueup::desired::files::Syntax;
/// use trueup::{Options, parse, plan};
///
/// let live = parse("before.yaml", "tables: {users: {columns: {id: bigint}}}", Syntax::Yaml);
/// let desired = parse("after.sql", "create table users (id bigint, email text);", Syntax::Sql);
/// let patch = plan(&live, &desired, &Options::default())?;
/// assert_eq!(patch.statements(), ["alter table public.users add column email text"]);
/// # Ok::<(), trueup::Error>(())
/// ```
///
/// # Errors
/// When the files are wrong, the server refuses to be read, or no order of statements exists.
pub fn plan<'l>(
    live: impl Into<Live<'l>>,
    desired: &Scripts,
    options: &Options,
) -> Result<Patch, Error> {
    let side = match live.into() {
        Live::Server(client) => Side::Server(client, Within::NoTransaction),
        Live::Files(scripts) => Side::Files(scripts),
    };
    let comparison = compare(desired, side, &options.reach)?;
    Ok(Patch { comparison })
}

/// Makes a database as desired, in one transaction that commits only if nothing differs any more; returns the patch that was run.
///
/// ```
/// use trueup::desired::files::Syntax;
/// use trueup::scratch::{self, Scratch, ScratchError};
/// use trueup::{Error, Options, apply, connect, diff, parse};
///
/// let server = match Scratch::start(&scratch::Options::default()) {
///     Ok(server) => server,
///     // This machine has no PostgreSQL to try it on.
///     Err(ScratchError::NoBinaries { .. }) => return Ok(()),
///     Err(error) => return Err(error.into()),
/// };
/// server.create_database("app", None)?;
/// let mut client = connect(&server.url("app"))?;
///
/// let users = parse("users.sql", "create table users (id bigint primary key, name text);", Syntax::Sql);
/// apply(&mut client, &users, &Options::default())?;
/// assert!(diff(&mut client, &users, &Options::default())?.is_empty());
///
/// client.batch_execute("insert into users values (1, 'Ada')")?;
/// let fewer = parse("users.sql", "create table users (id bigint primary key);", Syntax::Sql);
/// let refused = apply(&mut client, &fewer, &Options::default());
/// assert!(matches!(refused, Err(Error::Refused(_))));
/// apply(&mut client, &fewer, &Options::default().allow("drops-data")?)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When anything stands in the way, such as a hazard that is not allowed; nothing is changed then.
pub fn apply(client: &mut Client, desired: &Scripts, options: &Options) -> Result<Patch, Error> {
    run(client, desired, options, None)
}

/// Runs a patch that was shown to somebody; another one, since the database has changed meanwhile, is an error.
///
/// # Errors
/// As [`apply()`].
pub fn apply_agreed(
    client: &mut Client,
    desired: &Scripts,
    options: &Options,
    agreed: &Patch,
) -> Result<Patch, Error> {
    run(client, desired, options, Some(&agreed.statements()))
}

fn run(
    client: &mut Client,
    desired: &Scripts,
    options: &Options,
    agreed: Option<&[String]>,
) -> Result<Patch, Error> {
    let request = Request {
        scripts: desired,
        reach: &options.reach,
        allowed: &options.allowed,
        limits: &options.limits,
        agreed,
        notify: false,
    };
    match apply::apply(client, &request) {
        Ok(Applied::InStep(comparison) | Applied::Done(comparison, _)) => Ok(Patch { comparison }),
        Err(ApplyError::Refused(comparison, counts)) => {
            Err(refusal(&comparison, &counts, &options.allowed))
        }
        Err(error) => Err(error.into()),
    }
}
