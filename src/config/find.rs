//! Finds the file: in the working folder, or in the nearest one above.

use std::env;
use std::path::PathBuf;

pub use crate::desired::files::CONFIGURATION as NAME;

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
