//! A place among tokens, which steps over space and comments.

use sqlparser::tokenizer::{Location, Span, Token, TokenWithSpan};

/// What stands behind the last token.
static END: TokenWithSpan = TokenWithSpan {
    token: Token::EOF,
    span: Span {
        start: Location { line: 0, column: 0 },
        end: Location { line: 0, column: 0 },
    },
};

/// A place among the tokens of a statement, or of an expression.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'t> {
    tokens: &'t [TokenWithSpan],
    /// The index of the token that the last step left behind, plus one.
    at: usize,
}

impl<'t> Cursor<'t> {
    /// Starts before the first token.
    pub fn new(tokens: &'t [TokenWithSpan]) -> Cursor<'t> {
        Cursor { tokens, at: 0 }
    }

    /// Returns the token under the cursor.
    #[inline]
    pub fn peek(&self) -> &'t TokenWithSpan {
        match self.tokens.get(self.at) {
            Some(token) if is_solid(token) => token,
            Some(_) => self.nth(0),
            None => &END,
        }
    }

    /// Returns the n-th token from the cursor.
    pub fn nth(&self, n: usize) -> &'t TokenWithSpan {
        self.rest().nth(n).unwrap_or(&END)
    }

    /// Walks the tokens from the cursor on.
    pub fn rest(&self) -> impl DoubleEndedIterator<Item = &'t TokenWithSpan> + Clone + use<'t> {
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        rest.iter().filter(|t| is_solid(t))
    }

    /// Steps over the token under the cursor, if there is one.
    pub fn advance(&mut self) {
        while let Some(token) = self.tokens.get(self.at) {
            self.at += 1;
            if is_solid(token) {
                return;
            }
        }
    }

    /// Steps over a sign if it comes next.
    pub fn accept(&mut self, sign: &Token) -> bool {
        let found = self.peek().token == *sign;
        if found {
            self.advance();
        }
        found
    }

    /// Returns the index behind the last token that was stepped over.
    pub fn index(&self) -> usize {
        self.at
    }

    /// Goes to an index that [`Cursor::index`] gave.
    pub fn seek(&mut self, index: usize) {
        self.at = index;
    }

    /// Returns all tokens, space and comments among them.
    pub fn tokens(&self) -> &'t [TokenWithSpan] {
        self.tokens
    }
}

/// Returns whether a token is no space and no comment.
#[inline]
pub fn is_solid(token: &TokenWithSpan) -> bool {
    !matches!(token.token, Token::Whitespace(_))
}
