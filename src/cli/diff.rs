//! `trueup diff`: what differs, and the patch.

use clap::ValueEnum;

use super::setup::{Compared, Setup};
use super::sources::{From, Sources};
use super::trouble::Trouble;
use super::{Status, output};
use crate::report::text::View;
use crate::report::{json, line, markdown, page, sql, text};

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
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    let from = args.from.from.as_deref();
    let setup = args.sources.setup()?;
    let compared = setup.compare(from, true)?;
    match args.format {
        Format::Text => show(args, &setup, &compared)?,
        Format::Sql if compared.comparison.in_step() => {
            output::status(&line::in_step(&compared.comparison));
        }
        Format::Sql => output::data(&sql::script(&compared.comparison, &compared.counts))?,
        Format::Json => output::data(&json::json(&compared.comparison, &compared.counts))?,
        Format::Markdown => {
            let next = next(args, &setup, &compared);
            let Compared {
                comparison, counts, ..
            } = &compared;
            output::data(&markdown::markdown(comparison, counts, next.as_deref()))?;
        }
        Format::Html => {
            let next = next(args, &setup, &compared);
            let Compared {
                comparison, counts, ..
            } = &compared;
            output::data(&page::comparison(comparison, counts, next.as_deref()))?;
        }
    }
    let differs = args.exit_code && !compared.comparison.in_step();
    Ok(if differs { Status::Differs } else { Status::Ok })
}

/// Returns what to type next, with a word about it.
fn next(args: &Args, setup: &Setup, compared: &Compared) -> Option<String> {
    let command = setup.command("apply --dry-run");
    let unconfirmed = !compared.comparison.asked.unanswered.is_empty();
    match &args.from.from {
        None => Some(format!("Try it on the data: {command}")),
        Some(_) if unconfirmed && !compared.comparison.world.known => {
            Some("A throwaway server settles what is unconfirmed: add --scratch.".into())
        }
        Some(_) => None,
    }
}

fn show(args: &Args, setup: &Setup, compared: &Compared) -> Result<(), Trouble> {
    let next = next(args, setup, compared);
    output::data(&text::text(&View {
        comparison: &compared.comparison,
        counts: &compared.counts,
        paint: output::paint(),
        next: next.as_deref(),
    }))
}
