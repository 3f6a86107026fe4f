//! `trueup apply`: the patch, run in one transaction, or tried.

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::live::Server;
use super::sources::Sources;
use super::trouble::Trouble;
use super::{Status, output};
use crate::apply::counts::{Counts, measure_apart};
use crate::apply::dry_run::dry_run;
use crate::apply::{Applied, ApplyError, Limits, Request, apply, permitted};
use crate::compare::{Comparison, Side, compare};
use crate::confirm::Within;
use crate::desired::Scripts;
use crate::kind::{hazard, words};
use crate::plan::gate::Allowed;
use crate::report::text::View;
use crate::report::{dry_run as report, line, refusal, text};

/// Arguments of `trueup apply`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
    /// Run it all on the real data, measure each statement, and roll it back
    #[arg(long)]
    dry_run: bool,
    /// How to show what a dry run has measured
    #[arg(long, value_enum, default_value_t = Format::Text, requires = "dry_run")]
    format: Format,
    /// Hazards that are allowed, separated by commas
    #[arg(long, value_name = "HAZARDS", value_delimiter = ',', value_parser = hazards())]
    allow: Vec<String>,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
    /// How long a statement may wait for a lock, while others wait behind it; 0 is for ever
    #[arg(long, value_name = "TIME", default_value = "5s", value_parser = duration)]
    lock_timeout: String,
    /// How long a statement may run; 0 is for ever
    #[arg(long, value_name = "TIME", default_value = "0", value_parser = duration)]
    statement_timeout: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A table for people
    Text,
    /// For programs; see docs/json.md
    Json,
}

/// Returns the names that `--allow` takes, each with its meaning.
fn hazards() -> impl TypedValueParser<Value = String> {
    let known = hazard::NAMES
        .iter()
        .map(|(name, meaning)| PossibleValue::new(*name).help(*meaning));
    PossibleValuesParser::new(known.chain([PossibleValue::new("all").help("every one of them")]))
}

/// Reads a duration as PostgreSQL's settings take it.
fn duration(text: &str) -> Result<String, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let unit = ["", "us", "ms", "s", "min", "h", "d"].contains(&&text[digits.len()..]);
    match number && unit {
        true => Ok(text.to_string()),
        false => Err("write a number with a unit, such as 500ms, 5s, 2min or 1h".into()),
    }
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    if !args.dry_run && !args.yes && !output::can_ask() {
        return Err(Trouble::Usage {
            message: "apply asks before it changes anything, and there is no terminal to ask on"
                .into(),
            help: format!(
                "to apply without being asked:\n  {}",
                args.sources.command("apply --yes")
            ),
        });
    }
    let scripts = args.sources.scripts()?;
    let mut server = args.sources.connect()?;
    if args.dry_run {
        return tried(args, &scripts, &mut server);
    }
    let agreed = match args.yes {
        true => None,
        false => match asked(args, &scripts, &mut server)? {
            Ok(patch) => Some(patch),
            Err(status) => return Ok(status),
        },
    };
    applied(args, &scripts, &mut server, agreed.as_deref())
}

impl Args {
    fn allowed(&self) -> Allowed {
        Allowed::parse(&self.allow).expect("clap has let only known names pass")
    }

    fn limits(&self) -> Limits {
        Limits {
            lock: self.lock_timeout.clone(),
            statement: self.statement_timeout.clone(),
        }
    }

    /// Tells why a patch is refused.
    fn refuse(&self, comparison: &Comparison, counts: &Counts) -> Status {
        let command = |name: &str| {
            let names = self.allow.iter().map(String::as_str).chain([name]);
            let allow = names.collect::<Vec<_>>().join(",");
            let yes = if self.yes { " --yes" } else { "" };
            self.sources.command(&format!("apply{yes} --allow {allow}"))
        };
        let problems = refusal::problems(comparison, counts, &self.allowed(), &command);
        output::problems(&problems);
        Status::Refused
    }
}

