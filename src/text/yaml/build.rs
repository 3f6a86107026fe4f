//! Events of the scanner into nodes.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput, Tag};

use super::align;
use super::entries;
use super::node::{Entry, Node, Scalar, Value};
use crate::diagnostic::{Problem, Problems};
use crate::model::{FileId, Place};

/// How deep nodes may be nested; nothing that a file describes comes near it.
const DEEPEST: usize = 64;

/// Reads a document into its root node; nothing if it is no YAML, which is then a problem.
///
/// A file without any content is an empty mapping.
pub fn read(file: FileId, text: &str, problems: &mut Problems) -> Option<Node> {
    let mut build = Build {
        file,
        text,
        starts: char_starts(text),
        parser: Parser::new_from_str(text),
        anchors: HashMap::new(),
        problems,
        depth: 0,
        end: 0,
    };
    build.document().ok()
}

/// Reading cannot go on; the problem is already noted.
struct Stop;

type Step<T> = Result<T, Stop>;

struct Build<'t, 'p> {
    file: FileId,
    text: &'t str,
    starts: Option<Vec<usize>>,
    parser: Parser<'t, StrInput<'t>>,
    anchors: HashMap<usize, Node>,
    problems: &'p mut Problems,
    depth: usize,
    /// Where the last content ends; the scanner ends a block only where the next thing begins.
    end: usize,
}

/// Returns the byte of each character, or nothing if they are the same.
fn char_starts(text: &str) -> Option<Vec<usize>> {
    (!text.is_ascii()).then(|| text.char_indices().map(|(i, _)| i).collect())
}

