//! A statement of the patch that the server refused: its SQLSTATE, the statement, the place that caused it, and what to do.

use std::fmt;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};

use super::Limits;
use super::blame::Refused;
use crate::compare::Comparison;
use crate::kind::{Action, Text, names};
use crate::live::sqlstate;
use crate::model::{Id, Place};

/// The SQLSTATE `connection_failure`, for a connection that ended without a word of the server.
const LOST: &str = "08006";
/// The SQLSTATE `invalid_parameter_value`, by which the server says that the provider of a security label is not loaded.
const NO_PROVIDER: &str = "22023";
const LOAD_PROVIDER: &str = "a provider is a module of the server: add it to shared_preload_libraries, or leave out the security labels of \
     servers that do not have it";
/// The SQLSTATE `syntax_error`, and how a secret begins that the files leave to a variable of psql.
const SYNTAX_ERROR: &str = "42601";
const UNKNOWN: &str = ":'";
const GIVE_SECRET: &str = "the files leave this secret to what the database has, and it has none yet: write its value, or run the script of \
     `trueup diff --format sql` with psql, which takes it by -v";
/// What to do about a row that the server does not take, where the SQLSTATE tells no more.
const MEND_ROW: &str = "mend this row in the files, or take it out";
/// How many lines of a statement a message shows.
const LINES: usize = 8;

/// A statement that the server refused.
#[derive(Debug)]
pub struct Failure {
    sqlstate: String,
    said: String,
    detail: Option<String>,
    sql: String,
    place: Option<Place>,
    source: Option<NamedSource<Arc<str>>>,
    /// Whether the place is that of a row.
    of_row: bool,
    help: Vec<String>,
}

impl Failure {
    /// Takes what the server said of a statement of the patch.
    pub(super) fn new(refused: &Refused, action: &Action, comparison: &Comparison) -> Failure {
        let error = &refused.error;
        let constraint = || violated(error, comparison);
        let row = refused.row.clone().or_else(constraint);
        let place = row.or_else(|| action.origin.place().cloned());
        let files = comparison.files();
        let source = place
            .as_ref()
            .map(|p| NamedSource::new(files.name(p.file), files.shown(p.file).clone()));
        let mut failure = Failure {
            place,
            source,
            of_row: refused.row.is_some(),
            ..Failure::plain(error, action.sql())
        };
        if action.about.kind() == names::SECURITY_LABEL && failure.sqlstate == NO_PROVIDER {
            failure.help.push(LOAD_PROVIDER.into());
        }
        let secret = matches!(&action.text, Text::Secret { run, .. } if run.contains(UNKNOWN));
        if secret && failure.sqlstate == SYNTAX_ERROR {
            failure.help.push(GIVE_SECRET.into());
        }
        failure
    }

    /// Takes what the server said of a statement that no file caused.
    pub(super) fn plain(error: &postgres::Error, sql: String) -> Failure {
        let db = error.as_db_error();
        let hint = db.and_then(|e| e.hint().map(str::to_string));
        Failure {
            sqlstate: error.code().map_or(LOST, |c| c.code()).to_string(),
            said: db.map_or_else(|| error.to_string(), |e| e.message().to_string()),
            detail: db.and_then(|e| e.detail().map(str::to_string)),
            sql,
            place: None,
            source: None,
            of_row: false,
            help: hint.into_iter().collect(),
        }
    }

    /// Adds what to do.
    pub(super) fn explain(&mut self, limits: &Limits) {
        let meaning = sqlstate::on(&self.sqlstate);
        let advice = match self.of_row {
            true => meaning.and_then(|m| m.row.or(m.patch)).or(Some(MEND_ROW)),
            false => meaning.and_then(|m| m.patch),
        };
        self.help.extend(advice.map(|text| {
            text.replace("{lock}", &limits.lock.to_string())
                .replace("{statement}", &limits.statement.to_string())
        }));
        self.help
            .push("nothing was changed: the transaction was rolled back".into());
    }

    /// Returns what the server said.
    pub fn said(&self) -> &str {
        &self.said
    }

    /// Returns the SQLSTATE.
    pub fn sqlstate(&self) -> &str {
        &self.sqlstate
    }
}

/// Returns where the files ask for the constraint that the server names: one statement may make several.
fn violated(error: &postgres::Error, comparison: &Comparison) -> Option<Place> {
    let error = error.as_db_error()?;
    let (schema, table) = (error.schema()?, error.table()?);
    let table = Id::new(names::TABLE, &[schema, table]);
    let mut ids = names::CONSTRAINTS
        .iter()
        .map(|kind| table.child(kind, error.constraint().unwrap_or_default()));
    let fact = ids.find_map(|id| comparison.pair.desired.get(&id))?;
    fact.origin.place().cloned()
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said)?;
        if let Some(detail) = &self.detail {
            write!(f, "\n{detail}")?;
        }
        let mut lines = self.sql.lines();
        write!(f, "\n  in: {}", lines.next().unwrap_or_default())?;
        for line in lines.by_ref().take(LINES) {
            write!(f, "\n      {line}")?;
        }
        if lines.next().is_some() {
            f.write_str("\n      …")?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}

impl Diagnostic for Failure {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.sqlstate))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.help.is_empty()).then(|| Box::new(self.help.join("\n")) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|s| s as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let place = self.place.as_ref()?;
        let span = (place.bytes.start, place.bytes.len().max(1));
        let text = match self.of_row {
            true => "this row",
            false => "asked for here",
        };
        let label = LabeledSpan::new_with_span(Some(text.into()), span);
        Some(Box::new(std::iter::once(label)))
    }
}
