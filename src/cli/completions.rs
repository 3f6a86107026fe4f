//! `trueup completions`: what a shell reads to complete the commands, options and values.

use clap_complete::Shell;

use super::trouble::Trouble;
use super::{Status, manual, output};

/// Arguments of `trueup completions`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell that is to read it
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut manual::command(), "trueup", &mut out);
    output::data(&String::from_utf8_lossy(&out))?;
    Ok(Status::Ok)
}
