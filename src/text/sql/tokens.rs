//! The tokens of a text, by sqlparser but for plain lines; a long text is cut at ends of statements, and its parts are read at the
//! same time.

use std::thread;

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::tokenizer::{Location, Token, TokenWithSpan, Tokenizer, TokenizerError, Whitespace};

use super::plain::Plain;
use super::script::Lines;

/// The tokens of a text in parts, each with what was seen in it.
type Parts<T> = Result<Vec<(Vec<TokenWithSpan>, T)>, TokenizerError>;

/// The length of text up to which one thread reads it.
const SHORT: usize = 64 * 1024;
/// What ends a part: the end of a statement and of its line.
const END: &str = ";\n";

/// Cuts a text into tokens, blanks left out: a comment may hold a hint, but blanks are half of all tokens.
///
/// They come in one or more parts. `look` sees each, and says besides what it saw whether a part may end there.
///
/// # Errors
/// With the place from which the text cannot be read.
pub fn of<T: Send>(text: &str, look: &(impl Fn(&[TokenWithSpan]) -> (T, bool) + Sync)) -> Parts<T> {
    let threads = thread::available_parallelism().map_or(1, |n| n.get());
    match text.len() {
        ..=SHORT => whole(text, look),
        _ => several(text, threads, look).unwrap_or_else(|| whole(text, look)),
    }
}

fn whole<T>(text: &str, look: &impl Fn(&[TokenWithSpan]) -> (T, bool)) -> Parts<T> {
    let Part { tokens, .. } = one(text, 0)?;
    let seen = look(&tokens).0;
    Ok(vec![(tokens, seen)])
}

/// Cuts some lines of a text into tokens; nothing if they cannot be read by themselves, or end within a statement that goes on
/// behind them.
pub fn of_lines<T>(
    text: &str,
    lines: &Lines,
    look: &impl Fn(&[TokenWithSpan]) -> (T, bool),
) -> Option<(Vec<TokenWithSpan>, T)> {
    let Part { tokens, ends_well } = one(&text[lines.bytes.clone()], lines.before).ok()?;
    let (seen, may_end) = look(&tokens);
    let is_last = lines.bytes.end == text.len();
    (is_last || ends_well && may_end).then_some((tokens, seen))
}

/// The tokens of a part.
struct Part {
    tokens: Vec<TokenWithSpan>,
    /// Whether it ends with a statement, and not within a string or comment that only looks so.
    ends_well: bool,
}

/// Reads a part that stands behind so many lines.
fn one(text: &str, mut lines: u64) -> Result<Part, TokenizerError> {
    // A guess that spares a long text most copies.
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut plain = Plain::default();
    let mut rest = text;
    while !rest.is_empty() {
        let line = first_lines(rest, 1);
        let read = match plain.read(line, lines + 1, &mut tokens) {
            true => line,
            false => closed(rest, lines, &mut tokens)?,
        };
        lines += breaks(read);
        rest = &rest[read.len()..];
    }
    let last_line = text.lines().next_back().unwrap_or_default();
    let end = Location::new(lines, last_line.chars().count() as u64 + 1);
    let ends = |t: &TokenWithSpan| t.token == Token::SemiColon && t.span.end == end;
    let ends_well = text.ends_with(END) && tokens.last().is_some_and(ends);
    Ok(Part { tokens, ends_well })
}

/// Adds the tokens of the first lines of a text in which no string or comment is left open; those lines come back.
fn closed<'t>(
    text: &'t str,
    before: u64,
    out: &mut Vec<TokenWithSpan>,
) -> Result<&'t str, TokenizerError> {
    let (mut count, mut tokens) = (1, Vec::new());
    loop {
        let lines = first_lines(text, count);
        tokens.clear();
        let mut tokenizer = Tokenizer::new(&PostgreSqlDialect {}, lines);
        match tokenizer.tokenize_with_location_into_buf(&mut tokens) {
            Ok(()) => {
                tokens.retain(|t| !is_blank(&t.token));
                move_down(&mut tokens, before);
                out.append(&mut tokens);
                return Ok(lines);
            }
            Err(mut e) if lines.len() == text.len() => {
                e.location.line += before;
                return Err(e);
            }
            Err(_) => count *= 2,
        }
    }
}

/// Returns so many lines of a text, or all.
fn first_lines(text: &str, count: usize) -> &str {
    let end = text.match_indices('\n').nth(count - 1);
    end.map_or(text, |(at, _)| &text[..=at])
}

fn breaks(text: &str) -> u64 {
    text.bytes().filter(|b| *b == b'\n').count() as u64
}

/// Gives tokens the places that they have behind so many lines.
fn move_down(tokens: &mut [TokenWithSpan], lines: u64) {
    for token in tokens {
        token.span.start.line += lines;
        token.span.end.line += lines;
    }
}

fn is_blank(token: &Token) -> bool {
    use Whitespace::{Newline, Space, Tab};
    matches!(token, Token::EOF | Token::Whitespace(Space | Newline | Tab))
}

