//! What all commands share: the desired state, the live side, and how trouble is told.

use std::path::PathBuf;

use clap::Args;
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};
use postgres::Client;
use thiserror::Error;

use super::Status;
use crate::apply::ApplyError;
use crate::compare::{CompareError, Comparison, Side, compare};
use crate::confirm::Within;
use crate::desired::{Scripts, files};
use crate::diagnostic::Problem;
use crate::live::connect::{ConnectError, connect};
use crate::live::{QueryError, Reach};

/// What is desired, and where.
#[derive(Debug, Args)]
pub struct Sources {
    /// Files or folders that describe the tables (.sql, .yaml); `schema/` without any
    pub files: Vec<PathBuf>,
    /// The database: a URL, a key-value string or a name; else DATABASE_URL, else the PG* variables
    #[arg(long, value_name = "URL")]
    pub db: Option<String>,
    /// Also drop what is not in the files, in the schemas that they use
    #[arg(long)]
    pub prune: bool,
    /// With --prune, look into this schema too; '*' for all
    #[arg(long = "schema", value_name = "NAME")]
    pub schemas: Vec<String>,
}

/// The reason why a command could not do its work.
#[derive(Debug, Error, Diagnostic)]
pub enum Trouble {
    /// The files cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Files(#[from] files::FilesError),
    /// There is no connection.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Connect(#[from] ConnectError),
    /// The comparison failed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Compare(#[from] CompareError),
    /// The server refused a query.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Query(#[from] QueryError),
    /// The patch was not applied.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Apply(#[from] ApplyError),
    /// The arguments make no sense.
    #[error("{message}")]
    #[diagnostic(code("usage"))]
    Usage {
        /// What is wrong.
        message: String,
        /// What to type.
        #[help]
        help: String,
    },
}

impl Sources {
    /// Reads the files.
    pub fn scripts(&self) -> Result<Scripts, Trouble> {
        let paths = if self.files.is_empty() {
            vec![PathBuf::from("schema")]
        } else {
            self.files.clone()
        };
        let (files, syntaxes) = files::read(&paths)?;
        Ok(Scripts::parse(files, &syntaxes))
    }

    /// Returns how far to look beyond what the files name.
    pub fn reach(&self) -> Reach {
        Reach {
            prune: self.prune,
            schemas: self.schemas.clone(),
        }
    }

    /// Connects to the live side.
    pub fn connect(&self) -> Result<Client, Trouble> {
        let url = self
            .db
            .clone()
            .or_else(|| std::env::var("DATABASE_URL").ok());
        let connected = connect(url.as_deref())?;
        for warning in &connected.warnings {
            eprintln!("warning: {warning}");
        }
        Ok(connected.client)
    }

    /// Compares in a snapshot of its own.
    pub fn compare(&self) -> Result<Comparison, Trouble> {
        let scripts = self.scripts()?;
        let mut client = self.connect()?;
        let side = Side::Server(&mut client, Within::NoTransaction);
        let comparison = compare(&scripts, side, &self.reach())?;
        tell(&comparison.warnings);
        Ok(comparison)
    }
}

/// Prints problems to stderr.
pub fn tell(problems: &[Problem]) {
    for problem in problems {
        print(problem);
    }
}

/// Prints a trouble to stderr and returns the status that it means.
pub fn complain(trouble: &Trouble) -> Status {
    match trouble {
        Trouble::Compare(CompareError::Desired(problems))
        | Trouble::Apply(ApplyError::Compare(CompareError::Desired(problems))) => {
            tell(problems);
        }
        other => print(other),
    }
    match trouble {
        Trouble::Apply(ApplyError::Refused(_)) => Status::Refused,
        _ => Status::Trouble,
    }
}

fn print(problem: &dyn Diagnostic) {
    let colour = std::env::var_os("NO_COLOR").is_none()
        && std::io::IsTerminal::is_terminal(&std::io::stderr());
    let theme = if colour {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let mut out = String::new();
    if GraphicalReportHandler::new_themed(theme)
        .render_report(&mut out, problem)
        .is_ok()
    {
        eprintln!("{}", out.trim_end());
    }
}
