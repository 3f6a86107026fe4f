//! The comments of files, and which definition each stands above or behind.

use std::ops::Range;

use sqlparser::tokenizer::{Token, Whitespace};

use crate::desired::Scripts;
use crate::model::{Fact, FileId, Id, Place, State};
use crate::report::dump::{MARK, editor};
use crate::text::sql::Statement;
use crate::text::yaml;

/// What a comment begins with that is a directive.
const DIRECTIVE: &str = "trueup:";
/// What tells an editor which keys there are; it is written anew.
const EDITOR: &str = editor::WORDS;

/// A comment of a file.
#[derive(Debug)]
struct Comment {
    place: Place,
    lines: Vec<String>,
}

/// The comments of files.
#[derive(Debug, Default)]
pub struct Comments {
    /// The lines at the head of the files, before a line that is empty.
    pub head: Vec<String>,
    /// The lines above definitions.
    pub above: Vec<(Id, Vec<String>)>,
    /// The comments that belong to no definition, as `file:line`.
    pub lost: Vec<String>,
}

impl Comments {
    /// Finds the comments of files, and what each is about.
    pub fn of(scripts: &Scripts, state: &State) -> Comments {
        let mut found = in_sql(scripts);
        for file in 0..scripts.files.texts().count() as FileId {
            match scripts.is_yaml(file) {
                true => found.extend(in_yaml(scripts, file)),
                false => found.extend(at_the_end(scripts, file)),
            }
        }
        found.sort_by_key(|c| (c.place.file, c.place.bytes.start));
        forget_headings(&mut found);
        let owners = Owners::of(scripts, state, &found);
        let mut out = Comments::default();
        for comment in &found {
            if owners.is_head(&comment.place) {
                out.head.extend(comment.lines.clone());
                continue;
            }
            match owners.of_comment(&comment.place) {
                Some(fact) => out.above.push((fact.id.clone(), comment.lines.clone())),
                None => out.lost.push(scripts.files.show(&comment.place)),
            }
        }
        out
    }
}

/// Finds the comments of SQL, also of SQL within YAML.
fn in_sql(scripts: &Scripts) -> Vec<Comment> {
    let statements = scripts.cut().into_iter().flatten().flatten();
    statements.flat_map(in_statement).collect()
}

fn in_statement(statement: &Statement) -> Vec<Comment> {
    let mut out = Vec::new();
    for token in statement.tokens() {
        let Token::Whitespace(blank) = &token.token else {
            continue;
        };
        let lines = match blank {
            Whitespace::SingleLineComment { comment, .. } => vec![comment.trim().to_string()],
            Whitespace::MultiLineComment(text) => unframed(text),
            Whitespace::Space | Whitespace::Newline | Whitespace::Tab => continue,
        };
        let script = &statement.script;
        let (start, end) = (
            script.offset(token.span.start),
            script.offset(token.span.end),
        );
        let end = start + script.text()[start..end].trim_end().len();
        if !lines.concat().starts_with(DIRECTIVE) && lines != [MARK] {
            let place = script.place(start..end);
            out.push(Comment { place, lines });
        }
    }
    out
}

/// Forgets the headings that pg_dump writes, which say no more than the statements, with the empty lines around them.
fn forget_headings(comments: &mut Vec<Comment>) {
    let is_heading = |c: &Comment| {
        let text = c.lines.concat();
        text.starts_with("Name: ") && text.contains("; Type: ")
    };
    let is_empty = |c: &Comment| c.lines.concat().is_empty();
    let headings: Vec<bool> = comments.iter().map(is_heading).collect();
    let is_one = |at: usize| headings.get(at).copied().unwrap_or(false);
    let mut at = 0;
    comments.retain(|comment| {
        let beside = is_one(at + 1) || at > 0 && is_one(at - 1);
        let goes = is_one(at) || beside && is_empty(comment);
        at += 1;
        !goes
    });
}

/// Returns the lines of a comment between `/*` and `*/`, without the stars that often stand before them.
fn unframed(text: &str) -> Vec<String> {
    let lines = text
        .trim()
        .lines()
        .map(|l| l.trim().trim_start_matches('*').trim());
    lines.map(str::to_string).collect()
}

/// Finds the comments behind the last statement of a file of SQL.
fn at_the_end(scripts: &Scripts, file: FileId) -> Vec<Comment> {
    let all = scripts.cut().into_iter().flatten().flatten();
    let places = all.map(|s| s.script.place(s.bytes()));
    let ends = places.filter(|p| p.file == file).map(|p| p.bytes.end);
    let (text, mut start) = (scripts.files.text(file), ends.max().unwrap_or(0));
    let mut out = Vec::new();
    for line in text[start..].split_inclusive('\n') {
        if let Some(at) = ["--", "/*"].iter().filter_map(|sign| line.find(sign)).min() {
            let bytes = start + at..start + line.trim_end().len();
            let lines = vec![line[at + 2..].trim().to_string()];
            if !lines[0].starts_with(DIRECTIVE) {
                let place = Place { file, bytes };
                out.push(Comment { place, lines });
            }
        }
        start += line.len();
    }
    out
}

