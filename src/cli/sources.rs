//! The arguments that say what is desired and where, and the command that repeats them.

use std::path::PathBuf;

use clap::Args;

use super::database::Database;
use super::live::{public, shell_word};
use super::setup::Setup;
use super::throwaway::Wish;
use super::trouble::Trouble;

/// What is desired, and where.
#[derive(Debug, Default, Args)]
pub struct Sources {
    /// Files or folders that describe the database (.sql, .yaml) [default: those of trueup.yaml, else schema]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub database: Database,
    /// Also drop what the files do not have, in the schemas that they use
    ///
    /// Tables, views and so on, and grants, comments and owners of what they do have. What loses data is refused unless it is
    /// allowed. Without it, what the files do not mention is neither read nor touched.
    #[arg(long)]
    pub prune: bool,
    /// With --prune, look into this schema too; '*' for all but the system's
    #[arg(long = "schema", value_name = "NAME", requires = "prune")]
    pub schemas: Vec<String>,
    #[command(flatten)]
    pub(super) wish: Wish,
}

/// What stands in the place of the database.
#[derive(Debug, Args)]
pub struct From {
    /// Compare with this in the place of the database: files, `git:REV`, `empty` or a URL
    ///
    /// A file or folder; `git:REV`, which is the same files at that revision; `git:`, the same files as they are staged; `empty`,
    /// a database that has nothing yet; or the URL of a database.
    #[arg(long, value_name = "SOURCE", conflicts_with = "db")]
    pub from: Option<String>,
}

impl Sources {
    /// Returns what the arguments and the configuration say together.
    ///
    /// # Errors
    /// When the configuration is wrong, or has no such environment.
    pub fn setup(&self) -> Result<Setup<'_>, Trouble> {
        if self.database.is_every() {
            return Err(Trouble::Usage {
                message: "one database at a time: `--env all` is for `trueup check`".into(),
                help: "name one environment".into(),
            });
        }
        Ok(Setup::new(self, self.database.known()?))
    }

    /// Returns the command line of another command, or of the same with other options, over the same sources.
    pub fn command(&self, words: &str) -> String {
        self.command_in(words, self.database.env.as_deref())
    }

    /// Returns such a command line for an environment.
    pub fn command_in(&self, words: &str, env: Option<&str>) -> String {
        let mut out = format!("trueup {words}");
        let mut add = |word: &str| {
            out.push(' ');
            out.push_str(word);
        };
        self.database.repeat(env, &mut add);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_command_holds_no_password() {
        let mut sources = Sources {
            files: vec!["my schema.sql".into()],
            database: Database {
                db: Some("postgres://app:sec:ret@h/db".into()),
                ..Database::default()
            },
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
            sources.database.db = Some(db.into());
            assert!(
                sources.command("x").contains(&format!("--db {shown} ")),
                "{db}"
            );
        }
    }
}