impl<'t> Build<'t, '_> {
    fn document(&mut self) -> Step<Node> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            let bytes = self.bytes(span);
            match event {
                Event::StreamEnd => break,
                Event::StreamStart | Event::DocumentEnd | Event::Nothing => {}
                Event::DocumentStart(_) if root.is_some() => {
                    let problem = Problem::error("yaml-document", "a file holds one YAML document")
                        .help("put the second one into a file of its own");
                    return Err(self.stop(problem, bytes, "a second one starts here"));
                }
                Event::DocumentStart(_) => {}
                event => root = Some(self.node(event, bytes)?),
            }
        }
        Ok(root.unwrap_or_else(|| Node::new(0..0, Value::Map(Vec::new()))))
    }

    fn next(&mut self) -> Step<(Event<'t>, Span)> {
        match self.parser.next_event() {
            Some(Ok(found)) => Ok(found),
            Some(Err(error)) => Err(self.no_yaml(&error)),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn node(&mut self, event: Event<'t>, bytes: Range<usize>) -> Step<Node> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let problem = Problem::error("yaml-depth", "this is nested too deep");
            return Err(self.stop(problem, bytes, ""));
        }
        let anchor = self.properties(&event, &bytes);
        let node = match event {
            Event::Alias(id) => self.alias(id, bytes)?,
            Event::Scalar(text, style, id, tag) => {
                let bare = id == 0 && tag.is_none();
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let bytes = if bare {
                    bytes
                } else {
                    self.without_properties(bytes, style)
                };
                self.scalar(bytes, text.into_owned(), style, plain)
            }
            Event::SequenceStart(..) => self.list(bytes)?,
            Event::MappingStart(..) => self.map(bytes)?,
            other => self.misplaced(&other, bytes)?,
        };
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        self.depth -= 1;
        Ok(node)
    }

    /// Notes an event that begins no node; the scanner gives none there.
    fn misplaced(&mut self, event: &Event, bytes: Range<usize>) -> Step<Node> {
        let message = format!("this is no YAML: {event:?} where a value begins");
        Err(self.stop(Problem::error("yaml-syntax", message), bytes, ""))
    }

    /// Returns the anchor of a node, or 0; its tag must be one that says nothing new.
    fn properties(&mut self, event: &Event, bytes: &Range<usize>) -> usize {
        let (Event::Scalar(_, _, id, tag)
        | Event::SequenceStart(id, tag)
        | Event::MappingStart(id, tag)) = event
        else {
            return 0;
        };
        let text = |t: &Tag| t.suffix == "!" || (t.is_yaml_core_schema() && t.suffix == "str");
        if tag.as_deref().is_some_and(|t| !text(t)) {
            let problem = Problem::error("yaml-tag", "a tag says nothing here; leave it out");
            self.report(problem, bytes.clone(), "");
        }
        *id
    }

    fn scalar(
        &mut self,
        bytes: Range<usize>,
        text: String,
        style: ScalarStyle,
        plain: bool,
    ) -> Node {
        let pieces = align::pieces(self.text, bytes.clone(), &text, style);
        let bytes = trimmed(self.text, bytes);
        self.end = bytes.end;
        Node::new(
            bytes,
            Value::Scalar(Scalar {
                text,
                plain,
                pieces,
            }),
        )
    }

    fn alias(&mut self, id: usize, bytes: Range<usize>) -> Step<Node> {
        self.end = bytes.end;
        match self.anchors.get(&id) {
            Some(node) => Ok(node.clone()),
            None => {
                let problem = Problem::error("yaml-alias", "an alias stands within its own anchor");
                Err(self.stop(problem, bytes, ""))
            }
        }
    }

    fn list(&mut self, start: Range<usize>) -> Step<Node> {
        let mut items: Vec<Node> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            let bytes = self.bytes(span);
            if matches!(event, Event::SequenceEnd | Event::StreamEnd) {
                let end = self.whole(&start, &bytes);
                return Ok(Node::new(end, Value::List(items)));
            }
            items.push(self.node(event, bytes)?);
        }
    }

    fn map(&mut self, start: Range<usize>) -> Step<Node> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut bytes;
        loop {
            let (event, span) = self.next()?;
            bytes = self.bytes(span);
            if matches!(event, Event::MappingEnd | Event::StreamEnd) {
                break;
            }
            let key = self.node(event, bytes)?;
            let (event, span) = self.next()?;
            let at = self.bytes(span);
            let value = self.node(event, at)?;
            entries.push(Entry { key, value });
        }
        let mut end = self.whole(&start, &bytes);
        let block = !self.text[..start.end].ends_with('{');
        if let Some(first) = entries.first().filter(|_| block) {
            end.start = first.key.bytes().start;
        }
        Ok(Node::new(
            end,
            Value::Map(entries::distinct(entries, self.file, self.problems)),
        ))
    }

    /// Returns the bytes behind a scalar's anchor, tag and block header.
    fn without_properties(&self, bytes: Range<usize>, style: ScalarStyle) -> Range<usize> {
        let blank = |c: char| c.is_ascii_whitespace();
        let mut rest = &self.text[bytes.clone()];
        while rest.starts_with(['&', '!']) {
            rest = rest
                .trim_start_matches(|c| !blank(c))
                .trim_start_matches(blank);
        }
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            rest = rest.split_once('\n').map_or("", |(_, body)| body);
        }
        bytes.end - rest.len()..bytes.end
    }

    fn bytes(&self, span: Span) -> Range<usize> {
        let start = self.byte(span.start.index());
        start..self.byte(span.end.index()).max(start)
    }

    fn byte(&self, index: usize) -> usize {
        match &self.starts {
            None => index.min(self.text.len()),
            Some(starts) => starts.get(index).copied().unwrap_or(self.text.len()),
        }
    }

    /// Returns the bytes of a mapping or list: to its bracket, or to the end of what it holds.
    fn whole(&mut self, start: &Range<usize>, end: &Range<usize>) -> Range<usize> {
        // The scanner lets a bracket reach over the comment behind it.
        if self.text[end.start..].starts_with(['}', ']']) && !end.is_empty() {
            self.end = end.start + 1;
        }
        let bracket = self.text[start.clone()].ends_with(['{', '[']);
        let first = if bracket { start.end - 1 } else { start.start };
        first..self.end.max(start.end)
    }

    fn place(&self, bytes: Range<usize>) -> Place {
        Place {
            file: self.file,
            bytes,
        }
    }

    fn report(&mut self, problem: Problem, bytes: Range<usize>, label: &str) {
        let place = self.place(bytes);
        self.problems.push(problem.at(place, label));
    }

    fn stop(&mut self, problem: Problem, bytes: Range<usize>, label: &str) -> Stop {
        self.report(problem, bytes, label);
        Stop
    }

    fn no_yaml(&mut self, error: &ScanError) -> Stop {
        let start = self.byte(error.marker().index());
        let rest = &self.text[start..];
        let end = start + rest.chars().next().map_or(0, char::len_utf8);
        let message = format!("this is no YAML: {}", error.info());
        let mut problem = Problem::error("yaml-syntax", message);
        if let Some(help) = help(error.info()) {
            problem = problem.help(help);
        }
        self.stop(problem, start..end, "from here")
    }
}

/// Says what is most often meant where the scanner stops.
fn help(info: &str) -> Option<&'static str> {
    if info.contains("mapping values") {
        Some("a text that holds `: ` stands in quotes, or behind `|` on lines of its own")
    } else if info.contains("unknown anchor") {
        Some(
            "a text that begins with `*` or `&` stands in quotes; an anchor stands before its alias",
        )
    } else {
        None
    }
}

/// Leaves out the white space that a block's bytes begin and end with.
fn trimmed(text: &str, bytes: Range<usize>) -> Range<usize> {
    let inner = &text[bytes.clone()];
    let start = bytes.start + (inner.len() - inner.trim_start().len());
    start..(bytes.start + inner.trim_end().len()).max(start)
}
