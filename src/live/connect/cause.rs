//! Why a connection failed: what the driver, the system, TLS and the server say, told apart.
//!
//! The words for it, and what to do about it, belong to [`super::error`].

use std::error::Error as StdError;
use std::io::{self, ErrorKind};
use std::time::Duration;

use postgres::error::DbError;
use rustls::CertificateError;

use super::Target;
use super::tls::Trouble;

/// Why one attempt failed.
#[derive(Debug)]
pub(super) enum Cause {
    /// The port is closed.
    NothingListens,
    /// There is no socket.
    NoSocket(String),
    /// The socket may not be used.
    SocketClosed(String),
    /// The name has no address.
    NameNotFound(String),
    /// No way leads there.
    Unreachable(String),
    /// Nothing came back in time.
    TimedOut(Duration),
    /// The server wants a password, and there is none.
    NoPassword,
    /// The server said no.
    Refused {
        refusal: Refusal,
        sqlstate: String,
        message: String,
    },
    /// The proof of the password could not be tied to the server's certificate.
    NotBound,
    /// The server does not speak TLS.
    TlsNotOffered,
    /// Nobody whom we trust signed the certificate.
    NotTrusted(String),
    /// The certificate is made out to other names.
    OtherName(Vec<String>),
    /// TLS could not begin on our side.
    TlsTrouble { what: String, no_roots: bool },
    /// TLS failed in another way.
    Tls(String),
    /// The server is not of the kind that is wanted.
    WrongSession(&'static str),
    /// The server went away in the middle.
    HungUp,
    /// Anything else, in the words of who said it.
    Other(String),
}

/// Why a server said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    Password,
    NoDatabase,
    NoRole,
    NoHbaEntry,
    Authentication,
    MayNotConnect,
    TooMany,
    NotNow,
    Other,
}

impl Cause {
    /// Reads the driver's error.
    pub(super) fn of(error: &postgres::Error, target: &Target) -> Cause {
        if let Some(db) = error.as_db_error() {
            return refused(db);
        }
        if error.is_closed() {
            return Cause::HungUp;
        }
        let Some(source) = error.source() else {
            return Cause::Other(error.to_string());
        };
        if let Some(io) = source.downcast_ref::<io::Error>() {
            return of_io(io, target).unwrap_or_else(|| Cause::Other(format!("{error}: {io}")));
        }
        match source.to_string().as_str() {
            "password missing" => Cause::NoPassword,
            "server did not use channel binding" => Cause::NotBound,
            "server does not support TLS" => Cause::TlsNotOffered,
            said => Cause::Other(format!("{error}: {said}")),
        }
    }

    /// Returns whether trying another host or address is of no use, as libpq sees it: a server has answered.
    pub(super) fn ends_the_search(&self) -> bool {
        match self {
            Cause::Refused { refusal, .. } => *refusal != Refusal::NotNow,
            Cause::NoPassword | Cause::TlsTrouble { .. } => true,
            _ => false,
        }
    }

    /// Returns whether the server turned away this way of connecting, and may take another.
    pub(super) fn is_rejection(&self) -> bool {
        matches!(
            self,
            Cause::Refused {
                refusal: Refusal::NoHbaEntry | Refusal::Authentication,
                ..
            }
        )
    }

    /// Returns whether TLS is what failed.
    pub(super) fn is_tls(&self) -> bool {
        matches!(
            self,
            Cause::NotTrusted(_) | Cause::OtherName(_) | Cause::Tls(_)
        )
    }
}

fn refused(db: &DbError) -> Cause {
    let sqlstate = db.code().code().to_string();
    let refusal = refusal(&sqlstate, db.routine().unwrap_or_default());
    let more = [db.detail(), db.hint()].into_iter().flatten();
    let parts: Vec<&str> = std::iter::once(db.message()).chain(more).collect();
    Cause::Refused {
        refusal,
        sqlstate,
        message: parts.join("; "),
    }
}

/// Tells refusals apart by SQLSTATE, and where one state means many things by the server's routine; messages may be in any language.
fn refusal(sqlstate: &str, routine: &str) -> Refusal {
    match (sqlstate, routine) {
        ("28P01", _) => Refusal::Password,
        ("28000", "InitializeSessionUserId") => Refusal::NoRole,
        ("28000", "ClientAuthentication") => Refusal::NoHbaEntry,
        ("28000", _) => Refusal::Authentication,
        ("3D000", _) => Refusal::NoDatabase,
        ("42501", _) => Refusal::MayNotConnect,
        ("53300", _) => Refusal::TooMany,
        ("57P03", _) => Refusal::NotNow,
        _ => Refusal::Other,
    }
}

fn of_io(error: &io::Error, target: &Target) -> Option<Cause> {
    if let Some(inner) = error.get_ref() {
        if let Some(trouble) = inner.downcast_ref::<Trouble>() {
            return Some(Cause::TlsTrouble {
                what: trouble.to_string(),
                no_roots: matches!(trouble, Trouble::NoRoots),
            });
        }
        if let Some(tls) = inner.downcast_ref::<rustls::Error>() {
            return Some(of_tls(tls));
        }
    }
    Some(match (error.kind(), target.socket()) {
        (ErrorKind::NotFound, Some(socket)) => Cause::NoSocket(socket),
        (ErrorKind::PermissionDenied, Some(socket)) => Cause::SocketClosed(socket),
        (ErrorKind::ConnectionRefused, _) => Cause::NothingListens,
        (ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable, _) => {
            Cause::Unreachable(error.to_string())
        }
        (ErrorKind::TimedOut, _) => return Some(Cause::Unreachable(error.to_string())),
        (ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe, _) => {
            Cause::HungUp
        }
        _ => return None,
    })
}

fn of_tls(error: &rustls::Error) -> Cause {
    let rustls::Error::InvalidCertificate(certificate) = error else {
        return Cause::Tls(error.to_string());
    };
    match certificate {
        CertificateError::NotValidForNameContext { presented, .. } => {
            Cause::OtherName(presented.iter().map(|name| plain_name(name)).collect())
        }
        CertificateError::NotValidForName => Cause::OtherName(Vec::new()),
        CertificateError::UnknownIssuer => Cause::NotTrusted("its issuer is not known".to_string()),
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            Cause::NotTrusted("it has expired".to_string())
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            Cause::NotTrusted("it is not valid yet".to_string())
        }
        CertificateError::BadSignature => Cause::NotTrusted("its signature is wrong".to_string()),
        // The library has no other name for it.
        CertificateError::Other(error) if error.to_string() == "CaUsedAsEndEntity" => {
            let words = "it is that of an authority, which is none of those to be trusted";
            Cause::NotTrusted(words.to_string())
        }
        other => Cause::NotTrusted(other.to_string()),
    }
}

/// Takes a name out of the form `DnsName("db.example.com")`.
fn plain_name(presented: &str) -> String {
    presented
        .split_once('(')
        .map_or(presented, |(_, rest)| rest.trim_end_matches(')'))
        .trim_matches('"')
        .to_string()
}
