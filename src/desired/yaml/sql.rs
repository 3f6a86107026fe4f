//! SQL that is put together of texts of the YAML file and of words of our own, all of which know their bytes.

use std::ops::Range;

use crate::text::quote;
use crate::text::sql::Piece;
use crate::text::yaml::Scalar;

/// A part of a statement.
#[derive(Debug, Clone, Default)]
pub struct Sql {
    text: String,
    pieces: Vec<Piece>,
}

impl Sql {
    /// Starts with words of our own; see [`Sql::words`].
    pub fn of(text: &str, cause: Range<usize>) -> Sql {
        let mut sql = Sql::default();
        sql.words(text, cause);
        sql
    }

    /// Takes a scalar's text as it stands.
    pub fn copy(scalar: &Scalar) -> Sql {
        Sql {
            text: scalar.text.clone(),
            pieces: scalar.pieces.clone(),
        }
    }

    /// Takes some bytes of the text.
    pub fn slice(&self, range: Range<usize>) -> Sql {
        let clip = |piece: &Piece| {
            let start = piece.text.start.max(range.start);
            let end = piece.text.end.min(range.end);
            (start < end).then(|| Piece {
                text: start - range.start..end - range.start,
                file: clipped(piece, start..end),
            })
        };
        Sql {
            text: self.text[range.clone()].to_string(),
            pieces: self.pieces.iter().filter_map(clip).collect(),
        }
    }

    /// Takes the text without white space around it.
    pub fn trimmed(&self) -> Sql {
        let start = self.text.len() - self.text.trim_start().len();
        self.slice(start..self.text.trim_end().len().max(start))
    }

    /// Takes a scalar's text as a string constant.
    pub fn literal(scalar: &Scalar, cause: Range<usize>) -> Sql {
        if scalar.text.contains(['\'', '\\']) {
            return Sql::of(&quote::literal(&scalar.text), cause);
        }
        Sql::copy(scalar).within("'", "'", cause)
    }

    /// Takes a scalar's text as a body between dollar quotes.
    ///
    /// A body of several lines begins on a line of its own, as people write it in SQL; without that the same
    /// function would differ between the two spellings.
    pub fn dollar(scalar: &Scalar, cause: Range<usize>) -> Sql {
        let quoted = quote::dollar(&scalar.text);
        let mut tag = quoted[..(quoted.len() - scalar.text.len()) / 2].to_string();
        let close = tag.clone();
        if scalar.text.contains('\n') && !scalar.text.starts_with('\n') {
            tag.push('\n');
        }
        Sql::copy(scalar).within(&tag, &close, cause)
    }

    /// Puts it between two signs, which stand for the first and the last byte of `cause`.
    pub fn within(self, open: &str, close: &str, cause: Range<usize>) -> Sql {
        let mut sql = Sql::default();
        sql.push(open, cause.start..(cause.start + 1).min(cause.end));
        sql.append(self);
        sql.push(
            close,
            cause.end.saturating_sub(1).max(cause.start)..cause.end,
        );
        sql
    }

    /// Puts it between parentheses.
    pub fn parenthesised(self, cause: Range<usize>) -> Sql {
        self.within("(", ")", cause)
    }

    /// Adds words of our own, which stand for some bytes of the file, behind a space.
    pub fn words(&mut self, text: &str, cause: Range<usize>) -> &mut Sql {
        self.space();
        self.push(text, cause)
    }

    /// Adds signs of our own without a space.
    pub fn push(&mut self, text: &str, cause: Range<usize>) -> &mut Sql {
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece {
            text: start..self.text.len(),
            file: cause,
        });
        self
    }

    /// Adds another part behind a space.
    pub fn add(&mut self, other: Sql) -> &mut Sql {
        if !other.text.is_empty() {
            self.space();
            self.append(other);
        }
        self
    }

    /// Adds another part without a space.
    pub fn append(&mut self, other: Sql) -> &mut Sql {
        let base = self.text.len();
        self.text.push_str(&other.text);
        self.pieces.extend(other.pieces.into_iter().map(|p| Piece {
            text: base + p.text.start..base + p.text.end,
            file: p.file,
        }));
        self
    }

    /// Adds several parts, separated by a sign.
    pub fn join(&mut self, parts: Vec<Sql>, separator: &str) -> &mut Sql {
        for (n, part) in parts.into_iter().enumerate() {
            if n > 0 {
                self.text.push_str(separator);
            }
            self.append(part);
        }
        self
    }

    /// Adds several parts, separated by commas, behind a space.
    pub fn listed(&mut self, parts: Vec<Sql>) -> &mut Sql {
        let mut list = Sql::default();
        list.join(parts, ", ");
        self.add(list)
    }

    /// Makes a list in parentheses.
    pub fn list(parts: Vec<Sql>, cause: Range<usize>) -> Sql {
        let mut sql = Sql::default();
        sql.join(parts, ", ");
        sql.parenthesised(cause)
    }

    /// Ends a statement.
    pub fn end_statement(&mut self) {
        self.text.push_str(";\n");
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Gives the text and its pieces away.
    pub fn into_parts(self) -> (String, Vec<Piece>) {
        (self.text, self.pieces)
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n', '(']) {
            self.text.push(' ');
        }
    }
}

fn clipped(piece: &Piece, range: Range<usize>) -> Range<usize> {
    if piece.text.len() != piece.file.len() {
        return piece.file.clone();
    }
    let shift = |at: usize| piece.file.start + (at - piece.text.start);
    shift(range.start)..shift(range.end)
}
