//! What comments of the form `-- trueup: …` say of the definition below them.
//!
//! Each directive has its row in a table; one that has none, or that stands above nothing, is a problem. What a directive means
//! does not belong here.

use std::ops::Range;

use sqlparser::tokenizer::{Token, TokenWithSpan, Whitespace};

use super::cursor::is_solid;
use super::reader::word_of;
use super::script::{Script, Statement};
use crate::diagnostic::{Problem, Problems, Result, did_you_mean};
use crate::model::Place;

/// What makes a comment a directive.
const MARK: &str = "trueup:";

/// What a directive asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// The definition had another name before.
    RenamedFrom,
    /// A rule does not concern the definition.
    Ignore,
    /// What a change of the definition costs is meant.
    Allow,
    /// The table has the rows of the INSERT and no others.
    RowsExact,
}

/// Each directive: its words, and how it is written.
const ALL: &[(Verb, &str, &str)] = &[
    (
        Verb::RenamedFrom,
        "renamed from",
        "-- trueup: renamed from NAME",
    ),
    (Verb::Ignore, "ignore", "-- trueup: ignore RULE: REASON"),
    (Verb::Allow, "allow", "-- trueup: allow HAZARD: REASON"),
    (Verb::RowsExact, "rows exact", "-- trueup: rows exact"),
];

/// A directive, with the definition that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// What it asks for.
    pub verb: Verb,
    /// The name behind its words: that of a rule, or of hazards and a thing, if it takes one.
    pub name: String,
    /// Why, if it says so.
    pub reason: String,
    /// Where it stands.
    pub place: Place,
    /// The definition: the statement below it, or the element of the list within one; itself where it stands alone.
    pub covers: Place,
}

impl Directive {
    /// Returns whether a place is within the definition.
    pub fn covers(&self, place: &Place) -> bool {
        let Place { file, bytes } = &self.covers;
        *file == place.file && bytes.start <= place.bytes.start && place.bytes.start < bytes.end
    }

    /// Returns the names of its list, and the thing that is named behind them, which may be nothing.
    pub fn listed(&self) -> (Vec<&str>, &str) {
        listed(&self.name)
    }

    /// Returns whether it names what it is about, so that it may stand anywhere.
    fn is_free(&self) -> bool {
        self.verb == Verb::Allow && !self.listed().1.is_empty()
    }
}

/// Splits `a, b table t` into the names of a list and what stands behind them.
fn listed(text: &str) -> (Vec<&str>, &str) {
    let (mut names, mut rest) = (Vec::new(), text.trim());
    loop {
        let end = rest.find(|c: char| c == ',' || c.is_whitespace());
        let (name, behind) = rest.split_at(end.unwrap_or(rest.len()));
        names.push(name);
        rest = behind.trim_start();
        match rest.strip_prefix(',') {
            Some(more) => rest = more.trim_start(),
            None => return (names, rest),
        }
    }
}

/// Splits what a directive says at the colon before its reason; one within a quoted name is none.
fn reasoned(text: &str) -> (&str, &str) {
    let mut quoted = false;
    let colon = text.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == ':' && !quoted
    });
    match colon {
        Some((at, _)) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    }
}

/// Returns what a comment says behind the mark, if it has it.
fn said(token: &Token) -> Option<&str> {
    match token {
        Token::Whitespace(Whitespace::SingleLineComment { comment, .. }) => {
            Some(comment.trim().strip_prefix(MARK)?.trim())
        }
        _ => None,
    }
}

/// Returns what a comment says behind the words of a directive, if it is one of this verb.
pub(super) fn behind(token: &Token, verb: Verb) -> Option<&str> {
    let (_, words, _) = ALL.iter().find(|row| row.0 == verb)?;
    let rest = said(token)?.strip_prefix(words)?.trim();
    (rest.is_empty() == (verb == Verb::RowsExact)).then_some(rest)
}

/// Returns the directives in some statements.
pub fn directives(statements: &[Statement]) -> Vec<Directive> {
    statements.iter().flat_map(within).collect()
}

fn within(statement: &Statement) -> Vec<Directive> {
    let tokens = statement.tokens();
    let one = |(at, token): (usize, &TokenWithSpan)| {
        let text = said(&token.token)?;
        let covers = covered(statement, at)?;
        let script = &statement.script;
        let place = script.place(bytes(script, token));
        read(text, place, script.place(covers)).ok()
    };
    tokens.iter().enumerate().filter_map(one).collect()
}

