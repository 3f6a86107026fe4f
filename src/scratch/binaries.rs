//! Finds the server binaries of the machine.
//!
//! A named folder decides alone; otherwise the first place that holds `initdb` and `postgres` does. Nothing is run but `pg_config`.

use std::cmp::Reverse;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::ScratchError;

const NEEDED: [&str; 2] = ["initdb", "postgres"];

/// Folders that hold one folder per version (`before` and `after` surround the version).
const VERSIONED: [(&str, &str, &str); 7] = [
    ("/usr/lib/postgresql", "", "bin"),
    ("/usr", "pgsql-", "bin"),
    ("/usr/libexec", "postgresql", ""),
    ("/opt/homebrew/opt", "postgresql@", "bin"),
    ("/usr/local/opt", "postgresql@", "bin"),
    ("/home/linuxbrew/.linuxbrew/opt", "postgresql@", "bin"),
    ("/Applications/Postgres.app/Contents/Versions", "", "bin"),
];

/// The folder of a server's programs.
#[derive(Debug, Clone)]
pub(super) struct Binaries {
    /// It holds `initdb` and `postgres`; psql may be elsewhere.
    pub(super) folder: PathBuf,
}

impl Binaries {
    /// Finds them: the folder given, `TRUEUP_PG_BIN`, `pg_config`, the places of packages (newest version first), `PATH`.
    pub(super) fn find(given: Option<&Path>) -> Result<Binaries, ScratchError> {
        if let Some(folder) = given {
            return named(folder, "the option");
        }
        if let Some(folder) = env::var_os("TRUEUP_PG_BIN").filter(|v| !v.is_empty()) {
            return named(Path::new(&folder), "TRUEUP_PG_BIN");
        }
        let places = || pg_config().into_iter().chain(packaged()).chain(on_path());
        match places().find(|folder| missing(folder).is_none()) {
            Some(folder) => Ok(Binaries { folder }),
            None => Err(ScratchError::NoBinaries { looked: looked() }),
        }
    }
}

fn named(folder: &Path, origin: &'static str) -> Result<Binaries, ScratchError> {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    match missing(&folder) {
        None => Ok(Binaries { folder }),
        Some(missing) => Err(ScratchError::NotBinaries {
            folder,
            missing,
            origin,
        }),
    }
}

fn missing(folder: &Path) -> Option<&'static str> {
    NEEDED
        .into_iter()
        .find(|program| !folder.join(program).is_file())
}

fn pg_config() -> Option<PathBuf> {
    let done = Command::new("pg_config").arg("--bindir").output().ok()?;
    let folder = String::from_utf8(done.stdout).ok()?;
    (done.status.success() && !folder.trim().is_empty()).then(|| PathBuf::from(folder.trim()))
}

fn packaged() -> impl Iterator<Item = PathBuf> {
    VERSIONED.into_iter().flat_map(|(parent, before, after)| {
        let mut found: Vec<(Vec<u32>, PathBuf)> = fs::read_dir(parent)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| {
                Some((
                    version(entry.file_name().to_str()?.strip_prefix(before)?)?,
                    entry.path().join(after),
                ))
            })
            .collect();
        found.sort_by_key(|(version, _)| Reverse(version.clone()));
        found.into_iter().map(|(_, folder)| folder)
    })
}

fn version(text: &str) -> Option<Vec<u32>> {
    text.split('.').map(|part| part.parse().ok()).collect()
}

fn on_path() -> Vec<PathBuf> {
    env::var_os("PATH")
        .map(|path| {
            env::split_paths(&path)
                .filter(|p| p.is_absolute())
                .collect()
        })
        .unwrap_or_default()
}

fn looked() -> Vec<String> {
    let packages = VERSIONED.into_iter().map(|(parent, before, after)| {
        format!("{parent}/{before}*/{after}")
            .trim_end_matches('/')
            .to_string()
    });
    ["pg_config --bindir".to_string()]
        .into_iter()
        .chain(packages)
        .chain(["PATH".to_string()])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(version("10") > version("9.6"));
        assert_eq!(version("latest"), None);
    }

    #[test]
    fn a_named_folder_without_a_server_is_refused() {
        let error =
            Binaries::find(Some(Path::new("/"))).expect_err("the root folder holds no initdb");
        assert_eq!(error.to_string(), "/ holds no program initdb");
    }
}
