//! The tokens of an expression, with operators cut as PostgreSQL's scanner cuts them.
//!
//! sqlparser finds words, strings and comments; a run of operator characters is one operator, which is for
//! this file to say. It also joins tokens to a text where no tree could be made of them.

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::tokenizer::{Token as Raw, TokenWithSpan, Tokenizer};

/// The characters that PostgreSQL's operators are made of.
const OPERATOR: &str = "+-*/<>=~!@#%^&|`?";
/// The characters that let an operator end in a plus or minus.
const SPECIAL: &str = "~!@#%^&|`?";

/// A token without the space around it.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    /// An unquoted word, folded.
    Word(String),
    /// A quoted name.
    Quoted(String),
    /// A string constant of any spelling, as its value.
    Text(String),
    /// A bit string constant.
    Bits(String),
    /// A number as written.
    Number(String),
    /// An operator.
    Op(String),
    /// Punctuation, and what has no place in an expression.
    Sign(String),
    /// The end.
    End,
}

/// The tokens of a text.
pub struct Tokens {
    /// What sqlparser found, space included, for types to be read from.
    pub raw: Vec<TokenWithSpan>,
    /// The tokens without space, each with its index among the raw ones.
    pub list: Vec<(Token, usize)>,
}

/// Cuts a text into tokens, or nothing if it is no SQL at all.
pub fn scan(text: &str) -> Option<Tokens> {
    let raw = Tokenizer::new(&PostgreSqlDialect {}, text)
        .tokenize_with_location()
        .ok()?;
    let mut list: Vec<(Token, usize)> = Vec::new();
    let mut run = String::new();
    for (at, token) in raw.iter().enumerate() {
        let shown = operator_text(&token.token);
        if let Some(text) = shown {
            run.push_str(&text);
            continue;
        }
        cut_operators(&mut run, at, &mut list);
        if !matches!(token.token, Raw::Whitespace(_) | Raw::EOF) {
            list.push((plain(&token.token), at));
        }
    }
    cut_operators(&mut run, raw.len(), &mut list);
    Some(Tokens { raw, list })
}

/// Returns the text of a token made of operator characters only.
fn operator_text(token: &Raw) -> Option<String> {
    if matches!(
        token,
        Raw::Word(_)
            | Raw::Whitespace(_)
            | Raw::Number(..)
            | Raw::SingleQuotedString(_)
            | Raw::EscapedStringLiteral(_)
    ) {
        return None;
    }
    let text = token.to_string();
    (!text.is_empty() && text.chars().all(|c| OPERATOR.contains(c))).then_some(text)
}

/// Cuts a run of operator characters as the scanner does: a plus or minus at the end is left for the next token.
fn cut_operators(run: &mut String, at: usize, list: &mut Vec<(Token, usize)>) {
    let mut rest = std::mem::take(run);
    while !rest.is_empty() {
        let mut len = rest.len();
        while len > 1
            && rest[..len].ends_with(['+', '-'])
            && !rest[..len].contains(|c| SPECIAL.contains(c))
        {
            len -= 1;
        }
        let tail = rest.split_off(len);
        list.push((
            Token::Op(if rest == "!=" { "<>".into() } else { rest }),
            at.saturating_sub(1),
        ));
        rest = tail;
    }
}

fn plain(token: &Raw) -> Token {
    match token {
        Raw::Word(word) if word.quote_style.is_some() => Token::Quoted(word.value.clone()),
        Raw::Word(word) => Token::Word(word.value.to_ascii_lowercase()),
        Raw::Number(number, false) => Token::Number(number.to_ascii_lowercase()),
        Raw::SingleQuotedString(text) | Raw::EscapedStringLiteral(text) => {
            Token::Text(text.clone())
        }
        Raw::DollarQuotedString(text) => Token::Text(text.value.clone()),
        Raw::SingleQuotedByteStringLiteral(text)
            if text.bytes().all(|b| matches!(b, b'0' | b'1')) =>
        {
            Token::Bits(text.clone())
        }
        other => Token::Sign(other.to_string()),
    }
}

impl Tokens {
    /// Joins the tokens with one space between, words folded.
    pub fn joined(&self) -> String {
        let shown: Vec<String> = self.list.iter().map(|t| show(&t.0)).collect();
        shown.join(" ")
    }
}

fn show(token: &Token) -> String {
    match token {
        Token::Word(text) | Token::Number(text) | Token::Op(text) | Token::Sign(text) => {
            text.clone()
        }
        Token::Quoted(name) => format!("\"{}\"", name.replace('"', "\"\"")),
        Token::Text(text) => quoted(text),
        Token::Bits(text) => format!("b{}", quoted(text)),
        Token::End => String::new(),
    }
}

/// Returns a string constant with its quotes doubled; backslashes stand for themselves.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        scan(text)
            .expect("tokens")
            .list
            .iter()
            .map(|t| show(&t.0))
            .collect()
    }

    #[test]
    fn operators_are_cut_as_the_server_does() {
        assert_eq!(cut("a<-1"), ["a", "<", "-", "1"]);
        assert_eq!(cut("j->>'k'=-0.5"), ["j", "->>", "'k'", "=", "-", "0.5"]);
        assert_eq!(
            cut("a!=b and x||y"),
            ["a", "<>", "b", "and", "x", "||", "y"]
        );
        assert_eq!(
            cut("a !~~* b ? c ?| d @> e #>> f"),
            ["a", "!~~*", "b", "?", "c", "?|", "d", "@>", "e", "#>>", "f"]
        );
        assert_eq!(
            cut("a - -1 -- note\n+ /* x */ 2"),
            ["a", "-", "-", "1", "+", "2"]
        );
    }

    #[test]
    fn strings_of_every_spelling_have_one_value() {
        assert_eq!(cut("E'a''b'"), ["'a''b'"]);
        assert_eq!(cut("$q$a'b$q$"), ["'a''b'"]);
        assert_eq!(cut(r"E'\\d\n\x41\101\u0041\d\''"), ["'\\d\nAAAd'''"]);
        assert_eq!(cut(r"'a\b'"), [r"'a\b'"]);
    }
}
