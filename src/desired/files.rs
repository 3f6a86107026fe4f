//! Finds and reads the files of a desired state.
//!
//! A folder stands for all its `.sql`, `.yaml` and `.yml` files, those of its folders among them, in the order of their paths.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use miette::Diagnostic;
use thiserror::Error;

use crate::model::Files;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// SQL.
    Sql,
    /// YAML.
    Yaml,
}

/// The name of the configuration, which is no part of a desired state.
pub const CONFIGURATION: &str = "trueup.yaml";

impl Syntax {
    /// Returns the syntax that the name of a file of a desired state tells.
    pub(super) fn of(path: &Path) -> Option<Syntax> {
        Syntax::of_name(&path.file_name()?.to_string_lossy())
    }

    /// Returns the syntax that the last part of a path tells.
    pub(super) fn of_name(name: &str) -> Option<Syntax> {
        let dot = memchr::memrchr(b'.', name.as_bytes())?;
        if dot == 0 || name == CONFIGURATION {
            return None;
        }
        let is = |extension: &str| name[dot + 1..].eq_ignore_ascii_case(extension);
        if is("sql") {
            return Some(Syntax::Sql);
        }
        (is("yaml") || is("yml")).then_some(Syntax::Yaml)
    }
}

fn is_configuration(path: &Path) -> bool {
    path.file_name() == Some(OsStr::new(CONFIGURATION))
}

/// The reason why files could not be read.
#[derive(Debug, Error, Diagnostic)]
pub enum FilesError {
    /// A file or folder cannot be read.
    #[error("cannot read {}: {error}", .path.display())]
    #[diagnostic(
        code("cannot-read"),
        help("name the file or folder that describes the tables")
    )]
    Read {
        /// The path.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A file is neither SQL nor YAML.
    #[error("{} is neither .sql nor .yaml", .path.display())]
    #[diagnostic(
        code("unknown-file-type"),
        help("a desired state is written in .sql, .yaml or .yml")
    )]
    Syntax {
        /// The path.
        path: PathBuf,
    },
    /// It is the configuration.
    #[error("{} is the configuration, not a desired state", .path.display())]
    #[diagnostic(
        code("no-desired-state"),
        help("name the files that describe the database, or none: the configuration names them")
    )]
    Configuration {
        /// The path.
        path: PathBuf,
    },
    /// A folder holds nothing to read.
    #[error("no .sql or .yaml file in {}", .path.display())]
    #[diagnostic(code("empty-folder"))]
    Empty {
        /// The path.
        path: PathBuf,
    },
}

/// Reads the files that paths name.
///
/// # Errors
/// When a path cannot be read, is of another type, or is a folder without such files.
pub fn read(paths: &[PathBuf]) -> Result<(Files, Vec<Syntax>), FilesError> {
    let (mut files, mut syntaxes) = (Files::default(), Vec::new());
    for path in paths {
        for (path, syntax) in expand(path)? {
            let text = fs::read(&path).and_then(|bytes| {
                String::from_utf8(bytes).map_err(|_| io::Error::other("it is not UTF-8"))
            });
            let text = text.map_err(|error| FilesError::Read {
                path: path.clone(),
                error,
            })?;
            files.add(&path.display().to_string(), &text);
            syntaxes.push(syntax);
        }
    }
    Ok((files, syntaxes))
}

/// Returns the files of a desired state that a folder holds, in the order of their paths.
///
/// # Errors
/// When it cannot be read.
pub fn within(folder: &Path) -> Result<Vec<PathBuf>, FilesError> {
    let mut found = Vec::new();
    walk(folder, &mut found)?;
    found.retain(|path| Syntax::of(path).is_some());
    found.sort();
    Ok(found)
}

fn expand(path: &Path) -> Result<Vec<(PathBuf, Syntax)>, FilesError> {
    let failed = |error| FilesError::Read {
        path: path.to_path_buf(),
        error,
    };
    if !fs::metadata(path).map_err(failed)?.is_dir() {
        let syntax = Syntax::of(path);
        let syntax = syntax.ok_or_else(|| {
            let path = path.to_path_buf();
            match is_configuration(&path) {
                true => FilesError::Configuration { path },
                false => FilesError::Syntax { path },
            }
        })?;
        return Ok(vec![(path.to_path_buf(), syntax)]);
    }
    let mut found = Vec::new();
    walk(path, &mut found)?;
    found.sort();
    let found: Vec<_> = found
        .into_iter()
        .filter_map(|p| Syntax::of(&p).map(|s| (p, s)))
        .collect();
    if found.is_empty() {
        return Err(FilesError::Empty {
            path: path.to_path_buf(),
        });
    }
    Ok(found)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), FilesError> {
    let failed = |error| FilesError::Read {
        path: folder.to_path_buf(),
        error,
    };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path
            .file_name()
            .is_some_and(|n| n.to_string_lossy().starts_with('.'))
        {
            continue;
        }
        if path.is_dir() {
            walk(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}
