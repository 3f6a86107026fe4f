//! `trueup check`: one line and an exit status; with `--env all`, a line for each environment.

use std::mem::ManuallyDrop;

use super::setup::Setup;
use super::sources::{From, Sources};
use super::trouble::Trouble;
use super::{Status, output};
use crate::config::NAME;
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
    if args.sources.database.is_every() {
        return every(args);
    }
    let (status, line) = checked(&args.sources.setup()?, args.from.from.as_deref())?;
    output::data(&format!("{line}\n"))?;
    Ok(status)
}

/// Compares, and says in a line what came of it.
pub(super) fn checked(setup: &Setup, from: Option<&str>) -> Result<(Status, String), Trouble> {
    let compared = setup.compare(from, false)?;
    // The program ends soon: to give thousands of facts back one by one would only cost time.
    let comparison = &ManuallyDrop::new(compared).comparison;
    Ok(match comparison.in_step() {
        true => (Status::Ok, line::in_step(comparison)),
        false => (Status::Differs, line::differs(comparison)),
    })
}

/// Checks each environment of the configuration; what stands in the way of one does not stop the others.
fn every(args: &Args) -> Result<Status, Trouble> {
    let setup = Setup::new(&args.sources, args.sources.database.known()?);
    let config = setup.known.config.as_ref();
    let environments = config.map(|c| &c.environments[..]).unwrap_or_default();
    if environments.is_empty() || args.from.from.is_some() {
        return Err(Trouble::Usage {
            message: match environments.is_empty() {
                true => format!("there is no {NAME} with environments to check"),
                false => "`--env all` checks databases; --from names something else".into(),
            },
            help: "name one database with --db URL, or the environments in the file".into(),
        });
    }
    let width = environments.iter().map(|e| e.name.chars().count()).max();
    let mut worst = Status::Ok;
    for environment in environments {
        let own = setup.in_environment(environment);
        let (status, line) = checked(&own, None).unwrap_or_else(|trouble| {
            let status = trouble.tell();
            (status, format!("not checked: {}", trouble.brief()))
        });
        let name = format!("{:1$}", environment.name, width.unwrap_or_default());
        output::data(&format!("{name}  {line}\n"))?;
        worst = worst.max(status);
    }
    Ok(worst)
}
