//! A problem with its place, cause and remedy, gathered with others and shown at once.
//!
//! Kinds and readers make problems; only the command line prints them.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource, Severity, SourceCode};

use crate::model::{Files, Place};

/// One thing that is wrong or doubtful, with where it is and what to do.
#[derive(Debug, Clone)]
pub struct Problem {
    code: &'static str,
    message: String,
    help: Option<String>,
    warning: bool,
    once: bool,
    labels: Vec<(Place, String)>,
    source: Option<Arc<NamedSource<Arc<str>>>>,
}

/// What a step of reading gives.
pub type Result<T> = std::result::Result<T, Box<Problem>>;

impl Problem {
    /// Makes an error with a code such as `unknown-table`.
    pub fn error(code: &'static str, message: impl Into<String>) -> Problem {
        Problem {
            code,
            message: message.into(),
            help: None,
            warning: false,
            once: false,
            labels: Vec::new(),
            source: None,
        }
    }

    /// Makes a warning: it is told, and the work goes on.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Problem {
        Problem {
            warning: true,
            ..Problem::error(code, message)
        }
    }

    /// Adds what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Problem {
        self.help = Some(help.into());
        self
    }

    /// Adds a place in a file; the first one is the main one.
    pub fn at(mut self, place: Place, label: impl Into<String>) -> Problem {
        self.labels.push((place, label.into()));
        self
    }

    /// Points at a place with a label, if there is one: what comes from the catalog has none.
    pub fn at_any(self, place: Option<&Place>, label: &str) -> Problem {
        match place {
            Some(place) => self.at(place.clone(), label),
            None => self,
        }
    }

    /// Says that it is told once, with a count, however often the files give cause for it.
    pub fn once(mut self) -> Problem {
        self.once = true;
        self
    }

    /// Returns whether the work can go on.
    pub fn is_warning(&self) -> bool {
        self.warning
    }

    /// Returns the code.
    pub fn code_name(&self) -> &'static str {
        self.code
    }

    /// Returns the main place.
    pub fn place(&self) -> Option<&Place> {
        self.labels.first().map(|l| &l.0)
    }

    /// Returns what to do about it.
    pub fn help_text(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Returns the name and the text of the file that the main place is in, once they are attached.
    pub fn shown_in(&self) -> Option<(&str, &str)> {
        let source = self.source.as_ref()?;
        Some((source.name(), source.inner()))
    }

    /// Attaches the text of the file that the main place is in; labels in other files become words.
    fn with_source(mut self, files: &Files) -> Problem {
        let Some(main) = self.place().map(|p| p.file) else {
            return self;
        };
        let (here, there): (Vec<_>, Vec<_>) =
            self.labels.drain(..).partition(|(p, _)| p.file == main);
        for (place, label) in there {
            let note = format!("{label}: {}", files.show(&place));
            self.help = Some(match self.help.take() {
                Some(help) => format!("{help}\n{note}"),
                None => note,
            });
        }
        self.labels = here;
        let text = files.text(main);
        if self.labels.iter().any(|(p, _)| is_too_wide(text, &p.bytes)) {
            let at = self.place().map(|p| files.show(p)).unwrap_or_default();
            self.message = format!("{} ({at})", self.message);
            self.labels.clear();
            return self;
        }
        self.source = Some(Arc::new(NamedSource::new(
            files.name(main),
            files.shown(main).clone(),
        )));
        self
    }
}

/// What a line may hold to be shown, in bytes: nobody reads more, and the renderer panics beyond 65,535 columns.
const WIDEST: usize = 8000;

/// Returns whether some bytes stand in a line, or next to one, that is too wide to be shown.
fn is_too_wide(text: &str, bytes: &Range<usize>) -> bool {
    let breaks = |part: &[u8]| part.iter().filter(|b| **b == b'\n').count();
    let text = text.as_bytes();
    let (start, end) = (bytes.start.min(text.len()), bytes.end.min(text.len()));
    let first = breaks(&text[..start]).saturating_sub(1);
    let count = breaks(&text[start..end.max(start)]) + 3;
    let mut lines = text.split(|b| *b == b'\n').skip(first).take(count);
    lines.any(|line| line.len() > WIDEST)
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

impl Diagnostic for Problem {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }
    fn severity(&self) -> Option<Severity> {
        Some(if self.warning {
            Severity::Warning
        } else {
            Severity::Error
        })
    }
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help
            .as_ref()
            .map(|h| Box::new(h) as Box<dyn fmt::Display>)
    }
    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|s| s.as_ref() as &dyn SourceCode)
    }
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = |r: &Range<usize>| (r.start, r.len().max(1));
        Some(Box::new(self.labels.iter().map(move |(p, l)| {
            let text = (!l.is_empty()).then(|| l.clone());
            LabeledSpan::new_with_span(text, span(&p.bytes))
        })))
    }
}

/// The problems of all files of a run.
#[derive(Debug, Default, Clone)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Adds one.
    pub fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// Adds all of another list.
    pub fn extend(&mut self, other: Problems) {
        self.0.extend(other.0);
    }

    /// Keeps what a step gives and notes what it could not do.
    pub fn note<T>(&mut self, result: Result<T>) -> Option<T> {
        result.map_err(|p| self.push(*p)).ok()
    }

    /// Returns whether any of them stops the work.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|p| !p.warning)
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Walks them.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }

    /// Sorts them by file and place, drops repeats, and attaches the texts of the files for printing.
    pub fn finish(mut self, files: &Files) -> Vec<Problem> {
        self.0
            .sort_by_key(|p| p.place().map(|p| (p.file, p.bytes.start)));
        self.0
            .dedup_by(|a, b| a.message == b.message && a.place() == b.place());
        self.count_repeats();
        self.0.into_iter().map(|p| p.with_source(files)).collect()
    }
}

impl Problems {
    /// Keeps the first of those that are told once, and says how often each occurs.
    fn count_repeats(&mut self) {
        let mut times: HashMap<String, usize> = HashMap::new();
        self.0.retain(|p| {
            let count = times.entry(p.message.clone()).or_default();
            *count += 1;
            *count == 1 || !p.once
        });
        for problem in self.0.iter_mut().filter(|p| p.once) {
            let times = times[&problem.message];
            if times > 1 {
                problem.message = format!("{} (named {times} times)", problem.message);
            }
        }
    }
}

/// Returns a "did you mean" sentence for the nearest of the known names, if one is near.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(name, known).map(|k| format!("did you mean `{k}`?"))
}

/// Returns the known name that is nearest to a misspelt one, if one is near; of several the one that begins most alike.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let far = |k: &str| strsim::damerau_levenshtein(&name, &k.to_lowercase());
    let alike = |k: &str| {
        k.chars()
            .zip(name.chars())
            .take_while(|(a, b)| a == b)
            .count()
    };
    let near = known.into_iter().map(|k| (far(k), Reverse(alike(k)), k));
    near.filter(|(d, _, k)| *d <= 1 + k.len().min(name.len()) / 4)
        .min()
        .map(|found| found.2)
}