/// Finds the comments of a file of YAML.
fn in_yaml(scripts: &Scripts, file: FileId) -> Vec<Comment> {
    let text = scripts.files.text(file);
    let mut problems = Default::default();
    let Some(root) = yaml::read(file, text, &mut problems) else {
        return Vec::new();
    };
    let (mut out, mut scalars) = (Vec::new(), Vec::new());
    leaves(&root, &mut scalars);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(at) = sign(line, start, &scalars) {
            let comment = line[at + 1..].trim().to_string();
            let bytes = start + at..start + line.trim_end().len();
            if !comment.starts_with(EDITOR) && comment != MARK {
                let place = Place { file, bytes };
                out.push(Comment {
                    place,
                    lines: vec![comment],
                });
            }
        }
        start += line.len();
    }
    out
}

/// Gathers the bytes of the scalars below a node.
fn leaves(node: &yaml::Node, out: &mut Vec<Range<usize>>) {
    match node.value() {
        yaml::Value::Scalar(_) => out.push(node.bytes()),
        yaml::Value::List(items) => items.iter().for_each(|item| leaves(item, out)),
        yaml::Value::Map(entries) => {
            for entry in entries {
                leaves(&entry.key, out);
                leaves(&entry.value, out);
            }
        }
    }
}

/// Returns where a comment begins in a line: at a sign that stands at its start or behind a blank, and in no scalar.
fn sign(line: &str, start: usize, scalars: &[Range<usize>]) -> Option<usize> {
    let signs = line.match_indices('#').map(|(at, _)| at);
    let free = |at: &usize| {
        let begins = *at == 0 || line[..*at].ends_with([' ', '\t']);
        begins && !scalars.iter().any(|s| s.contains(&(start + at)))
    };
    signs.into_iter().find(free)
}

/// What may own a comment.
struct Owners<'s> {
    scripts: &'s Scripts,
    facts: Vec<(&'s Fact, Place)>,
    comments: Vec<Place>,
}

impl<'s> Owners<'s> {
    fn of(scripts: &'s Scripts, state: &'s State, comments: &[Comment]) -> Owners<'s> {
        let placed = state
            .iter()
            .filter_map(|f| Some((f, f.origin.place()?.clone())));
        let mut facts: Vec<(&Fact, Place)> = placed.collect();
        // Of those that begin at one place the largest comes first.
        facts.sort_by_key(|(f, p)| (p.file, p.bytes.start, usize::MAX - p.bytes.len(), f.order));
        Owners {
            scripts,
            facts,
            comments: comments.iter().map(|c| c.place.clone()).collect(),
        }
    }

    /// Returns whether a comment stands at the head of its file: in SQL with an empty line below it, since it is about the first
    /// definition otherwise.
    fn is_head(&self, place: &Place) -> bool {
        let text = self.scripts.files.text(place.file);
        let others = || self.comments.iter().filter(|c| c.file == place.file);
        let mut at = 0;
        for comment in others().take_while(|c| c.bytes.start <= place.bytes.start) {
            if !text[at..comment.bytes.start].trim().is_empty() {
                return false;
            }
            at = comment.bytes.end;
        }
        for comment in others().filter(|c| c.bytes.start > place.bytes.start) {
            let between = &text[at..comment.bytes.start];
            if !between.trim().is_empty() || has_empty_line(between) {
                break;
            }
            at = comment.bytes.end;
        }
        let rest = &text[at..];
        let is_yaml = self.scripts.is_yaml(place.file);
        is_yaml || has_empty_line(&rest[..rest.len() - rest.trim_start().len()])
    }

    fn of_comment(&self, place: &Place) -> Option<&'s Fact> {
        let text = self.scripts.files.text(place.file);
        let line = text[..place.bytes.start].rfind('\n').map_or(0, |at| at + 1);
        match text[line..place.bytes.start].trim().is_empty() {
            true => self.below(place, text),
            false => self.before(place, line..place.bytes.start),
        }
    }

    /// Returns what begins right below a comment, other comments aside.
    fn below(&self, place: &Place, text: &str) -> Option<&'s Fact> {
        let mut at = place.bytes.end;
        loop {
            at += text[at..].len() - text[at..].trim_start().len();
            let other = |c: &&Place| c.file == place.file && c.bytes.start == at;
            match self.comments.iter().find(other) {
                Some(other) if other.bytes.end > at => at = other.bytes.end,
                _ if is_directive(&text[at..]) => {
                    at += text[at..].find('\n').unwrap_or(text.len() - at);
                }
                _ => break,
            }
        }
        let key = (place.file, at);
        let first = self
            .facts
            .partition_point(|(_, p)| (p.file, p.bytes.start) < key);
        let (fact, found) = self.facts.get(first)?;
        let between = text
            .get(at..found.bytes.start)
            .filter(|_| found.file == place.file)?;
        // Words such as `create table` may stand before the name.
        let ends: &[char] = if self.scripts.is_yaml(place.file) {
            &[':', '\n']
        } else {
            &[';']
        };
        (!between.contains(ends)).then_some(*fact)
    }

    /// Returns what stands before a comment on its line.
    fn before(&self, place: &Place, line: Range<usize>) -> Option<&'s Fact> {
        let on_line = |p: &Place| p.file == place.file && line.contains(&p.bytes.start);
        let mut all = self.facts.iter().filter(|(_, p)| on_line(p));
        all.next().map(|(f, _)| *f)
    }
}

/// Returns whether an empty line stands within some white space.
fn has_empty_line(blank: &str) -> bool {
    blank.bytes().filter(|b| *b == b'\n').count() > 1
}

fn is_directive(text: &str) -> bool {
    let comment = text.strip_prefix("--").map(str::trim_start);
    comment.is_some_and(|c| c.starts_with(DIRECTIVE))
}
