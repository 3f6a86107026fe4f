//! What the arguments and the configuration say together: the files, the database, and what may be done there.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::database::Known;
use super::live::{self, Live, Server};
use super::output;
use super::progress::Progress;
use super::sources::Sources;
use super::trouble::Trouble;
use crate::apply::Limits;
use crate::apply::counts::{Counts, measure_apart};
use crate::compare::{Comparison, Side, compare};
use crate::config::{Config, Environment, Policy};
use crate::confirm::Within;
use crate::desired::Scripts;
use crate::library;
use crate::live::Reach;
use crate::model::Pair;
use crate::plan::gate::Allowed;
use crate::report::commit;

/// The folder that is read where no file is named.
pub const FOLDER: &str = "schema";

/// What the arguments and the configuration say together.
pub struct Setup<'s> {
    sources: &'s Sources,
    /// The database.
    pub known: Known,
}

/// A comparison with the numbers of its dangers.
pub struct Compared {
    /// The comparison.
    pub comparison: Comparison,
    /// The numbers.
    pub counts: Counts,
    /// What was read: to give back the tokens of a large schema takes longer than to say that it is in step.
    pub scripts: Arc<Scripts>,
}

impl<'s> Setup<'s> {
    /// Puts both together.
    pub fn new(sources: &'s Sources, known: Known) -> Setup<'s> {
        Setup { sources, known }
    }

    /// Returns the same for another environment of the configuration.
    pub fn in_environment(&self, environment: &Environment) -> Setup<'s> {
        Setup::new(self.sources, self.known.in_environment(environment))
    }

