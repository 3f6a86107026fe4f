//! Which bytes of the file each part of a scalar's text was.
//!
//! The scanner gives the text and the bytes of the whole scalar; here both are walked side by side. Where they
//! part ways (an escape, a fold, indentation) the piece is of unequal length; where they cannot be brought
//! together, the whole text is one piece.

use std::ops::Range;

use saphyr_parser::ScalarStyle;

use crate::text::sql::Piece;

/// Returns the pieces of `text`, which was read from `bytes` of the source.
pub fn pieces(source: &str, bytes: Range<usize>, text: &str, style: ScalarStyle) -> Vec<Piece> {
    let mut walk = Walk {
        raw: &source[bytes.clone()],
        base: bytes.start,
        text,
        style,
        at: 0,
        read: 0,
        out: Vec::new(),
    };
    if walk.run() {
        walk.out
    } else {
        vec![Piece {
            text: 0..text.len(),
            file: bytes,
        }]
    }
}

struct Walk<'a> {
    raw: &'a str,
    base: usize,
    text: &'a str,
    style: ScalarStyle,
    at: usize,
    read: usize,
    out: Vec<Piece>,
}

impl Walk<'_> {
    fn run(&mut self) -> bool {
        if matches!(
            self.style,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted
        ) {
            self.at = 1;
        }
        while self.read < self.text.len() {
            if !self.step() {
                return false;
            }
        }
        true
    }

    /// Goes on by one character, escape or run of white space; says whether both sides agree.
    fn step(&mut self) -> bool {
        let raw = &self.raw[self.at.min(self.raw.len())..];
        let text = &self.text[self.read..];
        let double = self.style == ScalarStyle::DoubleQuoted;
        if double && raw.starts_with('\\') {
            return self.escape();
        }
        if self.style == ScalarStyle::SingleQuoted && raw.starts_with("''") {
            return text.starts_with('\'') && self.take(2, 1);
        }
        if text.starts_with(is_blank) && double {
            return self.fold();
        }
        if text.starts_with(is_blank) {
            // A block's leading and last line breaks may stand outside of the bytes that the scanner gives.
            return self.take(run(raw), run(text));
        }
        match (raw.chars().next(), text.chars().next()) {
            (Some(a), Some(b)) if a == b => self.take(a.len_utf8(), a.len_utf8()),
            (Some(a), _) if is_blank(a) => self.take(run(raw), 0),
            _ => false,
        }
    }

    /// Steps over white space between double quotes: as it stands within a line, folded at a line's end.
    fn fold(&mut self) -> bool {
        let raw = &self.raw[self.at.min(self.raw.len())..];
        let length = run(raw);
        let breaks = raw[..length].matches('\n').count();
        match (length, breaks) {
            (0, _) => false,
            (_, 0) => self.take(1, 1),
            (_, 1) => self.take(length, 1),
            (_, n) => self.take(length, n - 1),
        }
    }

    /// Steps over an escape between double quotes.
    fn escape(&mut self) -> bool {
        let raw = &self.raw[self.at..];
        let Some(sign) = raw[1..].chars().next() else {
            return false;
        };
        if matches!(sign, '\n' | '\r') {
            return self.take(1 + run(&raw[1..]), 0);
        }
        let length = match sign {
            'x' => 4,
            'u' => 6,
            'U' => 10,
            _ => 1 + sign.len_utf8(),
        };
        let made = self.text[self.read..].chars().next();
        made.is_some_and(|c| self.take(length, c.len_utf8()))
    }

    /// Notes that so many bytes of the source became so many of the text; says whether both have them.
    fn take(&mut self, raw: usize, text: usize) -> bool {
        let (from, read) = (self.at, self.read);
        self.at += raw;
        self.read += text;
        if !self.raw.is_char_boundary(self.at) || !self.text.is_char_boundary(self.read) {
            return false;
        }
        let piece = Piece {
            text: read..self.read,
            file: self.base + from..self.base + self.at,
        };
        match self.out.last_mut() {
            _ if text == 0 => {}
            Some(last) if goes_on(last, &piece) => {
                last.text.end = piece.text.end;
                last.file.end = piece.file.end;
            }
            _ => self.out.push(piece),
        }
        true
    }
}

fn goes_on(last: &Piece, piece: &Piece) -> bool {
    last.text.len() == last.file.len()
        && piece.text.len() == piece.file.len()
        && last.file.end == piece.file.start
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Returns the length of the white space that a text begins with.
fn run(text: &str) -> usize {
    text.len() - text.trim_start_matches(is_blank).len()
}
