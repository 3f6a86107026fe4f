//! A line on the terminal for what takes longer than a second: what is being done, and since when.
//!
//! It is gone when the work is done, and there is none where stderr is no terminal.

use std::io::{IsTerminal, Write, stderr};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};

use terminal_size::terminal_size_of;

use crate::apply::Phase;
use crate::kind::words;

/// How long it is silent.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long a line stands before its seconds are counted on.
const BEAT: Duration = Duration::from_millis(250);

/// What is shown while something is done; dropped, it takes its line away.
pub struct Progress {
    shown: Option<(Sender<String>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins to wait; `doing` says what for.
    pub fn start(doing: &str) -> Progress {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if dumb || !stderr().is_terminal() {
            return Progress { shown: None };
        }
        let (say, said) = channel();
        let first = doing.to_string();
        let show = move || {
            let (mut doing, mut since, mut drawn) = (first, Instant::now(), false);
            loop {
                match said.recv_timeout(if drawn { BEAT } else { PATIENCE }) {
                    Ok(next) => (doing, since) = (next, Instant::now()),
                    Err(RecvTimeoutError::Timeout) => {
                        drawn = true;
                        draw(&doing, since.elapsed());
                    }
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            }
            if drawn {
                clear();
            }
        };
        Progress {
            shown: Some((say, spawn(show))),
        }
    }

    /// Does something, and says what if it takes long.
    pub fn during<T>(doing: &str, work: impl FnOnce() -> T) -> T {
        let _progress = Progress::start(doing);
        work()
    }

    /// Says what is done from now on.
    pub fn says(&self, doing: String) {
        if let Some((say, _)) = &self.shown {
            // The thread ends after this does.
            let _ = say.send(doing);
        }
    }

    /// Says what a run does.
    pub fn follows(&self, phase: Phase) {
        match phase {
            Phase::Compares => self.says("comparing".into()),
            Phase::Runs { number, of, action } => {
                let sql = action.sql();
                let first = sql.lines().next().unwrap_or_default();
                self.says(format!("statement {number} of {of}: {first}"));
            }
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((say, thread)) = self.shown.take() {
            drop(say);
            // It draws and does nothing else: there is nothing to tell of its end.
            let _ = thread.join();
        }
    }
}

fn draw(doing: &str, time: Duration) {
    let width = terminal_size_of(stderr()).map_or(80, |(width, _)| usize::from(width.0));
    let seconds = format!(" {} s", time.as_secs());
    let room = width.saturating_sub(seconds.len() + 1);
    let mut out = stderr().lock();
    let _ = write!(out, "\r\x1b[2K{}{seconds}", words::cut(doing, room));
    let _ = out.flush();
}

fn clear() {
    let mut out = stderr().lock();
    let _ = write!(out, "\r\x1b[2K");
    let _ = out.flush();
}
