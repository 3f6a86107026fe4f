//! `trueup lint`: advice about the files, without a database.

use std::path::PathBuf;

use clap::ValueEnum;

use super::annotated::{self, Annotated, Shape};
use super::progress::Progress;
use super::trouble::Trouble;
use super::{Status, database, output, setup, staged};
use crate::config::Config;
use crate::desired::Scripts;
use crate::diagnostic::did_you_mean;
use crate::kind::World;
use crate::lint::{self, RULES, Subject};
use crate::report::advice::{self, json, page};
use crate::report::annotation::Annotation;

/// Arguments of `trueup lint`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files or folders that describe the database (.sql, .yaml) [default: those of trueup.yaml, else schema]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The configuration, where it is not trueup.yaml here or in a folder above
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Look at the files as they are staged, for a hook
    #[arg(long)]
    staged: bool,
    /// List the rules
    #[arg(long, conflicts_with = "explain")]
    rules: bool,
    /// Print the page of a rule: what it finds, why, and how that is mended or silenced
    #[arg(long, value_name = "RULE")]
    explain: Option<String>,
    /// How to show the findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A list for people
    Text,
    /// For programs; see docs/json.md
    Json,
    /// Workflow commands, which GitHub Actions shows beside the lines
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    if args.rules {
        output::data(&page::list())?;
        return Ok(Status::Ok);
    }
    match &args.explain {
        Some(name) => explain(name),
        None => look(args),
    }
}

fn explain(name: &str) -> Result<Status, Trouble> {
    let rule = lint::rule(name).ok_or_else(|| Trouble::Usage {
        message: format!("there is no rule `{name}`"),
        help: did_you_mean(name, RULES.iter().map(|r| r.name))
            .unwrap_or_else(|| "trueup lint --rules lists them".into()),
    })?;
    output::data(&page::page(rule))?;
    Ok(Status::Ok)
}

impl Args {
    fn annotated(&self) -> Option<Annotated> {
        let shape = match self.format {
            Format::Text | Format::Json => return None,
            Format::Github => Shape::Github,
            Format::Sarif => Shape::Sarif,
        };
        Some(Annotated {
            shape,
            of: "lint",
            rules: advice::rules,
        })
    }
}

fn look(args: &Args) -> Result<Status, Trouble> {
    let annotated = args.annotated();
    let told = |trouble| annotated::told(annotated.as_ref(), trouble);
    let (scripts, config) = read(args).map_err(told)?;
    let progress = Progress::start("reading the statements");
    let (state, problems) = scripts.interpret(&World::default());
    let failed = problems.has_errors();
    let problems = problems.finish(&scripts.files);
    output::problems(&problems);
    if failed {
        if let Some(annotated) = annotated {
            annotated.print_problems(&problems)?;
        }
        return Ok(Status::Trouble);
    }
    progress.says("looking for what to advise".into());
    let found = lint::advise(&Subject {
        state: &state,
        exposure: &database::exposure(config.as_ref()),
        reached: None,
        user: None,
        directives: &scripts.directives,
    });
    drop(progress);
    let wrong = found.problems.has_errors();
    let more = found.problems.clone().finish(&scripts.files);
    output::problems(&more);
    match annotated {
        Some(annotated) => {
            let problems = problems.iter().chain(&more).map(Annotation::of_problem);
            let mut all: Vec<Annotation> = problems.collect();
            all.extend(advice::annotations(&found, &scripts.files));
            annotated.print(&all, annotated::first_file(&scripts.files))?;
        }
        None => output::data(&shown(args.format, &found, &scripts))?,
    }
    Ok(match (wrong, found.findings.is_empty()) {
        (true, _) => Status::Trouble,
        (false, true) => Status::Ok,
        (false, false) => Status::Differs,
    })
}

fn read(args: &Args) -> Result<(Scripts, Option<Config>), Trouble> {
    if args.staged {
        return staged::read(&args.files, args.config.as_deref());
    }
    let config = database::read(args.config.clone())?;
    let scripts = setup::read(&args.files, config.as_ref())?;
    Ok((scripts, config))
}

fn shown(format: Format, found: &lint::Advice, scripts: &Scripts) -> String {
    match format {
        Format::Json => json::json(found, &scripts.files),
        Format::Text | Format::Github | Format::Sarif => {
            advice::text(found, &scripts.files, output::paint())
        }
    }
}
