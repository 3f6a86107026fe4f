//! Cuts a text into blocks: whole lines, the last of which ends a statement.
//!
//! This is no reading, only a walk over the bytes that knows what is quoted. A block has one statement, or several that share a line.

use std::ops::Range;

use memchr::memmem;

/// Some lines of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its bytes.
    pub bytes: Range<usize>,
    /// How many lines stand before it.
    pub lines: u64,
    /// How many semicolons it has outside of quotes and comments.
    pub ends: usize,
}

/// Cuts a text into blocks, which together are all of it.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut walk = Walk {
        text: text.as_bytes(),
        at: 0,
        lines: 0,
    };
    let (mut out, mut start, mut before, mut ends) = (Vec::new(), 0, 0, 0);
    while let Some(&byte) = walk.text.get(walk.at) {
        walk.step(byte);
        if byte != b';' {
            continue;
        }
        ends += 1;
        if walk.text.get(walk.at) == Some(&b'\n') {
            walk.step(b'\n');
            out.push(Block {
                bytes: start..walk.at,
                lines: before,
                ends,
            });
            (start, before, ends) = (walk.at, walk.lines, 0);
        }
    }
    if start < text.len() {
        out.push(Block {
            bytes: start..text.len(),
            lines: before,
            ends,
        });
    }
    out
}

/// A walk over the bytes of a text.
struct Walk<'t> {
    text: &'t [u8],
    at: usize,
    lines: u64,
}

impl Walk<'_> {
    /// Goes behind a byte, or behind the string, quoted name or comment that it begins.
    fn step(&mut self, byte: u8) {
        match byte {
            b'\n' => self.lines += 1,
            b'\'' => return self.quoted(b'\'', self.is_escaping()),
            b'"' => return self.quoted(b'"', false),
            b'$' if !self.is_in_word(self.at) => return self.dollars(),
            b'-' if self.next() == Some(b'-') => return self.pass_line(),
            b'/' if self.next() == Some(b'*') => return self.comment(),
            _ => {}
        }
        self.at += 1;
    }

    fn next(&self) -> Option<u8> {
        self.text.get(self.at + 1).copied()
    }

    /// Returns whether a byte goes on with the word before it.
    fn is_in_word(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|i| is_of_word(self.text[i]))
    }

    /// Returns whether the quote here stands behind the E of a string with escapes.
    fn is_escaping(&self) -> bool {
        let before = self.at.checked_sub(1);
        before.is_some_and(|i| matches!(self.text[i], b'e' | b'E') && !self.is_in_word(i))
    }

    /// Goes to a place, counting lines.
    fn go(&mut self, to: usize) {
        let passed = self.text[self.at..to].iter();
        self.lines += passed.filter(|b| **b == b'\n').count() as u64;
        self.at = to;
    }

    fn quoted(&mut self, quote: u8, escapes: bool) {
        let mut at = self.at + 1;
        while let Some(&byte) = self.text.get(at) {
            at += 1;
            match byte {
                b'\\' if escapes => at += 1,
                // A quote that is doubled ends one string and begins another without escapes, unless they go on.
                byte if byte == quote && self.text.get(at) == Some(&quote) => at += 1,
                byte if byte == quote => break,
                _ => {}
            }
        }
        self.go(at.min(self.text.len()));
    }

    /// Goes behind a string between dollars, or behind a dollar that begins none.
    fn dollars(&mut self) {
        let rest = &self.text[self.at + 1..];
        let tag = rest.iter().position(|b| !is_of_word(*b) || *b == b'$');
        let length = match tag {
            Some(length) if rest[length] == b'$' => length,
            _ => return self.at += 1,
        };
        if rest[..length].first().is_some_and(u8::is_ascii_digit) {
            return self.at += 1;
        }
        let tag = &self.text[self.at..self.at + length + 2];
        let body = self.at + tag.len();
        let end = memmem::find(&self.text[body..], tag);
        self.go(end.map_or(self.text.len(), |end| body + end + tag.len()));
    }

    fn pass_line(&mut self) {
        let rest = self.text[self.at..].iter();
        let end = rest.take_while(|b| **b != b'\n').count();
        self.at += end;
    }

    fn comment(&mut self) {
        let (mut at, mut depth) = (self.at + 2, 1);
        while depth > 0 && at < self.text.len() {
            match self.text[at..] {
                [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
                [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
                _ => at += 1,
            }
        }
        self.go(at.min(self.text.len()));
    }
}

/// Returns whether a byte may be within a word, be it a part of a letter beyond ASCII.
pub fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::Problems;
    use crate::text::sql::{Script, samples, statements};

    fn cut(text: &str) -> Vec<&str> {
        let found = blocks(text);
        found.into_iter().map(|b| &text[b.bytes]).collect()
    }

    #[test]
    fn a_block_ends_with_a_semicolon_at_the_end_of_a_line() {
        assert_eq!(
            cut("a;\n-- b;\nb; c;\nd;--\n\ne"),
            ["a;\n", "-- b;\nb; c;\n", "d;--\n\ne"]
        );
        let ends: Vec<usize> = blocks("a; b;\nc\n;\n\n").iter().map(|b| b.ends).collect();
        assert_eq!(ends, [2, 1, 0]);
        assert_eq!(blocks("a\n\n;\nb;\n")[1].lines, 3);
    }

    #[test]
    fn what_is_quoted_ends_nothing() {
        for quoted in [
            "';\n'",
            "'a'';\n'",
            "e'\\';\n'",
            "E'\\\\\\';\n'",
            "\";\n\"",
            "\"\"\";\n\"",
            "$$;\n$$",
            "$a$;\n$$;\n$a$",
            "-- ';\n",
            "/* /* */;\n */",
        ] {
            assert_eq!(cut(&format!("x {quoted};\ny")).len(), 2, "{quoted}");
        }
        for plain in ["a$b$", "$1", "type'\\'", "''", "u&'\\'"] {
            assert_eq!(cut(&format!("x {plain};\n$$;\n$$")).len(), 2, "{plain}");
        }
    }

    #[test]
    fn blocks_of_all_cases_have_whole_statements() {
        let mut count = 0;
        for (path, text) in samples::of_cases() {
            let text: Arc<str> = text.into();
            if super::super::is_hard(&text.to_lowercase()) {
                continue;
            }
            let whole = statements(Script::file(0, &text), &mut Problems::default());
            for block in blocks(&text) {
                let starts = |at| {
                    whole
                        .iter()
                        .any(|s| s.bytes().start < at && at < s.bytes().end)
                };
                assert!(!starts(block.bytes.end), "{}", path.display());
                count += 1;
            }
        }
        assert!(count > 3000, "{count}");
    }
}
