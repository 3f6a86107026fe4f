//! The tokens of a text, by sqlparser; a long text is cut at ends of statements, and its parts are read at the same time.

use std::thread;

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer, TokenizerError, Whitespace};

type Tokens = Result<Vec<TokenWithSpan>, TokenizerError>;

/// The length of text up to which one thread reads it.
const SHORT: usize = 64 * 1024;
/// What ends a part: the end of a statement and of its line.
const END: &str = ";\n";

/// Cuts a text into tokens, blanks left out: a comment may hold a hint, but blanks are half of all tokens.
///
/// # Errors
/// With the place from which the text cannot be read.
pub fn of(text: &str) -> Tokens {
    let threads = thread::available_parallelism().map_or(1, |n| n.get());
    match text.len() {
        ..=SHORT => whole(text),
        _ => several(text, threads).unwrap_or_else(|| whole(text)),
    }
}

fn whole(text: &str) -> Tokens {
    one(text).map(|part| part.tokens)
}

/// The tokens of a part.
struct Part {
    tokens: Vec<TokenWithSpan>,
    /// Whether it ends with a statement, and not within a string or comment that only looks so.
    ends_well: bool,
}

fn one(text: &str) -> Result<Part, TokenizerError> {
    // A guess that spares a long text most copies.
    let mut tokens = Vec::with_capacity(text.len() / 4);
    Tokenizer::new(&PostgreSqlDialect {}, text).tokenize_with_location_into_buf(&mut tokens)?;
    let mut last = tokens.iter().rev().map(|t| &t.token);
    let ends_well = last.next() == Some(&Token::Whitespace(Whitespace::Newline))
        && last.next() == Some(&Token::SemiColon);
    tokens.retain(|t| !is_blank(&t.token));
    Ok(Part { tokens, ends_well })
}

fn is_blank(token: &Token) -> bool {
    use Whitespace::{Newline, Space, Tab};
    matches!(token, Token::EOF | Token::Whitespace(Space | Newline | Tab))
}

/// Cuts the parts of a text into tokens, unless the end of one is within a string or a comment; the parts behind it would
/// begin there then.
fn several(text: &str, count: usize) -> Option<Tokens> {
    let texts = texts(text, count);
    let parts: Vec<_> = thread::scope(|scope| {
        let started: Vec<_> = texts.iter().map(|t| scope.spawn(|| one(t))).collect();
        let joined = started.into_iter().map(|t| t.join());
        joined
            .map(|r| r.expect("the tokenizer does not panic"))
            .collect()
    });
    let mut all = Vec::new();
    let mut lines = 0;
    let last = texts.len() - 1;
    for (n, (text, part)) in texts.iter().zip(parts).enumerate() {
        let mut tokens = match part {
            Ok(part) if n == last || part.ends_well => part.tokens,
            Err(mut e) if n == last => {
                e.location.line += lines;
                return Some(Err(e));
            }
            Ok(_) | Err(_) => return None,
        };
        if n > 0 {
            for token in &mut tokens {
                token.span.start.line += lines;
                token.span.end.line += lines;
            }
        }
        lines += text.matches('\n').count() as u64;
        match all.is_empty() {
            true => all = tokens,
            false => all.append(&mut tokens),
        }
    }
    Some(Ok(all))
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
    use super::*;

    /// Returns what the parts give, or nothing where they were no parts; and what the whole gives.
    fn both(text: &str, count: usize) -> (Option<Tokens>, Tokens) {
        (several(text, count), whole(text))
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
