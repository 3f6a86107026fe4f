//! The server's process, and the watcher that ends it when we end.
//!
//! The watcher is a shell that reads a pipe which only we hold. The pipe closes however we end, so a killed run, a Ctrl-C and a server kept
//! in a static (which Rust never drops) leave nothing behind either.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::ScratchError;
use super::owner::Owner;

const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(3);

/// Waits until the pipe closes, ends the server at once (SIGQUIT), and removes the folder when it is gone.
const WATCH: &str = r#"read -r _; kill -QUIT "$1"; n=0
while kill -0 "$1" && [ $n -lt 100 ]; do n=$((n+1)); sleep 0.05; done
rm -rf -- "$2""#;

/// A running server.
#[derive(Debug)]
pub(super) struct Server {
    postgres: Child,
    watcher: Child,
}

impl Server {
    /// Starts a server in `folder` and returns when it accepts connections.
    pub(super) fn start(
        mut command: Command,
        owner: &Owner,
        folder: &Path,
    ) -> Result<Server, ScratchError> {
        let program = PathBuf::from(command.get_program());
        let postgres = command
            .spawn()
            .map_err(|error| ScratchError::program(&program, error))?;
        let mut server = match watch(postgres.id(), owner, folder) {
            Ok(watcher) => Server { postgres, watcher },
            Err(error) => return Err(stopped(postgres, error)),
        };
        server
            .await_ready(folder)
            .map_err(|what| ScratchError::Start {
                what,
                log: last_words(folder),
                command: format!("{command:?}"),
            })?;
        Ok(server)
    }

    fn await_ready(&mut self, folder: &Path) -> Result<(), String> {
        let start = Instant::now();
        while !is_ready(folder) {
            if let Ok(Some(status)) = self.postgres.try_wait() {
                return Err(format!("ended while it started ({status})"));
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("was not ready after {} s", PATIENCE.as_secs()));
            }
            sleep(PAUSE);
        }
        Ok(())
    }
}

impl Drop for Server {
    /// Ends the server and waits until it is gone. The folder is removed by whoever owns it.
    fn drop(&mut self) {
        if matches!(self.postgres.try_wait(), Ok(None)) {
            // Closing the pipe makes the watcher send the signal.
            drop(self.watcher.stdin.take());
            let _ = self.postgres.wait();
        }
        let _ = self.watcher.kill();
        let _ = self.watcher.wait();
    }
}

fn watch(server: u32, owner: &Owner, folder: &Path) -> Result<Child, ScratchError> {
    let shell = Path::new("/bin/sh");
    let mut command = owner.command(shell, Path::new("/"));
    command
        .args(["-c", WATCH, "trueup-watch"])
        .arg(server.to_string())
        .arg(folder)
        .stdin(Stdio::piped());
    command
        .spawn()
        .map_err(|error| ScratchError::program(shell, error))
}

fn stopped(mut postgres: Child, error: ScratchError) -> ScratchError {
    let _ = postgres.kill();
    let _ = postgres.wait();
    error
}

/// Returns whether the server says that it accepts connections: line 8 of its `postmaster.pid`.
fn is_ready(folder: &Path) -> bool {
    let pid = fs::read_to_string(folder.join("data/postmaster.pid")).unwrap_or_default();
    pid.lines()
        .nth(7)
        .is_some_and(|line| line.trim_end() == "ready")
}

fn last_words(folder: &Path) -> String {
    let log = fs::read(folder.join("log")).unwrap_or_default();
    let text = String::from_utf8_lossy(&log);
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(10)..].join("\n")
}
