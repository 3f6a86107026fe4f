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
    lines: Vec<usize>,
    pieces: Option<Vec<Piece>>,
}

/// Some bytes of a script and where they stand in the file.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The bytes within the script.
    pub text: Range<usize>,
    /// The bytes within the file; of the same length where the text was taken over as it stood.
    pub file: Range<usize>,
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
        let mut lines = vec![0];
        lines.extend(text.match_indices('\n').map(|(i, _)| i + 1));
        Script {
            file,
            text,
            lines,
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
        let end = self.lines.get(line + 1).copied().unwrap_or(self.text.len());
        let row = &self.text[start..end];
        let column = (at.column as usize).saturating_sub(1);
        if row.is_ascii() {
            return (start + column).min(self.text.len());
        }
        start + row.char_indices().nth(column).map_or(row.len(), |(i, _)| i)
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
