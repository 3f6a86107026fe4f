//! `trueup diff`: what differs, and the patch.

use std::mem::ManuallyDrop;

use clap::ValueEnum;

use super::annotated::{self, Annotated, Shape};
use super::live::public;
use super::reading::Reading;
use super::setup::{Compared, Setup};
use super::sources::{From, Sources};
use super::trouble::Trouble;
use super::{Status, output, staged};
use crate::apply::counts::Counts;
use crate::compare::Comparison;
use crate::report::annotation::{Level, differences};
use crate::report::{json, line, markdown, page, sql};

/// Arguments of `trueup diff`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
    #[command(flatten)]
    from: From,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    reading: Reading,
    /// Compare the files as they are staged with HEAD, for a hook; refuse what trueup.yaml denies
    #[arg(long, conflicts_with = "db")]
    staged: bool,
    /// Exit with 1 if there are differences
    #[arg(long)]
    exit_code: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A summary for people, then the patch
    Text,
    /// A script for psql
    Sql,
    /// For programs; see docs/json.md
    Json,
    /// A comment for a change in review, with a diagram; never longer than 60 KB
    Markdown,
    /// A page for the browser, with a diagram to move and search; it loads nothing
    Html,
    /// Workflow commands, which GitHub Actions shows beside the lines
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

impl Args {
    fn annotated(&self) -> Option<Annotated> {
        let shape = match self.format {
            Format::Text | Format::Sql | Format::Json | Format::Markdown | Format::Html => {
                return None;
            }
            Format::Github => Shape::Github,
            Format::Sarif => Shape::Sarif,
        };
        Some(Annotated {
            shape,
            of: "diff",
            rules: differences::rules,
        })
    }
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    let annotated = args.annotated();
    let told = |trouble| annotated::told(annotated.as_ref(), trouble);
    let Some((setup, compared)) = compared(args).map_err(told)? else {
        return Ok(Status::Ok);
    };
    // The program ends soon: to give thousands of facts back one by one would only cost time.
    let compared = ManuallyDrop::new(compared);
    if args.staged {
        staged::tell_left(&compared.comparison);
    }
    match args.format {
        Format::Text | Format::Sql if args.staged && compared.comparison.in_step() => {
            output::status("no change: the staged files make what HEAD makes.");
        }
        Format::Text => show(args, &setup, &compared)?,
        Format::Sql if compared.comparison.in_step() => {
            output::status(&line::in_step(&compared.comparison));
        }
        Format::Sql => output::data(&sql::script(&compared.comparison, &compared.counts))?,
        Format::Json => output::data(&json::json(&compared.comparison, &compared.counts))?,
        Format::Markdown => document(markdown::markdown, args, &setup, &compared)?,
        Format::Html => document(page::comparison, args, &setup, &compared)?,
        Format::Github | Format::Sarif => {
            if let Some(annotated) = &annotated {
                annotate(annotated, &compared)?;
            }
        }
    }
    if args.staged && staged::refused(&setup, &compared) {
        return Ok(Status::Refused);
    }
    Ok(status(args, &compared))
}

fn status(args: &Args, compared: &Compared) -> Status {
    let differs = args.exit_code && !compared.comparison.in_step();
    if differs { Status::Differs } else { Status::Ok }
}

/// Prints the differences, hazards and warnings beside the lines of the files, and what it comes to on stderr.
fn annotate(annotated: &Annotated, compared: &Compared) -> Result<(), Trouble> {
    let Compared {
        comparison, counts, ..
    } = compared;
    let mut all = differences::differences(comparison, Level::Note);
    all.extend(differences::hazards(comparison, counts));
    all.extend(differences::warnings(comparison));
    output::status(&match comparison.in_step() {
        true => line::in_step(comparison),
        false => line::differs(comparison),
    });
    annotated.print(&all, annotated::first_file(comparison.files()))
}

/// Compares; nothing if git says that no staged file differs, and nobody wants to read that in a form of its own.
fn compared(args: &Args) -> Result<Option<(Setup<'_>, Compared)>, Trouble> {
    let from = args.from.from.as_deref();
    if args.staged {
        // What is the same on both sides is not shown, unless something is asked about it.
        let brief = matches!(args.format, Format::Text | Format::Sql);
        let quick = brief && !args.reading.explains();
        return staged::compare(&args.sources, from, quick);
    }
    let setup = args.sources.setup()?;
    let compared = setup.compare(from, true)?;
    Ok(Some((setup, compared)))
}

/// Returns what to type next, with a word about it.
fn next(args: &Args, setup: &Setup, compared: &Compared) -> Option<String> {
    let command = setup.command("apply --dry-run");
    let unconfirmed = !compared.comparison.asked.unanswered.is_empty();
    match &args.from.from {
        None if args.staged => None,
        None => Some(format!("Try it on the data: {command}")),
        Some(_) if unconfirmed && !compared.comparison.world.known => {
            Some("A throwaway server settles what is unconfirmed: add --scratch.".into())
        }
        Some(_) => None,
    }
}

/// Prints a document for people, with what to type next.
fn document(
    write: fn(&Comparison, &Counts, Option<&str>) -> String,
    args: &Args,
    setup: &Setup,
    compared: &Compared,
) -> Result<(), Trouble> {
    let next = next(args, setup, compared);
    output::data(&write(
        &compared.comparison,
        &compared.counts,
        next.as_deref(),
    ))
}

fn show(args: &Args, setup: &Setup, compared: &Compared) -> Result<(), Trouble> {
    let mut lines = Vec::new();
    if compared.comparison.plan.actions.len() > 1 {
        let staged = if args.staged { " --staged" } else { "" };
        let from = args.from.from.as_deref();
        let from = from.map(|from| format!(" --from {}", public(from)));
        let words = format!("diff{staged}{} --format sql", from.unwrap_or_default());
        lines.push(format!("In order, as a script: {}", setup.command(&words)));
    }
    lines.extend(next(args, setup, compared));
    args.reading.show(compared, &lines)
}
