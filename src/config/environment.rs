//! One database of the file: how its URL is had, and what may be done there.

use std::env;
use std::process::{Command, Stdio};

use super::ConfigError;

/// One database of the file.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// Its name.
    pub name: String,
    /// How its URL is had; without it the variables of libpq tell the database.
    pub address: Option<Address>,
    /// What may be done there.
    pub policy: Policy,
    /// The environment that must be in step before.
    pub after: Option<String>,
}

/// How a URL is had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// It stands in the file, and holds no password.
    Url(String),
    /// It is the value of a variable of the environment.
    Variable(String),
    /// It is what a command prints.
    Command(String),
}

/// What may be done in an environment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// Hazards that are allowed without being named.
    pub allow: Vec<String>,
    /// Hazards that are refused, named or not.
    pub deny: Vec<String>,
    /// Whether nothing may be dropped and made again as a whole.
    pub protected: bool,
    /// How long a statement may wait for a lock, as PostgreSQL's settings take it.
    pub lock_timeout: Option<String>,
    /// How long a statement may run.
    pub statement_timeout: Option<String>,
}

impl Environment {
    /// Returns the URL; nothing where the variables of libpq tell the database.
    ///
    /// # Errors
    /// When the variable is not set, or the command fails.
    pub fn url(&self) -> Result<Option<String>, ConfigError> {
        let failed = |cause: String, help: String| ConfigError::Url {
            name: self.name.clone(),
            cause,
            help,
        };
        match &self.address {
            None => Ok(None),
            Some(Address::Url(url)) => Ok(Some(url.clone())),
            Some(Address::Variable(name)) => match env::var(name).ok().filter(|v| !v.is_empty()) {
                Some(url) => Ok(Some(url)),
                None => Err(failed(
                    format!("the variable {name} is not set"),
                    format!("set it to the URL:\n  export {name}=postgres://user@host/database"),
                )),
            },
            Some(Address::Command(command)) => printed(command)
                .map(Some)
                .map_err(|cause| failed(cause, format!("see what it prints:\n  {command}"))),
        }
    }
}

/// Returns the line that a command prints; what it says on stderr is for the user to read, and it may ask on the terminal.
fn printed(command: &str) -> Result<String, String> {
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).stderr(Stdio::inherit());
    let done = shell.stdin(Stdio::inherit()).output();
    let done = done.map_err(|error| format!("sh cannot be run: {error}"))?;
    if !done.status.success() {
        return Err(format!("the command failed ({})", done.status));
    }
    let text = String::from_utf8_lossy(&done.stdout).trim().to_string();
    match text.lines().count() {
        0 => Err("the command printed nothing".into()),
        1 => Ok(text),
        _ => Err("the command printed more than one line".into()),
    }
}
