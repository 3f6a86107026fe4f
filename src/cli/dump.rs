//! `trueup dump`: the database as a desired state.

use clap::ValueEnum;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use postgres::Client;

use super::database::{Database, Known};
use super::live::{Live, Server};
use super::progress::Progress;
use super::throwaway::Wish;
use super::trouble::Trouble;
use super::writing::{self, Overwrite};
use super::{Status, folder, live, output, setup};
use crate::desired::files::Syntax;
use crate::kind::{World, names};
use crate::live::{self as catalog, QueryError, Reach};
use crate::model::State;
use crate::report::diagram::{Picture, mermaid};
use crate::report::dump::Dump;
use crate::report::page;

/// Arguments of `trueup dump`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Objects to write with all that belongs to them; `*` stands for any characters. Without any, everything
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    #[command(flatten)]
    database: Database,
    /// Write what a throwaway server makes of this in place of a database: a file, a folder or `git:REV`
    #[arg(
        long,
        value_name = "SOURCE",
        conflicts_with = "db",
        requires = "scratch"
    )]
    from: Option<String>,
    #[command(flatten)]
    wish: Wish,
    /// Only what is in this schema; can be repeated
    #[arg(long = "schema", value_name = "NAME", conflicts_with = "names")]
    schemas: Vec<String>,
    /// The language
    #[arg(long, value_enum, default_value_t = Format::Sql)]
    format: Format,
    /// Write this and not to stdout: a file, or a folder with a file for each table
    ///
    /// It is a file if its name ends in .sql, .yaml, .mmd or .html. What is equal in a folder is not touched, and what an earlier dump wrote
    /// of things that are gone is removed.
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Write over files that no dump wrote
    #[arg(long, requires = "output")]
    force: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Statements
    Sql,
    /// The form that docs/yaml.md describes
    Yaml,
    /// The tables as a diagram that GitHub and GitLab draw
    Mermaid,
    /// The tables as a page for the browser, with a diagram to move and search; it loads nothing
    Html,
}

/// What is said of a dump within the bounds of a platform.
const BOUNDED: &str = "note: of a platform's database only what is in the project's schemas is written: no extensions, publications, event triggers or default privileges.";

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    let known = args.database.known()?;
    let mut server = open(args, &known)?;
    let reach = whole(&args.schemas, known.platform());
    let all = reach.beyond_schemas();
    let dump = read(&mut server.client, reach, &args.names)?;
    if !all {
        output::status(BOUNDED);
    }
    let progress = Progress::start("wording the statements");
    let overwrite = Overwrite::of(args.force);
    let syntax = match args.format {
        Format::Sql => Some(Syntax::Sql),
        Format::Yaml => Some(Syntax::Yaml),
        Format::Mermaid | Format::Html => None,
    };
    if let (Some(path), Some(syntax)) = (folder_of(args), syntax) {
        let whole = args.names.is_empty() && args.schemas.is_empty();
        let done = folder::write(path, &dump.files(syntax)?, overwrite, whole)?;
        drop(progress);
        done.lines(path)
            .iter()
            .for_each(|line| output::status(line));
        return Ok(Status::Ok);
    }
    let text = match args.format {
        Format::Sql => dump.sql()?,
        Format::Yaml => dump.yaml()?,
        Format::Mermaid => mermaid(&dump),
        Format::Html => page::database(&picture(&dump), &server.database),
    };
    drop(progress);
    writing::put(args.output.as_deref(), &text, overwrite)?;
    Ok(Status::Ok)
}

/// Returns the folder that is written, if it is one.
fn folder_of(args: &Args) -> Option<&Path> {
    let path = args.output.as_deref()?;
    let ending = path.extension().and_then(OsStr::to_str);
    let is_file = ending.is_some_and(|e| ["sql", "yaml", "yml", "mmd", "md", "html"].contains(&e));
    (!is_file || path.is_dir()).then_some(path)
}

/// Returns the picture of the tables; that there are none is told.
fn picture(dump: &Dump) -> Picture {
    let picture = dump.picture();
    if picture.entities.is_empty() {
        output::status("note: there is no table to draw.");
    }
    picture
}

/// Draws the tables; what has no room is told.
fn mermaid(dump: &Dump) -> String {
    let picture = picture(dump);
    let drawn = mermaid::mermaid(&picture, mermaid::LIMIT);
    if let Some(left_out) = drawn.left_out {
        output::status(&format!(
            "note: not drawn, for want of room: {left_out}. Name fewer tables to see more."
        ));
    }
    drawn.text
}

fn open(args: &Args, known: &Known) -> Result<Server, Trouble> {
    let (Some(source), Some(mut throwaway)) = (&args.from, args.wish.throwaway()) else {
        return known.connect();
    };
    match live::open(source, &[PathBuf::from(setup::FOLDER)])? {
        Live::Server(server) => Ok(*server),
        Live::Files(scripts) => throwaway.loaded(&scripts),
    }
}

/// Returns what a dump looks into: these schemas, or all but the system's and the platform's.
pub fn whole(schemas: &[String], platform: Vec<String>) -> Reach {
    Reach {
        prune: true,
        outside: Vec::new(),
        schemas: match schemas.is_empty() {
            true => vec!["*".into()],
            false => schemas.to_vec(),
        },
        platform,
    }
}

/// Reads a database, ready to be written.
pub fn read(client: &mut Client, reach: Reach, names: &[String]) -> Result<Dump, Trouble> {
    let (state, world) = live_state(client, reach)?;
    let chosen = || Dump::new(state, world, names);
    Ok(Progress::during("choosing what is written", chosen)?)
}

/// Reads all that is in reach, with what depends on what.
pub fn live_state(client: &mut Client, reach: Reach) -> Result<(State, World), Trouble> {
    let _progress = Progress::start("reading the catalog");
    let (live, world) = reading(client, reach).map_err(|e| catalog::blocked::explain(e, client))?;
    output::problems(&live.warnings);
    Ok((live.state, world))
}

fn reading(client: &mut Client, mut reach: Reach) -> Result<(catalog::Live, World), QueryError> {
    catalog::begin(client)?;
    let world = catalog::world(client, &Default::default(), &Default::default())?;
    reach.outside = catalog::given(client, &reach)?;
    let mut live = catalog::read(client, &State::default(), &reach, &world)?;
    if !reach.platform.is_empty() {
        // They are the platform's own, of its roles too, and stay as they are.
        let is_own = |kind| kind != names::DEFAULT_PRIVILEGE;
        live.state.retain(|f| is_own(f.id.kind()));
    }
    catalog::depends(client, &mut live, &world)?;
    catalog::end(client)?;
    Ok((live, world))
}
