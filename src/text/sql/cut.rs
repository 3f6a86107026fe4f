//! Cuts a script into statements.

use std::ops::Range;
use std::sync::Arc;

use sqlparser::tokenizer::{Location, Token, TokenWithSpan};

use super::cursor::is_solid;
use super::directive::{self, Directive};
use super::reader::is_word;
use super::script::{Lines, Script, Statement};
use super::tokens;
use crate::diagnostic::{Problem, Problems};

/// Cuts a script into statements. What cannot be cut into tokens is a problem with its place.
pub fn statements(script: Script, problems: &mut Problems) -> Vec<Statement> {
    let parts = match tokens::of(script.text(), &look) {
        Ok(parts) => parts,
        Err(e) => {
            let at = script.offset(e.location);
            let rest = &script.text()[at..];
            let end = rest.char_indices().nth(1).map_or(rest.len(), |(i, _)| i);
            let message = format!("the SQL cannot be read: {}", e.message);
            let place = script.place(at..at + end);
            problems.push(Problem::error("syntax", message).at(place, "from here"));
            return Vec::new();
        }
    };
    if let Some(at) = parts.iter().find_map(|(_, seen)| seen.too_deep) {
        let at = script.offset(at);
        let message = format!("parentheses are nested deeper than {DEEPEST}");
        problems.push(Problem::error("syntax", message).at(script.place(at..at + 1), "here"));
        return Vec::new();
    }
    let script = Arc::new(script);
    let mut out = Vec::new();
    for (tokens, seen) in parts {
        directive::check(&script, &tokens, &seen.statements, problems);
        let tokens = Arc::new(tokens);
        let of = |own| Statement::new(script.clone(), tokens.clone(), own);
        out.extend(seen.statements.into_iter().map(of));
    }
    out
}

/// Returns the directives of a script that belong to no statement, since they name what they are about.
pub fn alone(script: &Script) -> Vec<Directive> {
    if !directive::may_stand_alone(script.text()) {
        return Vec::new();
    }
    let parts = tokens::of(script.text(), &look).unwrap_or_default();
    let found = parts.iter();
    found
        .flat_map(|(tokens, seen)| directive::alone(script, tokens, &seen.statements))
        .collect()
}

/// Cuts only some lines of a script into statements, with the directives there that belong to none; nothing if anything is wrong
/// with them, or the lines do not have whole statements.
pub fn some_statements(
    script: Script,
    lines: &[Lines],
) -> Option<(Vec<Statement>, Vec<Directive>)> {
    let script = Arc::new(script);
    let (mut out, mut alone, mut problems) = (Vec::new(), Vec::new(), Problems::default());
    for lines in lines {
        let (tokens, seen) = tokens::of_lines(script.text(), lines, &look)?;
        if seen.too_deep.is_some() {
            return None;
        }
        directive::check(&script, &tokens, &seen.statements, &mut problems);
        alone.extend(directive::alone(&script, &tokens, &seen.statements));
        let tokens = Arc::new(tokens);
        let of = |own| Statement::new(script.clone(), tokens.clone(), own);
        out.extend(seen.statements.into_iter().map(of));
    }
    problems.is_empty().then_some((out, alone))
}

/// What a look over tokens shows.
struct Seen {
    /// Which tokens make up each statement.
    statements: Vec<Range<usize>>,
    /// Where parentheses are nested too deep.
    too_deep: Option<Location>,
}

/// Looks over tokens, and whether they end with a statement.
fn look(tokens: &[TokenWithSpan]) -> (Seen, bool) {
    let mut cut = Cut::default();
    for (at, token) in tokens.iter().enumerate() {
        cut.feed(at, token);
    }
    let is_between = cut.start == tokens.len();
    cut.finish(tokens.len());
    let seen = Seen {
        statements: cut.out,
        too_deep: too_deep(tokens),
    };
    (seen, is_between)
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

/// The state of cutting: a semicolon ends a statement, but not within BEGIN ATOMIC … END, nor between the parentheses of a rule;
/// a command of psql ends with its line.
#[derive(Default)]
struct Cut {
    out: Vec<Range<usize>>,
    /// Where the statement began.
    start: usize,
    /// The line of the last token.
    line: u64,
    about: About,
    /// Whether the last word was BEGIN.
    begins: bool,
    atomic: bool,
    nesting: usize,
}

/// What a statement is about, as far as it tells where it ends.
#[derive(Default, Clone, Copy, PartialEq)]
enum About {
    /// There is no word yet.
    #[default]
    Unknown,
    /// A command of psql.
    Meta,
    /// The first word is CREATE.
    Create,
    /// A rule is made.
    Rule,
    /// Anything else.
    Other,
}

impl About {
    /// Looks at the next token.
    fn next(self, token: &Token) -> About {
        match (self, token) {
            (About::Unknown, Token::Backslash) => About::Meta,
            (About::Unknown, t) if is_word(t, "create") => About::Create,
            (About::Create, t) if is_word(t, "or") || is_word(t, "replace") => About::Create,
            (About::Create, t) if is_word(t, "rule") => About::Rule,
            (About::Unknown | About::Create, _) => About::Other,
            (known, _) => known,
        }
    }
}

impl Cut {
    fn feed(&mut self, at: usize, token: &TokenWithSpan) {
        if self.about == About::Meta && token.span.start.line > self.line {
            self.finish(at);
        }
        self.line = token.span.end.line;
        if !is_solid(token) {
            return;
        }
        if token.token == Token::SemiColon && self.nesting == 0 {
            self.finish(at);
            self.start = at + 1;
            return;
        }
        self.about = self.about.next(&token.token);
        self.nest(&token.token);
        self.begins = is_word(&token.token, "begin");
    }

    fn nest(&mut self, token: &Token) {
        let down = || self.nesting.saturating_sub(1);
        match token {
            Token::LParen if self.about == About::Rule => self.nesting += 1,
            Token::RParen if self.about == About::Rule => self.nesting = down(),
            t if self.begins && is_word(t, "atomic") => (self.atomic, self.nesting) = (true, 1),
            t if self.atomic && is_word(t, "case") => self.nesting += 1,
            t if self.atomic && is_word(t, "end") => self.nesting = down(),
            _ => {}
        }
    }

    /// Ends the statement before a token.
    fn finish(&mut self, end: usize) {
        let out = std::mem::take(&mut self.out);
        let own = self.start..end;
        let has_words = self.about != About::Unknown;
        *self = Cut {
            out,
            start: end,
            line: self.line,
            ..Cut::default()
        };
        if has_words {
            self.out.push(own);
        }
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
