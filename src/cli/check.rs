//! `trueup check`: whether the database is in step, and an exit status; with `--env all`, of each environment.

use std::mem::ManuallyDrop;
use std::sync::Arc;

use clap::ValueEnum;

use super::annotated::{self, Annotated, Shape};
use super::live::public;
use super::setup::{Compared, Setup};
use super::sources::{From, Sources};
use super::trouble::Trouble;
use super::{Status, output};
use crate::config::{Environment, NAME};
use crate::report::annotation::{Annotation, Level, differences};
use crate::report::{check, json, line};

/// Arguments of `trueup check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
    #[command(flatten)]
    from: From,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line, or a line for each object that differs
    Text,
    /// For programs; see docs/json.md
    Json,
    /// Workflow commands, which GitHub Actions shows beside the lines
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// A database, and what came of the comparison with it.
struct Checked {
    environment: Option<String>,
    /// The program ends soon: to give thousands of facts back one by one would only cost time.
    result: Result<ManuallyDrop<Compared>, Trouble>,
}

impl Args {
    fn annotated(&self) -> Option<Annotated> {
        let shape = match self.format {
            Format::Text | Format::Json => return None,
            Format::Github => Shape::Github,
            Format::Sarif => Shape::Sarif,
        };
        Some(Annotated {
            shape,
            of: "check",
            rules: differences::rules,
        })
    }
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    let annotated = args.annotated();
    let told = |trouble| annotated::told(annotated.as_ref(), trouble);
    if args.sources.database.is_every() {
        return every(args);
    }
    let setup = args.sources.setup().map_err(told)?;
    let from = args.from.from.as_deref();
    let compared = ManuallyDrop::new(setup.compare(from, false).map_err(told)?);
    let status = status(&compared);
    if args.format == Format::Text {
        output::data(&text(&setup, from, &compared))?;
        return Ok(status);
    }
    let environment = setup.known.environment.as_ref().map(|e| e.name.clone());
    show(
        args,
        &[Checked {
            environment,
            result: Ok(compared),
        }],
    )?;
    Ok(status)
}

/// Compares with a database, and says what came of it.
pub(super) fn checked(setup: &Setup) -> Result<(Status, String), Trouble> {
    let compared = ManuallyDrop::new(setup.compare(None, false)?);
    Ok((status(&compared), text(setup, None, &compared)))
}

fn status(compared: &Compared) -> Status {
    match compared.comparison.in_step() {
        true => Status::Ok,
        false => Status::Differs,
    }
}

fn text(setup: &Setup, from: Option<&str>, compared: &Compared) -> String {
    let from = from.map(|from| format!(" --from {}", public(from)));
    let command = setup.command(&format!("diff{}", from.unwrap_or_default()));
    check::text(&compared.comparison, &command)
}

/// Checks each environment of the configuration; what stands in the way of one does not stop the others.
fn every(args: &Args) -> Result<Status, Trouble> {
    let annotated = args.annotated();
    let told = |trouble| annotated::told(annotated.as_ref(), trouble);
    let known = args.sources.database.known().map_err(told)?;
    let setup = Setup::new(&args.sources, known);
    let environments = environments(args, &setup).map_err(told)?;
    let width = environments.iter().map(|e| e.name.chars().count()).max();
    // All environments have the same files.
    let scripts = Arc::new(setup.scripts().map_err(told)?);
    let (mut worst, mut all) = (Status::Ok, Vec::new());
    for environment in environments {
        let own = setup.in_environment(environment);
        let checked = Checked {
            environment: Some(environment.name.clone()),
            result: own.compare_read(&scripts).map(ManuallyDrop::new),
        };
        worst = worst.max(match &checked.result {
            Ok(compared) => status(compared),
            Err(trouble) => trouble.tell(),
        });
        if args.format == Format::Text {
            let name = format!("{:1$}", environment.name, width.unwrap_or_default());
            output::data(&format!("{name}  {}\n", in_a_line(&checked)))?;
        }
        all.push(checked);
    }
    match args.format {
        Format::Text => output::data(&more(&setup, &all))?,
        Format::Json | Format::Github | Format::Sarif => show(args, &all)?,
    }
    Ok(worst)
}

/// Returns the environments of the configuration.
fn environments<'s>(args: &Args, setup: &'s Setup) -> Result<&'s [Environment], Trouble> {
    let config = setup.known.config.as_ref();
    let environments = config.map(|c| &c.environments[..]).unwrap_or_default();
    let message = match (environments.is_empty(), &args.from.from) {
        (false, None) => return Ok(environments),
        (true, _) => format!("there is no {NAME} with environments to check"),
        (false, Some(_)) => "`--env all` checks databases; --from names something else".into(),
    };
    Err(Trouble::Usage {
        message,
        help: "name one database with --db URL, or the environments in the file".into(),
    })
}

fn in_a_line(checked: &Checked) -> String {
    match &checked.result {
        Ok(compared) if compared.comparison.in_step() => line::in_step(&compared.comparison),
        Ok(compared) => line::differs(&compared.comparison),
        Err(trouble) => format!("not checked: {}", trouble.brief()),
    }
}

/// Returns the commands that show what differs.
fn more(setup: &Setup, all: &[Checked]) -> String {
    let differs = |c: &&Checked| c.result.as_ref().is_ok_and(|c| !c.comparison.in_step());
    let names = all.iter().filter(differs);
    let names = names.filter_map(|c| c.environment.as_deref());
    let lines = names.map(|name| format!("  {}\n", setup.command_in("diff", name)));
    let lines: String = lines.collect();
    match lines.is_empty() {
        true => lines,
        false => format!("\nTo see it all, with the patch:\n{lines}"),
    }
}

/// Prints all that was found for programs; the same in a line for each database goes to stderr.
fn show(args: &Args, all: &[Checked]) -> Result<(), Trouble> {
    let Some(annotated) = args.annotated() else {
        let found: Vec<json::check::Checked> = all.iter().map(found).collect();
        return output::data(&json::check::json(&found));
    };
    for checked in all {
        let name = checked
            .environment
            .as_deref()
            .map(|name| format!("{name}: "));
        output::status(&format!(
            "{}{}",
            name.unwrap_or_default(),
            in_a_line(checked)
        ));
    }
    let annotations: Vec<Annotation> = all.iter().flat_map(annotations).collect();
    let compared = all.iter().find_map(|c| c.result.as_ref().ok());
    let file = compared.and_then(|c| annotated::first_file(c.comparison.files()));
    annotated.print(&annotations, file)
}

fn found(checked: &Checked) -> json::check::Checked<'_> {
    json::check::Checked {
        environment: checked.environment.as_deref(),
        result: match &checked.result {
            Ok(compared) => Ok(&compared.comparison),
            Err(trouble) => Err(trouble.to_string()),
        },
    }
}

/// Returns the annotations of a database, each with the environment.
fn annotations(checked: &Checked) -> Vec<Annotation> {
    let mut out = match &checked.result {
        Ok(compared) => {
            let mut out = differences::differences(&compared.comparison, Level::Error);
            out.extend(differences::warnings(&compared.comparison));
            out
        }
        Err(trouble) => annotated::of_trouble(trouble),
    };
    if let Some(environment) = &checked.environment {
        let named = |a: &mut Annotation| a.message = format!("{environment}: {}", a.message);
        out.iter_mut().for_each(named);
    }
    out
}
