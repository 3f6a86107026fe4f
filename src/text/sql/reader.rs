//! A reader of the tokens of one statement.
//!
//! It reads words, names, strings, types and the extent of expressions; the grammar of a statement
//! stands with its kind, because sqlparser's own DDL trees leave out parts of PostgreSQL's.

use std::ops::Range;

use sqlparser::tokenizer::{Token, TokenWithSpan};

use super::cursor::{Cursor, is_solid};
use super::directive::{self, Verb};
use super::script::{Script, Statement};
use crate::diagnostic::{Problem, Result};
use crate::model::Place;
use crate::text::{Expr, name, quote};

/// A possibly qualified name as written, folded, with its bytes in the script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The parts, unquoted.
    pub parts: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

impl Name {
    /// Returns the schema as written, if any.
    pub fn schema(&self) -> Option<&str> {
        (self.parts.len() > 1).then(|| self.parts[self.parts.len() - 2].as_str())
    }

    /// Returns the last part.
    pub fn last(&self) -> &str {
        self.parts.last().expect("a name has a part")
    }

    /// Prints the name as it would be written.
    pub fn show(&self) -> String {
        self.parts
            .iter()
            .map(|p| quote::ident(p))
            .collect::<Vec<_>>()
            .join(".")
    }
}

/// A reader of one statement.
pub struct Reader<'s> {
    script: &'s Script,
    cursor: Cursor<'s>,
}

impl<'s> Reader<'s> {
    /// Starts at the first token of a statement.
    pub fn new(statement: &'s Statement) -> Reader<'s> {
        Reader {
            script: &statement.script,
            cursor: Cursor::new(statement.tokens()),
        }
    }

    /// Starts at the first token of a statement, with no more tokens than say what it is about.
    pub fn head(statement: &'s Statement) -> Reader<'s> {
        const ENOUGH: usize = 32;
        let tokens = statement.tokens();
        Reader {
            script: &statement.script,
            cursor: Cursor::new(&tokens[..tokens.len().min(ENOUGH)]),
        }
    }

    /// Returns the token under the cursor.
    pub fn peek(&self) -> &'s Token {
        &self.cursor.peek().token
    }

    /// Returns the n-th token from the cursor.
    pub fn peek_nth(&self, n: usize) -> &'s Token {
        &self.cursor.nth(n).token
    }

