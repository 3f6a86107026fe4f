//! `trueup rebuild`: what the files define, dropped and made again; for development and tests.

use std::io;

use super::live::Server;
use super::progress::Progress;
use super::setup::Setup;
use super::sources::Sources;
use super::trouble::Trouble;
use super::{Status, output};
use crate::apply::{Loss, Phase, Rebuilt, Request, Watch, rebuild};
use crate::diagnostic::Problem;
use crate::kind::words;
use crate::live;
use crate::plan::gate::Allowed;
use crate::report::{dry_run as report, rebuild as shown};

/// Arguments of `trueup rebuild`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
    /// Do it all, and roll it back
    #[arg(long)]
    dry_run: bool,
    /// Do not ask; takes --database, so that it is this database and no other
    #[arg(long, short, requires = "database")]
    yes: bool,
    /// The name of the database that is meant
    #[arg(long, value_name = "NAME")]
    database: Option<String>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    let setup = args.sources.setup()?;
    // What is named is refused by its name: who answered the questions before would be refused all the same.
    if let Some(name) = setup.known.protected(None) {
        return Ok(refused(&setup, protected(name)));
    }
    if !args.dry_run && !args.yes && !output::can_ask() {
        return Err(Trouble::Usage {
            message:
                "rebuild asks for the name of the database, and there is no terminal to ask on"
                    .into(),
            help: format!(
                "to rebuild without being asked:\n  {} --database NAME",
                setup.command("rebuild --yes")
            ),
        });
    }
    let scripts = setup.scripts()?;
    let mut server = setup.connect()?;
    if let Some(name) = setup.known.protected(server.target.as_ref()) {
        return Ok(refused(&setup, protected(name)));
    }
    let name = live::database(&mut server.client)?;
    if let Some(meant) = args.database.as_ref().filter(|meant| **meant != name) {
        let why = format!("this is the database {name}, not {meant}");
        return Ok(refused(&setup, why));
    }
    let (reach, limits) = (setup.reach(), setup.limits(None, None));
    let progress = Progress::start("comparing");
    let follow = |phase: Phase| progress.follows(phase);
    let request = Request {
        scripts: &scripts,
        reach: &reach,
        allowed: &Allowed::default(),
        limits: &limits,
        agreed: None,
        notify: setup.known.notifies(),
        watch: Watch::by(&follow),
    };
    let mut agree = |loss: &Loss| agree(args, &name, loss);
    let rebuilt = rebuild(&mut server.client, &request, !args.dry_run, &mut agree)?;
    drop(progress);
    match rebuilt {
        Some(rebuilt) => done(args, &rebuilt, &server),
        None => {
            output::status("Nothing was done.");
            Ok(Status::Differs)
        }
    }
}

fn protected(environment: &str) -> String {
    format!("environment {environment} is protected, and rebuild would lose its rows")
}

/// Tells why nothing is done.
fn refused(setup: &Setup, why: String) -> Status {
    let apply = setup.command("apply");
    let help = format!("to bring it in step without losing rows:\n  {apply}");
    output::problem(&Problem::error("refused", why).help(help));
    Status::Refused
}

/// Shows what is lost, and asks for the name of the database where nothing else agrees.
fn agree(args: &Args, name: &str, loss: &Loss) -> io::Result<bool> {
    output::problems(&loss.dropped.warnings);
    output::text_out(&format!("database {name}: {}", shown::text(loss)))?;
    if args.yes || args.dry_run {
        return Ok(true);
    }
    Ok(output::answer("Type the name of the database to go on:")? == name)
}

fn done(args: &Args, rebuilt: &Rebuilt, server: &Server) -> Result<Status, Trouble> {
    let statements = words::count(rebuilt.made.plan.actions.len(), "statement");
    let time = report::duration(rebuilt.time);
    output::data(&match args.dry_run {
        true => format!("{statements} made it again in {time}. All of it was rolled back.\n"),
        false => format!(
            "done: {statements} made it again in {time}; {} is in step.\n",
            server.database
        ),
    })?;
    Ok(Status::Ok)
}
