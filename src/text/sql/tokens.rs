//! The tokens of a text, by sqlparser; a long text is cut at ends of statements, and its parts are read at the same time.

use std::thread;

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer, TokenizerError, Whitespace};

type Tokens = Result<Vec<TokenWithSpan>, TokenizerError>;

/// The length of text up to which one thread reads it.
const SHORT: usize = 64 * 1024;
/// What ends a part: the end of a statement and of its line.
const END: &str = ";\n";

/// Cuts a text into tokens.
///
/// # Errors
/// With the place from which the text cannot be read.
pub fn of(text: &str) -> Tokens {
    let threads = thread::available_parallelism().map_or(1, |n| n.get());
    match text.len() {
        ..=SHORT => one(text),
        _ => several(text, threads).unwrap_or_else(|| one(text)),
    }
}

fn one(text: &str) -> Tokens {
    // A guess that spares a long text most copies.
    let mut tokens = Vec::with_capacity(text.len() / 4);
    Tokenizer::new(&PostgreSqlDialect {}, text).tokenize_with_location_into_buf(&mut tokens)?;
    Ok(tokens)
}

/// Cuts the parts of a text into tokens, unless the end of one is within a string or a comment; the parts behind it would
/// begin there then.
fn several(text: &str, count: usize) -> Option<Tokens> {
    let parts = parts(text, count);
    let read: Vec<Tokens> = thread::scope(|scope| {
        let started: Vec<_> = parts.iter().map(|p| scope.spawn(|| one(p))).collect();
        let joined = started.into_iter().map(|t| t.join());
        joined
            .map(|r| r.expect("the tokenizer does not panic"))
            .collect()
    });
    let mut all = Vec::new();
    let mut lines = 0;
    let last = parts.len() - 1;
    for (n, (part, tokens)) in parts.iter().zip(read).enumerate() {
        let mut tokens = match tokens {
            Ok(tokens) if n == last || ends_well(&tokens) => tokens,
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
        lines += part.bytes().filter(|b| *b == b'\n').count() as u64;
        match all.is_empty() {
            true => all = tokens,
            false => all.append(&mut tokens),
        }
    }
    Some(Ok(all))
}

/// Returns whether a part ends with a statement, and not within a string or comment that only looks so.
fn ends_well(tokens: &[TokenWithSpan]) -> bool {
    let mut last = tokens.iter().rev().map(|t| &t.token);
    last.next() == Some(&Token::Whitespace(Whitespace::Newline))
        && last.next() == Some(&Token::SemiColon)
}

/// Cuts a text into so many parts of about the same length, each of which seems to end with a statement.
fn parts(text: &str, count: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    for left in (2..=count).rev() {
        let is_boundary = |at: &usize| rest.is_char_boundary(*at);
        let about = (rest.len() / left..).find(is_boundary).unwrap_or_default();
        let Some(end) = rest[about..].find(END) else {
            break;
        };
        let (part, behind) = rest.split_at(about + end + END.len());
        parts.push(part);
        rest = behind;
    }
    parts.push(rest);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns what the parts give, or nothing where they were no parts; and what the whole gives.
    fn both(text: &str, count: usize) -> (Option<Tokens>, Tokens) {
        (several(text, count), one(text))
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
