//! Finds the file: in the working folder, or in the nearest one above.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The name of the file.
pub const NAME: &str = "trueup.yaml";

/// Returns the path of the file from the working folder.
pub fn find() -> Option<PathBuf> {
    let here = env::current_dir().ok()?;
    let mut way = PathBuf::new();
    for _ in here.ancestors() {
        let path = way.join(NAME);
        if path.is_file() {
            return Some(path);
        }
        way.push("..");
    }
    None
}

/// Returns whether a path is that of such a file, which is no part of a desired state.
pub fn is_config(path: &Path) -> bool {
    path.file_name() == Some(OsStr::new(NAME))
}
