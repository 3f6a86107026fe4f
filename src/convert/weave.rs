//! Comments and directives, put above the definitions of a text that has been written.
//!
//! The text is read for it, so that each definition tells where it stands.

use std::collections::BTreeSet;

use crate::compare::{self, CompareError};
use crate::desired::files::Syntax;
use crate::model::{Id, State};
use crate::report::dump::beside::{Beside, Said};
use crate::text::yaml;

use super::comments::Comments;
use super::said;

/// The lines that are to stand above definitions.
#[derive(Debug, Default)]
pub struct Lines {
    head: Vec<String>,
    comments: Vec<(Id, Vec<String>)>,
    said: Vec<(Id, Said)>,
}

impl Lines {
    /// Takes the comments and directives of files.
    pub fn of(comments: &Comments, beside: &Beside) -> Lines {
        let said = beside.said.iter();
        let said = said.flat_map(|(id, all)| all.iter().map(|one| (id.clone(), one.clone())));
        Lines {
            head: comments.head.clone(),
            comments: comments.above.clone(),
            said: said.collect(),
        }
    }

    /// Returns the comments of which a text has no line.
    pub fn lost_in(&self, text: &str) -> Vec<String> {
        let lost = self.comments.iter().filter(|(_, lines)| {
            let mut lines = lines.iter().filter(|l| !l.is_empty());
            !lines.all(|line| text.contains(line.as_str()))
        });
        lost.map(|(id, _)| format!("the one above {id}")).collect()
    }
}

/// A line that is put before a byte of the text.
struct Insertion {
    at: usize,
    line: String,
}

/// Puts the lines above their definitions.
///
/// # Errors
/// When the text cannot be read.
pub fn weave(text: &str, syntax: Syntax, lines: &Lines) -> Result<String, CompareError> {
    let head = headed(&lines.head, syntax);
    if lines.comments.is_empty() && lines.said.is_empty() {
        return Ok(head + text);
    }
    let scripts = super::scripts(text, syntax);
    let (state, _, _) = compare::alone(&scripts)?;
    let page = Page::of(text, syntax);
    let mut insertions = Vec::new();
    for (id, lines) in &lines.comments {
        let place = page.above(&state, id);
        insertions.extend(place.into_iter().flat_map(|place| {
            lines
                .iter()
                .map(move |line| place.insertion(place.mark, line))
        }));
    }
    let has = said::directives(&state, &scripts);
    for (id, said) in &lines.said {
        let told = has.get(id).is_some_and(|all| all.contains(said));
        if let Some(place) = page.above(&state, id).filter(|_| !told) {
            insertions.push(place.insertion("--", &said.words()));
        }
    }
    insertions.sort_by_key(|insertion| insertion.at);
    Ok(head + &woven(text, &insertions))
}

/// Returns the lines at the head of a text.
fn headed(lines: &[String], syntax: Syntax) -> String {
    let mark = match syntax {
        Syntax::Sql => "--",
        Syntax::Yaml => "#",
    };
    let mut out: String = lines
        .iter()
        .map(|line| format!("{}\n", format!("{mark} {line}").trim_end()))
        .collect();
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn woven(text: &str, insertions: &[Insertion]) -> String {
    let (mut out, mut done) = (String::new(), 0);
    let mut seen = BTreeSet::new();
    for insertion in insertions {
        if seen.insert((insertion.at, &insertion.line)) {
            out.push_str(&text[done..insertion.at]);
            out.push_str(&insertion.line);
            done = insertion.at;
        }
    }
    out.push_str(&text[done..]);
    out
}

/// A text in which definitions are looked for.
struct Page<'t> {
    text: &'t str,
    /// The bytes that are SQL, where the rest is not.
    sql: Vec<std::ops::Range<usize>>,
    syntax: Syntax,
}

/// The line of a definition.
#[derive(Clone, Copy)]
struct Spot<'t> {
    at: usize,
    indent: &'t str,
    mark: &'static str,
}

impl Spot<'_> {
    fn insertion(&self, mark: &str, line: &str) -> Insertion {
        let line = format!("{}{mark} {line}", self.indent);
        Insertion {
            at: self.at,
            line: format!("{}\n", line.trim_end()),
        }
    }
}

impl<'t> Page<'t> {
    fn of(text: &'t str, syntax: Syntax) -> Page<'t> {
        let sql = match syntax {
            Syntax::Sql => Vec::new(),
            Syntax::Yaml => sql_of(text),
        };
        Page { text, sql, syntax }
    }

    /// Returns the line of a definition.
    fn above(&self, state: &State, id: &Id) -> Option<Spot<'t>> {
        let start = state.get(id)?.origin.place()?.bytes.start;
        let at = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line = &self.text[at..];
        let indent = &line[..line.len() - line.trim_start_matches(' ').len()];
        let in_sql = self.sql.iter().any(|s| s.contains(&start));
        let mark = match self.syntax {
            Syntax::Yaml if !in_sql => "#",
            Syntax::Sql | Syntax::Yaml => "--",
        };
        Some(Spot { at, indent, mark })
    }
}

/// Returns where SQL stands in a text of YAML under the key for it.
fn sql_of(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut problems = Default::default();
    let root = yaml::read(0, text, &mut problems);
    let entries = root.iter().flat_map(|r| r.entries().unwrap_or_default());
    let sql = entries.filter(|e| e.name() == "sql");
    sql.map(|e| e.value.bytes()).collect()
}
