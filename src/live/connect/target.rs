//! What a connection leads to, as messages name it.
//!
//! It never holds a password.

use std::fmt;
use std::path::Path;

/// One server and database, and the role that we are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The host's name or address, or the folder of its socket.
    pub host: String,
    /// The port, also where a socket's name carries it.
    pub port: u16,
    /// The database.
    pub database: String,
    /// The role.
    pub user: String,
}

impl Target {
    /// Returns whether it is reached through a unix socket.
    pub fn is_socket(&self) -> bool {
        self.host.starts_with('/')
    }

    /// Returns the path of the socket, if it is one.
    pub fn socket(&self) -> Option<String> {
        self.is_socket()
            .then(|| format!("{}/.s.PGSQL.{}", self.host.trim_end_matches('/'), self.port))
    }

    /// Returns whether the server is on this machine.
    pub fn is_local(&self) -> bool {
        self.is_socket() || matches!(self.host.as_str(), "localhost" | "127.0.0.1" | "::1")
    }

    /// Returns the options that lead psql and its like to the same server.
    pub(super) fn client_options(&self) -> String {
        format!("-h {} -p {}", shell_word(&self.host), self.port)
    }

    /// Returns the place of the server alone.
    pub fn place(&self) -> String {
        match self.socket() {
            Some(socket) => format!("socket {socket}"),
            None if self.host.contains(':') => format!("[{}]:{}", self.host, self.port),
            None => format!("{}:{}", self.host, self.port),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "database {} at {} as user {}",
            self.database,
            self.place(),
            self.user
        )
    }
}

/// Returns a word as a shell reads it back.
pub fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@%+=,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_string()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// Returns whether a host is the folder of a socket.
pub(super) fn is_folder(host: &str) -> bool {
    Path::new(host).is_absolute()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(host: &str) -> Target {
        Target {
            host: host.into(),
            port: 5432,
            database: "app".into(),
            user: "billing".into(),
        }
    }

    #[test]
    fn a_target_is_told_by_database_place_and_user() {
        assert_eq!(
            target("db.example.com").to_string(),
            "database app at db.example.com:5432 as user billing"
        );
        assert_eq!(
            target("::1").to_string(),
            "database app at [::1]:5432 as user billing"
        );
        assert_eq!(
            target("/tmp").to_string(),
            "database app at socket /tmp/.s.PGSQL.5432 as user billing"
        );
    }

    #[test]
    fn a_word_with_a_quote_survives_the_shell() {
        assert_eq!(shell_word("it's"), r"'it'\''s'");
        assert_eq!(shell_word("app_1"), "app_1");
    }
}
