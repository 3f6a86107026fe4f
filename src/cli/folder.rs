//! A folder of files that a command keeps as a database is: what is equal is not touched, what is gone is removed.
//!
//! Only files that say in their first line that trueup wrote them are written over or removed. What they hold is made elsewhere.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::trouble::Trouble;
use super::writing::Overwrite;
use crate::desired::files;
use crate::kind::words;
use crate::report::dump::{MARK, editor};

/// What was done in a folder.
#[derive(Debug, Default)]
pub struct Done {
    written: Vec<PathBuf>,
    removed: Vec<PathBuf>,
    equal: usize,
    /// The files of a desired state that trueup did not write.
    strangers: Vec<PathBuf>,
}

/// How many files are named.
const NAMED: usize = 5;

/// Writes files into a folder; with `whole`, files of an earlier dump that are not among them are removed.
///
/// # Errors
/// When a file is there that trueup did not write and that says something else, or the folder cannot be read or written.
pub fn write(
    folder: &Path,
    files: &BTreeMap<String, String>,
    overwrite: Overwrite,
    whole: bool,
) -> Result<Done, Trouble> {
    let mut there = there(folder)?;
    let keys = folder.join(editor::FILE);
    if let Ok(text) = fs::read_to_string(&keys) {
        there.insert(keys, text);
    }
    let wanted: BTreeMap<PathBuf, &String> = files
        .iter()
        .map(|(path, text)| (folder.join(path), text))
        .collect();
    let differs = |(path, text): &(&PathBuf, &&String)| there.get(*path) != Some(*text);
    let changed: Vec<_> = wanted.iter().filter(differs).collect();
    let foreign = |path: &PathBuf| there.get(path).is_some_and(|text| !is_ours(text));
    let foreign: Vec<&PathBuf> = changed
        .iter()
        .map(|(path, _)| *path)
        .filter(|p| foreign(p))
        .collect();
    if !foreign.is_empty() && overwrite == Overwrite::Refused {
        return Err(not_ours(&foreign));
    }
    let mut done = Done {
        equal: wanted.len() - changed.len(),
        ..Done::default()
    };
    for (path, text) in changed {
        let within = path.parent().unwrap_or(folder);
        let made = fs::create_dir_all(within).and_then(|()| fs::write(path, text));
        made.map_err(|error| failed(path, error))?;
        done.written.push(path.clone());
    }
    for (path, text) in there.iter().filter(|(path, _)| !wanted.contains_key(*path)) {
        match is_ours(text) {
            true if whole => {
                fs::remove_file(path).map_err(|error| failed(path, error))?;
                forget_empty(path, folder);
                done.removed.push(path.clone());
            }
            true => {}
            false => done.strangers.push(path.clone()),
        }
    }
    Ok(done)
}

/// Returns the files of a desired state that a folder has.
fn there(folder: &Path) -> Result<BTreeMap<PathBuf, String>, Trouble> {
    let unreadable = |path: &Path, error: io::Error| {
        Trouble::Files(files::FilesError::Read {
            path: path.to_path_buf(),
            error,
        })
    };
    let found = match files::within(folder) {
        Ok(found) => found,
        Err(files::FilesError::Read { error, .. }) if error.kind() == ErrorKind::NotFound => {
            return Ok(BTreeMap::new());
        }
        Err(error) => return Err(error.into()),
    };
    let mut out = BTreeMap::new();
    for path in found {
        let bytes = fs::read(&path).map_err(|error| unreadable(&path, error))?;
        out.insert(path, String::from_utf8_lossy(&bytes).into_owned());
    }
    Ok(out)
}

/// Returns whether trueup wrote a file.
fn is_ours(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    editor::is_schema(text) || first.trim_start_matches(['-', '#', ' ']).trim_end() == MARK
}

/// Removes folders that have become empty, up to the one that was named.
fn forget_empty(path: &Path, folder: &Path) {
    let above = path
        .ancestors()
        .skip(1)
        .take_while(|above| *above != folder);
    for above in above {
        // One that is not empty stays.
        if fs::remove_dir(above).is_err() {
            return;
        }
    }
}

fn failed(path: &Path, error: io::Error) -> Trouble {
    Trouble::Write {
        path: path.to_path_buf(),
        error,
    }
}

fn not_ours(paths: &[&PathBuf]) -> Trouble {
    let named = named(paths.iter().copied());
    let are = if paths.len() == 1 { "is" } else { "are" };
    Trouble::Usage {
        message: format!("{named} {are} here already and not from a dump, so nothing is written"),
        help: "name another folder, or add --force to write over them".into(),
    }
}

fn named<'p>(paths: impl Iterator<Item = &'p PathBuf>) -> String {
    let mut all: Vec<String> = paths.map(|path| path.display().to_string()).collect();
    if all.len() > NAMED + 1 {
        let more = all.split_off(NAMED).len();
        all.push(format!("{more} more"));
    }
    words::list(&all)
}

impl Done {
    /// Says what was done, in lines.
    pub fn lines(&self, folder: &Path) -> Vec<String> {
        let folder = folder.display();
        let mut out = Vec::new();
        let equal = words::count(self.equal, "file");
        out.push(match (self.written.is_empty(), self.removed.is_empty()) {
            (true, true) => format!("{folder} is as the database: {equal}."),
            (false, _) if self.equal == 0 => {
                format!(
                    "wrote {} in {folder}.",
                    words::count(self.written.len(), "file")
                )
            }
            (false, _) => format!("wrote {}; {equal} as before.", named(self.written.iter())),
            (true, false) => format!("{equal} in {folder} as before."),
        });
        if !self.removed.is_empty() {
            let removed = named(self.removed.iter());
            out.push(format!("removed {removed}, no longer part of the dump."));
        }
        if !self.strangers.is_empty() {
            let strangers = named(self.strangers.iter());
            out.push(format!(
                "note: no dump wrote {strangers}, so it stays; what it defines too is defined twice."
            ));
        }
        out
    }
}
