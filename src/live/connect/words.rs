//! The words for a failed connection: its name, what happened, and what to type.
//!
//! Telling causes apart belongs to [`super::cause`].

use std::fmt;

use super::Target;
use super::cause::{Cause, Refusal};
use super::passfile::line_for;
use super::target::shell_word;
use crate::text::quote::ident;

impl Cause {
    /// Returns the name of this cause where no server gave an SQLSTATE.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Cause::NothingListens | Cause::NoSocket(_) => "nothing-listens",
            Cause::SocketClosed(_) => "socket-not-allowed",
            Cause::NameNotFound(_) => "host-not-found",
            Cause::Unreachable(_) => "host-unreachable",
            Cause::TimedOut(_) => "connection-timed-out",
            Cause::NoPassword => "password-missing",
            Cause::Refused { .. } => "connection-refused",
            Cause::NotBound => "channel-not-bound",
            Cause::TlsNotOffered => "tls-not-offered",
            Cause::NotTrusted(_) => "certificate-not-trusted",
            Cause::OtherName(_) => "certificate-for-another-host",
            Cause::TlsTrouble { .. } => "tls-not-set-up",
            Cause::Tls(_) => "tls-failed",
            Cause::WrongSession(_) => "wrong-kind-of-server",
            Cause::HungUp => "server-hung-up",
            Cause::Other(_) => "not-connected",
        }
    }

    /// Writes what happened, for a message that has named the target already.
    pub(super) fn write(&self, target: &Target, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cause::NothingListens => write!(f, "nothing listens there"),
            Cause::NoSocket(socket) => write!(f, "there is no socket {socket}"),
            Cause::SocketClosed(socket) => write!(f, "the system does not let you use {socket}"),
            Cause::NameNotFound(said) => {
                write!(f, "host name {} was not found ({said})", target.host)
            }
            Cause::Unreachable(said) => write!(f, "no way leads to the host ({said})"),
            Cause::TimedOut(limit) => write!(f, "timed out after {} s", limit.as_secs()),
            Cause::NoPassword => write!(f, "the server asks for a password, and none was given"),
            Cause::Refused {
                sqlstate, message, ..
            } => write!(f, "{message} (SQLSTATE {sqlstate})"),
            Cause::NotBound => write!(
                f,
                "the server cannot tie the password to its certificate, and channel_binding=require insists on it"
            ),
            Cause::TlsNotOffered => write!(
                f,
                "the server does not offer TLS, and sslmode insists on it"
            ),
            Cause::NotTrusted(why) => write!(f, "the server's certificate is not trusted: {why}"),
            Cause::OtherName(names) if names.is_empty() => write!(
                f,
                "the server's certificate is not made out to {}",
                target.host
            ),
            Cause::OtherName(names) => write!(
                f,
                "the server's certificate is made out to {}, not to {}",
                names.join(", "),
                target.host
            ),
            Cause::TlsTrouble { what, .. } => f.write_str(what),
            Cause::Tls(said) => write!(f, "TLS failed: {said}"),
            Cause::WrongSession(why) => {
                write!(f, "target_session_attrs rules this server out: {why}")
            }
            Cause::HungUp => write!(f, "the server closed the connection before it was ready"),
            Cause::Other(said) => f.write_str(said),
        }
    }

    /// Returns what to do about it, ready to paste.
    pub(super) fn advice(&self, target: &Target) -> String {
        let there = target.client_options();
        match self {
            Cause::NothingListens | Cause::NoSocket(_) if target.is_local() => {
                format!("is the server started? see\n  pg_isready {there}\nif it is elsewhere, name it: --db, DATABASE_URL or PGHOST and PGPORT")
            }
            Cause::NothingListens | Cause::NoSocket(_) => format!("check host and port in --db or DATABASE_URL, and try\n  pg_isready {there}"),
            Cause::SocketClosed(socket) => format!("run as a user who may enter its folder (ls -ld {}), or connect by TCP: host=localhost", parent(socket)),
            Cause::NameNotFound(_) => format!("check the host in --db or DATABASE_URL, and try\n  getent hosts {}", shell_word(&target.host)),
            Cause::Unreachable(_) => {
                format!("if the name has only an IPv6 address and your network has none, use an IPv4 address or a pooler; try\n  pg_isready {there}")
            }
            Cause::TimedOut(_) => {
                format!("a firewall may drop what you send, or the server be overloaded; try\n  pg_isready {there}\nto wait longer: connect_timeout=60")
            }
            Cause::NoPassword => format!("set PGPASSWORD, or add to ~/.pgpass (mode 0600) the line\n  {}", line_for(target)),
            Cause::Refused { refusal, message, .. } => refusal.advice(target, message),
            Cause::NotBound => "it takes TLS (sslmode=require) and a scram-sha-256 password; otherwise leave channel_binding out".to_string(),
            Cause::TlsNotOffered => "use sslmode=prefer or sslmode=disable if the way to the server is safe, or set ssl=on on the server".to_string(),
            Cause::NotTrusted(_) => {
                "name the certificate of the authority that signed it: sslrootcert=FILE, or sslrootcert=system for those that this machine trusts"
                    .to_string()
            }
            Cause::OtherName(_) => {
                "connect by a name that the certificate lists (subject alternative names, not the common name), or use sslmode=verify-ca".to_string()
            }
            Cause::TlsTrouble { no_roots: true, .. } => {
                "add sslrootcert=FILE, or sslrootcert=system with sslmode=verify-full, or put it in ~/.postgresql/root.crt".to_string()
            }
            Cause::TlsTrouble { .. } => "check sslrootcert, sslcert, sslkey and the host's name, and their PGSSL… variables".to_string(),
            Cause::Tls(_) => format!("look at it with\n  openssl s_client -starttls postgres -connect {}", target.place()),
            Cause::WrongSession(_) => "name the other hosts too (host=a,b), or use target_session_attrs=any".to_string(),
            Cause::HungUp => format!("is there a PostgreSQL behind that port? the server's log tells more; try\n  pg_isready {there}"),
            Cause::Other(_) => format!("try\n  psql {there} -U {} -d {}", shell_word(&target.user), shell_word(&target.database)),
        }
    }
}

