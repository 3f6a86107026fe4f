//! Constants of a type in the one spelling that the type's own output has, where that is sure.

use super::Context;
use super::print::{dotted, unquoted};
use super::tree::Node;

/// Makes a constant of a type from a string; what cannot be spelled anew for sure keeps its text.
pub fn constant(text: &str, ty: &str, context: &Context) -> Node {
    let value = match ty {
        "boolean" => boolean(text).map(str::to_string),
        "smallint" | "integer" | "bigint" => text.trim().parse::<i64>().ok().map(|n| n.to_string()),
        "numeric" => number(text),
        "uuid" => uuid(text),
        "regclass" => (context.relation)(&unquoted(text)).map(|name| dotted(&unquoted(&name))),
        "interval" => super::interval::canonical(text),
        "jsonb" => super::json::canonical(text),
        "time without time zone" => time(text),
        "timestamp without time zone" => timestamp(text),
        _ => None,
    };
    Node::Const(value.unwrap_or_else(|| text.to_string()), ty.to_string())
}

fn boolean(text: &str) -> Option<&'static str> {
    match text.trim().to_ascii_lowercase().as_str() {
        "t" | "tr" | "tru" | "true" | "y" | "ye" | "yes" | "on" | "1" => Some("true"),
        "f" | "fa" | "fal" | "fals" | "false" | "n" | "no" | "of" | "off" | "0" => Some("false"),
        _ => None,
    }
}

fn number(text: &str) -> Option<String> {
    let (sign, digits) = text
        .trim()
        .strip_prefix('-')
        .map_or(("", text.trim()), |d| ("-", d));
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(w, f)| (w, Some(f)));
    let all = whole.bytes().chain(fraction.unwrap_or_default().bytes());
    if whole.is_empty()
        || fraction == Some("")
        || !all.clone().all(|b| b.is_ascii_digit())
        || all.clone().all(|b| b == b'0') && !sign.is_empty()
    {
        return None;
    }
    let trimmed = whole.trim_start_matches('0');
    let whole = if trimmed.is_empty() { "0" } else { trimmed };
    Some(fraction.map_or_else(
        || format!("{sign}{whole}"),
        |f| format!("{sign}{whole}.{f}"),
    ))
}

fn uuid(text: &str) -> Option<String> {
    let shape = text.len() == 36
        && text.bytes().enumerate().all(|(i, b)| {
            if matches!(i, 8 | 13 | 18 | 23) {
                b == b'-'
            } else {
                b.is_ascii_hexdigit()
            }
        });
    shape.then(|| text.to_ascii_lowercase())
}

/// Spells `hh:mm` and `hh:mm:ss` of a day.
fn time(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(':').collect();
    let two = parts
        .iter()
        .all(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit()));
    let within = parts
        .iter()
        .zip(["23", "59", "59"])
        .all(|(p, most)| *p <= most);
    match (two && within, parts.len()) {
        (true, 2) => Some(format!("{text}:00")),
        (true, 3) => Some(text.to_string()),
        _ => None,
    }
}

/// Spells `yyyy-mm-dd`, with a time or without.
fn timestamp(text: &str) -> Option<String> {
    let (date, rest) = text
        .split_once([' ', 'T'])
        .map_or((text, "00:00"), |(d, t)| (d, t));
    let shape = date.len() == 10
        && date.bytes().enumerate().all(|(i, b)| {
            if matches!(i, 4 | 7) {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    shape
        .then(|| time(rest).map(|t| format!("{date} {t}")))
        .flatten()
}
