//! The corpora: cases that other projects wrote, in the folder `shared/corpus` where that stands beside the repository.
//!
//! Each case is a folder with old.sql and new.sql, which both load into an empty database, and at times roles.sql. Nothing of the
//! folder is copied into the repository.

use std::fs;
use std::path::{Path, PathBuf};

const CORPORA: [&str; 4] = ["migra", "pgmt", "pgschema", "stripe-real"];

/// Returns the folder, which stands beside the repository or beside what holds its work trees.
pub fn folder(root: &Path) -> Option<PathBuf> {
    let above = root.ancestors().skip(1);
    let mut beside = above.map(|above| above.join("shared/corpus"));
    beside.find(|folder| folder.is_dir())
}

/// Returns the folders of all cases.
pub fn cases(corpus: &Path) -> Vec<PathBuf> {
    let all = CORPORA.iter().flat_map(|name| folders(&corpus.join(name)));
    all.filter(|case| case.join("new.sql").exists()).collect()
}

/// Returns the name of a case, with the corpus that it is of.
pub fn name(corpus: &Path, case: &Path) -> String {
    let name = case.strip_prefix(corpus);
    let name = name.expect("a case stands in the corpus");
    name.to_string_lossy().into_owned()
}

/// Returns the files that make the roles of the cases, each once.
pub fn roles(cases: &[PathBuf]) -> Vec<String> {
    let files = cases.iter().map(|case| case.join("roles.sql"));
    let texts = files.map(|file| fs::read_to_string(file).unwrap_or_default());
    let mut roles: Vec<String> = texts.filter(|text| !text.trim().is_empty()).collect();
    roles.sort();
    roles.dedup();
    roles
}

/// Returns the folders within a folder, sorted; none where it cannot be read.
pub fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let paths = entries.map(|entry| entry.expect("a folder of cases can be read").path());
    let mut found: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
    found.sort();
    found
}
