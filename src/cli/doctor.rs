//! `trueup doctor`: which case it is when the schema is not as expected, why, and what to do.

use std::env;
use std::io::{self, Read};
use std::time::Duration;

use clap::ValueEnum;
use postgres::Client;

use super::live::{self, Server};
use super::sources::Sources;
use super::trouble::Trouble;
use super::{Status, output};
use crate::doctor::{self, Commands, Complaint, Diagnosis, Subject};
use crate::lint::Exposure;
use crate::live::connect::{connect_beside, shell_word};
use crate::report::checklist::{self, html, json, markdown};

/// How long another database of the server may let us wait.
const BESIDE: Duration = Duration::from_secs(2);
/// What says that a database is meant, where none is named.
const NAMING: &[&str] = &[
    "DATABASE_URL",
    "PGHOST",
    "PGDATABASE",
    "PGSERVICE",
    "PGPORT",
];

/// Arguments of `trueup doctor`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
    /// The error that an application met, as it logged it; `-` reads it from stdin. Where no database is named, it is explained by itself
    #[arg(long, value_name = "MESSAGE", allow_hyphen_values = true)]
    error: Option<String>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A checklist for people
    Text,
    /// A document to commit, or to paste into a ticket
    Markdown,
    /// A page for a browser
    Html,
    /// For programs; see docs/json.md
    Json,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    let complaint = args.error.as_deref().map(complaint).transpose()?;
    if let (Some(complaint), false) = (&complaint, names_a_database(args)) {
        return explain(args, complaint);
    }
    let scripts = args.sources.scripts()?;
    let Server {
        mut client, port, ..
    } = args.sources.connect()?;
    let source = live::source(args.sources.db.as_deref());
    let mut open = |database: &str| -> Option<Client> {
        let connected = connect_beside(source.as_deref(), database, BESIDE);
        connected.ok().map(|c| c.client)
    };
    let diagnosis = doctor::examine(
        &mut client,
        &mut Subject {
            scripts: &scripts,
            reach: &args.sources.reach(),
            complaint: complaint.as_ref(),
            exposure: &Exposure::default(),
            port,
            commands: &commands(&args.sources),
            open: &mut open,
        },
    )?;
    output::data(&shown(args.format, &diagnosis))?;
    Ok(match diagnosis.is_well() {
        true => Status::Ok,
        false => Status::Differs,
    })
}

fn shown(format: Format, diagnosis: &Diagnosis) -> String {
    match format {
        Format::Text => checklist::text(diagnosis, output::paint()),
        Format::Markdown => markdown::markdown(diagnosis),
        Format::Html => html::html(diagnosis),
        Format::Json => json::json(diagnosis),
    }
}

fn complaint(text: &str) -> Result<Complaint, Trouble> {
    if text != "-" {
        return Ok(Complaint::read(text));
    }
    let mut read = Vec::new();
    io::stdin()
        .read_to_end(&mut read)
        .map_err(|error| Trouble::Usage {
            message: format!("stdin cannot be read: {error}"),
            help: "give the message itself: --error 'relation … does not exist'".into(),
        })?;
    Ok(Complaint::read(&String::from_utf8_lossy(&read)))
}

fn names_a_database(args: &Args) -> bool {
    args.sources.db.is_some() || NAMING.iter().any(|name| env::var_os(name).is_some())
}

/// Explains the error where there is no database to look into.
fn explain(args: &Args, complaint: &Complaint) -> Result<Status, Trouble> {
    if args.format != Format::Text {
        return Err(Trouble::Usage {
            message: "without a database there is only an explanation, as text".into(),
            help: "name the database: --db URL, or DATABASE_URL".into(),
        });
    }
    let item = doctor::explained(complaint);
    output::data(&checklist::line(&item, output::paint()))?;
    output::status(&format!(
        "\nTo see which case it is, name the database that the application uses:\n  {} --db URL",
        args.sources.command("doctor")
    ));
    Ok(Status::Ok)
}

fn commands(sources: &Sources) -> Commands {
    Commands {
        diff: sources.command("diff"),
        dry_run: sources.command("apply --dry-run"),
        apply: sources.command("apply"),
        lint: lint_command(sources),
    }
}

/// Returns the command that looks at the same files.
fn lint_command(sources: &Sources) -> String {
    let files = sources
        .files
        .iter()
        .map(|f| shell_word(&f.display().to_string()));
    ["trueup lint".to_string()]
        .into_iter()
        .chain(files)
        .collect::<Vec<_>>()
        .join(" ")
}
