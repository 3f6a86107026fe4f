//! A cursor over the tokens of an expression, which also holds how high its tree may grow.
//!
//! What the tokens mean is for the other readers.

use super::Context;
use super::print::dotted;
use super::token::{Token, Tokens};
use crate::text::{sql, typename};

/// How high a tree may grow: what is deeper stays as written.
const MAX_HEIGHT: usize = 100;

/// Says that the text is not understood.
#[derive(Debug)]
pub struct Stop;

/// What a step of reading gives.
pub type Read<T> = Result<T, Stop>;

/// A cursor over the tokens of a text.
pub struct Parser<'t> {
    tokens: &'t Tokens,
    at: usize,
    depth: usize,
    height: usize,
    context: &'t Context<'t>,
}

impl<'t> Parser<'t> {
    /// Starts at the first token.
    pub fn new(tokens: &'t Tokens, context: &'t Context<'t>) -> Parser<'t> {
        Parser {
            tokens,
            at: 0,
            depth: 0,
            height: 0,
            context,
        }
    }

    /// Goes one level down and returns the height of what was read beside it.
    pub fn enter(&mut self) -> Read<usize> {
        self.depth += 1;
        if self.depth > MAX_HEIGHT {
            Err(Stop)
        } else {
            Ok(std::mem::take(&mut self.height))
        }
    }

    /// Comes back up.
    pub fn leave(&mut self, outer: usize) {
        self.depth -= 1;
        self.height = outer.max(self.height + 1);
    }

    /// Notes that what was read became higher.
    pub fn raise(&mut self, by: usize) -> Read<()> {
        self.height += by;
        if self.height > MAX_HEIGHT {
            Err(Stop)
        } else {
            Ok(())
        }
    }

    /// Returns how high the tree is that was read on this level.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Reads a type and returns it as `format_type` spells it.
    pub fn type_name(&mut self) -> Read<String> {
        let start = self.tokens.list.get(self.at).ok_or(Stop)?.1;
        let mut cursor = sql::Cursor::new(&self.tokens.raw[start..]);
        let mut resolve =
            |parts: &[String]| (self.context.type_name)(parts).or_else(|| Some(dotted(parts)));
        let found = typename::parse(&mut cursor, &mut resolve).map_err(|_| Stop)?;
        let end = start + cursor.index();
        while self.tokens.list.get(self.at).is_some_and(|t| t.1 < end) {
            self.at += 1;
        }
        Ok(found.to_string())
    }

    /// Reads a dotted name, folded.
    pub fn name(&mut self) -> Read<Vec<String>> {
        let mut parts = vec![self.part()?];
        while self.accept_sign(".") {
            parts.push(self.part()?);
        }
        Ok(parts)
    }

    /// Reads one part of a name.
    pub fn part(&mut self) -> Read<String> {
        match self.take() {
            Token::Word(name) | Token::Quoted(name) => Ok(name),
            _ => Err(Stop),
        }
    }

    /// Returns the token under the cursor.
    pub fn peek(&self) -> &Token {
        self.peek_at(0)
    }

    /// Returns the n-th token from the cursor.
    pub fn peek_at(&self, n: usize) -> &Token {
        self.tokens
            .list
            .get(self.at + n)
            .map_or(&Token::End, |t| &t.0)
    }

    /// Takes the token under the cursor.
    pub fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    /// Returns where the cursor stands.
    pub fn mark(&self) -> usize {
        self.at
    }

    /// Goes over some tokens.
    pub fn skip(&mut self, count: usize) {
        self.at += count;
    }

    /// Goes back to a mark.
    pub fn reset(&mut self, mark: usize) {
        self.at = mark;
    }

    /// Returns whether the n-th token is this unquoted word.
    pub fn is_word(&self, n: usize, word: &str) -> bool {
        matches!(self.peek_at(n), Token::Word(w) if w == word)
    }

    /// Returns whether the n-th token is this sign.
    pub fn is_sign(&self, n: usize, sign: &str) -> bool {
        matches!(self.peek_at(n), Token::Sign(s) if s == sign)
    }

    /// Takes a word if it is next.
    pub fn accept(&mut self, word: &str) -> bool {
        let found = self.is_word(0, word);
        self.at += usize::from(found);
        found
    }

    /// Takes a sign if it is next.
    pub fn accept_sign(&mut self, sign: &str) -> bool {
        let found = self.is_sign(0, sign);
        self.at += usize::from(found);
        found
    }

    /// Takes these words, which must be next.
    pub fn words(&mut self, words: &str) -> Read<()> {
        if words.split(' ').all(|w| self.accept(w)) {
            Ok(())
        } else {
            Err(Stop)
        }
    }

    /// Takes a sign, which must be next.
    pub fn sign(&mut self, sign: &str) -> Read<()> {
        if self.accept_sign(sign) {
            Ok(())
        } else {
            Err(Stop)
        }
    }

    /// Returns whether a query begins at the cursor.
    pub fn at_query(&self) -> bool {
        ["select", "with", "values"]
            .iter()
            .any(|w| self.is_word(0, w))
    }
}
