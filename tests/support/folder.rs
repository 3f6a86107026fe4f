//! What the tests that read `tests/cases` have in common about its folders.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the lines of a file that hold something; none without the file.
pub fn lines(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_string).collect()
}

/// Returns what is run once for all folders, each statement once and in the order in which a folder has it.
pub fn roles(folders: &[PathBuf]) -> Vec<String> {
    let mut roles: Vec<String> = Vec::new();
    for statement in folders.iter().flat_map(|f| lines(&f.join("roles.sql"))) {
        if !roles.contains(&statement) {
            roles.push(statement);
        }
    }
    roles
}

/// Returns whether a folder needs a newer server.
pub fn is_too_new(folder: &Path, version: u32) -> bool {
    let needs = lines(&folder.join("needs"));
    let mut needs = needs
        .iter()
        .map(|v| v.parse::<u32>().expect("`needs` holds a version"));
    needs.any(|needed| needed > version)
}
