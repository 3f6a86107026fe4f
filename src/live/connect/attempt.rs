//! One host: its addresses, with and without TLS, each within the time allowed.
//!
//! The driver's own timeout ends when the socket is open, so a server that accepts and then keeps silent would hang it. The work is done
//! in a thread that is given up when the time is over.

use std::net::{IpAddr, ToSocketAddrs};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use postgres::config::{SslMode as DriverMode, SslNegotiation};
use postgres::{Client, Config, NoTls};

use super::cause::{Cause, Refusal};
use super::settings::{Address, Host, Password, Session, Settings, SslMode};
use super::{passfile, tls};

/// A try at one host.
pub(super) struct Attempt<'a> {
    settings: &'a Settings,
    host: &'a Host,
    session: Session,
    password: Option<Password>,
    /// What was doubtful on the way.
    pub(super) warnings: Vec<String>,
}

/// What goes over the wire first.
#[derive(Debug, Clone, Copy)]
enum Opening {
    Plain,
    TlsIfOffered,
    Tls,
}

impl<'a> Attempt<'a> {
    /// Prepares a try, with the password that the settings or the password file have for this host.
    pub(super) fn new(settings: &'a Settings, host: &'a Host, session: Session) -> Attempt<'a> {
        let mut attempt = Attempt {
            settings,
            host,
            session,
            password: settings.password.clone(),
            warnings: Vec::new(),
        };
        if let (None, Some(file)) = (&attempt.password, &settings.passfile) {
            match passfile::find(file, &settings.target(host)) {
                Ok(found) => attempt.password = found,
                Err(warning) => attempt.warnings.push(warning),
            }
        }
        attempt
    }

    /// Tries every address of the host, and returns the first connection or the last cause.
    pub(super) fn run(&self) -> Result<Client, Cause> {
        let Address::Name(name) = &self.host.address else {
            return self.reach(None);
        };
        let addresses = match self.host.hostaddr {
            Some(address) => vec![address],
            None => self.look_up(name)?,
        };
        let mut last = Cause::NameNotFound("it has no address".to_string());
        for address in addresses {
            match self.reach(Some(address)) {
                Err(cause) if !cause.ends_the_search() => last = cause,
                settled => return settled,
            }
        }
        Err(last)
    }

    fn look_up(&self, name: &str) -> Result<Vec<IpAddr>, Cause> {
        let (host, port) = (name.to_string(), self.host.port);
        let found = within(self.settings.timeout, move || {
            (host.as_str(), port)
                .to_socket_addrs()
                .map(|found| found.map(|a| a.ip()).collect())
        });
        let mut addresses: Vec<IpAddr> =
            found?.map_err(|error| Cause::NameNotFound(error.to_string()))?;
        addresses.dedup();
        Ok(addresses)
    }

    /// Opens a connection in the ways that `sslmode` allows, and sees whether the server is of the kind that is wanted.
    fn reach(&self, address: Option<IpAddr>) -> Result<Client, Cause> {
        use Opening::{Plain, Tls, TlsIfOffered};
        // TLS is never spoken over a unix socket.
        let mode = if address.is_none() {
            SslMode::Disable
        } else {
            self.settings.tls.mode
        };
        let open = |opening| self.open(address, opening);
        let client = match mode {
            SslMode::Disable => open(Plain),
            SslMode::Allow => open(Plain).or_else(|first| {
                if first.is_rejection() {
                    other_way(first, open(Tls))
                } else {
                    Err(first)
                }
            }),
            SslMode::Prefer => open(TlsIfOffered).or_else(|first| {
                if first.is_rejection() || first.is_tls() {
                    other_way(first, open(Plain))
                } else {
                    Err(first)
                }
            }),
            SslMode::Require | SslMode::VerifyCa | SslMode::VerifyFull => open(Tls),
        };
        client.and_then(|client| self.check_session(client))
    }

    fn open(&self, address: Option<IpAddr>, opening: Opening) -> Result<Client, Cause> {
        let config = self.config(address, opening);
        let target = self.settings.target(self.host);
        let connected = if matches!(opening, Opening::Plain) {
            within(self.settings.timeout, move || config.connect(NoTls))
        } else {
            let connector = tls::Connector {
                tls: self.settings.tls.clone(),
                host: self.given_name(),
            };
            within(self.settings.timeout, move || config.connect(connector))
        };
        connected?.map_err(|error| Cause::of(&error, &target))
    }

    fn given_name(&self) -> String {
        match &self.host.address {
            Address::Name(name) => name.clone(),
            Address::Socket(_) => String::new(),
        }
    }

    fn config(&self, address: Option<IpAddr>, opening: Opening) -> Config {
        let settings = self.settings;
        let mut config = Config::new();
        config
            .user(&settings.user)
            .dbname(&settings.database)
            .application_name(&settings.application_name)
            .port(self.host.port);
        self.configure_address(&mut config, address);
        config.ssl_mode(match opening {
            Opening::Plain => DriverMode::Disable,
            Opening::TlsIfOffered => DriverMode::Prefer,
            Opening::Tls => DriverMode::Require,
        });
        if settings.tls.direct && matches!(opening, Opening::Tls) {
            config.ssl_negotiation(SslNegotiation::Direct);
        }
        config.channel_binding(settings.tls.binding);
        if let Some(password) = &self.password {
            config.password(password.reveal());
        }
        if let Some(options) = &settings.options {
            config.options(options);
        }
        self.configure_network(&mut config);
        config
    }

    fn configure_address(&self, config: &mut Config, address: Option<IpAddr>) {
        match (&self.host.address, address) {
            (Address::Socket(folder), _) => config.host_path(folder),
            (Address::Name(name), Some(address)) if name.is_empty() => {
                config.host(&address.to_string()).hostaddr(address)
            }
            (Address::Name(name), Some(address)) => config.host(name).hostaddr(address),
            (Address::Name(name), None) => config.host(name),
        };
    }

    fn configure_network(&self, config: &mut Config) {
        let network = &self.settings.network;
        config.keepalives(!network.no_keepalives);
        if let Some(idle) = network.idle {
            config.keepalives_idle(idle);
        }
        if let Some(interval) = network.interval {
            config.keepalives_interval(interval);
        }
        if let Some(count) = network.count {
            config.keepalives_retries(count);
        }
        if let Some(limit) = network.user_timeout {
            config.tcp_user_timeout(limit);
        }
    }

    fn check_session(&self, mut client: Client) -> Result<Client, Cause> {
        if self.session == Session::Any {
            return Ok(client);
        }
        let asked = client.query_one("select pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('transaction_read_only') = 'on'", &[]);
        let row = asked.map_err(|error| Cause::of(&error, &self.settings.target(self.host)))?;
        let (standby, read_only): (bool, bool) = (row.get(0), row.get(1));
        let wrong = match self.session {
            Session::Any | Session::PreferStandby => None,
            Session::ReadWrite => read_only.then_some("its sessions are read-only"),
            Session::ReadOnly => (!read_only).then_some("its sessions may write"),
            Session::Primary => standby.then_some("it is a standby"),
            Session::Standby => (!standby).then_some("it is not a standby"),
        };
        wrong.map_or(Ok(client), |why| Err(Cause::WrongSession(why)))
    }
}

/// Chooses between the causes of two ways: the second, unless it is just that the server does not take that way.
fn other_way(first: Cause, second: Result<Client, Cause>) -> Result<Client, Cause> {
    second.map_err(|second| match second {
        Cause::TlsNotOffered
        | Cause::Refused {
            refusal: Refusal::NoHbaEntry,
            ..
        } => first,
        other => other,
    })
}

/// Does the work, but waits no longer than `limit` for it.
fn within<T: Send + 'static>(
    limit: Option<Duration>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Cause> {
    let Some(limit) = limit else {
        return Ok(work());
    };
    let (sender, receiver) = channel();
    let spawned = thread::Builder::new()
        .name("connect".to_string())
        .spawn(move || {
            // Nobody listens any more when the time is over.
            let _ = sender.send(work());
        });
    spawned.map_err(|error| Cause::Other(format!("no thread to connect in: {error}")))?;
    receiver.recv_timeout(limit).map_err(|error| match error {
        RecvTimeoutError::Timeout => Cause::TimedOut(limit),
        RecvTimeoutError::Disconnected => Cause::Other("the attempt was given up".to_string()),
    })
}
