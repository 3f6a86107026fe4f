//! `trueup apply`: the patch, run in one transaction, or tried.

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use postgres::Client;

use super::live::Server;
use super::progress::Progress;
use super::setup::{self, Setup};
use super::sources::Sources;
use super::trouble::Trouble;
use super::{Status, output};
use crate::apply::counts::Counts;
use crate::apply::dry_run::dry_run;
use crate::apply::{Applied, ApplyError, Limits, Phase, Request, Watch, apply, permitted};
use crate::compare::{Comparison, Side, compare};
use crate::confirm::Within;
use crate::desired::Scripts;
use crate::diagnostic::Problem;
use crate::kind::{hazard, words};
use crate::live::Reach;
use crate::plan::gate::Allowed;
use crate::report::text::View;
use crate::report::{dry_run as report, line, refusal, text};
use crate::text::duration;

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
    /// Hazards that are allowed, separated by commas, such as drops-data
    #[arg(long, value_name = "HAZARDS", value_delimiter = ',', value_parser = hazards())]
    allow: Vec<String>,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
    /// How long a statement may wait for a lock, while others wait behind it
    ///
    /// Such as 500ms, 2s or 1min; 0 is for ever. Without it what the environment of trueup.yaml says, else 5s.
    #[arg(long, value_name = "TIME", value_parser = duration::check)]
    lock_timeout: Option<String>,
    /// How long a statement may run
    ///
    /// Such as 30s or 10min. Without it what the environment of trueup.yaml says, else for ever.
    #[arg(long, value_name = "TIME", value_parser = duration::check)]
    statement_timeout: Option<String>,
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
    PossibleValuesParser::new(
        known.chain([PossibleValue::new(hazard::EVERY).help("every one of them")]),
    )
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
    let setup = args.sources.setup()?;
    let work = Work {
        args,
        scripts: setup.scripts()?,
        reach: setup.reach(),
        allowed: setup.allowed(&args.allow),
        limits: setup.limits(
            args.lock_timeout.as_deref(),
            args.statement_timeout.as_deref(),
        ),
        setup,
    };
    let mut server = work.setup.connect()?;
    if args.dry_run {
        return work.tried(&mut server);
    }
    if let Some(status) = work.earlier()? {
        return Ok(status);
    }
    let agreed = match args.yes {
        true => None,
        false => match work.asked(&mut server)? {
            Ok(patch) => Some(patch),
            Err(status) => return Ok(status),
        },
    };
    work.applied(&mut server, agreed.as_deref())
}

/// All that is known before the database is asked.
struct Work<'a> {
    args: &'a Args,
    setup: Setup<'a>,
    scripts: Scripts,
    reach: Reach,
    allowed: Allowed,
    limits: Limits,
}

impl Work<'_> {
    fn request<'w>(&'w self, agreed: Option<&'w [String]>) -> Request<'w> {
        Request {
            scripts: &self.scripts,
            reach: &self.reach,
            allowed: &self.allowed,
            limits: &self.limits,
            agreed,
            notify: self.setup.known.notifies(),
            watch: Watch::default(),
        }
    }

    /// Runs the patch, and tells on a terminal what is done.
    fn watched<T>(
        &self,
        server: &mut Server,
        agreed: Option<&[String]>,
        run: impl FnOnce(&mut Client, &Request) -> Result<T, ApplyError>,
    ) -> Result<T, ApplyError> {
        let progress = Progress::start("comparing");
        let follow = |phase: Phase| progress.follows(phase);
        let request = Request {
            watch: Watch::by(&follow),
            ..self.request(agreed)
        };
        run(&mut server.client, &request)
    }

    /// Tells why a patch is refused.
    fn refuse(&self, comparison: &Comparison, counts: &Counts) -> Status {
        let command = |name: &str| {
            let names = self.args.allow.iter().map(String::as_str).chain([name]);
            let allow = names.collect::<Vec<_>>().join(",");
            let yes = if self.args.yes { " --yes" } else { "" };
            self.setup.command(&format!("apply{yes} --allow {allow}"))
        };
        let problems = refusal::problems(comparison, counts, &self.allowed, &command);
        output::problems(&problems);
        Status::Refused
    }

    /// Lets a patch pass where the environment that comes before is in step with the same files.
    fn earlier(&self) -> Result<Option<Status>, Trouble> {
        let Some(first) = self.setup.earlier()? else {
            return Ok(None);
        };
        let mut server = first.connect()?;
        let side = Side::Server(&mut server.client, Within::NoTransaction);
        let compared = || compare(&self.scripts, side, &self.reach);
        let comparison = Progress::during("comparing", compared)?;
        if comparison.in_step() {
            return Ok(None);
        }
        let (own, before) = (self.setup.environment(), first.environment());
        output::problem(
            &Problem::error(
                "comes-after",
                format!(
                    "{own} comes after {before}, which is not in step with these files: {}",
                    line::differs(&comparison)
                ),
            )
            .help(format!(
                "apply them there before:\n  {}",
                first.command("apply")
            )),
        );
        Ok(Some(Status::Refused))
    }

    /// Shows the patch and asks; gives back what was agreed to, or the status to end with.
    fn asked(&self, server: &mut Server) -> Result<Result<Vec<String>, Status>, Trouble> {
        let side = Side::Server(&mut server.client, Within::NoTransaction);
        let compared = || compare(&self.scripts, side, &self.reach);
        let comparison = Progress::during("comparing", compared)?;
        output::problems(&comparison.warnings);
        let actions = &comparison.plan.actions;
        let counts = setup::counts(server, &comparison)?;
        output::data(&text::text(&View {
            comparison: &comparison,
            counts: &counts,
            paint: output::paint(),
            width: output::width(),
            context: None,
            next: &[],
        }))?;
        if comparison.in_step() {
            return Ok(Err(Status::Ok));
        }
        if refusal::stops(&comparison, &counts, &self.allowed) {
            return Ok(Err(self.refuse(&comparison, &counts)));
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

    fn applied(&self, server: &mut Server, agreed: Option<&[String]>) -> Result<Status, Trouble> {
        let done = match self.watched(server, agreed, apply) {
            Ok(done) => done,
            Err(ApplyError::Refused(comparison, counts)) => {
                return Ok(self.refuse(&comparison, &counts));
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

    fn tried(&self, server: &mut Server) -> Result<Status, Trouble> {
        let run = self.watched(server, None, dry_run)?;
        output::problems(&run.comparison.warnings);
        let text = match self.args.format {
            Format::Json => report::json(&run),
            Format::Text if run.comparison.in_step() => {
                format!("{}\n", line::in_step(&run.comparison))
            }
            Format::Text => report::text(&run, output::paint()),
        };
        output::data(&text)?;
        if let Some(failure) = run.failure {
            return Err(ApplyError::from(failure).into());
        }
        if !run.left.is_empty() {
            return Ok(Status::Trouble);
        }
        match refusal::stops(&run.comparison, &run.counts, &self.allowed) {
            true => Ok(self.refuse(&run.comparison, &run.counts)),
            false => Ok(Status::Ok),
        }
    }
}
