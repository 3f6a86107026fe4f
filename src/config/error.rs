//! The reasons why the file, or an environment in it, is of no use.

use std::io;
use std::path::PathBuf;

use miette::Diagnostic;
use thiserror::Error;

use super::Config;
use crate::diagnostic::{self, Problem};

/// The reason why the file, or an environment in it, is of no use.
#[derive(Debug, Error, Diagnostic)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {}: {error}", .path.display())]
    #[diagnostic(code("cannot-read"))]
    Read {
        /// The path.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// Something in it is wrong.
    #[error("the configuration is wrong")]
    Wrong(Vec<Problem>),
    /// An environment is named that it does not have.
    #[error("{file} has no environment {name}")]
    #[diagnostic(code("unknown-environment"))]
    Unknown {
        /// The file.
        file: String,
        /// The name.
        name: String,
        /// Those that it has.
        #[help]
        help: String,
    },
    /// The URL of an environment is not to be had.
    #[error("environment {name} has no URL now: {cause}")]
    #[diagnostic(code("environment-url"))]
    Url {
        /// The environment.
        name: String,
        /// Why.
        cause: String,
        /// What to type.
        #[help]
        help: String,
    },
}

impl ConfigError {
    pub(super) fn unknown(name: &str, config: &Config) -> ConfigError {
        let known = || config.environments.iter().map(|e| e.name.as_str());
        let all: Vec<_> = known().collect();
        let near = diagnostic::did_you_mean(name, known());
        ConfigError::Unknown {
            file: config.path.display().to_string(),
            name: name.into(),
            help: near.unwrap_or_else(|| match all.is_empty() {
                true => format!(
                    "name it there:\n  environments:\n    {name}:\n      url: {{env: DATABASE_URL}}"
                ),
                false => format!("it has {}", all.join(", ")),
            }),
        }
    }
}
