//! `trueup init`: the configuration and the first desired state, from a live database.

use std::fs;
use std::path::PathBuf;

use clap::ValueEnum;

use super::check::checked;
use super::database::Database;
use super::live::{self, Server};
use super::progress::Progress;
use super::setup::FOLDER;
use super::sources::Sources;
use super::trouble::Trouble;
use super::{Status, dump, hook, output, writing};
use crate::config::{NAME, Profile, profile};
use crate::kind::words;
use crate::live::connect::has_password;
use crate::report::dump::{Dump, editor};

/// How many objects are shown by name.
const SHOWN: usize = 20;

/// Arguments of `trueup init`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The database, as for `trueup diff`
    #[arg(long, value_name = "URL")]
    db: Option<String>,
    /// The tables to describe, with what they need: names, in which `*` stands for any characters; without it everything
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    tables: Vec<String>,
    /// The language of the desired state
    #[arg(long, value_enum, default_value_t = Format::Yaml)]
    format: Format,
    /// The platform that the database is on; without it a look into the database tells
    #[arg(long, value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(profile::NAMES))]
    profile: Option<String>,
    /// Write a hook of git that shows what each commit means for the database, and nothing else; it asks no database
    #[arg(long, exclusive = true)]
    hook: bool,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The form that docs/yaml.md describes
    Yaml,
    /// Statements
    Sql,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    if args.hook {
        return hook::write();
    }
    if !args.yes && !output::can_ask() {
        return Err(Trouble::Usage {
            message: "init asks before it writes files, and there is no terminal to ask on".into(),
            help: "to write them without being asked: trueup init --yes".into(),
        });
    }
    let files = Files::free(args.format)?;
    let source = live::source(args.db.as_deref());
    let mut server = Progress::during("connecting", || live::connect_to(source.as_deref()))?;
    let profile = match &args.profile {
        Some(name) => Profile::named(name),
        None => profile::seen(&mut server.client)?,
    };
    let dump = read(args, profile, &mut server)?;
    output::data(&shown(&dump, profile, &server.name, &files))?;
    if !args.yes && !output::ask("Write them?").map_err(Trouble::Output)? {
        output::status("Nothing was done.");
        return Ok(Status::Differs);
    }
    let text = match args.format {
        Format::Yaml => format!("{}\n{}", editor::line(""), dump.yaml()?),
        Format::Sql => dump.sql()?,
    };
    files.write(&configuration(args, profile), &text)?;
    proved(args)
}

fn read(args: &Args, profile: Option<Profile>, server: &mut Server) -> Result<Dump, Trouble> {
    let platform = profile.map(Profile::schemas).unwrap_or_default();
    let reach = dump::whole(&[], platform);
    let (state, world) = dump::live_state(&mut server.client, reach)?;
    Ok(Dump::tables(state, world, &args.tables)?)
}

/// Returns what is about to be described, and where.
fn shown(dump: &Dump, profile: Option<Profile>, database: &str, files: &Files) -> String {
    let objects = dump.objects();
    let mut out = format!("{database} has:\n");
    for id in objects.iter().take(SHOWN) {
        out.push_str(&format!("  {}\n", words::called(id)));
    }
    if objects.len() > SHOWN {
        out.push_str(&format!("  and {} more\n", objects.len() - SHOWN));
    }
    if let Some(profile) = profile {
        out.push_str(&format!(
            "What belongs to the platform ({}) is left out, and so are extensions, publications, event triggers and default privileges.\n",
            profile.name()
        ));
    }
    let count = words::count(objects.len(), "object");
    let desired = files.desired.display();
    out.push_str(&format!(
        "{count} to describe in {desired}; {NAME} is to name it and the database.\n"
    ));
    out
}

/// Returns the text of the configuration.
fn configuration(args: &Args, profile: Option<Profile>) -> String {
    let mut out = format!("{HEAD}desired: {FOLDER}\n");
    if let Some(profile) = profile {
        out.push_str(&format!("profile: {}\n", profile.name()));
    }
    let dev = match &args.db {
        Some(db) if matches!(has_password(db), Ok(false)) => format!("{{url: {}}}", quoted(db)),
        None if live::source(None).is_none() => "{}".into(),
        Some(_) | None => "{url: {env: DATABASE_URL}}".into(),
    };
    out.push_str(&format!(
        "default: dev\nenvironments:\n  dev: {dev}\n{FURTHER}"
    ));
    out
}

/// Returns a text as YAML takes it whatever it holds.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

const HEAD: &str = "# Where the desired state is, and the databases that it is for.\n";
const FURTHER: &str = "  # production:
  #   url: {env: PRODUCTION_URL}    # or {command: …}; never a password
  #   after: dev
  #   deny: drops-data
  #   protected: true
";

/// The files that are written.
struct Files {
    config: PathBuf,
    folder: PathBuf,
    desired: PathBuf,
}

impl Files {
    /// Finds names that nothing has yet.
    fn free(format: Format) -> Result<Files, Trouble> {
        let name = match format {
            Format::Yaml => "database.yaml",
            Format::Sql => "database.sql",
        };
        let folder = PathBuf::from(FOLDER);
        let files = Files {
            config: NAME.into(),
            desired: folder.join(name),
            folder,
        };
        for path in [&files.config, &files.folder] {
            if path.exists() {
                let help = "what init would write of the database: trueup dump --format yaml";
                return Err(writing::is_there(path, help.into()));
            }
        }
        Ok(files)
    }

    fn write(&self, config: &str, desired: &str) -> Result<(), Trouble> {
        fs::create_dir(&self.folder).map_err(Trouble::Output)?;
        fs::write(&self.desired, desired).map_err(Trouble::Output)?;
        let mut written = vec![&self.config, &self.desired];
        let keys = self.folder.join(editor::FILE);
        if self.desired.extension().is_some_and(|e| e == "yaml") {
            fs::write(&keys, editor::schema()).map_err(Trouble::Output)?;
            written.push(&keys);
        }
        fs::write(&self.config, config).map_err(Trouble::Output)?;
        let written: Vec<String> = written.iter().map(|p| p.display().to_string()).collect();
        output::status(&format!("wrote {}.", words::list(&written)));
        Ok(())
    }
}

/// Compares what was written with the database, as `check` does.
fn proved(args: &Args) -> Result<Status, Trouble> {
    let sources = Sources {
        database: Database {
            db: args.db.clone(),
            ..Database::default()
        },
        ..Sources::default()
    };
    let (status, said) = checked(&sources.setup()?)?;
    output::data(&said)?;
    Ok(status)
}
