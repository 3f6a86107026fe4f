//! Fragments of SQL: each is cut into tokens, so that none can reach beyond the place that it stands in.
//!
//! Whether a fragment means anything is for the parser of SQL to say, later.

use std::ops::Range;

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer, Whitespace};

use crate::diagnostic::Problem;
use crate::text::sql::{Cursor, Script};
use crate::text::typename;
use crate::text::yaml::Node;

use super::reading::{Reading, one_or_many};
use super::shape::COMMA;
use super::sql::Sql;

/// What a fragment must not hold outside of parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fence {
    /// The rest of a statement, or what parentheses are put around: no semicolon.
    Rest,
    /// One of several, between commas: no comma either.
    Item,
    /// What words of our own follow: none of these words.
    Without(&'static [&'static str]),
    /// Statements between BEGIN ATOMIC and END.
    Atomic,
    /// A whole script.
    Script,
}

/// A fragment's tokens with their bytes in its text.
pub struct Tokens {
    script: Script,
    list: Vec<TokenWithSpan>,
}

impl Tokens {
    /// Returns the tokens that are neither white space nor comments, with their bytes.
    pub fn solid(&self) -> impl Iterator<Item = (&Token, Range<usize>)> {
        let bytes =
            |t: &TokenWithSpan| self.script.offset(t.span.start)..self.script.offset(t.span.end);
        self.list
            .iter()
            .filter(|t| !matches!(t.token, Token::Whitespace(_) | Token::EOF))
            .map(move |t| (&t.token, bytes(t)))
    }

    /// Returns the bytes between the commas that stand outside of parentheses.
    pub fn between_commas(&self, length: usize) -> Vec<Range<usize>> {
        let (mut out, mut depth, mut start) = (Vec::new(), 0usize, 0);
        for (token, bytes) in self.solid() {
            match token {
                Token::LParen | Token::LBracket | Token::LBrace => depth += 1,
                Token::RParen | Token::RBracket | Token::RBrace => depth = depth.saturating_sub(1),
                Token::Comma if depth == 0 => {
                    out.push(start..bytes.start);
                    start = bytes.end;
                }
                _ => {}
            }
        }
        out.push(start..length);
        out
    }

    /// Returns whether a comment reaches to the end, and would hide what follows.
    fn ends_in_comment(&self) -> bool {
        let last = self.list.iter().rev().find(|t| t.token != Token::EOF);
        last.is_some_and(|t| {
            matches!(
                &t.token,
                Token::Whitespace(Whitespace::SingleLineComment { .. })
            )
        })
    }
}

impl Reading<'_> {
    /// Reads a fragment.
    pub fn fragment(&mut self, node: &Node, fence: Fence) -> Option<Sql> {
        let scalar = node.scalar().filter(|s| !s.is_null())?;
        self.fenced(Sql::copy(scalar), node, fence)
    }

    /// Reads several fragments, one or a list.
    pub fn fragments(&mut self, node: &Node, fence: Fence) -> Vec<Sql> {
        let nodes = one_or_many(node).iter();
        nodes.filter_map(|n| self.fragment(n, fence)).collect()
    }

    /// Reads an expression and puts parentheses around it.
    pub fn expression(&mut self, node: &Node) -> Option<Sql> {
        self.fragment(node, Fence::Rest)
            .map(|sql| sql.parenthesised(node.bytes()))
    }

    /// Reads fragments that stand in a list, or in one text with commas between them.
    pub fn comma_list(&mut self, node: &Node, fence: Fence) -> Vec<Sql> {
        let mut out = Vec::new();
        for item in one_or_many(node) {
            let Some(whole) = self.fragment(item, Fence::Rest) else {
                continue;
            };
            let Some(tokens) = self.tokens(&whole) else {
                continue;
            };
            for range in tokens.between_commas(whole.text().len()) {
                out.extend(self.fenced(whole.slice(range), item, fence));
            }
        }
        out
    }

    /// Checks a fragment that was taken from a node.
    pub fn fenced(&mut self, sql: Sql, node: &Node, fence: Fence) -> Option<Sql> {
        let sql = sql.trimmed();
        if sql.text().is_empty() {
            let problem = Problem::error("yaml-value", "SQL is missing here")
                .help("an empty string of SQL is written \"''\"");
            self.report(problem, node.bytes());
            return None;
        }
        let tokens = self.tokens(&sql)?;
        self.balanced(&sql, &tokens, fence, node)?;
        Some(closed(sql, &tokens, node))
    }

    /// Reads a type, with nothing behind it.
    pub fn type_name(&mut self, node: &Node) -> Option<Sql> {
        let sql = self.fragment(node, Fence::Item)?;
        let tokens = self.tokens(&sql)?;
        let mut cursor = Cursor::new(&tokens.list);
        let read = typename::parse(&mut cursor, &mut |parts| Some(parts.join(".")));
        let next = cursor.peek();
        let mut problem = match (&read, &next.token) {
            (Ok(_), Token::EOF) => return Some(sql),
            (Err(error), _) => Problem::error("yaml-sql", error.to_string()),
            (Ok(_), found) => {
                Problem::error("yaml-sql", format!("`{found}` is not part of the type"))
            }
        };
        if read.is_ok() {
            let help = "what follows a type has keys of its own; or write the whole definition as one text";
            problem = problem.help(help);
        }
        let at = tokens.script.offset(next.span.start);
        let end = tokens.script.offset(next.span.end);
        self.report(problem, place(&sql, at..end.max(at + 1)));
        None
    }

    /// Cuts a fragment into tokens.
    pub fn tokens(&mut self, sql: &Sql) -> Option<Tokens> {
        let script = Script::file(self.notes.file(), &sql.text().into());
        match Tokenizer::new(&PostgreSqlDialect {}, sql.text()).tokenize_with_location() {
            Ok(list) => Some(Tokens { script, list }),
            Err(error) => {
                let at = script
                    .offset(error.location)
                    .min(sql.text().len().saturating_sub(1));
                let message = format!("the SQL cannot be read: {}", error.message);
                self.error("yaml-sql", &message, place(sql, at..sql.text().len()));
                None
            }
        }
    }

    fn balanced(&mut self, sql: &Sql, tokens: &Tokens, fence: Fence, node: &Node) -> Option<()> {
        let Some((message, bytes)) = fault(tokens, fence) else {
            return Some(());
        };
        let mut problem = Problem::error("yaml-sql", message);
        let open = node.scalar().is_some_and(|s| s.plain);
        if open && self.text[node.bytes().end..].trim_start().starts_with(',') {
            problem = problem.help(COMMA);
        }
        self.report(problem, place(sql, bytes));
        None
    }
}

