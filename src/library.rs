//! What a program calls that has trueup within it: files in, a comparison, a patch, a database that is in step.
//!
//! Each function is the door to a layer, and the command line goes through the same ones. Nothing here prints, asks, or keeps anything
//! between two calls; what the environment says is read only where [`connect`] follows libpq in it.

use std::path::{Path, PathBuf};

use miette::Diagnostic;
use postgres::Client;
use thiserror::Error;

use crate::apply::{self, Applied, ApplyError, Limits, Request, Watch};
use crate::compare::{self, CompareError, Comparison, Side};
use crate::desired::Scripts;
use crate::desired::files::{self, FilesError, Syntax};
use crate::kind::Action;
use crate::live::Reach;
use crate::live::connect::{self, ConnectError};
use crate::plan::gate::Allowed;

/// Any of the errors of this page, for functions that meet several of them.
#[derive(Debug, Error, Diagnostic)]
pub enum Error {
    /// The files cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Files(#[from] FilesError),
    /// There is no connection.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Connect(#[from] ConnectError),
    /// There is nothing to compare; where the files are wrong, each problem stands in the error with its place.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Compare(#[from] CompareError),
    /// The patch was not applied, and nothing was changed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Apply(#[from] ApplyError),
}

/// What a patch may do, and how far it goes beyond what the files name; by default nothing that loses data.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How far to look beyond what the files name.
    pub reach: Reach,
    /// The hazards that are allowed.
    pub allowed: Allowed,
    /// How long statements may wait and run.
    pub limits: Limits,
    /// Whether PostgREST is told to read its schema cache again.
    pub notify: bool,
}

/// Reads a desired state from files and folders of SQL and YAML.
///
/// What is wrong in them is told when they are compared: only then it is known what their words mean.
///
/// # Errors
/// When a path cannot be read, is neither SQL nor YAML, or is a folder without such files.
pub fn load<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<Scripts, FilesError> {
    let paths: Vec<PathBuf> = paths
        .into_iter()
        .map(|p| p.as_ref().to_path_buf())
        .collect();
    let (files, syntaxes) = files::read(&paths)?;
    Ok(Scripts::parse(files, &syntaxes))
}

/// Reads a desired state from a text; `name` is what messages call it.
pub fn read(name: &str, text: &str, syntax: Syntax) -> Scripts {
    Scripts::of_text(name, text, syntax)
}

/// Connects to a database by a URL or a key-value string, as psql would.
///
/// TLS, `~/.pgpass` and the `PG*` variables work as in libpq; see [`connect::connect`], which also tells where the connection leads.
///
/// # Errors
/// With host, port, database, user and cause, and never with the password.
pub fn connect(source: &str) -> Result<Client, ConnectError> {
    connect::connect(Some(source)).map(|connected| connected.client)
}

/// Compares a database, or other files, with a desired state.
///
/// A server is read in one snapshot that sees all and changes nothing; spellings that may mean the same are settled there, in a
/// transaction that is rolled back.
///
/// # Errors
/// When the files are wrong, the server refuses a query, or no order of statements exists.
///
/// # Examples
/// ```
/// use trueup::desired::files::Syntax;
///
/// let live = trueup::read("before.sql", "create table prices (id text primary key, amount int);", Syntax::Sql);
/// let desired = trueup::read(
///     "after.yaml",
///     "tables: {prices: {columns: {id: text primary key, amount: bigint, currency: char(3)}}}",
///     Syntax::Yaml,
/// );
/// let comparison = trueup::diff(&desired, &live)?;
/// assert!(!comparison.in_step());
/// assert_eq!(comparison.plan.differences.len(), 2);
/// # Ok::<(), trueup::Error>(())
/// ```
/// Problems of the files have places, and are shown with the lines that they are about:
/// ```
/// use trueup::compare::CompareError;
/// use trueup::desired::files::Syntax;
///
/// let live = trueup::read("live.sql", "", Syntax::Sql);
/// let desired = trueup::read("schema.sql", "create table prices (product_id int references products);", Syntax::Sql);
/// let Err(CompareError::Desired(problems)) = trueup::diff(&desired, &live) else {
///     panic!("nothing defines the products");
/// };
/// let shown = format!("{:?}", miette::Report::new(problems[0].clone()));
/// assert!(shown.contains("schema.sql:1:48"), "{shown}");
/// ```
pub fn diff<'s>(desired: &Scripts, live: impl Into<Side<'s>>) -> Result<Comparison, CompareError> {
    diff_within(desired, live, &Reach::default())
}

/// Compares as [`diff`] does, with another reach: what the files do not name may be dropped.
///
/// # Errors
/// As [`diff`].
pub fn diff_within<'s>(
    desired: &Scripts,
    live: impl Into<Side<'s>>,
    reach: &Reach,
) -> Result<Comparison, CompareError> {
    compare::compare(desired, live.into(), reach)
}

/// Returns the statements of the patch in their order, each with what it locks, costs and is caused by.
///
/// A script that psql runs as it stands is [`report::sql::script`](crate::report::sql::script).
///
/// # Examples
/// ```
/// use trueup::desired::files::Syntax;
///
/// let live = trueup::read("before.sql", "create table prices (id text);", Syntax::Sql);
/// let desired = trueup::read("after.sql", "create table prices (amount int);", Syntax::Sql);
/// let comparison = trueup::diff(&desired, &live)?;
/// for action in trueup::plan(&comparison) {
///     println!("{};", action.sql());
///     for hazard in &action.hazards {
///         println!("  {}: {}", hazard.name, hazard.sentence);
///     }
/// }
/// let hazards = trueup::plan(&comparison).iter().flat_map(|a| &a.hazards);
/// assert_eq!(hazards.map(|h| h.name).collect::<Vec<_>>(), ["drops-data"]);
/// # Ok::<(), trueup::Error>(())
/// ```
pub fn plan(comparison: &Comparison) -> &[Action] {
    &comparison.plan.actions
}

/// Makes a database as desired, in one transaction that is committed only if the catalog, read again, is in step.
///
/// # Errors
/// When anything stands in the way: a hazard that is not allowed, a privilege that the role lacks, a statement that the server
/// refuses. Nothing is changed then.
///
/// # Examples
/// A test-suite brings a throwaway server to what the application needs, and says so when the files do not apply:
/// ```
/// use trueup::desired::files::Syntax;
/// use trueup::scratch::{self, Scratch};
/// use trueup::{Options, apply::Applied};
///
/// let server = Scratch::start(&scratch::Options::default())?;
/// let mut client = trueup::connect(&server.url("postgres"))?;
/// let desired = trueup::read("prices.sql", "create table prices (id text primary key);", Syntax::Sql);
///
/// let first = trueup::apply(&desired, &mut client, &Options::default())?;
/// assert!(matches!(first, Applied::Done(..)));
/// let second = trueup::apply(&desired, &mut client, &Options::default())?;
/// assert!(matches!(second, Applied::InStep(_)));
///
/// let without = trueup::read("prices.sql", "create table prices (name text);", Syntax::Sql);
/// client.batch_execute("insert into prices values ('pro')")?;
/// let refused = trueup::apply(&without, &mut client, &Options::default());
/// assert!(matches!(refused, Err(trueup::apply::ApplyError::Refused(..))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn apply(
    desired: &Scripts,
    client: &mut Client,
    options: &Options,
) -> Result<Applied, ApplyError> {
    let request = Request {
        scripts: desired,
        reach: &options.reach,
        allowed: &options.allowed,
        limits: &options.limits,
        agreed: None,
        notify: options.notify,
        watch: Watch::default(),
    };
    apply::apply(client, &request)
}
