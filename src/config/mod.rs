//! `trueup.yaml`: where the desired state is, and the databases that it is for, each with what may be done there.
//!
//! What a policy means while a patch is made does not belong here, nor does any connection.
//!
//! ```text
//! find         the file, here or in a folder above
//! keys         what may stand in it
//! read         its nodes into a Config
//! environment  one database: how its URL is had, and its policy
//! profile      what a platform brings along
//! ```

mod environment;
mod error;
mod find;
mod keys;
pub mod profile;
mod read;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

pub use environment::{Address, Environment, Policy};
pub use error::ConfigError;
pub use find::{NAME, find};
pub use keys::{CONFIG, json_schema};
pub use profile::Profile;

use crate::diagnostic::Problems;
use crate::lint::Exposure;
use crate::model::{Files, Place};

/// What stands for every environment.
pub const EVERY: &str = "all";

/// What a file `trueup.yaml` says.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The file, as a path from the working folder.
    pub path: PathBuf,
    /// The paths of the desired state, from the working folder; none if the file does not say.
    pub desired: Vec<PathBuf>,
    /// The platform that the database is on.
    pub profile: Option<Profile>,
    /// What an API shows of the database.
    pub api: Api,
    /// Whether what the files do not have is dropped too.
    pub prune: bool,
    /// The schemas that this looks into besides those of the files.
    pub schemas: Vec<String>,
    /// What may be done where there is no environment, and in those that do not say otherwise.
    pub policy: Policy,
    /// The environment that is meant where none is named.
    pub default: Option<String>,
    /// The databases, in the order of the file.
    pub environments: Vec<Environment>,
}

/// What an API such as PostgREST shows of a database. `None` where the file does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Api {
    /// The schemas that it exposes.
    pub schemas: Option<Vec<String>>,
    /// The roles under which it asks.
    pub roles: Option<Vec<String>>,
    /// Whether PostgREST is told to read its schema cache again after a patch.
    pub notify: Option<bool>,
}

impl Config {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read, or with all that is wrong in it.
    pub fn read(path: &Path) -> Result<Config, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|error| ConfigError::Read {
            path: path.to_path_buf(),
            error,
        })?;
        Config::parse(path, &text)
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// With all that is wrong in it.
    pub fn parse(path: &Path, text: &str) -> Result<Config, ConfigError> {
        let (mut files, mut problems) = (Files::default(), Problems::default());
        let file = files.add(&path.display().to_string(), text);
        let read = read::read(path, file, text, &mut problems);
        for bytes in read.secrets {
            files.hide(&Place { file, bytes });
        }
        match problems.is_empty() {
            true => Ok(read.config),
            false => Err(ConfigError::Wrong(problems.finish(&files))),
        }
    }

    /// Returns the environment of a name, or without one the default of the file.
    ///
    /// # Errors
    /// When there is no such environment.
    pub fn environment(&self, name: Option<&str>) -> Result<Option<&Environment>, ConfigError> {
        let Some(name) = name.or(self.default.as_deref()) else {
            return Ok(None);
        };
        let found = self.environments.iter().find(|e| e.name == name);
        match found {
            Some(found) => Ok(Some(found)),
            None => Err(ConfigError::unknown(name, self)),
        }
    }

    /// Returns what an API shows: what the file says, else what the profile knows, else what is usual.
    pub fn exposure(&self) -> Exposure {
        let known = self
            .profile
            .map_or_else(Exposure::default, Profile::exposure);
        let said = self.api.schemas.is_some() || self.api.roles.is_some();
        Exposure {
            schemas: self.api.schemas.clone().unwrap_or(known.schemas),
            roles: self.api.roles.clone().unwrap_or(known.roles),
            declared: known.declared || said,
        }
    }

    /// Returns whether PostgREST is told of a patch.
    pub fn notifies(&self) -> bool {
        self.api.notify.unwrap_or(self.profile.is_some())
    }
}