    /// Returns the same for the environment that must be in step before, if there is one.
    ///
    /// # Errors
    /// When the configuration has no such environment.
    pub fn earlier(&self) -> Result<Option<Setup<'s>>, Trouble> {
        let known = &self.known;
        let (Some(config), Some(environment)) = (&known.config, &known.environment) else {
            return Ok(None);
        };
        let Some(after) = &environment.after else {
            return Ok(None);
        };
        let first = config.environment(Some(after))?;
        Ok(first.map(|first| self.in_environment(first)))
    }

    /// Returns the name of the environment, for people.
    pub fn environment(&self) -> &str {
        let environment = self.known.environment.as_ref();
        environment.map_or("the database", |e| &e.name)
    }

    /// Returns the paths of the desired state.
    pub fn paths(&self) -> Vec<PathBuf> {
        paths(&self.sources.files, self.known.config.as_ref())
    }

    /// Reads the files, by a throwaway server where that is wished for and needed.
    pub fn scripts(&self) -> Result<Scripts, Trouble> {
        let scripts = self.read()?;
        match self.sources.wish.throwaway() {
            Some(mut throwaway) => throwaway.readable(scripts),
            None => Ok(scripts),
        }
    }

    /// Returns whether files are named, or stand where they are looked for.
    pub fn has_files(&self) -> bool {
        has_files(&self.paths(), self.known.config.as_ref())
    }

    fn read(&self) -> Result<Scripts, Trouble> {
        read(&self.sources.files, self.known.config.as_ref())
    }

    /// Returns how far to look beyond what the files name.
    pub fn reach(&self) -> Reach {
        let config = self.known.config.as_ref();
        Reach {
            platform: self.known.platform(),
            outside: Vec::new(),
            prune: self.sources.prune || config.is_some_and(|c| c.prune),
            schemas: match (&self.sources.schemas, config) {
                (own, Some(config)) if own.is_empty() => config.schemas.clone(),
                (own, _) => own.clone(),
            },
        }
    }

    /// Connects to the database.
    pub fn connect(&self) -> Result<Server, Trouble> {
        self.known.connect()
    }

    /// Compares with the database, or with what stands in its place; the dangers are counted if that is wanted.
    pub fn compare(&self, from: Option<&str>, counted: bool) -> Result<Compared, Trouble> {
        // The connection is made while the files are read, whose errors come first.
        let connecting = from.is_none().then(|| self.known.start());
        let progress = Progress::start("reading the files and connecting");
        let scripts = self.read()?;
        let live = match (from, connecting) {
            (Some(source), _) => live::open(source, &self.paths())?,
            (None, connecting) => {
                let server = connecting.map_or_else(|| self.connect(), |c| self.known.finish(c?));
                Live::Server(Box::new(server?))
            }
        };
        drop(progress);
        self.compare_with(scripts, live, counted)
    }

    /// Compares what was read with what stands on the live side.
    pub fn compare_with(
        &self,
        mut scripts: Scripts,
        mut live: Live,
        counted: bool,
    ) -> Result<Compared, Trouble> {
        if let Some(throwaway) = &mut self.sources.wish.throwaway() {
            scripts = throwaway.readable(scripts)?;
            if let Live::Files(files) = &live {
                live = Live::Server(Box::new(throwaway.loaded(files)?));
            }
        }
        self.compared(Arc::new(scripts), live, counted)
    }

    /// Compares files that were read before with the database.
    pub fn compare_read(&self, scripts: &Arc<Scripts>) -> Result<Compared, Trouble> {
        let server = self.connect()?;
        self.compared(Arc::clone(scripts), Live::Server(Box::new(server)), false)
    }

    /// Returns whether nothing is compared but what the files define, by the files alone.
    pub fn is_of_files(&self) -> bool {
        let Reach { prune, schemas, .. } = self.reach();
        !prune && schemas.is_empty() && self.sources.wish.throwaway().is_none()
    }

    /// Compares an excerpt of the files; nothing where it does not go smoothly, for the whole must say why then.
    pub fn compare_excerpt(&self, sides: Pair<Scripts>) -> Option<Compared> {
        let comparison = compare(&sides.desired, Side::Files(&sides.live), &self.reach()).ok()?;
        comparison.warnings.is_empty().then(|| Compared {
            comparison,
            counts: Counts::default(),
            scripts: Arc::new(sides.desired),
        })
    }

    fn compared(
        &self,
        scripts: Arc<Scripts>,
        mut live: Live,
        counted: bool,
    ) -> Result<Compared, Trouble> {
        let side = match &mut live {
            Live::Server(server) => Side::Server(&mut server.client, Within::NoTransaction),
            Live::Files(files) => Side::Files(files),
        };
        let compared = || compare(&scripts, side, &self.reach());
        let comparison = Progress::during("comparing", compared)?;
        output::problems(&comparison.warnings);
        let counts = match &mut live {
            Live::Server(server) if counted => counts(server, &comparison)?,
            Live::Server(_) | Live::Files(_) => Counts::default(),
        };
        Ok(Compared {
            comparison,
            counts,
            scripts,
        })
    }

    /// Returns the command line of another command, or of the same with other options, over the same sources.
    pub fn command(&self, words: &str) -> String {
        let env = self.known.environment.as_ref().map(|e| e.name.as_str());
        let config = self.known.config.as_ref();
        let default = config.and_then(|c| c.default.as_deref());
        let said = self.sources.database.env.is_some();
        let env = env.filter(|name| said || Some(*name) != default);
        self.sources.command_in(words, env)
    }

    /// Returns such a command line for an environment.
    pub fn command_in(&self, words: &str, environment: &str) -> String {
        self.sources.command_in(words, Some(environment))
    }

    /// Returns the command line of another command over the same files, without a database.
    pub fn command_over_files(&self, words: &str) -> String {
        let Sources {
            files, database, ..
        } = self.sources;
        let config = database.config.iter();
        let config =
            config.map(|c| format!(" --config {}", live::shell_word(&c.display().to_string())));
        let files = files
            .iter()
            .map(|f| format!(" {}", live::shell_word(&f.display().to_string())));
        format!("trueup {words}{}", config.chain(files).collect::<String>())
    }

    /// Returns what may be done: the hazards that the arguments name, within the policy of the environment.
    pub fn allowed(&self, names: &[String]) -> Allowed {
        let allowed = Allowed::parse(names).expect("clap has let only known names pass");
        match &self.known.environment {
            Some(environment) => {
                let Policy { allow, deny, .. } = &environment.policy;
                allowed.within(allow, deny, &format!("environment {}", environment.name))
            }
            None => allowed,
        }
    }

    /// Returns what may be done in the environment that is named, else in each of them: a commit comes to all.
    pub fn policies(&self) -> Vec<commit::Policy> {
        let config = self.known.config.as_ref();
        let named = self.sources.database.env.is_some();
        let own = self.known.environment.iter().filter(|_| named);
        let all = config.iter().flat_map(|c| &c.environments);
        let list: Vec<&Environment> = match named {
            true => own.collect(),
            false => all.collect(),
        };
        let policy = |name: Option<&String>, policy: &Policy| commit::Policy {
            environment: name.cloned(),
            allowed: Allowed::default().within(&policy.allow, &policy.deny, ""),
        };
        match (list.is_empty(), config) {
            (true, Some(config)) => vec![policy(None, &config.policy)],
            (true, None) => vec![commit::Policy::default()],
            (false, _) => list
                .iter()
                .map(|e| policy(Some(&e.name), &e.policy))
                .collect(),
        }
    }

    /// Returns how long statements may wait and run: as the arguments say, else the environment.
    pub fn limits(&self, lock: Option<&str>, statement: Option<&str>) -> Limits {
        let policy = self.known.environment.as_ref().map(|e| &e.policy);
        let lock = lock.or_else(|| policy?.lock_timeout.as_deref());
        let statement = statement.or_else(|| policy?.statement_timeout.as_deref());
        let usual = Limits::default();
        Limits {
            lock: lock.map_or(usual.lock, str::to_string),
            statement: statement.map_or(usual.statement, str::to_string),
        }
    }
}

