//! The arguments that say what is desired and where, and the command that repeats them.

use std::path::{Path, PathBuf};

use clap::Args;

use super::live::{self, Connecting, Live, Server};
use super::output;
use super::throwaway::Wish;
use super::trouble::Trouble;
use crate::apply::counts::{Counts, measure_apart};
use crate::compare::{Comparison, Side, compare};
use crate::confirm::Within;
use crate::desired::{Scripts, files};
use crate::live::Reach;
use crate::live::connect::shell_word;

/// The folder that is read where no file is named.
pub const FOLDER: &str = "schema";

/// What is desired, and where.
#[derive(Debug, Args)]
pub struct Sources {
    /// Files or folders that describe the database (.sql, .yaml) [default: schema]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The database: a URL, a key-value string or a name, as psql takes them; without it DATABASE_URL, then the PG* variables.
    /// `scratch` or `scratch:FILE.sql` is a throwaway server, loaded with the file
    #[arg(long, value_name = "URL")]
    pub db: Option<String>,
    /// Also drop what the files do not have, in the schemas that they use
    #[arg(long)]
    pub prune: bool,
    /// With --prune, look into this schema too; '*' for all but the system's
    #[arg(long = "schema", value_name = "NAME", requires = "prune")]
    pub schemas: Vec<String>,
    #[command(flatten)]
    wish: Wish,
}

/// What stands in the place of the database.
#[derive(Debug, Args)]
pub struct From {
    /// Compare with this in the place of the database: a file, a folder, `git:REV` (the same files at that revision), `empty`,
    /// or the URL of a database
    #[arg(long, value_name = "SOURCE", conflicts_with = "db")]
    pub from: Option<String>,
}

/// A comparison with the numbers of its dangers.
pub struct Compared {
    /// The comparison.
    pub comparison: Comparison,
    /// The numbers.
    pub counts: Counts,
    /// What was read: to give back the tokens of a large schema takes longer than to say that it is in step.
    _scripts: Scripts,
}

impl Sources {
    /// Returns the paths of the desired state.
    pub fn paths(&self) -> Vec<PathBuf> {
        match self.files.is_empty() {
            true => vec![PathBuf::from(FOLDER)],
            false => self.files.clone(),
        }
    }

    /// Reads the files, by a throwaway server where that is wished for and needed.
    pub fn scripts(&self) -> Result<Scripts, Trouble> {
        let scripts = self.read()?;
        match self.wish.throwaway() {
            Some(mut throwaway) => throwaway.readable(scripts),
            None => Ok(scripts),
        }
    }

    fn read(&self) -> Result<Scripts, Trouble> {
        if self.files.is_empty() && !Path::new(FOLDER).exists() {
            return Err(Trouble::Usage {
                message: format!("no file is named, and there is no folder {FOLDER}/ here"),
                help: "name the files or folders that describe the database; to start from what it has now:\n  \
                       trueup dump --format yaml > app.yaml"
                    .into(),
            });
        }
        let (files, syntaxes) = files::read(&self.paths())?;
        Ok(Scripts::parse(files, &syntaxes))
    }

    /// Returns how far to look beyond what the files name.
    pub fn reach(&self) -> Reach {
        Reach {
            outside: Vec::new(),
            prune: self.prune,
            schemas: self.schemas.clone(),
        }
    }

    /// Connects to the database.
    pub fn connect(&self) -> Result<Server, Trouble> {
        live::connect_to(self.db.as_deref())
    }

    /// Compares with the database, or with what stands in its place; the dangers are counted if that is wanted.
    pub fn compare(&self, from: Option<&str>, counted: bool) -> Result<Compared, Trouble> {
        let connecting = from.is_none().then(|| live::start(self.db.as_deref()));
        let (mut throwaway, mut scripts) = (self.wish.throwaway(), self.read()?);
        let mut live = match (from, connecting) {
            (Some(source), _) => live::open(source, &self.paths())?,
            (None, connecting) => {
                let server = connecting.map_or_else(|| self.connect(), Connecting::finish);
                Live::Server(Box::new(server?))
            }
        };
        if let Some(throwaway) = &mut throwaway {
            scripts = throwaway.readable(scripts)?;
            if let Live::Files(files) = &live {
                live = Live::Server(Box::new(throwaway.loaded(files)?));
            }
        }
        let side = match &mut live {
            Live::Server(server) => Side::Server(&mut server.client, Within::NoTransaction),
            Live::Files(files) => Side::Files(files),
        };
        let comparison = compare(&scripts, side, &self.reach())?;
        output::problems(&comparison.warnings);
        let counts = match &mut live {
            Live::Server(server) if counted => {
                let hazards = comparison.plan.actions.iter().flat_map(|a| &a.hazards);
                measure_apart(&mut server.client, hazards)?
            }
            Live::Server(_) | Live::Files(_) => Counts::default(),
        };
        Ok(Compared {
            comparison,
            counts,
            _scripts: scripts,
        })
    }

    /// Returns the command line of another command, or of the same with other options, over the same sources.
    pub fn command(&self, words: &str) -> String {
        let mut out = format!("trueup {words}");
        let mut add = |word: &str| {
            out.push(' ');
            out.push_str(word);
        };
        if let Some(db) = &self.db {
            add("--db");
            add(&public(db));
        }
        if self.prune {
            add("--prune");
        }
        for schema in &self.schemas {
            add("--schema");
            add(&shell_word(schema));
        }
        for file in &self.files {
            add(&shell_word(&file.display().to_string()));
        }
        if let Some(url) = &self.wish.scratch {
            add("--scratch");
            if !url.is_empty() {
                add(&public(url));
            }
        }
        out
    }
}

/// Returns a connection string as a shell takes it; one that holds a password is not repeated.
fn public(db: &str) -> String {
    let after_scheme = db.split_once("://").map_or("", |(_, rest)| rest);
    let credentials = after_scheme.rsplit_once('@').map_or("", |(c, _)| c);
    match credentials.contains(':') || db.contains("password") {
        true => "…".into(),
        false => shell_word(db),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_command_holds_no_password() {
        let mut sources = Sources {
            files: vec!["my schema.sql".into()],
            db: Some("postgres://app:sec:ret@h/db".into()),
            prune: true,
            schemas: vec!["*".into()],
            wish: Wish::default(),
        };
        assert_eq!(
            sources.command("diff"),
            "trueup diff --db … --prune --schema '*' 'my schema.sql'"
        );
        for (db, shown) in [
            ("postgres://h/db", "postgres://h/db"),
            ("host=h password=x", "…"),
            ("postgres://app@h/db?password=x", "…"),
        ] {
            sources.db = Some(db.into());
            assert!(
                sources.command("x").contains(&format!("--db {shown} ")),
                "{db}"
            );
        }
    }
}
