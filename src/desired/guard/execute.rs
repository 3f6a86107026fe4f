//! The text that EXECUTE runs: a constant, or `format()` of constants and of the role at hand.

use sqlparser::tokenizer::Token;

use crate::text::quote;
use crate::text::sql::Reader;

/// An argument of `format()`.
enum Argument {
    /// A string.
    Text(String),
    /// A role that the run decides, and the word by which a statement can name it.
    Role(&'static str),
}

/// Reads `format('…', …)`; nothing comes back for what only a run can tell.
pub fn format(reader: &mut Reader) -> Option<String> {
    if !reader.accept("format") && !reader.accept("pg_catalog") {
        return None;
    }
    if reader.accept_sign(&Token::Period) && !reader.accept("format") {
        return None;
    }
    reader.expect_sign(&Token::LParen).ok()?;
    let template = reader.string().ok()?;
    let mut arguments = Vec::new();
    while reader.comma() {
        arguments.push(argument(reader)?);
    }
    reader.expect_sign(&Token::RParen).ok()?;
    filled(&template, &arguments)
}

fn argument(reader: &mut Reader) -> Option<Argument> {
    for word in ["current_user", "session_user"] {
        if reader.accept(word) {
            return Some(Argument::Role(word));
        }
    }
    reader.string().ok().map(Argument::Text)
}

/// Fills in the arguments one after the other; places with a number or a width are not followed.
fn filled(template: &str, arguments: &[Argument]) -> Option<String> {
    let mut out = String::new();
    let mut next = arguments.iter();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let letter = after.chars().next()?;
        match letter {
            '%' => out.push('%'),
            _ => out.push_str(&placed(letter, next.next()?)?),
        }
        rest = &after[letter.len_utf8()..];
    }
    out.push_str(rest);
    Some(out)
}

fn placed(letter: char, argument: &Argument) -> Option<String> {
    match (letter, argument) {
        ('I', Argument::Text(text)) => Some(quote::ident(text)),
        ('L', Argument::Text(text)) => Some(quote::literal(text)),
        ('s', Argument::Text(text)) => Some(text.clone()),
        // As a quoted name it can only stand for a role, and there the word means the same.
        ('I', Argument::Role(word)) => Some(word.to_string()),
        _ => None,
    }
}
