//! `trueup doctor`: which case it is when the schema is not as expected, why, and what to do.

use std::env;
use std::io::{self, Read};
use std::time::Duration;

use clap::ValueEnum;
use postgres::Client;

use super::database;
use super::live::{Server, shell_word};
use super::progress::Progress;
use super::setup::Setup;
use super::sources::Sources;
use super::trouble::Trouble;
use super::{Status, output};
use crate::doctor::{self, Commands, Complaint, Diagnosis, Subject};
use crate::live::connect::{Target, connect_beside};
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
    /// The error that an application met, as it logged it; `-` reads it from stdin
    ///
    /// Where no database is named, or no file describes it, it is explained by itself.
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
    let setup = args.sources.setup();
    if let Some(complaint) = &complaint {
        let has_files = matches!(&setup, Ok(setup) if setup.has_files());
        let by_file = matches!(&setup, Ok(setup) if setup.known.environment.is_some());
        let has_database = by_file || names_a_database(args);
        if !(has_files && has_database) {
            explain(args, complaint, has_files, has_database)?;
            return setup.map(|_| Status::Ok);
        }
    }
    let setup = setup?;
    let scripts = setup.scripts()?;
    let Server {
        mut client,
        target,
        line,
        ..
    } = setup.connect()?;
    let mut environment = setup.known.whose(target.as_ref());
    if args.sources.database.env.is_some() {
        environment.default = None;
    }
    let server = target.as_ref().filter(|t| !t.is_socket());
    let server = server.map(Target::place);
    let source = setup.known.source()?;
    let mut open = |database: &str| -> Option<Client> {
        let connected = connect_beside(source.as_deref(), database, BESIDE);
        connected.ok().map(|c| c.client)
    };
    let progress = Progress::start("looking into the database");
    let diagnosis = doctor::examine(
        &mut client,
        &mut Subject {
            scripts: &scripts,
            reach: &setup.reach(),
            complaint: complaint.as_ref(),
            exposure: &database::exposure(setup.known.config.as_ref()),
            line,
            server,
            environment,
            commands: &commands(&setup),
            open: &mut open,
        },
    )?;
    drop(progress);
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
    let database = &args.sources.database;
    let named = database.db.is_some() || database.env.is_some();
    named || NAMING.iter().any(|name| env::var_os(name).is_some())
}

/// Explains the error where there is no database to look into, or nothing to compare it with.
fn explain(
    args: &Args,
    complaint: &Complaint,
    has_files: bool,
    has_database: bool,
) -> Result<(), Trouble> {
    let (lacks, words) = match (has_files, has_database) {
        (true, _) => ("a database", "the database that the application uses"),
        (false, true) => ("files", "the files that describe the database"),
        (false, false) => (
            "a database",
            "the database that the application uses, and the files that describe it",
        ),
    };
    if args.format != Format::Text {
        return Err(Trouble::Usage {
            message: format!("without {lacks} there is only an explanation, as text"),
            help: format!("name {words}"),
        });
    }
    let item = doctor::explained(complaint);
    output::data(&checklist::line(&item, output::paint()))?;
    let command = format!("doctor --error {}", shell_word(&complaint.text));
    let mut command = args.sources.command(&command);
    if !has_database {
        command.push_str(" --db URL");
    }
    if !has_files {
        command.push_str(" FILE");
    }
    output::status(&format!(
        "\nTo see which case it is, name {words}:\n  {command}"
    ));
    Ok(())
}

fn commands(setup: &Setup) -> Commands {
    Commands {
        diff: setup.command("diff"),
        dry_run: setup.command("apply --dry-run"),
        apply: setup.command("apply"),
        lint: setup.command_over_files("lint"),
    }
}
