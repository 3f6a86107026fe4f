//! The user whom a throwaway server runs as: ourselves, or, for root, one whom PostgreSQL accepts.
//!
//! Starting and ending processes belongs to [`super::process`].

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use super::ScratchError;

/// A user that may run a server.
#[derive(Debug, Clone)]
pub(super) struct Owner {
    /// User and group; nothing when it is the user who runs us.
    ids: Option<(u32, u32)>,
}

impl Owner {
    /// Chooses the user who is to run a server in `folder`, which we have just made, and gives the folder to them.
    pub(super) fn of_servers(folder: &Path) -> Result<Owner, ScratchError> {
        if !is_root(folder) {
            return Ok(Owner { ids: None });
        }
        let ids = ["postgres", "nobody"]
            .into_iter()
            .find_map(lookup)
            .ok_or(ScratchError::NoUser)?;
        chown(folder, Some(ids.0), Some(ids.1)).map_err(|error| ScratchError::Folder {
            folder: folder.to_path_buf(),
            error,
        })?;
        Ok(Owner { ids: Some(ids) })
    }

    /// Returns a command that runs as this user, reads and writes nothing of ours, and is out of reach of our terminal's Ctrl-C.
    pub(super) fn command(&self, program: &Path, folder: &Path) -> Command {
        let mut command = Command::new(program);
        if let Some((user, group)) = self.ids {
            // Without groups of its own, setting the user also sheds the supplementary groups of root.
            command.uid(user).gid(group);
        }
        command.current_dir(folder).process_group(0);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.env("LC_ALL", "C").env("TZ", "UTC");
        forget_pg_variables(&mut command);
        command
    }
}

/// Keeps the `PG*` variables of our own environment from a program: they would lead it to another server, or change what it does.
pub(super) fn forget_pg_variables(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PG") {
            command.env_remove(name);
        }
    }
}

/// Returns whether what lies at `path` is root's: for a folder that we made, whether we are root.
pub(super) fn is_root(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| meta.uid() == 0)
}

fn lookup(user: &str) -> Option<(u32, u32)> {
    let ask = |flag: &str| {
        let done = Command::new("id").args([flag, user]).output().ok()?;
        String::from_utf8(done.stdout).ok()?.trim().parse().ok()
    };
    Some((ask("-u")?, ask("-g")?)).filter(|&(user, _)| user != 0)
}