impl Refusal {
    fn advice(self, target: &Target, message: &str) -> String {
        let there = target.client_options();
        let (user, database) = (shell_word(&target.user), shell_word(&target.database));
        match self {
            Refusal::Password => format!(
                "the password comes from the URL, then PGPASSWORD, then ~/.pgpass, where the line is\n  {}\nto set a new one, as a superuser: \\password {user} in psql",
                line_for(target)
            ),
            Refusal::NoDatabase => format!("make it, or see which there are:\n  createdb {there} -U {user} {database}\n  psql {there} -U {user} -l"),
            Refusal::NoRole if message.contains("not permitted to log in") => {
                format!("name a role that may log in, or, as a superuser:\n  alter role {} login;", ident(&target.user))
            }
            Refusal::NoRole => format!("name a role that exists (postgresql://ROLE@…, PGUSER), or make it:\n  createuser {there} {user}"),
            Refusal::NoHbaEntry if ["no encryption", "SSL off"].iter().any(|sign| message.contains(sign)) => {
                format!("use sslmode=require; if that is refused too, the server's pg_hba.conf needs a line such as\n  {}", hba_line(target))
            }
            Refusal::NoHbaEntry if message.contains("client certificate") => "name your certificate and its key: sslcert=FILE sslkey=FILE".to_string(),
            Refusal::NoHbaEntry => format!("the server's pg_hba.conf needs a line such as\n  {}", hba_line(target)),
            Refusal::Authentication => {
                "the server's pg_hba.conf asks for another proof: for a certificate, name sslcert and sslkey; for peer, try host=localhost, which mostly takes a password"
                    .to_string()
            }
            Refusal::MayNotConnect => format!(
                "as the owner of the database:\n  grant connect on database {} to {};",
                ident(&target.database),
                ident(&target.user)
            ),
            Refusal::TooMany => "close idle sessions (see pg_stat_activity), use the pooler's port, or raise max_connections".to_string(),
            Refusal::NotNow => format!("wait until it is ready:\n  pg_isready {there}"),
            Refusal::Other => format!("try\n  psql {there} -U {user} -d {database}"),
        }
    }
}

fn hba_line(target: &Target) -> String {
    let (kind, address) = if target.is_socket() {
        ("local", "")
    } else {
        ("hostssl", " YOUR_ADDRESS/32")
    };
    format!(
        "{kind} {} {}{address} scram-sha-256",
        target.database, target.user
    )
}

fn parent(socket: &str) -> &str {
    socket.rsplit_once('/').map_or(socket, |(folder, _)| folder)
}
