//! The tokens of plain lines: words, whole numbers and a few signs, as sqlparser would give them.
//!
//! Most of a schema is plain, and sqlparser takes many times as long for it, since it looks at each character in all ways in
//! which some dialect may mean it. What is not plain here is left to it: strings, comments, operators, letters beyond ASCII.

use rustc_hash::FxHashMap;
use sqlparser::keywords::Keyword;
use sqlparser::tokenizer::{Location, Span, Token, TokenWithSpan, Word};

/// A reader of plain lines, which remembers the key words that it met.
#[derive(Default)]
pub struct Plain<'t> {
    keywords: FxHashMap<&'t str, Keyword>,
}

impl<'t> Plain<'t> {
    /// Adds the tokens of a line, blanks left out; false and nothing if it is not plain.
    pub fn read(&mut self, line: &'t str, number: u64, out: &mut Vec<TokenWithSpan>) -> bool {
        let before = out.len();
        let mut at = 0;
        while at < line.len() {
            let Some(end) = end(line.as_bytes(), at) else {
                out.truncate(before);
                return false;
            };
            if let Some(token) = self.token(&line[at..end]) {
                let place = |byte: usize| Location::new(number, byte as u64 + 1);
                let span = Span::new(place(at), place(end));
                out.push(TokenWithSpan::new(token, span));
            }
            at = end;
        }
        true
    }

    /// Makes a token of its text; nothing of a blank.
    fn token(&mut self, text: &'t str) -> Option<Token> {
        Some(match text.as_bytes()[0] {
            b' ' | b'\t' | b'\n' => return None,
            b'(' => Token::LParen,
            b')' => Token::RParen,
            b',' => Token::Comma,
            b';' => Token::SemiColon,
            b'.' => Token::Period,
            b'0'..=b'9' => Token::Number(text.to_string(), false),
            _ => Token::Word(self.word(text)),
        })
    }

    fn word(&mut self, text: &'t str) -> Word {
        let known = self.keywords.entry(text);
        let keyword = *known.or_insert_with(|| match Token::make_word(text, None) {
            Token::Word(word) => word.keyword,
            _ => Keyword::NoKeyword,
        });
        Word {
            value: text.to_string(),
            quote_style: None,
            keyword,
        }
    }
}

/// Returns where the token ends that begins at a byte; nothing if it is not plain.
fn end(line: &[u8], at: usize) -> Option<usize> {
    let run = |is: fn(&u8) -> bool| {
        let rest = &line[at..];
        at + rest.iter().position(|b| !is(b)).unwrap_or(rest.len())
    };
    match line[at] {
        b' ' | b'\t' | b'\n' | b'(' | b')' | b',' | b';' => Some(at + 1),
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => Some(run(is_of_word)),
        b'0'..=b'9' => {
            let end = run(u8::is_ascii_digit);
            // A fraction, an exponent or a name that begins with a digit is not plain.
            let alone = |next: &u8| b" \t\n),;".contains(next);
            line.get(end).is_none_or(alone).then_some(end)
        }
        b'.' => {
            let before = at.checked_sub(1).is_some_and(|i| is_of_word(&line[i]));
            let behind = line.get(at + 1);
            let names = before && behind.is_some_and(|b| b.is_ascii_alphabetic() || *b == b'_');
            names.then_some(at + 1)
        }
        _ => None,
    }
}

fn is_of_word(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || *byte == b'_'
}
