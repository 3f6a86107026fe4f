//! A text of SQL with a map to the bytes of the file that it came from, and its statements.

use std::ops::Range;
use std::sync::Arc;

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::tokenizer::{Location, Token, TokenWithSpan, Tokenizer, Whitespace};

use super::reader::is_word;
use crate::diagnostic::{Problem, Problems};
use crate::model::{FileId, Place};

/// A text of SQL. One from YAML is put together of pieces, each of which knows where it stood.
#[derive(Debug)]
pub struct Script {
    file: FileId,
    text: Arc<str>,
    lines: Vec<Line>,
    wide: Vec<Wide>,
    pieces: Option<Vec<Piece>>,
}

/// Where a line begins.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    byte: usize,
    character: usize,
}

/// A character of several bytes, with the bytes beyond one for each character up to its end.
#[derive(Debug, Clone, Copy)]
struct Wide {
    character: usize,
    extra: usize,
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
        let (mut lines, mut wide) = (vec![Line::default()], Vec::new());
        let mut extra = 0;
        for (character, (byte, c)) in text.char_indices().enumerate() {
            if c == '\n' {
                let (byte, character) = (byte + 1, character + 1);
                lines.push(Line { byte, character });
            } else if !c.is_ascii() {
                extra += c.len_utf8() - 1;
                wide.push(Wide { character, extra });
            }
        }
        Script {
            file,
            text,
            lines,
            wide,
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
        let next = self.lines.get(line + 1);
        let end = next.map_or(self.text.len(), |next| next.byte);
        let character = start.character + (at.column as usize).saturating_sub(1);
        (character + self.extra_before(character)).min(end)
    }

    /// Returns how many bytes more than characters stand before a character.
    fn extra_before(&self, character: usize) -> usize {
        let before = self.wide.partition_point(|w| w.character < character);
        before.checked_sub(1).map_or(0, |i| self.wide[i].extra)
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
    /// Its tokens and comments, without blanks and the closing semicolon.
    pub tokens: Vec<TokenWithSpan>,
}

impl Statement {
    /// Returns whether its first word is this key word.
    pub fn begins_with(&self, word: &str) -> bool {
        let solid = |t: &&TokenWithSpan| !matches!(t.token, Token::Whitespace(_));
        let first = self.tokens.iter().find(solid);
        first.is_some_and(|t| is_word(&t.token, word))
    }

    /// Returns whether this key word stands anywhere in it.
    pub fn has_word(&self, word: &str) -> bool {
        self.tokens.iter().any(|t| is_word(&t.token, word))
    }

    /// Returns the bytes from the first token to the last, comments around it left out.
    pub fn bytes(&self) -> Range<usize> {
        let solid = |t: &&TokenWithSpan| !matches!(t.token, Token::Whitespace(_));
        let first = self
            .tokens
            .iter()
            .find(solid)
            .map_or(0, |t| self.script.offset(t.span.start));
        let last = self
            .tokens
            .iter()
            .rev()
            .find(solid)
            .map_or(first, |t| self.script.offset(t.span.end));
        first..last
    }
}

/// Cuts a script into statements. What cannot be cut into tokens is a problem with its place.
pub fn statements(script: Script, problems: &mut Problems) -> Vec<Statement> {
    let script = Arc::new(script);
    match Tokenizer::new(&PostgreSqlDialect {}, script.text()).tokenize_with_location() {
        Ok(tokens) => match too_deep(&tokens) {
            Some(at) => {
                let at = script.offset(at);
                let message = format!("parentheses are nested deeper than {DEEPEST}");
                problems
                    .push(Problem::error("syntax", message).at(script.place(at..at + 1), "here"));
                Vec::new()
            }
            None => split(&script, tokens),
        },
        Err(e) => {
            let at = script.offset(e.location);
            let end = script.text()[at..]
                .char_indices()
                .nth(1)
                .map_or(script.text().len(), |(i, _)| at + i);
            problems.push(
                Problem::error("syntax", format!("the SQL cannot be read: {}", e.message))
                    .at(script.place(at..end), "from here"),
            );
            Vec::new()
        }
    }
}

/// How deep parentheses and brackets may be nested, so that no reader of what is in them needs too much of the stack.
const DEEPEST: usize = 500;

/// Returns where parentheses are nested too deep.
fn too_deep(tokens: &[TokenWithSpan]) -> Option<Location> {
    let mut depth = 0usize;
    for token in tokens {
        match token.token {
            Token::LParen | Token::LBracket => depth += 1,
            Token::RParen | Token::RBracket => depth = depth.saturating_sub(1),
            Token::SemiColon => depth = 0,
            _ => {}
        }
        if depth > DEEPEST {
            return Some(token.span.start);
        }
    }
    None
}

fn split(script: &Arc<Script>, tokens: Vec<TokenWithSpan>) -> Vec<Statement> {
    let mut cut = Cut {
        script,
        out: Vec::new(),
        tokens: Vec::new(),
        nesting: 0,
        solid: 0,
        head: 0,
        rule: false,
        atomic: false,
    };
    for token in tokens {
        cut.feed(token);
    }
    cut.finish();
    cut.out
}

/// The state of cutting: a semicolon ends a statement, but not within BEGIN ATOMIC … END, nor between the parentheses of a rule.
struct Cut<'a> {
    script: &'a Arc<Script>,
    out: Vec<Statement>,
    tokens: Vec<TokenWithSpan>,
    nesting: usize,
    solid: usize,
    /// How many words stand at the head, OR REPLACE left out.
    head: usize,
    rule: bool,
    atomic: bool,
}