/// Counts what the dangers of a patch concern.
///
/// # Errors
/// When the server does not answer.
pub fn counts(server: &mut Server, comparison: &Comparison) -> Result<Counts, Trouble> {
    let hazards = comparison.plan.actions.iter().flat_map(|a| &a.hazards);
    let counted = || measure_apart(&mut server.client, hazards);
    Ok(Progress::during("counting rows", counted)?)
}

/// Returns the paths of the desired state: those of the arguments, else those of the configuration, else the usual folder beside it.
pub fn paths(files: &[PathBuf], config: Option<&Config>) -> Vec<PathBuf> {
    match (files, config.map(|c| &c.desired)) {
        (files, _) if !files.is_empty() => files.to_vec(),
        (_, Some(desired)) if !desired.is_empty() => desired.clone(),
        (_, Some(_) | None) => vec![folder(config)],
    }
}

/// Returns the folder that is read where neither the arguments nor the configuration name a file.
fn folder(config: Option<&Config>) -> PathBuf {
    let beside = config.and_then(|c| c.path.parent());
    beside.unwrap_or(Path::new("")).join(FOLDER)
}

fn has_files(paths: &[PathBuf], config: Option<&Config>) -> bool {
    paths != [folder(config)] || paths[0].exists()
}

/// Reads the files of the desired state.
///
/// # Errors
/// When there are none, or one cannot be read.
pub fn read(files: &[PathBuf], config: Option<&Config>) -> Result<Scripts, Trouble> {
    let paths = paths(files, config);
    if !has_files(&paths, config) {
        return Err(Trouble::Usage {
            message: format!("no file is named, and there is no folder {FOLDER}/ here"),
            help: "name the files or folders that describe the database; to start from what it has now:\n  \
                   trueup init"
                .into(),
        });
    }
    let loaded = || library::load(paths);
    Ok(Progress::during("reading the files", loaded)?)
}
