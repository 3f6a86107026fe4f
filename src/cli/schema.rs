//! `trueup schema`: the JSON Schemas of what trueup reads and prints.

use clap::ValueEnum;

use super::trouble::Trouble;
use super::{Status, output};
use crate::report::json;
use crate::{config, desired};

/// Arguments of `trueup schema`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What the schema describes
    #[arg(value_enum, value_name = "DOCUMENT")]
    of: Of,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Of {
    /// What `trueup diff --format json` prints
    Plan,
    /// What `trueup check --format json` prints
    Check,
    /// The files of the desired state in YAML
    Yaml,
    /// trueup.yaml
    Configuration,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    let schema = match args.of {
        Of::Plan => json::schema(),
        Of::Check => json::check::schema(),
        Of::Yaml => desired::yaml::json_schema(),
        Of::Configuration => config::json_schema(),
    };
    output::data(&format!("{schema:#}\n"))?;
    Ok(Status::Ok)
}
