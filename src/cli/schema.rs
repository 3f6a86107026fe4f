//! `trueup schema`: the JSON Schemas of what trueup reads and prints.

use clap::ValueEnum;
use serde_json::Value;

use super::trouble::Trouble;
use super::{Status, output};
use crate::report::{advice, checklist, dry_run, json};
use crate::{config, desired};

/// Arguments of `trueup schema`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What the schema describes; without it there is a list of them
    #[arg(value_enum, value_name = "DOCUMENT")]
    of: Option<Of>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Of {
    /// What `trueup diff --format json` prints
    Plan,
    /// What `trueup check --format json` prints
    Check,
    /// What `trueup apply --dry-run --format json` prints
    DryRun,
    /// What `trueup doctor --format json` prints
    Doctor,
    /// What `trueup lint --format json` prints
    Lint,
    /// The files of the desired state in YAML
    Yaml,
    /// trueup.yaml
    Configuration,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    match args.of {
        Some(of) => output::data(&format!("{:#}\n", schema(of)))?,
        None => output::data(&list())?,
    }
    Ok(Status::Ok)
}

fn schema(of: Of) -> Value {
    match of {
        Of::Plan => json::schema(),
        Of::Check => json::check::schema(),
        Of::DryRun => dry_run::schema(),
        Of::Doctor => checklist::json::schema(),
        Of::Lint => advice::json::schema(),
        Of::Yaml => desired::yaml::json_schema(),
        Of::Configuration => config::json_schema(),
    }
}

/// Returns the name of each schema, with what it describes.
fn list() -> String {
    let all = Of::value_variants().iter();
    let all = all.filter_map(ValueEnum::to_possible_value);
    let lines = all.map(|value| {
        let what = value.get_help().map(ToString::to_string);
        format!("{:15}{}\n", value.get_name(), what.unwrap_or_default())
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::kept::assert_current;

    #[test]
    fn every_json_schema_is_current() {
        for of in Of::value_variants() {
            let value = of.to_possible_value().expect("each is listed");
            let file = format!("schema/{}.schema.json", value.get_name());
            assert_current(&file, &format!("{:#}\n", schema(*of)));
        }
    }
}
