//! The error that a failed connection gives: what was tried, and how it ended.
//!
//! Telling causes apart belongs to [`super::cause`], the words for them to [`super::words`]. No message holds a password.

use std::fmt;

use miette::Diagnostic;
use thiserror::Error;

use super::Target;
use super::cause::Cause;

/// The reason why there is no connection.
#[derive(Debug, Error, Diagnostic)]
pub enum ConnectError {
    /// The connection string cannot be read.
    #[error("the connection string cannot be read: {what}")]
    #[diagnostic(code("bad-connection-string"))]
    Source {
        /// What is wrong with it.
        what: String,
        /// What to write.
        #[help]
        help: String,
    },
    /// The connection string names an option that nobody knows.
    #[error("unknown connection option {name}")]
    #[diagnostic(code("unknown-connection-option"))]
    UnknownOption {
        /// The name.
        name: String,
        /// The nearest name.
        #[help]
        help: String,
    },
    /// An option is known and cannot be honoured.
    #[error("connection option {option} is not supported")]
    #[diagnostic(code("unsupported-connection-option"), help("{why}"))]
    Unsupported {
        /// The option or the variable.
        option: String,
        /// The reason, or what to do in its place.
        why: String,
    },
    /// An option has a value that makes no sense.
    #[error("connection option {option} cannot be {value:?}")]
    #[diagnostic(code("bad-connection-option"), help("it must be {expected}"))]
    Value {
        /// The option.
        option: String,
        /// Its value.
        value: String,
        /// What it may be.
        expected: String,
    },
    /// Nobody knows which role to connect as.
    #[error("no user to connect as")]
    #[diagnostic(
        code("no-user"),
        help("name one in the URL (postgresql://user@host/database) or in PGUSER")
    )]
    NoUser,
    /// No host gave a connection.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Failed(Box<Failure>),
}

impl From<Failure> for ConnectError {
    fn from(failure: Failure) -> ConnectError {
        ConnectError::Failed(Box::new(failure))
    }
}

/// What happened at each host that was tried.
#[derive(Debug, Default)]
pub struct Failure {
    tried: Vec<(Target, Cause)>,
    warnings: Vec<String>,
}

impl Failure {
    pub(super) fn add(&mut self, target: Target, cause: Cause, warnings: &[String]) {
        self.tried.push((target, cause));
        self.warnings.extend(
            warnings
                .iter()
                .filter(|w| !self.warnings.contains(w))
                .cloned()
                .collect::<Vec<_>>(),
        );
    }

    /// Returns the SQLSTATE that the last server gave, if it gave one.
    pub fn sqlstate(&self) -> Option<&str> {
        match self.tried.last() {
            Some((_, Cause::Refused { sqlstate, .. })) => Some(sqlstate),
            _ => None,
        }
    }

    /// Returns what was tried last.
    pub fn target(&self) -> Option<&Target> {
        self.tried.last().map(|(target, _)| target)
    }

    fn code_name(&self) -> &str {
        self.sqlstate().unwrap_or_else(|| {
            self.tried
                .last()
                .map_or("not-connected", |(_, cause)| cause.code())
        })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(((target, cause), others)) = self.tried.split_last() else {
            return f.write_str("there is no host to connect to");
        };
        write!(f, "cannot connect to {target}: ")?;
        cause.write(target, f)?;
        for (target, cause) in others {
            write!(f, "\nbefore that, at {}: ", target.place())?;
            cause.write(target, f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}

impl Diagnostic for Failure {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code_name()))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let advice = self
            .tried
            .last()
            .map(|(target, cause)| cause.advice(target));
        let lines: Vec<String> = self.warnings.iter().cloned().chain(advice).collect();
        Some(Box::new(lines.join("\n")))
    }
}
