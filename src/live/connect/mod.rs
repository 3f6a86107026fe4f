//! Connects to a live database as psql would: URLs, key-value strings, `PG*` variables, `~/.pgpass`, sockets, TLS.
//!
//! What is asked over the connection does not belong here.
//!
//! ```text
//! --db, PG* ──► source, values ──► settings ──► attempt (each host, each address) ──► Connected
//!                                    │           │ └ tls, only when the server offers it
//!                                    └ passfile ─┘ └ cause ──► error, words
//! ```

mod attempt;
mod cause;
mod error;
mod hosts;
mod option;
mod passfile;
mod settings;
mod source;
mod target;
mod tls;
mod values;
mod words;

use std::env;
use std::process::Command;
use std::time::{Duration, Instant};

use postgres::Client;

/// The name of trueup's sessions in `pg_stat_activity`, where no other is given.
pub const APPLICATION_NAME: &str = "trueup";

use attempt::Attempt;
pub use error::{ConnectError, Failure};
pub use settings::{Address, Host, Session, Settings, SslMode};
pub use target::{Target, shell_word};
pub use values::settings;

/// An open connection and what it leads to.
pub struct Connected {
    /// The connection.
    pub client: Client,
    /// What it leads to.
    pub target: Target,
    /// What was doubtful on the way, such as a password file that others may read.
    pub warnings: Vec<String>,
    /// When it was begun.
    pub begun: Instant,
    /// When it was open.
    pub open: Instant,
}

/// Connects to the database that `source` names: a URL, a key-value string or a bare database name; without one, what the `PG*` variables say.
///
/// Follows [libpq's connection strings](https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING), except that the
/// default `connect_timeout` is 10 s and that the options it cannot honour are refused, never ignored.
///
/// # Errors
/// [`ConnectError::Failed`] with the cause at each host that was tried, or one of the others when the settings make no sense.
pub fn connect(source: Option<&str>) -> Result<Connected, ConnectError> {
    connect_with(&settings(source, &environment)?)
}

/// Connects to another database of the same server, within a time.
///
/// # Errors
/// As [`connect`].
pub fn connect_beside(
    source: Option<&str>,
    database: &str,
    timeout: Duration,
) -> Result<Connected, ConnectError> {
    let settings = settings(source, &environment)?;
    connect_with(&Settings {
        database: database.to_string(),
        timeout: Some(timeout),
        ..settings
    })
}

/// Connects with settings that are already read, trying their hosts in order.
///
/// # Errors
/// As [`connect`].
pub fn connect_with(settings: &Settings) -> Result<Connected, ConnectError> {
    let mut failure = Failure::default();
    for session in settings.session.passes() {
        for host in &settings.hosts {
            let attempt = Attempt::new(settings, host, *session);
            let target = settings.target(host);
            let begun = Instant::now();
            match attempt.run() {
                Ok(client) => {
                    return Ok(Connected {
                        client,
                        target,
                        warnings: attempt.warnings,
                        begun,
                        open: Instant::now(),
                    });
                }
                Err(cause) => {
                    let last = cause.ends_the_search();
                    failure.add(target, cause, &attempt.warnings);
                    if last {
                        return Err(failure.into());
                    }
                }
            }
        }
    }
    Err(failure.into())
}

/// Returns whether a connection string holds a password.
///
/// # Errors
/// When it is malformed, or an option is unknown.
pub fn has_password(source: &str) -> Result<bool, ConnectError> {
    let given = source::parse(source)?;
    Ok(given.iter().any(|(option, _)| option.name == "password"))
}

/// Reads a variable of the environment; the name of the user comes from the system where no variable tells it.
pub fn environment(name: &str) -> Option<String> {
    env::var(name).ok().or_else(|| {
        if name == "LOGNAME" {
            system_user()
        } else {
            None
        }
    })
}

fn system_user() -> Option<String> {
    let done = Command::new("id").arg("-un").output().ok()?;
    Some(String::from_utf8(done.stdout).ok()?.trim().to_string())
}
