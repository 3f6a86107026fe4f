//! `trueup apply`: the patch, run in one transaction.

use super::Status;
use super::shared::{Sources, Trouble};
use crate::apply::{Applied, Limits, apply};
use crate::plan::gate::Allowed;

/// Arguments of `trueup apply`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
    /// Hazards that are allowed, by name; `all` for every one
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    allow: Vec<String>,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    let allowed = Allowed::parse(&args.allow).map_err(|name| Trouble::Usage {
        message: format!("no hazard is called {name}"),
        help: "see the names that `trueup diff` shows".into(),
    })?;
    let scripts = args.sources.scripts()?;
    let mut client = args.sources.connect()?;
    let _ = args.yes;
    match apply(
        &mut client,
        &scripts,
        &args.sources.reach(),
        &allowed,
        &Limits::default(),
    )? {
        Applied::InStep(_) => println!("in step."),
        Applied::Done(comparison) => {
            println!("done: {} statements.", comparison.plan.actions.len())
        }
    }
    Ok(Status::Ok)
}
