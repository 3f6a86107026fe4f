//! `trueup dump`: the database as a desired state.

use super::Status;
use super::trouble::Trouble;

/// Arguments of `trueup dump`.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_args: &Args) -> Result<Status, Trouble> {
    Ok(Status::Ok)
}