/// Reads what stands behind the mark.
fn read(text: &str, place: Place, covers: Place) -> Result<Directive> {
    let begins = |words: &str| text == words || text.starts_with(&format!("{words} "));
    let Some((verb, words, form)) = ALL.iter().find(|(_, words, _)| begins(words)) else {
        return Err(Box::new(unknown(text).at(place, "")));
    };
    let rest = text[words.len()..].trim();
    let wrong = |message: String| {
        let problem = Problem::error("directive", message).at(place.clone(), "");
        Err(Box::new(problem.help(format!("it is written `{form}`"))))
    };
    match (verb, rest.is_empty()) {
        (Verb::RowsExact, false) => return wrong(format!("`{rest}` has no meaning here")),
        (Verb::RowsExact, true) | (_, false) => {}
        (_, true) => return wrong(format!("`{words}` does not say what")),
    }
    let (name, reason) = match verb {
        Verb::RenamedFrom | Verb::RowsExact => (rest, ""),
        Verb::Ignore | Verb::Allow => reasoned(rest),
    };
    if [Verb::Ignore, Verb::Allow].contains(verb) && reason.trim().is_empty() {
        return wrong(format!("`{words} {}` gives no reason", name.trim()));
    }
    Ok(Directive {
        verb: *verb,
        name: name.trim().to_string(),
        reason: reason.trim().to_string(),
        place,
        covers,
    })
}

fn unknown(text: &str) -> Problem {
    let begin = |count: usize| {
        let words: Vec<&str> = text.split_whitespace().take(count).collect();
        words.join(" ")
    };
    let near = ALL.iter().find_map(|(_, words, _)| {
        let begun = begin(words.split(' ').count());
        did_you_mean(&begun, [*words]).map(|help| (begun, help))
    });
    let forms: Vec<String> = ALL.iter().map(|row| format!("`{}`", row.2)).collect();
    let (shown, help) =
        near.unwrap_or_else(|| (begin(1), format!("there are {}", forms.join(", "))));
    let message = format!("trueup does not know the directive `{shown}`");
    Problem::error("unknown-directive", message).help(help)
}

/// Says what is wrong with the directives of a script; `cut` says which tokens make up each statement.
pub(super) fn check(
    script: &Script,
    tokens: &[TokenWithSpan],
    cut: &[Range<usize>],
    problems: &mut Problems,
) {
    if !script.text().contains(MARK) {
        return;
    }
    for (at, token) in tokens.iter().enumerate() {
        let Some(text) = said(&token.token) else {
            continue;
        };
        let place = script.place(bytes(script, token));
        let read = problems.note(read(text, place.clone(), place.clone()));
        let is_exact = read.as_ref().is_some_and(|d| d.verb == Verb::RowsExact);
        let message = if !read.is_some_and(|d| d.is_free()) && !is_above(tokens, cut, at) {
            "no definition stands below this directive"
        } else if is_exact && !is_above_insert(&tokens[at..]) {
            "no INSERT stands below this directive"
        } else {
            continue;
        };
        problems.push(Problem::error("directive", message).at(place, ""));
    }
}

/// Returns whether a statement stands below a token, or goes on behind it.
fn is_above(tokens: &[TokenWithSpan], cut: &[Range<usize>], at: usize) -> bool {
    let below = |own: &Range<usize>| own.contains(&at) && tokens[at..own.end].iter().any(is_solid);
    cut.iter().any(below)
}

/// Returns whether the next word is that of a statement with rows.
fn is_above_insert(tokens: &[TokenWithSpan]) -> bool {
    let next = tokens.iter().find(|token| is_solid(token));
    next.is_some_and(|token| word_of(&token.token).as_deref() == Some("insert"))
}

/// Returns the directives that name what they are about and stand in no statement.
pub(super) fn alone(
    script: &Script,
    tokens: &[TokenWithSpan],
    cut: &[Range<usize>],
) -> Vec<Directive> {
    let outside = tokens.iter().enumerate();
    let outside = outside.filter(|(at, _)| !is_above(tokens, cut, *at));
    let one = |(_, token): (usize, &TokenWithSpan)| {
        let place = script.place(bytes(script, token));
        let read = read(said(&token.token)?, place.clone(), place);
        read.ok().filter(Directive::is_free)
    };
    outside.filter_map(one).collect()
}

