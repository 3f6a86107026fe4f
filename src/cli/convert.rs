//! `trueup convert`: a desired state in the other spelling.

use std::path::PathBuf;

use clap::ValueEnum;

use super::progress::Progress;
use super::setup;
use super::trouble::Trouble;
use super::writing::{self, Overwrite};
use super::{Status, database, output};
use crate::convert::{Converted, convert};
use crate::desired::files::Syntax;
use crate::kind::words;

/// Arguments of `trueup convert`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files or folders that describe the database (.sql, .yaml) [default: those of trueup.yaml, else schema]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The spelling to write
    #[arg(long, value_enum, value_name = "sql|yaml")]
    to: Spelling,
    /// Write this file, and not to stdout
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long, requires = "output")]
    force: bool,
    /// The configuration, where it is not trueup.yaml here or in a folder above
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Spelling {
    /// Statements
    Sql,
    /// The form that docs/yaml.md describes
    Yaml,
}

/// How many lost comments are named.
const NAMED: usize = 5;

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    let config = database::read(args.config.clone())?;
    let scripts = setup::read(&args.files, config.as_ref())?;
    let to = match args.to {
        Spelling::Sql => Syntax::Sql,
        Spelling::Yaml => Syntax::Yaml,
    };
    let converted = Progress::during("converting", || convert(&scripts, to))?;
    output::problems(&converted.warnings);
    let overwrite = Overwrite::of(args.force);
    writing::put(args.output.as_deref(), &converted.text, overwrite)?;
    tell(&converted);
    Ok(Status::Ok)
}

/// Tells what the other spelling does not have.
fn tell(converted: &Converted) {
    let lost = &converted.lost_comments;
    if !lost.is_empty() {
        let mut named: Vec<String> = lost.iter().take(NAMED).cloned().collect();
        if lost.len() > NAMED {
            named.push(format!("{} more", lost.len() - NAMED));
        }
        let count = words::count(lost.len(), "comment");
        let are = if lost.len() == 1 { "is" } else { "are" };
        output::status(&format!(
            "note: {count} above no definition {are} left out: {}.",
            words::list(&named)
        ));
    }
    for (old, new) in &converted.followed {
        output::status(&format!(
            "note: the files rename {} to {}; the result has the new name alone.",
            words::called(old),
            words::called(new)
        ));
    }
}
