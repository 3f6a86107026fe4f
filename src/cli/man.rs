//! `trueup man`: the man pages.

use std::path::PathBuf;
use std::{fs, io};

use super::trouble::Trouble;
use super::{Status, manual, output};

/// Arguments of `trueup man`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Write the pages of all commands into this folder; without it the first one is printed
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Trouble> {
    let pages = manual::pages().map_err(Trouble::Output)?;
    let Some(folder) = &args.folder else {
        let (_, first) = pages.first().expect("trueup itself has a page");
        output::data(&String::from_utf8_lossy(first))?;
        return Ok(Status::Ok);
    };
    for (name, text) in &pages {
        let path = folder.join(name);
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(&path, text));
        written.map_err(|error| at(&path, error))?;
    }
    output::status(&format!(
        "wrote {} pages into {}",
        pages.len(),
        folder.display()
    ));
    Ok(Status::Ok)
}

fn at(path: &std::path::Path, error: io::Error) -> Trouble {
    let said = format!("{}: {error}", path.display());
    Trouble::Output(io::Error::new(error.kind(), said))
}