    /// Gives the cursor itself, for the readers of types.
    pub fn cursor(&mut self) -> &mut Cursor<'s> {
        &mut self.cursor
    }

    /// Returns the unquoted word under the cursor in lower case, or nothing.
    pub fn word(&self) -> Option<String> {
        word_of(self.peek())
    }

    /// Returns whether these key words come next.
    pub fn at(&self, words: &str) -> bool {
        // Most words are not there, and differ in their first letter.
        if !begins_alike(self.peek(), words) {
            return false;
        }
        let mut tokens = self.cursor.rest();
        let mut words = words.split(' ');
        words.all(|w| tokens.next().is_some_and(|t| is_word(&t.token, w)))
    }

    /// Returns whether one of these single key words comes next.
    pub fn at_any(&self, words: &[&str]) -> bool {
        words.iter().any(|w| self.at(w))
    }

    /// Steps over these key words if they come next.
    pub fn accept(&mut self, words: &str) -> bool {
        let found = self.at(words);
        if found {
            words.split(' ').for_each(|_| self.cursor.advance());
        }
        found
    }

    /// Steps over these key words, which must come next.
    pub fn expect(&mut self, words: &str) -> Result<()> {
        if self.accept(words) {
            Ok(())
        } else {
            Err(self.unexpected(&format!("`{}`", words.to_uppercase())))
        }
    }

    /// Returns whether this sign comes next.
    pub fn at_sign(&self, sign: &Token) -> bool {
        self.peek() == sign
    }

    /// Steps over a sign if it comes next.
    pub fn accept_sign(&mut self, sign: &Token) -> bool {
        self.cursor.accept(sign)
    }

    /// Steps over a sign, which must come next.
    pub fn expect_sign(&mut self, sign: &Token) -> Result<()> {
        if self.accept_sign(sign) {
            Ok(())
        } else {
            Err(self.unexpected(&format!("`{sign}`")))
        }
    }

    /// Steps over a comma if it comes next.
    pub fn comma(&mut self) -> bool {
        self.accept_sign(&Token::Comma)
    }

    /// Steps over one token, whatever it is.
    pub fn skip(&mut self) {
        self.cursor.advance();
    }

    /// Returns whether nothing is left.
    pub fn is_done(&self) -> bool {
        matches!(self.peek(), Token::EOF)
    }

    /// Requires that nothing is left.
    pub fn done(&self) -> Result<()> {
        if self.is_done() {
            Ok(())
        } else {
            Err(self.unexpected("the end of the statement"))
        }
    }

    /// Reads one identifier, folded to lower case unless quoted.
    pub fn ident(&mut self) -> Result<String> {
        let Some(found) = ident_of(self.peek()) else {
            return Err(self.unexpected("a name"));
        };
        self.skip();
        Ok(found)
    }

    /// Reads how a renaming of a part ends: `a TO b`, and nothing behind; with the place of the old name.
    pub fn old_to_new(&mut self) -> Result<(String, Place, String)> {
        let mark = self.mark();
        let old = self.ident()?;
        let place = self.since(mark);
        self.expect("to")?;
        let new = self.ident()?;
        self.done()?;
        Ok((old, place, new))
    }

    /// Reads a possibly qualified name.
    pub fn name(&mut self) -> Result<Name> {
        let mark = self.mark();
        let mut parts = vec![self.ident()?];
        while self.accept_sign(&Token::Period) {
            parts.push(self.ident()?);
        }
        Ok(Name {
            parts,
            place: self.since(mark),
        })
    }

    /// Reads identifiers in parentheses, separated by commas.
    pub fn ident_list(&mut self) -> Result<Vec<String>> {
        self.list(|r| r.ident())
    }

    /// Reads a list in parentheses.
    pub fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        self.expect_sign(&Token::LParen)?;
        let mut out = Vec::new();
        if self.accept_sign(&Token::RParen) {
            return Ok(out);
        }
        loop {
            out.push(item(self)?);
            if !self.comma() {
                break;
            }
        }
        self.expect_sign(&Token::RParen)?;
        Ok(out)
    }

    /// Reads a string constant of any notation and returns its value.
    pub fn string(&mut self) -> Result<String> {
        let value = match self.peek() {
            Token::SingleQuotedString(s)
            | Token::EscapedStringLiteral(s)
            | Token::UnicodeStringLiteral(s) => s.clone(),
            Token::DollarQuotedString(d) => d.value.clone(),
            _ => return Err(self.unexpected("a string in single quotes")),
        };
        self.skip();
        Ok(value)
    }

    /// Reads a number with an optional sign, as text.
    pub fn number(&mut self) -> Result<String> {
        let minus = self.accept_sign(&Token::Minus);
        self.accept_sign(&Token::Plus);
        let Token::Number(n, _) = self.peek() else {
            return Err(self.unexpected("a number"));
        };
        let text = format!("{}{n}", if minus { "-" } else { "" });
        self.skip();
        Ok(text)
    }

    /// Reads what stands between balanced parentheses, which are stepped over.
    pub fn in_parens(&mut self) -> Result<Expr> {
        self.expect_sign(&Token::LParen)?;
        let mark = self.mark();
        let expr = self.until(|r| r.at_sign(&Token::RParen))?;
        if expr.sql.is_empty() {
            return Err(self.error_at(
                "syntax",
                "an expression is missing between these parentheses",
                self.since(mark),
            ));
        }
        self.expect_sign(&Token::RParen)?;
        Ok(expr)
    }

    /// Reads up to the token, outside of any parentheses and brackets, where `stop` says so.
    pub fn until(&mut self, stop: impl Fn(&Self) -> bool) -> Result<Expr> {
        let mark = self.mark();
        let (mut depth, mut case) = (0usize, 0usize);
        loop {
            if depth == 0 && case == 0 && stop(self) {
                break;
            }
            match self.peek() {
                Token::EOF if depth == 0 && case == 0 => break,
                Token::EOF => return Err(self.unexpected("a closing parenthesis")),
                Token::LParen | Token::LBracket => depth += 1,
                Token::RParen | Token::RBracket if depth == 0 => break,
                Token::RParen | Token::RBracket => depth -= 1,
                t if is_word(t, "case") => case += 1,
                t if is_word(t, "end") => case = case.saturating_sub(1),
                _ => {}
            }
            self.skip();
        }
        Ok(Expr::new(&self.script.text()[self.bytes_since(mark)]))
    }

    /// Steps to the end of an item of a list, the comma or parenthesis behind it, and returns its text.
    pub fn item(&mut self) -> &'s str {
        let (mark, mut depth) = (self.mark(), 0usize);
        loop {
            match self.peek() {
                Token::EOF => break,
                Token::Comma | Token::RParen if depth == 0 => break,
                Token::LParen | Token::LBracket => depth += 1,
                Token::RParen | Token::RBracket => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.skip();
        }
        &self.script.text()[self.bytes_since(mark)]
    }

    /// Returns a mark for [`Reader::since`].
    pub fn mark(&self) -> usize {
        self.cursor.index()
    }

    /// Goes to a mark, be it before or behind the cursor.
    pub fn rewind(&mut self, mark: usize) {
        self.cursor.seek(mark);
    }

    /// Returns where the tokens since a mark stand.
    pub fn since(&self, mark: usize) -> Place {
        self.script.place(self.bytes_since(mark))
    }

    /// Returns the text since a mark.
    pub fn text_since(&self, mark: usize) -> &str {
        &self.script.text()[self.bytes_since(mark)]
    }

    /// Returns whether a token was read since a mark.
    pub fn is_past(&self, mark: usize) -> bool {
        self.read_since(mark).next().is_some()
    }

    /// Returns whether the last token that was read since a mark is this key word.
    pub fn is_after(&self, word: &str, mark: usize) -> bool {
        let last = self.read_since(mark).next_back();
        last.is_some_and(|t| is_word(&t.token, word))
    }

    /// Walks the tokens that were read since a mark, comments left out.
    fn read_since(&self, mark: usize) -> impl DoubleEndedIterator<Item = &TokenWithSpan> {
        let behind = &self.cursor.tokens()[mark..];
        let read = &behind[..self.cursor.index().saturating_sub(mark)];
        read.iter().filter(|t| is_solid(t))
    }

    fn bytes_since(&self, mark: usize) -> Range<usize> {
        let behind = &self.cursor.tokens()[mark..];
        let mut solid = self.read_since(mark);
        let Some(first) = solid.next() else {
            let here = behind.first().map_or_else(
                || self.script.text().len(),
                |t| self.script.offset(t.span.start),
            );
            return here..here;
        };
        let last = solid.next_back().unwrap_or(first);
        self.script.offset(first.span.start)..self.script.offset(last.span.end)
    }

    /// Returns the place of the token under the cursor.
    pub fn here(&self) -> Place {
        let token = self.cursor.peek();
        let bytes = match token.token {
            Token::EOF => {
                let read = &self.cursor.tokens()[..self.cursor.index()];
                let end = read.last().map_or(0, |t| self.script.offset(t.span.end));
                end.saturating_sub(1)..end
            }
            _ => self.script.offset(token.span.start)..self.script.offset(token.span.end),
        };
        self.script.place(bytes)
    }

    /// Returns the old name that a comment `-- trueup: renamed from …` right above the token under the cursor gives.
    pub fn hint(&self) -> Option<String> {
        self.above(Verb::RenamedFrom)
    }

    /// Returns what a directive right above the token under the cursor says behind its words.
    pub fn above(&self, verb: Verb) -> Option<String> {
        let (tokens, at) = (self.cursor.tokens(), self.cursor.index());
        let space = tokens[at..].iter().take_while(|t| !is_solid(t)).count();
        for token in tokens[..at + space].iter().rev() {
            if is_solid(token) {
                return None;
            }
            if let Some(name) = directive::behind(&token.token, verb) {
                return Some(name.to_string());
            }
        }
        None
    }

    /// Returns the n-th token from the cursor in lower case, if it is an unquoted word.
    pub fn word_at(&self, n: usize) -> Option<String> {
        word_of(self.peek_nth(n))
    }

    /// Returns whether a comma comes next.
    pub fn at_comma(&self) -> bool {
        self.at_sign(&Token::Comma)
    }

    /// Returns whether a command of psql stands at the cursor.
    pub fn at_meta(&self) -> bool {
        self.at_sign(&Token::Backslash)
    }

    /// Returns whether one of these words occurs from the cursor on.
    pub fn rest_has(&self, words: &[&str]) -> bool {
        let is_one = |t: &TokenWithSpan| words.iter().any(|w| is_word(&t.token, w));
        self.cursor.rest().any(is_one)
    }

    /// Returns whether a name is followed by a parenthesis from the cursor on, so that something may be called.
    pub fn rest_has_call(&self) -> bool {
        let tokens = self.cursor.rest().map(|t| &t.token);
        let mut pairs = tokens.clone().zip(tokens.skip(1));
        pairs.any(|pair| matches!(pair, (Token::Word(_), Token::LParen)))
    }

    /// Returns the place from the cursor to the end of the statement.
    pub fn rest(&self) -> Place {
        let start = self.here();
        let mut tokens = self.cursor.rest();
        let Some(first) = tokens.next() else {
            return start;
        };
        let last = tokens.next_back().unwrap_or(first);
        let whole = self
            .script
            .place(self.script.offset(first.span.start)..self.script.offset(last.span.end));
        Place {
            file: start.file,
            bytes: start.bytes.start..whole.bytes.end.max(start.bytes.end),
        }
    }

    /// Makes an error that says what was expected here and what was found.
    pub fn unexpected(&self, expected: &str) -> Box<Problem> {
        let found = match self.peek() {
            Token::EOF => "the statement ends here".to_string(),
            t => format!("found `{t}`"),
        };
        self.error_at(
            "syntax",
            &format!("expected {expected}, {found}"),
            self.here(),
        )
    }

    /// Makes an error at a place.
    pub fn error_at(&self, code: &'static str, message: &str, place: Place) -> Box<Problem> {
        Box::new(Problem::error(code, message).at(place, ""))
    }
}