impl Cut<'_> {
    fn feed(&mut self, token: TokenWithSpan) {
        match &token.token {
            Token::EOF => return,
            Token::SemiColon if self.nesting == 0 => return self.finish(),
            Token::LParen if self.is_rule() => self.nesting += 1,
            Token::RParen if self.is_rule() => self.nesting = self.nesting.saturating_sub(1),
            Token::Whitespace(w) if self.is_meta() && w.to_string().contains('\n') => {
                return self.finish();
            }
            // A comment may hold a hint; blanks are half of all tokens, and nobody asks for them.
            Token::Whitespace(Whitespace::Space | Whitespace::Newline | Whitespace::Tab) => return,
            Token::Whitespace(_) => {}
            Token::Word(w) if w.quote_style.is_none() => {
                let word = w.value.to_ascii_lowercase();
                self.count(&word);
                self.read_head(&word);
                self.solid += 1;
            }
            _ => self.solid += 1,
        }
        self.tokens.push(token);
    }

    fn count(&mut self, word: &str) {
        match word {
            "atomic" if self.last_word("begin") => {
                self.atomic = true;
                self.nesting = 1;
            }
            "case" if self.atomic => self.nesting += 1,
            "end" if self.atomic && self.nesting > 0 => self.nesting -= 1,
            _ => {}
        }
    }

    fn last_word(&self, word: &str) -> bool {
        self.tokens.iter().rev().find(|t| !matches!(t.token, Token::Whitespace(_))).is_some_and(
            |t| matches!(&t.token, Token::Word(w) if w.quote_style.is_none() && w.value.eq_ignore_ascii_case(word)),
        )
    }

    /// Finds out whether it is CREATE RULE.
    fn read_head(&mut self, word: &str) {
        const RULE: [&str; 2] = ["create", "rule"];
        if self.head < RULE.len() && !["or", "replace"].contains(&word) {
            self.rule = word == RULE[self.head] && (self.rule || self.head == 0);
            self.head += 1;
        }
    }

    fn is_rule(&self) -> bool {
        self.rule && self.head > 1
    }

    fn is_meta(&self) -> bool {
        self.solid > 0
            && self
                .tokens
                .iter()
                .find(|t| !matches!(t.token, Token::Whitespace(_)))
                .is_some_and(|t| t.token == Token::Backslash)
    }

    fn finish(&mut self) {
        let tokens = std::mem::take(&mut self.tokens);
        if self.solid > 0 {
            self.out.push(Statement {
                script: self.script.clone(),
                tokens,
            });
        }
        (self.solid, self.head, self.nesting) = (0, 0, 0);
        (self.rule, self.atomic) = (false, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(sql: &str) -> Vec<String> {
        let script = Script::file(0, &sql.into());
        let text: Arc<str> = sql.into();
        statements(script, &mut Problems::default())
            .iter()
            .map(|s| text[s.bytes()].to_string())
            .collect()
    }

    #[test]
    fn a_semicolon_inside_a_body_does_not_end_the_statement() {
        assert_eq!(
            texts("select ';'; do $$ a; b; $$; select 2"),
            ["select ';'", "do $$ a; b; $$", "select 2"]
        );
        assert_eq!(
            texts("create function f() returns int begin atomic select case when true then 1 end; select 2; end; select 3").len(),
            2
        );
    }

    #[test]
    fn the_commands_of_a_rule_are_one_statement_with_it() {
        let rule =
            "create or replace rule r as on insert to t do also (delete from a; delete from b)";
        assert_eq!(texts(&format!("{rule}; select 1")), [rule, "select 1"]);
        assert_eq!(texts("create table t (a int; select 1").len(), 2);
    }

    #[test]
    fn a_psql_command_ends_with_its_line() {
        assert_eq!(
            texts("\\restrict abc\nselect 1;"),
            ["\\restrict abc", "select 1"]
        );
    }

    #[test]
    fn a_place_counts_bytes_where_the_tokenizer_counts_characters() {
        assert_eq!(
            texts("select 'é€'; select 'b'"),
            ["select 'é€'", "select 'b'"]
        );
    }
}