/// Shows the patch and asks; gives back what was agreed to, or the status to end with.
fn asked(
    args: &Args,
    scripts: &Scripts,
    server: &mut Server,
) -> Result<Result<Vec<String>, Status>, Trouble> {
    let side = Side::Server(&mut server.client, Within::NoTransaction);
    let comparison = compare(scripts, side, &args.sources.reach())?;
    output::problems(&comparison.warnings);
    let actions = &comparison.plan.actions;
    let counts = measure_apart(&mut server.client, actions.iter().flat_map(|a| &a.hazards))?;
    output::data(&text::text(&View {
        comparison: &comparison,
        counts: &counts,
        paint: output::paint(),
        next: None,
    }))?;
    if comparison.in_step() {
        return Ok(Err(Status::Ok));
    }
    if !refusal::refused(&comparison, &counts, &args.allowed()).is_empty() {
        return Ok(Err(args.refuse(&comparison, &counts)));
    }
    permitted(&mut server.client, &comparison)?;
    match output::ask(&format!("Apply this to {}?", server.name)).map_err(Trouble::Output)? {
        true => Ok(Ok(actions.iter().map(|a| a.sql()).collect())),
        false => {
            output::status("Nothing was done.");
            Ok(Err(Status::Differs))
        }
    }
}

fn applied(
    args: &Args,
    scripts: &Scripts,
    server: &mut Server,
    agreed: Option<&[String]>,
) -> Result<Status, Trouble> {
    let (reach, allowed, limits) = (args.sources.reach(), args.allowed(), args.limits());
    let request = Request {
        scripts,
        reach: &reach,
        allowed: &allowed,
        limits: &limits,
        agreed,
    };
    let done = match apply(&mut server.client, &request) {
        Ok(done) => done,
        Err(ApplyError::Refused(comparison, counts)) => {
            return Ok(args.refuse(&comparison, &counts));
        }
        Err(error) => return Err(error.into()),
    };
    let said = match &done {
        Applied::InStep(comparison) => line::in_step(comparison),
        Applied::Done(comparison, time) => {
            let statements = words::count(comparison.plan.actions.len(), "statement");
            let time = report::duration(*time);
            format!(
                "done: {statements} in {time}; {} is in step.",
                server.database
            )
        }
    };
    let (Applied::InStep(comparison) | Applied::Done(comparison, _)) = &done;
    if agreed.is_none() {
        output::problems(&comparison.warnings);
    }
    output::data(&format!("{said}\n"))?;
    Ok(Status::Ok)
}

fn tried(args: &Args, scripts: &Scripts, server: &mut Server) -> Result<Status, Trouble> {
    let (reach, allowed, limits) = (args.sources.reach(), args.allowed(), args.limits());
    let request = Request {
        scripts,
        reach: &reach,
        allowed: &allowed,
        limits: &limits,
        agreed: None,
    };
    let run = dry_run(&mut server.client, &request)?;
    output::problems(&run.comparison.warnings);
    let text = match args.format {
        Format::Json => report::json(&run),
        Format::Text if run.comparison.in_step() => format!("{}\n", line::in_step(&run.comparison)),
        Format::Text => report::text(&run, output::paint()),
    };
    output::data(&text)?;
    if let Some(failure) = run.failure {
        return Err(ApplyError::from(failure).into());
    }
    if !run.left.is_empty() {
        return Ok(Status::Trouble);
    }
    match refusal::refused(&run.comparison, &run.counts, &allowed).is_empty() {
        true => Ok(Status::Ok),
        false => Ok(args.refuse(&run.comparison, &run.counts)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_durations_of_postgres_pass() {
        for good in ["0", "500ms", "5s", "2min", "1h", "1500"] {
            assert_eq!(duration(good).as_deref(), Ok(good));
        }
        for bad in ["", "s", "5 s", "5parsecs", "-1s", "5s'; drop table t"] {
            assert!(duration(bad).is_err(), "{bad}");
        }
    }
}
