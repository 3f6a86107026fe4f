//! `trueup diff`: what differs, and the patch.

use clap::ValueEnum;

use super::Status;
use super::shared::{Sources, Trouble};
use crate::report::{sql, text};

/// Arguments of `trueup diff`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
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
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    let comparison = args.sources.compare()?;
    match args.format {
        Format::Text => print!("{}", text::text(&comparison)),
        Format::Sql => print!("{}", sql::script(&comparison)),
    }
    let differs = args.exit_code && !comparison.in_step();
    Ok(if differs { Status::Differs } else { Status::Ok })
}