/// Cuts the parts of a text into tokens, unless the end of one is within a string, a comment or a statement; the parts behind it
/// would begin there then.
fn several<T: Send>(
    text: &str,
    count: usize,
    look: &(impl Fn(&[TokenWithSpan]) -> (T, bool) + Sync),
) -> Option<Parts<T>> {
    let texts = texts(text, count);
    let read = |text, lines| {
        one(text, lines).map(|part| {
            let (seen, may_end) = look(&part.tokens);
            ((part.tokens, seen), part.ends_well && may_end)
        })
    };
    let read = &read;
    let parts: Vec<_> = thread::scope(|scope| {
        let mut lines = 0;
        let mut start = |text| {
            let before = lines;
            lines += breaks(text);
            scope.spawn(move || read(text, before))
        };
        let started: Vec<_> = texts.iter().map(|text| start(text)).collect();
        let joined = started.into_iter().map(|t| t.join());
        joined
            .map(|r| r.expect("the tokenizer does not panic"))
            .collect()
    });
    let (_, others) = parts.split_last()?;
    let ends = |part: &Result<(_, bool), _>| matches!(part, Ok((_, true)));
    if !others.iter().all(ends) {
        return None;
    }
    let parts = parts.into_iter().map(|part| part.map(|(part, _)| part));
    Some(parts.collect())
}

/// Cuts a text into so many parts of about the same length, each of which seems to end with a statement.
fn texts(text: &str, count: usize) -> Vec<&str> {
    let mut texts = Vec::new();
    let mut rest = text;
    for left in (2..=count).rev() {
        let is_boundary = |at: &usize| rest.is_char_boundary(*at);
        let about = (rest.len() / left..).find(is_boundary).unwrap_or_default();
        let Some(end) = rest[about..].find(END) else {
            break;
        };
        let (part, behind) = rest.split_at(about + end + END.len());
        texts.push(part);
        rest = behind;
    }
    texts.push(rest);
    texts
}

#[cfg(test)]
mod tests {
    use super::super::samples::of_cases;
    use super::*;

    type Tokens = Result<Vec<TokenWithSpan>, TokenizerError>;

    fn together(parts: Parts<()>) -> Tokens {
        parts.map(|all| all.into_iter().flat_map(|part| part.0).collect())
    }

    fn whole(text: &str) -> Tokens {
        together(super::whole(text, &|_| ((), true)))
    }

    fn several(text: &str, count: usize) -> Option<Tokens> {
        super::several(text, count, &|_| ((), true)).map(together)
    }

    /// Returns what the parts give, or nothing where they were no parts; and what the whole gives.
    fn both(text: &str, count: usize) -> (Option<Tokens>, Tokens) {
        (several(text, count), whole(text))
    }

    /// Returns what sqlparser alone gives.
    fn by_sqlparser(text: &str) -> Tokens {
        let mut tokens = Tokenizer::new(&PostgreSqlDialect {}, text).tokenize_with_location()?;
        tokens.retain(|t| !is_blank(&t.token));
        Ok(tokens)
    }

    #[test]
    fn plain_lines_have_the_tokens_that_sqlparser_gives() {
        for line in [
            "Create table app.t1 (id bigint, n numeric(12, 2) default 0);",
            "a.b.c ._d e . f .5 5. 1.5 1e5 0x1f 12L 1a a1 _1 t1.2",
            "select (1)(2) x;y,z\t;",
            "e b x n u r q e1 select_1",
            "é a.é 1é",
            "a$b $1 a::b a-1 a--c",
            "'a' 'b'",
            "a\r",
            "",
        ] {
            for text in [
                line.to_string(),
                format!("{line}\n"),
                format!("\n{line}\n{line}\n\n  {line}"),
            ] {
                assert_eq!(whole(&text), by_sqlparser(&text), "{text}");
            }
        }
    }

    #[test]
    fn the_files_of_all_cases_have_the_tokens_that_sqlparser_gives() {
        let mut count = 0;
        for (path, text) in of_cases() {
            assert_eq!(whole(&text), by_sqlparser(&text), "{}", path.display());
            count += 1;
        }
        assert!(count > 1000, "{count}");
    }

    #[test]
    fn a_string_or_comment_goes_on_over_plain_lines() {
        for (start, end) in [
            ("'", "'"),
            ("\"", "\""),
            ("$$", "$$"),
            ("$a$", "$a$"),
            ("/*", "*/"),
            ("e'\\'", "'"),
        ] {
            for count in 0..9 {
                let plain = "create table t (id int);\n".repeat(count);
                let text = format!("select 1;\n{start}{plain}{end}\n;select 2;\n{plain}");
                assert_eq!(whole(&text), by_sqlparser(&text), "{text}");
                let open = format!("select 1;\n{start}{plain}");
                assert_eq!(whole(&open), by_sqlparser(&open), "{open}");
            }
        }
    }

    #[test]
    fn parts_read_by_themselves_are_the_whole() {
        let text = "create table a (\n  b text);\n-- c\nselect 'é';\nselect 1;\n".repeat(9);
        for count in 1..9 {
            let (parts, whole) = both(&text, count);
            assert!(parts == Some(whole), "{count}");
        }
    }

    #[test]
    fn a_part_does_not_end_within_a_string_or_comment() {
        for text in [
            "select '",
            "select $$",
            "-- x",
            "/* x",
            "select \"",
            "select e'",
        ] {
            let text = format!("select 1;\n{text};\n{};\n", "x".repeat(9));
            let (parts, whole) = both(&text, 2);
            assert!(parts.is_none_or(|p| p == whole), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_in_the_last_part_has_its_place_in_the_whole() {
        let text = format!("{}select '", "select 1;\n".repeat(9));
        let (parts, whole) = both(&text, 3);
        assert!(whole.is_err());
        assert_eq!(parts, Some(whole));
    }
}
