//! `trueup explain`: what a name in a message means.

use super::trouble::Trouble;
use super::{Status, output};
use crate::report::explain::{self, Page, terminal};

/// The list of PostgreSQL's own codes.
const MANUAL: &str = "https://www.postgresql.org/docs/current/errcodes-appendix.html";

/// Arguments of `trueup explain`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The names as messages show them: an error, a warning, a hazard, a rule of lint, an SQLSTATE; without any, all are listed
    #[arg(value_name = "NAME")]
    names: Vec<String>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    let paint = output::paint();
    if args.names.is_empty() {
        output::data(&terminal::list(paint))?;
        return Ok(Status::Ok);
    }
    let found: Result<Vec<Page>, Trouble> = args.names.iter().map(|name| find(name)).collect();
    let shown: Vec<String> = found?.iter().map(|p| terminal::page(p, paint)).collect();
    output::data(&shown.join("\n\n"))?;
    Ok(Status::Ok)
}

fn find(name: &str) -> Result<Page, Trouble> {
    explain::find(name).ok_or_else(|| Trouble::Usage {
        message: format!("there is no page about `{name}`"),
        help: match explain::like(name).as_slice() {
            _ if is_sqlstate(name) => {
                format!("PostgreSQL's manual lists its own codes:\n  {MANUAL}")
            }
            [] => "all that there are: trueup explain".into(),
            near => format!("did you mean {}?", near.join(", ")),
        },
    })
}

fn is_sqlstate(name: &str) -> bool {
    let sign = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    name.len() == 5 && name.chars().all(sign)
}
