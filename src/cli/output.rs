//! Writing to stdout and stderr, and asking.
//!
//! A reader that has seen enough (`trueup diff | head -1`) is no error.

use std::io::{self, ErrorKind, IsTerminal, Write, stderr, stdin, stdout};
use std::sync::Mutex;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, Severity};
use terminal_size::terminal_size_of;
use textwrap::core::Word;
use textwrap::{WordSeparator, WordSplitter};

use super::progress::{self, Progress};
use super::trouble::Trouble;
use crate::diagnostic::Problem;
use crate::report::explain;
use crate::report::paint::Paint;
use crate::report::text;

/// How wide text is at most.
const WIDEST: usize = 160;
/// How wide a report of a problem is.
const WIDTH: usize = 80;
/// How many errors the last line of a run names.
const NAMED: usize = 4;

/// The codes of the errors that this run has shown, for its last line.
static SHOWN: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Returns the colours of what goes to stdout.
pub fn paint() -> Paint {
    Paint::new(wants_colour() && stdout().is_terminal())
}

/// Returns how wide what goes to stdout may be: as the terminal is, but not so wide that nobody finds the next line; `COLUMNS` overrides that.
pub fn width() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    let measured = || terminal_size_of(stdout()).map(|(width, _)| usize::from(width.0));
    let width = said.or_else(measured).unwrap_or(text::WIDTH);
    width.clamp(text::WIDTH, WIDEST)
}

fn wants_colour() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
}

/// Writes data to stdout.
///
/// # Errors
/// When stdout cannot be written, except that nobody reads it any more.
pub fn data(text: &str) -> Result<(), Trouble> {
    text_out(text).map_err(Trouble::Output)
}

/// Writes data to stdout, where the error is one of input and output.
pub fn text_out(text: &str) -> io::Result<()> {
    let write = || {
        let mut out = stdout().lock();
        out.write_all(text.as_bytes()).and_then(|()| out.flush())
    };
    match progress::apart(write) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// Writes a line to stderr.
pub fn status(line: &str) {
    // Nothing is left to tell it to where stderr is closed.
    let _ = progress::apart(|| writeln!(stderr(), "{line}"));
}

/// Writes problems to stderr.
pub fn problems(problems: &[Problem]) {
    problems.iter().for_each(|p| problem(p));
}

/// Writes a problem to stderr.
pub fn problem(problem: &dyn Diagnostic) {
    note(problem);
    let theme = match wants_colour() && stderr().is_terminal() {
        true => GraphicalTheme::unicode(),
        false => GraphicalTheme::unicode_nocolor(),
    };
    let mut out = String::new();
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(WIDTH)
        .with_word_separator(WordSeparator::Custom(words))
        .with_word_splitter(WordSplitter::NoHyphenation)
        .with_break_words(false)
        .with_links(false);
    match handler.render_report(&mut out, problem) {
        Ok(()) => status(out.trim_end()),
        Err(_) => status(&problem.to_string()),
    }
}

/// Keeps the code of an error.
fn note(problem: &dyn Diagnostic) {
    let is_error = problem.severity().is_none_or(|s| s == Severity::Error);
    let (true, Some(code), Ok(mut shown)) = (is_error, problem.code(), SHOWN.lock()) else {
        return;
    };
    let code = code.to_string();
    if !shown.contains(&code) {
        shown.push(code);
    }
}

/// Writes the last line of a run, if it has shown errors about which there is more to read.
pub fn close() {
    let Ok(shown) = SHOWN.lock() else { return };
    // What is wrong with the arguments is told in full where it is told.
    let more = |code: &&String| *code != "usage" && explain::find(code).is_some();
    let codes: Vec<&str> = shown
        .iter()
        .filter(more)
        .map(String::as_str)
        .take(NAMED)
        .collect();
    if !codes.is_empty() {
        let noun = if codes.len() == 1 {
            "this error"
        } else {
            "these errors"
        };
        status(&format!(
            "More about {noun}: trueup explain {}",
            codes.join(" ")
        ));
    }
}

/// Returns the words of a line between which it may be broken: none if it is indented, for those are to be copied.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    match line.starts_with("  ") {
        true => Box::new(std::iter::once(Word::from(line))),
        false => WordSeparator::AsciiSpace.find_words(line),
    }
}

/// Returns whether there is somebody to ask.
pub fn can_ask() -> bool {
    stdin().is_terminal() && stderr().is_terminal()
}

/// Asks a question whose answer is no unless it begins with y.
pub fn ask(question: &str) -> io::Result<bool> {
    let said = answer(&format!("{question} [y/N]"))?;
    Ok(said.to_lowercase().starts_with('y'))
}

/// Asks a question, and returns what is typed.
pub fn answer(question: &str) -> io::Result<String> {
    let _silence = Progress::silence();
    write!(stderr(), "{question} ")?;
    stderr().flush()?;
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    Ok(answer.trim().to_string())
}
