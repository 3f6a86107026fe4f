//! The arguments that say which database is meant, and what `trueup.yaml` says of it.

use std::path::PathBuf;

use clap::Args;

use super::live::{self, Connecting, Server};
use super::progress::Progress;
use super::trouble::Trouble;
use crate::config::{self, Address, Config, EVERY, Environment, Profile};
use crate::doctor;
use crate::lint::Exposure;
use crate::live::connect::{self, Target};

/// Which database is meant.
#[derive(Debug, Default, Args)]
pub struct Database {
    /// The database: a URL, a key-value string or a name, as psql takes them
    ///
    /// Without it the environment of trueup.yaml, then DATABASE_URL, then the PG* variables. `scratch` or `scratch:FILE.sql` is a
    /// throwaway server, loaded with the file.
    #[arg(long, value_name = "URL")]
    pub db: Option<String>,
    /// The environment of trueup.yaml; without it the one that is the default there
    #[arg(long, value_name = "NAME", conflicts_with = "db")]
    pub env: Option<String>,
    /// The configuration, where it is not trueup.yaml here or in a folder above
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// The database that is meant, as far as the arguments and the configuration tell.
#[derive(Debug, Default, Clone)]
pub struct Known {
    /// The configuration, if there is one.
    pub config: Option<Config>,
    /// The environment that is meant, if it is one of the configuration.
    pub environment: Option<Environment>,
    db: Option<String>,
}

impl Database {
    /// Reads the configuration, and finds the environment that is meant.
    ///
    /// # Errors
    /// When the configuration is wrong, or has no such environment.
    pub fn known(&self) -> Result<Known, Trouble> {
        self.known_by(read(self.config.clone())?)
    }

    /// Finds the environment that is meant in a configuration.
    ///
    /// # Errors
    /// When it has no such environment.
    pub fn known_by(&self, config: Option<Config>) -> Result<Known, Trouble> {
        let environment = match (&config, self.env.as_deref()) {
            (_, Some(EVERY)) => None,
            (Some(config), env) if self.db.is_none() => config.environment(env)?.cloned(),
            (Some(_), _) | (None, None) => None,
            (None, Some(env)) => return Err(no_config(env)),
        };
        Ok(Known {
            config,
            environment,
            db: self.db.clone(),
        })
    }

    /// Returns whether every environment is meant.
    pub fn is_every(&self) -> bool {
        self.env.as_deref() == Some(EVERY)
    }

    /// Adds the arguments to a command line, with this environment.
    pub fn repeat(&self, env: Option<&str>, add: &mut dyn FnMut(&str)) {
        if let Some(db) = &self.db {
            add("--db");
            add(&live::public(db));
        }
        if let Some(env) = env {
            add("--env");
            add(&live::shell_word(env));
        }
        if let Some(config) = &self.config {
            add("--config");
            add(&live::shell_word(&config.display().to_string()));
        }
    }
}

/// Reads the configuration that the arguments name, else the one that is found, if there is one.
///
/// # Errors
/// When it is wrong.
pub fn read(named: Option<PathBuf>) -> Result<Option<Config>, Trouble> {
    let path = named.or_else(config::find);
    Ok(path.map(|path| Config::read(&path)).transpose()?)
}

/// Returns what an API shows, as the configuration says it or as is usual.
pub fn exposure(config: Option<&Config>) -> Exposure {
    config.map_or_else(Exposure::default, Config::exposure)
}

fn no_config(env: &str) -> Trouble {
    Trouble::Usage {
        message: format!(
            "there is no {} that could have an environment {env}",
            config::NAME
        ),
        help: "name the database itself with --db URL, or write the file; `trueup init` does"
            .into(),
    }
}

impl Known {
    /// Returns the same for another environment of the configuration.
    pub fn in_environment(&self, environment: &Environment) -> Known {
        Known {
            environment: Some(environment.clone()),
            ..self.clone()
        }
    }

    /// Returns the connection string; nothing where the variables of libpq tell the database.
    ///
    /// # Errors
    /// When the URL of the environment is not to be had.
    pub fn source(&self) -> Result<Option<String>, Trouble> {
        match &self.environment {
            Some(environment) => Ok(environment.url()?),
            None => Ok(live::source(self.db.as_deref())),
        }
    }

    /// Returns the schemas that belong to the platform.
    pub fn platform(&self) -> Vec<String> {
        let profile = self.config.as_ref().and_then(|c| c.profile);
        profile.map(Profile::schemas).unwrap_or_default()
    }

    /// Returns whether PostgREST is told of a patch.
    pub fn notifies(&self) -> bool {
        self.config.as_ref().is_some_and(Config::notifies)
    }

    /// Connects to the database.
    ///
    /// # Errors
    /// When there is no connection, or the URL is not to be had.
    pub fn connect(&self) -> Result<Server, Trouble> {
        Progress::during("connecting", || self.finish(self.start()?))
    }

    /// Begins to connect to the database.
    ///
    /// # Errors
    /// When the URL is not to be had.
    pub fn start(&self) -> Result<Connecting, Trouble> {
        Ok(live::start(self.source()?.as_deref()))
    }

    /// Waits for the connection.
    ///
    /// # Errors
    /// When there is none.
    pub fn finish(&self, connecting: Connecting) -> Result<Server, Trouble> {
        let mut server = connecting.finish()?;
        if let Some(environment) = &self.environment {
            server.name = format!("{}, {}", environment.name, server.name);
        }
        Ok(server)
    }

    /// Returns which environment is connected to, also where another name for it was given.
    pub fn whose(&self, target: Option<&Target>) -> doctor::Environment {
        let all = self.config.iter().flat_map(|c| &c.environments);
        let own = self.environment.as_ref().map(|e| e.name.clone());
        let place = || all.clone().find(|e| leads_to(e, target));
        doctor::Environment {
            found: own.or_else(|| place().map(|e| e.name.clone())),
            default: self.config.as_ref().and_then(|c| c.default.clone()),
            known: all.clone().map(|e| e.name.clone()).collect(),
        }
    }

    /// Returns the protected environment that is connected to, also where another name for it was given.
    pub fn protected(&self, target: Option<&Target>) -> Option<&str> {
        let own = self.environment.as_ref().map(|e| e.name.as_str());
        let all = self.config.iter().flat_map(|c| &c.environments);
        let mut protected = all.filter(|e| e.policy.protected);
        let found = protected.find(|e| Some(e.name.as_str()) == own || leads_to(e, target));
        found.map(|e| e.name.as_str())
    }
}

/// Returns whether an environment is known to be at a place; no command is run for its URL.
fn leads_to(environment: &Environment, target: Option<&Target>) -> bool {
    let (Some(target), false) = (
        target,
        matches!(environment.address, Some(Address::Command(_))),
    ) else {
        return false;
    };
    let Ok(url) = environment.url() else {
        return false;
    };
    let Ok(settings) = connect::settings(url.as_deref(), &connect::environment) else {
        return false;
    };
    let place = |t: &Target| (t.host.clone(), t.port, t.database.clone());
    let mut places = settings.hosts.iter().map(|h| place(&settings.target(h)));
    places.any(|p| p == place(target))
}
