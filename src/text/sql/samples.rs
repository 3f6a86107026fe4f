//! The SQL of all case folders, for tests that hold one reading of a text against another.

use std::fs;
use std::path::PathBuf;

/// Returns each file with its text.
pub fn of_cases() -> Vec<(PathBuf, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");
    let cases = fs::read_dir(folder).expect("there are cases");
    let files = cases.flat_map(|case| fs::read_dir(case.expect("a case").path()));
    let paths = files.flatten().map(|file| file.expect("a file").path());
    let of_sql = paths.filter(|path| path.extension().is_some_and(|e| e == "sql"));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("it is text");
        (path, text)
    };
    of_sql.map(read).collect()
}
