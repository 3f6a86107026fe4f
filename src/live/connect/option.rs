//! The connection options that libpq knows, and what becomes of each here.
//!
//! One table; reading the values belongs to [`super::settings`].

use super::ConnectError;

/// What becomes of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It is honoured.
    Read,
    /// It makes no difference here.
    Harmless,
    /// It cannot be honoured, for this reason.
    Refused(&'static str),
}

/// One option of a connection.
#[derive(Debug)]
pub(super) struct Opt {
    pub(super) name: &'static str,
    pub(super) env: &'static str,
    pub(super) uses: Use,
}

use Use::{Harmless, Read, Refused};

const GSS: &str = "Kerberos (GSSAPI) is not supported";
const SERVICE: &str = "service files are not supported; write host, port, dbname and user out";

/// Every option, with the variable that libpq reads it from (empty: none).
pub(super) const OPTIONS: &[Opt] = &[
    opt("host", "PGHOST", Read),
    opt("hostaddr", "PGHOSTADDR", Read),
    opt("port", "PGPORT", Read),
    opt("dbname", "PGDATABASE", Read),
    opt("user", "PGUSER", Read),
    opt("password", "PGPASSWORD", Read),
    opt("passfile", "PGPASSFILE", Read),
    opt("connect_timeout", "PGCONNECT_TIMEOUT", Read),
    opt("application_name", "PGAPPNAME", Read),
    opt("fallback_application_name", "", Read),
    opt("options", "PGOPTIONS", Read),
    opt("sslmode", "PGSSLMODE", Read),
    opt("sslrootcert", "PGSSLROOTCERT", Read),
    opt("sslcert", "PGSSLCERT", Read),
    opt("sslkey", "PGSSLKEY", Read),
    opt("sslsni", "PGSSLSNI", Read),
    opt("sslnegotiation", "PGSSLNEGOTIATION", Read),
    opt("channel_binding", "PGCHANNELBINDING", Read),
    opt("target_session_attrs", "PGTARGETSESSIONATTRS", Read),
    opt("keepalives", "", Read),
    opt("keepalives_idle", "", Read),
    opt("keepalives_interval", "", Read),
    opt("keepalives_count", "", Read),
    opt("tcp_user_timeout", "", Read),
    opt("gssencmode", "PGGSSENCMODE", Read),
    opt("client_encoding", "PGCLIENTENCODING", Harmless),
    opt("sslcompression", "PGSSLCOMPRESSION", Harmless),
    opt("krbsrvname", "PGKRBSRVNAME", Harmless),
    opt("gsslib", "PGGSSLIB", Harmless),
    opt("gssdelegation", "PGGSSDELEGATION", Harmless),
    opt("load_balance_hosts", "PGLOADBALANCEHOSTS", Harmless),
    opt("service", "PGSERVICE", Refused(SERVICE)),
    opt("servicefile", "", Refused(SERVICE)),
    opt(
        "sslpassword",
        "",
        Refused(
            "an encrypted key is not supported; decrypt it: openssl pkey -in KEY -out PLAIN_KEY",
        ),
    ),
    opt(
        "sslcrl",
        "PGSSLCRL",
        Refused("certificate revocation lists are not supported"),
    ),
    opt(
        "sslcrldir",
        "PGSSLCRLDIR",
        Refused("certificate revocation lists are not supported"),
    ),
    opt(
        "sslcertmode",
        "PGSSLCERTMODE",
        Refused("name sslcert and sslkey, or leave both out"),
    ),
    opt(
        "ssl_min_protocol_version",
        "PGSSLMINPROTOCOLVERSION",
        Refused("it is always TLSv1.2 or TLSv1.3"),
    ),
    opt(
        "ssl_max_protocol_version",
        "PGSSLMAXPROTOCOLVERSION",
        Refused("it is always TLSv1.2 or TLSv1.3"),
    ),
    opt(
        "require_auth",
        "PGREQUIREAUTH",
        Refused("use sslmode=verify-full or channel_binding=require to be sure of the server"),
    ),
    opt(
        "requirepeer",
        "PGREQUIREPEER",
        Refused("the owner of a socket is not checked"),
    ),
    opt(
        "requiressl",
        "PGREQUIRESSL",
        Refused("write sslmode=require"),
    ),
    opt("replication", "", Refused("this is no replication client")),
    opt("gssapi", "", Refused(GSS)),
];

const fn opt(name: &'static str, env: &'static str, uses: Use) -> Opt {
    Opt { name, env, uses }
}

/// Finds an option by name.
///
/// # Errors
/// When there is none, with the nearest name; or when it is known and cannot be honoured.
pub(super) fn find(name: &str) -> Result<&'static Opt, ConnectError> {
    match OPTIONS.iter().find(|o| o.name == name) {
        Some(found) => found.check(found.name),
        None => Err(ConnectError::UnknownOption {
            name: name.to_string(),
            help: advice(name),
        }),
    }
}

impl Opt {
    /// Returns itself if it can be honoured; `spelled` is how the user wrote it.
    pub(super) fn check(&'static self, spelled: &str) -> Result<&'static Opt, ConnectError> {
        match self.uses {
            Read | Harmless => Ok(self),
            Refused(why) => Err(ConnectError::Unsupported {
                option: spelled.to_string(),
                why: why.to_string(),
            }),
        }
    }
}

fn advice(name: &str) -> String {
    let known = OPTIONS.iter().filter(|o| !matches!(o.uses, Refused(_)));
    let nearest = known
        .map(|o| (strsim::damerau_levenshtein(name, o.name), o.name))
        .min();
    match nearest {
        Some((distance, near)) if distance <= 3 => format!("did you mean {near}?"),
        _ => "take it out: psql does not know it either (some libraries put options of their own into the URL)".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_option_is_met_with_the_nearest_name() {
        let help = |name| match find(name) {
            Err(ConnectError::UnknownOption { help, .. }) => help,
            other => panic!("{name} is known: {other:?}"),
        };
        assert_eq!(help("ssl_mode"), "did you mean sslmode?");
        assert_eq!(
            help("database"),
            "take it out: psql does not know it either (some libraries put options of their own into the URL)"
        );
    }

    #[test]
    fn a_known_option_that_cannot_be_honoured_is_refused() {
        assert!(matches!(
            find("service"),
            Err(ConnectError::Unsupported { .. })
        ));
    }
}