/// Returns whether a text may hold a directive that stands alone.
pub(super) fn may_stand_alone(text: &str) -> bool {
    text.contains(MARK) && text.contains("allow")
}

fn bytes(script: &Script, token: &TokenWithSpan) -> Range<usize> {
    // A comment holds the end of its line.
    let start = script.offset(token.span.start);
    let end = script.offset(token.span.end);
    start..start + script.text()[start..end].trim_end().len()
}

/// Returns the bytes of what stands below the token: the whole statement, or an element up to the comma or parenthesis behind it.
fn covered(statement: &Statement, at: usize) -> Option<Range<usize>> {
    let (script, tokens) = (&statement.script, statement.tokens());
    if !tokens[..at].iter().any(is_solid) {
        return Some(statement.bytes());
    }
    let mut below = tokens[at..].iter().filter(|t| is_solid(t)).peekable();
    let start = script.offset(below.peek()?.span.start);
    let (mut depth, mut end) = (0usize, start);
    for token in below {
        match token.token {
            Token::LParen | Token::LBracket => depth += 1,
            Token::RParen | Token::RBracket if depth == 0 => break,
            Token::RParen | Token::RBracket => depth -= 1,
            Token::Comma if depth == 0 => break,
            _ => {}
        }
        end = script.offset(token.span.end);
    }
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sql::statements;

    fn found(sql: &str) -> (Vec<(String, String)>, Vec<String>) {
        let mut problems = Problems::default();
        let list = directives(&statements(Script::file(0, &sql.into()), &mut problems));
        let shown = |d: &Directive| (d.name.clone(), sql[d.covers.bytes.clone()].to_string());
        (
            list.iter().map(shown).collect(),
            problems.iter().map(ToString::to_string).collect(),
        )
    }

    #[test]
    fn a_directive_covers_the_statement_or_the_element_below_it() {
        let sql = "-- trueup: ignore whole: r\n-- more\ncreate table t (a int,\n\
                   -- trueup: ignore part: r\nb int check (f(b, 1)), c int,\n\
                   d int -- trueup: ignore last: r\n, e int); alter table t add x int, add y int;";
        let (all, problems) = found(sql);
        assert_eq!(problems, [""; 0]);
        let table = &sql[sql.find("create").unwrap()..sql.find("; alter").unwrap()];
        assert_eq!(
            all,
            [
                ("whole".to_string(), table.to_string()),
                ("part".to_string(), "b int check (f(b, 1))".to_string()),
                ("last".to_string(), "".to_string()),
            ]
        );
    }

    #[test]
    fn a_directive_that_names_a_thing_may_stand_alone() {
        let sql = "select 1;\n-- trueup: allow a, b function f(x, \"y:z\"): no, never\n";
        assert_eq!(found(sql), (vec![], vec![]));
        let all = super::super::alone(&Script::file(0, &sql.into()));
        assert_eq!(all.len(), 1);
        let expected = (vec!["a", "b"], "function f(x, \"y:z\")");
        assert_eq!(all[0].listed(), expected);
        assert_eq!(all[0].reason, "no, never");
    }

    #[test]
    fn what_no_directive_says_is_a_problem() {
        for (sql, says) in [
            (
                "-- trueup: renamd from x\nselect 1",
                "trueup does not know the directive `renamd from`",
            ),
            (
                "-- trueup: ignore a\nselect 1",
                "`ignore a` gives no reason",
            ),
            ("-- trueup: ignore\nselect 1", "`ignore` does not say what"),
            (
                "-- trueup: rows exact please\nselect 1",
                "`please` has no meaning here",
            ),
            ("-- trueup: allow a\nselect 1", "`allow a` gives no reason"),
            (
                "select 1; -- trueup: allow a: b",
                "no definition stands below this directive",
            ),
            (
                "select 1; -- trueup: ignore a: b",
                "no definition stands below this directive",
            ),
            (
                "-- trueup: ignore a: b",
                "no definition stands below this directive",
            ),
        ] {
            assert_eq!(found(sql), (vec![], vec![says.to_string()]), "{sql}");
        }
    }
}
