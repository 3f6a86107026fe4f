//! A text of SQL with a map to the bytes of the file that it came from, and its statements.

use std::ops::Range;
use std::sync::Arc;

use sqlparser::tokenizer::{Location, TokenWithSpan};

use super::cursor::is_solid;
use super::reader::is_word;
use crate::model::{FileId, Place};

/// A text of SQL. One from YAML is put together of pieces, each of which knows where it stood.
#[derive(Debug)]
pub struct Script {
    file: FileId,
    text: Arc<str>,
    lines: Vec<Line>,
    wide: Vec<Wide>,
    pieces: Option<Vec<Piece>>,
}

/// Where a line begins.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    byte: usize,
    character: usize,
}

/// A character of several bytes, with the bytes beyond one for each character up to its end.
#[derive(Debug, Clone, Copy)]
struct Wide {
    character: usize,
    extra: usize,
}

/// Some bytes of a script and where they stand in the file.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The bytes within the script.
    pub text: Range<usize>,
    /// The bytes within the file; of the same length where the text was taken over as it stood.
    pub file: Range<usize>,
}

/// Some lines of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// Their bytes.
    pub bytes: Range<usize>,
    /// How many lines stand before them.
    pub before: u64,
}

impl Script {
    /// Takes a whole file of SQL.
    pub fn file(file: FileId, text: &Arc<str>) -> Script {
        Script::build(file, text.clone(), None)
    }

    /// Takes a text that was put together of pieces, in their order.
    pub fn pieces(file: FileId, text: &str, pieces: Vec<Piece>) -> Script {
        Script::build(file, text.into(), Some(pieces))
    }

    fn build(file: FileId, text: Arc<str>, pieces: Option<Vec<Piece>>) -> Script {
        let (mut lines, mut wide) = (vec![Line::default()], Vec::new());
        if text.is_ascii() {
            let ends = text.match_indices('\n').map(|(i, _)| i + 1);
            lines.extend(ends.map(|byte| Line {
                byte,
                character: byte,
            }));
        } else {
            walk(&text, &mut lines, &mut wide);
        }
        Script {
            file,
            text,
            lines,
            wide,
            pieces,
        }
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the byte that a tokenizer's location means.
    pub fn offset(&self, at: Location) -> usize {
        let line = (at.line as usize).saturating_sub(1);
        let Some(&start) = self.lines.get(line) else {
            return self.text.len();
        };
        let next = self.lines.get(line + 1);
        let end = next.map_or(self.text.len(), |next| next.byte);
        let character = start.character + (at.column as usize).saturating_sub(1);
        (character + self.extra_before(character)).min(end)
    }

    /// Returns how many bytes more than characters stand before a character.
    fn extra_before(&self, character: usize) -> usize {
        let before = self.wide.partition_point(|w| w.character < character);
        before.checked_sub(1).map_or(0, |i| self.wide[i].extra)
    }

    /// Returns where some bytes of the text stand in the file.
    pub fn place(&self, bytes: Range<usize>) -> Place {
        let Some(pieces) = &self.pieces else {
            return Place {
                file: self.file,
                bytes,
            };
        };
        let start = Self::mapped(pieces, bytes.start, false);
        let end = Self::mapped(pieces, bytes.end.max(bytes.start + 1) - 1, true);
        // Text that an alias repeats ends before the key that it stands under; that key alone is the place then.
        let end = if end < start {
            Self::piece(pieces, bytes.start).map_or(start, |p| p.file.end)
        } else {
            end
        };
        Place {
            file: self.file,
            bytes: start..end.max(start),
        }
    }

    /// Returns the last piece that begins at a byte or before it.
    fn piece(pieces: &[Piece], at: usize) -> Option<&Piece> {
        let behind = pieces.partition_point(|p| p.text.start <= at);
        behind.checked_sub(1).map(|i| &pieces[i])
    }

    fn mapped(pieces: &[Piece], at: usize, end: bool) -> usize {
        let Some(piece) = Self::piece(pieces, at) else {
            return 0;
        };
        if piece.text.len() == piece.file.len() && piece.text.contains(&at) {
            return piece.file.start + (at - piece.text.start) + usize::from(end);
        }
        if end {
            piece.file.end
        } else {
            piece.file.start
        }
    }
}

/// Finds the lines of a text, and its characters of several bytes.
fn walk(text: &str, lines: &mut Vec<Line>, wide: &mut Vec<Wide>) {
    let mut extra = 0;
    for (character, (byte, c)) in text.char_indices().enumerate() {
        if c == '\n' {
            let (byte, character) = (byte + 1, character + 1);
            lines.push(Line { byte, character });
        } else if !c.is_ascii() {
            extra += c.len_utf8() - 1;
            wide.push(Wide { character, extra });
        }
    }
}

/// One statement: its tokens, comments among them.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The script that it is a part of.
    pub script: Arc<Script>,
    all: Arc<Vec<TokenWithSpan>>,
    own: Range<usize>,
}

impl Statement {
    /// Makes a statement of some of the tokens of a script.
    pub(super) fn new(
        script: Arc<Script>,
        all: Arc<Vec<TokenWithSpan>>,
        own: Range<usize>,
    ) -> Statement {
        Statement { script, all, own }
    }

    /// Returns its tokens and comments, without blanks and the closing semicolon.
    pub fn tokens(&self) -> &[TokenWithSpan] {
        &self.all[self.own.clone()]
    }

    /// Leaves out so many of its first tokens.
    pub fn leave(&mut self, tokens: usize) {
        self.own.start += tokens.min(self.own.len());
    }

    /// Returns whether its first word is this key word.
    pub fn begins_with(&self, word: &str) -> bool {
        let first = self.tokens().iter().find(|t| is_solid(t));
        first.is_some_and(|t| is_word(&t.token, word))
    }

    /// Returns whether this key word stands anywhere in it.
    pub fn has_word(&self, word: &str) -> bool {
        self.tokens().iter().any(|t| is_word(&t.token, word))
    }

    /// Returns the bytes from the first token to the last, comments around it left out.
    pub fn bytes(&self) -> Range<usize> {
        let mut solid = self.tokens().iter().filter(|t| is_solid(t));
        let Some(first) = solid.next() else {
            return 0..0;
        };
        let last = solid.next_back().unwrap_or(first);
        self.script.offset(first.span.start)..self.script.offset(last.span.end)
    }
}
