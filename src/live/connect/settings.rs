//! What a connection is to be.
//!
//! Where the values come from belongs to [`super::values`], what is done with them to [`super::attempt`].

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use postgres::config::ChannelBinding;

use super::Target;

/// Where a server's socket is looked for when no host is named; a password file calls both `localhost`.
pub(super) const SOCKET_FOLDERS: [&str; 2] = ["/var/run/postgresql", "/tmp"];

/// All that decides a connection.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The hosts, in the order in which they are tried.
    pub hosts: Vec<Host>,
    /// The database.
    pub database: String,
    /// The role.
    pub user: String,
    /// How long one address may take; nothing is for ever.
    pub timeout: Option<Duration>,
    /// Which kind of server is wanted.
    pub session: Session,
    /// What `pg_stat_activity` shows.
    pub application_name: String,
    /// Options for the server, such as `-c statement_timeout=5s`.
    pub options: Option<String>,
    pub(super) password: Option<Password>,
    pub(super) passfile: Option<PathBuf>,
    pub(super) tls: Tls,
    pub(super) network: Network,
}

/// One server to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// Its socket's folder or its name.
    pub address: Address,
    /// The address to use in place of looking the name up.
    pub hostaddr: Option<IpAddr>,
    /// The port, also where a socket's name carries it.
    pub port: u16,
}

/// How a server is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// The folder of its unix socket.
    Socket(PathBuf),
    /// Its name or IP address; empty where only `hostaddr` is known.
    Name(String),
}

/// How far TLS is insisted on, as [libpq's `sslmode`](https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION) says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SslMode {
    /// Never.
    Disable,
    /// Only if the server refuses to go without.
    Allow,
    /// If the server offers it.
    Prefer,
    /// Always; the certificate is checked only where a root certificate is at hand.
    Require,
    /// Always, with a certificate that a known authority signed.
    VerifyCa,
    /// Always, with such a certificate made out to the host's name.
    VerifyFull,
}

/// Which kind of server is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Session {
    /// Any.
    Any,
    /// One whose sessions may write.
    ReadWrite,
    /// One whose sessions may not write.
    ReadOnly,
    /// One that is not in recovery.
    Primary,
    /// One that is in recovery.
    Standby,
    /// One that is in recovery, else any.
    PreferStandby,
}

impl Session {
    /// Returns what to look for in each pass over the hosts.
    pub(super) fn passes(self) -> &'static [Session] {
        match self {
            Session::Any => &[Session::Any],
            Session::ReadWrite => &[Session::ReadWrite],
            Session::ReadOnly => &[Session::ReadOnly],
            Session::Primary => &[Session::Primary],
            Session::Standby => &[Session::Standby],
            Session::PreferStandby => &[Session::Standby, Session::Any],
        }
    }
}

/// A password, which no message can show.
#[derive(Clone)]
pub(super) struct Password(String);

impl Password {
    pub(super) fn new(text: String) -> Password {
        Password(text)
    }

    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(hidden)")
    }
}

/// What TLS needs.
#[derive(Debug, Clone)]
pub(super) struct Tls {
    pub(super) mode: SslMode,
    pub(super) roots: Roots,
    pub(super) certificate: Option<PathBuf>,
    pub(super) key: Option<PathBuf>,
    pub(super) names_the_host: bool,
    pub(super) direct: bool,
    pub(super) binding: ChannelBinding,
    /// `~/.postgresql`, where libpq keeps certificates.
    pub(super) folder: Option<PathBuf>,
}

/// Whom to trust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Roots {
    /// `~/.postgresql/root.crt`, if it exists.
    Default,
    /// Whom the operating system trusts.
    System,
    /// Whom this file names.
    File(PathBuf),
}

/// What the network needs.
#[derive(Debug, Clone, Default)]
pub(super) struct Network {
    pub(super) no_keepalives: bool,
    pub(super) idle: Option<Duration>,
    pub(super) interval: Option<Duration>,
    pub(super) count: Option<u32>,
    pub(super) user_timeout: Option<Duration>,
}

impl Settings {
    /// Returns what messages call a connection to one of the hosts.
    pub fn target(&self, host: &Host) -> Target {
        let name = match (&host.address, host.hostaddr) {
            (Address::Socket(folder), _) => folder.to_string_lossy().into_owned(),
            (Address::Name(name), Some(address)) if name.is_empty() => address.to_string(),
            (Address::Name(name), _) => name.clone(),
        };
        Target {
            host: name,
            port: host.port,
            database: self.database.clone(),
            user: self.user.clone(),
        }
    }
}