/// Finds the first token that does not stand in its place.
fn fault(tokens: &Tokens, fence: Fence) -> Option<(String, Range<usize>)> {
    let mut open: Vec<(&Token, Range<usize>)> = Vec::new();
    let mut cases = 0usize;
    for (token, bytes) in tokens.solid() {
        let wrong = match token {
            Token::LParen | Token::LBracket | Token::LBrace => {
                open.push((token, bytes.clone()));
                None
            }
            Token::RParen | Token::RBracket | Token::RBrace => match open.pop() {
                Some((opened, _)) if closes(opened, token) => None,
                _ => Some(format!("this `{token}` closes nothing")),
            },
            _ if open.is_empty() => beyond(token, fence, &mut cases),
            Token::SemiColon if fence != Fence::Script => Some(SEMICOLON.to_string()),
            _ => None,
        };
        if let Some(message) = wrong {
            return Some((message, bytes));
        }
    }
    let (token, bytes) = open.pop()?;
    Some((format!("this `{token}` is never closed"), bytes))
}

const SEMICOLON: &str = "a `;` cannot stand within this SQL";

/// Says why a token outside of parentheses cannot stand there, if it cannot.
fn beyond(token: &Token, fence: Fence, cases: &mut usize) -> Option<String> {
    let word = match token {
        Token::Word(w) if w.quote_style.is_none() => w.value.to_ascii_lowercase(),
        _ => String::new(),
    };
    let reason = match (fence, token) {
        (Fence::Script, _) => return None,
        (Fence::Atomic, _) => return ends_early(&word, cases),
        (_, Token::SemiColon) => SEMICOLON,
        (Fence::Item | Fence::Without(_), Token::Comma) => {
            "a `,` cannot stand here outside of parentheses: this is one of several"
        }
        (Fence::Without(words), _) if words.contains(&word.as_str()) => {
            return Some(format!(
                "`{token}` does not belong here: it has a key of its own"
            ));
        }
        _ => return None,
    };
    Some(reason.to_string())
}

/// Says whether an END would close BEGIN ATOMIC.
fn ends_early(word: &str, cases: &mut usize) -> Option<String> {
    match word {
        "case" => *cases += 1,
        "end" if *cases == 0 => return Some("this `end` closes no `case`".to_string()),
        "end" => *cases -= 1,
        _ => {}
    }
    None
}

fn closes(open: &Token, close: &Token) -> bool {
    matches!(
        (open, close),
        (Token::LParen, Token::RParen)
            | (Token::LBracket, Token::RBracket)
            | (Token::LBrace, Token::RBrace)
    )
}

/// Ends the line of a comment that would hide what is put behind it.
fn closed(mut sql: Sql, tokens: &Tokens, node: &Node) -> Sql {
    if tokens.ends_in_comment() {
        let end = node.bytes().end;
        sql.push("\n", end..end);
    }
    sql
}

/// Returns the bytes of the file that some bytes of a fragment were.
pub fn place(sql: &Sql, bytes: Range<usize>) -> Range<usize> {
    let (text, pieces) = sql.clone().into_parts();
    Script::pieces(0, &text, pieces).place(bytes).bytes
}
