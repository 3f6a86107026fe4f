//! `trueup check`: one line and an exit status.

use super::Status;
use super::shared::{Sources, Trouble};

/// Arguments of `trueup check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    let comparison = args.sources.compare()?;
    if comparison.in_step() {
        println!("in step.");
        return Ok(Status::Ok);
    }
    let differences = comparison.plan.differences.len();
    let names: Vec<String> = comparison
        .plan
        .differences
        .iter()
        .take(3)
        .map(|d| d.id().to_string())
        .collect();
    let more = if differences > names.len() {
        ", …"
    } else {
        ""
    };
    println!("{differences} differences: {}{more}", names.join(", "));
    Ok(Status::Differs)
}
