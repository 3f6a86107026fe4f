//! `trueup check`: one line and an exit status.

use std::mem::ManuallyDrop;

use super::sources::{From, Sources};
use super::trouble::Trouble;
use super::{Status, output};
use crate::report::line;

/// Arguments of `trueup check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
    #[command(flatten)]
    from: From,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    let compared = args.sources.compare(args.from.from.as_deref(), false)?;
    // The program ends here: to give thousands of facts back one by one would only cost time.
    let comparison = &ManuallyDrop::new(compared).comparison;
    if comparison.in_step() {
        output::data(&format!("{}\n", line::in_step(comparison)))?;
        return Ok(Status::Ok);
    }
    output::data(&format!("{}\n", line::differs(comparison)))?;
    Ok(Status::Differs)
}