/// Returns the word that a token is, in lower case, if it is one without quotes.
pub fn word_of(token: &Token) -> Option<String> {
    match token {
        Token::Word(w) if w.quote_style.is_none() => Some(w.value.to_ascii_lowercase()),
        _ => None,
    }
}

#[inline]
fn begins_alike(token: &Token, words: &str) -> bool {
    let first = |text: &str| text.as_bytes().first().map(u8::to_ascii_lowercase);
    matches!(token, Token::Word(w) if first(&w.value) == first(words))
}

/// Returns whether a token is this key word.
pub fn is_word(token: &Token, word: &str) -> bool {
    matches!(token, Token::Word(w) if w.quote_style.is_none() && w.value.eq_ignore_ascii_case(word))
}

fn ident_of(token: &Token) -> Option<String> {
    match token {
        Token::Word(w) if w.quote_style.is_some() => Some(name::truncate(&w.value).to_string()),
        Token::Word(w) => Some(name::truncate(&w.value.to_ascii_lowercase()).to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Problems;
    use crate::text::sql::statements;

    #[test]
    fn rewinding_goes_to_the_mark_and_no_further() {
        let script = Script::file(0, &"alpha beta  gamma".into());
        let list = statements(script, &mut Problems::default());
        let mut reader = Reader::new(&list[0]);
        reader.skip();
        let mark = reader.mark();
        reader.skip();
        reader.rewind(mark);
        assert_eq!(reader.word().as_deref(), Some("beta"));
        reader.skip();
        reader.skip();
        reader.rewind(mark);
        assert_eq!(reader.ident().ok().as_deref(), Some("beta"));
    }
}
