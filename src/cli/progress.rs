//! A line on the terminal for what takes longer than a second: what is being done, and since when.
//!
//! It is gone when the work is done or something else is written, and there is none where stderr is no terminal. What is
//! done within other work stands in its place as long as it lasts.

use std::io::{IsTerminal, Write, stderr};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::spawn;
use std::time::{Duration, Instant};

use terminal_size::terminal_size_of;

use crate::apply::Phase;
use crate::kind::words;

/// How long it is silent.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long a line stands before its seconds are counted on.
const BEAT: Duration = Duration::from_millis(250);

/// All that is being done.
static LINE: Mutex<Line> = Mutex::new(Line {
    works: Vec::new(),
    made: 0,
    drawn: false,
    watched: false,
});
/// Rings when something ends.
static ENDED: Condvar = Condvar::new();

struct Line {
    /// What is being done, the innermost last.
    works: Vec<Work>,
    /// How many there were, for their numbers.
    made: u64,
    /// Whether a line stands on the terminal.
    drawn: bool,
    /// Whether a thread looks at the clock.
    watched: bool,
}

struct Work {
    number: u64,
    /// What is done; nothing where the terminal is somebody else's.
    doing: Option<String>,
    since: Instant,
}

/// What is shown while something is done; dropped, it takes its line away.
pub struct Progress {
    number: Option<u64>,
}

impl Progress {
    /// Begins to wait; `doing` says what for.
    pub fn start(doing: &str) -> Progress {
        Progress::of(Some(doing.to_string()))
    }

    /// Leaves the terminal to somebody else: nothing is shown until this is dropped.
    pub fn silence() -> Progress {
        Progress::of(None)
    }

    /// Does something, and says what if it takes long.
    pub fn during<T>(doing: &str, work: impl FnOnce() -> T) -> T {
        let _progress = Progress::start(doing);
        work()
    }

    fn of(doing: Option<String>) -> Progress {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if dumb || !stderr().is_terminal() {
            return Progress { number: None };
        }
        let mut line = line();
        line.clear();
        line.made += 1;
        let number = line.made;
        line.works.push(Work {
            number,
            doing,
            since: Instant::now(),
        });
        if !line.watched {
            line.watched = true;
            spawn(watch);
        }
        Progress {
            number: Some(number),
        }
    }

    /// Says what is done from now on.
    pub fn says(&self, doing: String) {
        let mut line = line();
        let own = |work: &&mut Work| Some(work.number) == self.number;
        if let Some(work) = line.works.iter_mut().find(own) {
            (work.doing, work.since) = (Some(doing), Instant::now());
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
        if self.number.is_some() {
            let mut line = line();
            line.works.retain(|work| Some(work.number) != self.number);
            line.clear();
            ENDED.notify_all();
        }
    }
}

/// Takes the line away while something is written.
pub fn apart<T>(write: impl FnOnce() -> T) -> T {
    let mut line = line();
    line.clear();
    write()
}

fn line() -> MutexGuard<'static, Line> {
    // What a thread that panicked has left is still a list of works.
    LINE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Draws the line until nothing is done any more.
fn watch() {
    let mut line = line();
    while let Some(work) = line.works.last() {
        let time = work.since.elapsed();
        let wait = match PATIENCE.checked_sub(time) {
            Some(rest) if !rest.is_zero() => rest,
            _ => {
                if let Some(doing) = &work.doing {
                    draw(doing, time);
                    line.drawn = true;
                }
                BEAT
            }
        };
        let waited = ENDED.wait_timeout(line, wait);
        line = waited.unwrap_or_else(PoisonError::into_inner).0;
    }
    line.watched = false;
}

impl Line {
    fn clear(&mut self) {
        if self.drawn {
            let mut out = stderr().lock();
            let _ = write!(out, "\r\x1b[2K");
            let _ = out.flush();
            self.drawn = false;
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
