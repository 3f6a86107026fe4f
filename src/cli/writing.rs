//! Files that commands write for people to keep.
//!
//! What they hold is made elsewhere.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::output;
use super::trouble::Trouble;

/// Whether a file that is there may be written over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
    /// It may.
    Allowed,
    /// It stays.
    Refused,
}

impl Overwrite {
    /// Returns what `--force` means.
    pub fn of(force: bool) -> Overwrite {
        match force {
            true => Overwrite::Allowed,
            false => Overwrite::Refused,
        }
    }
}

/// Writes a file if one is named, and says so; else to stdout.
///
/// # Errors
/// As [`write`], and when stdout cannot be written.
pub fn put(path: Option<&Path>, text: &str, overwrite: Overwrite) -> Result<(), Trouble> {
    let Some(path) = path else {
        return output::data(text);
    };
    write(path, text, overwrite)?;
    output::status(&format!("wrote {}.", path.display()));
    Ok(())
}

/// Writes a file.
///
/// # Errors
/// When it is there already and stays, or cannot be written.
fn write(path: &Path, text: &str, overwrite: Overwrite) -> Result<(), Trouble> {
    let failed = |error| Trouble::Write {
        path: path.to_path_buf(),
        error,
    };
    if overwrite == Overwrite::Allowed {
        return fs::write(path, text).map_err(failed);
    }
    match File::create_new(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).map_err(failed),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(is_there(path, "name another file, or add --force".into()))
        }
        Err(error) => Err(failed(error)),
    }
}

/// Says that a file is there and stays, and what to do then.
pub fn is_there(path: &Path, help: String) -> Trouble {
    Trouble::Usage {
        message: format!(
            "{} is here already, and nothing is written over",
            path.display()
        ),
        help,
    }
}
