//! `trueup dump`: the database as a desired state.

use clap::ValueEnum;

use super::trouble::Trouble;
use super::{Status, live, output};
use crate::live::{self as catalog, Reach};
use crate::model::State;
use crate::report::dump::Dump;

/// Arguments of `trueup dump`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Objects to write with all that belongs to them; without any, everything
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// The database, as for `trueup diff`
    #[arg(long, value_name = "URL")]
    db: Option<String>,
    /// Only what is in this schema; can be repeated
    #[arg(long = "schema", value_name = "NAME", conflicts_with = "names")]
    schemas: Vec<String>,
    /// The language
    #[arg(long, value_enum, default_value_t = Format::Sql)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Statements
    Sql,
    /// The form that docs/yaml.md describes
    Yaml,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    let dump = read(args)?;
    let text = match args.format {
        Format::Sql => dump.sql()?,
        Format::Yaml => dump.yaml()?,
    };
    output::data(&text)?;
    Ok(Status::Ok)
}

fn read(args: &Args) -> Result<Dump, Trouble> {
    let mut server = live::connect_to(args.db.as_deref())?;
    let client = &mut server.client;
    let reach = Reach {
        prune: true,
        schemas: match args.schemas.is_empty() {
            true => vec!["*".into()],
            false => args.schemas.clone(),
        },
    };
    catalog::begin(client)?;
    let world = catalog::world(client, &Default::default(), &Default::default())?;
    let mut live = catalog::read(client, &State::default(), &reach, &world)?;
    catalog::depends(client, &mut live, &world)?;
    catalog::end(client)?;
    output::problems(&live.warnings);
    Ok(Dump::new(live.state, world, &args.names)?)
}
