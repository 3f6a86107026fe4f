//! A rule about secrets that stand in defaults. What it finds it does not repeat.

use super::look::Look;
use super::{Finding, Rule};
use crate::kind::names;
use crate::kinds::default::Default as ColumnDefault;
use crate::text::quote;
use crate::text::secret;

/// `secret-in-default`
pub const IN_DEFAULT: Rule = Rule {
    name: "secret-in-default",
    finds: "a default that looks like a password or key",
    why: "A default is kept in the catalog, where every role may read it (pg_attrdef, information_schema), in each dump, and in the history of \
          the files. A key that stands there is known to many, and is given to every row. Known are keys of Stripe, AWS, GitHub, Google and Slack, \
          JSON web tokens, private keys, and what columns named after secrets have as a constant.",
    manual: "catalog-pg-attrdef.html",
    found: "create table public.settings (id int primary key, webhook_secret text not null default 'correct horse');",
    mended: "create table public.settings (id int primary key, webhook_secret text not null);",
    check: in_default,
};

/// How well-known keys begin.
const BEGINNINGS: &[&str] = &[
    "sk_live_",
    "sk_test_",
    "rk_live_",
    "rk_test_",
    "whsec_",
    "AKIA",
    "ghp_",
    "gho_",
    "github_pat_",
    "AIza",
    "xoxb-",
    "xoxp-",
    "eyJ",
    "sbp_",
    "sb_secret_",
    "-----BEGIN",
];
/// How long a key is at least.
const SHORTEST: usize = 16;

fn in_default(look: &Look, out: &mut Vec<Finding>) {
    for fact in look.of_kind(names::DEFAULT) {
        let Some(default) = fact.get::<ColumnDefault>() else {
            continue;
        };
        let column = fact.id.last();
        let strings = strings(&default.expr.sql);
        let known = strings.iter().any(|s| is_a_key(s));
        if !known && !is_constant_secret(&column, default, &strings) {
            continue;
        }
        let table = fact.id.container();
        let shown = quote::ident(&column);
        let says = format!("the default of {shown} in {table} looks like a secret");
        let because = "The catalog, every dump and the history of this file show it; change it where it is in use.";
        let write = format!("alter table {table} alter column {shown} drop default;");
        out.push(Finding::of(fact, says, because).write(write));
    }
}

fn is_a_key(text: &str) -> bool {
    let begins = BEGINNINGS
        .iter()
        .any(|b| text.starts_with(b) && text.len() >= SHORTEST.max(b.len() + 8));
    let jwt = !text.starts_with("eyJ") || text.matches('.').count() == 2;
    (begins && jwt) || is_url_with_password(text) || is_random(text)
}

/// Returns whether a text is `scheme://user:password@host`.
fn is_url_with_password(text: &str) -> bool {
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    let before = rest.split_once('@').map_or("", |(before, _)| before);
    before
        .split_once(':')
        .is_some_and(|(_, password)| !password.is_empty() && !before.contains('/'))
}

/// Returns whether a text is long, of many different signs and of letters and digits mixed, as tokens are and words are not.
fn is_random(text: &str) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"+/=_".contains(&b);
    if text.len() < 32 || !text.bytes().all(fits) {
        return false;
    }
    let has = |test: fn(&u8) -> bool| text.bytes().filter(test).count() >= 4;
    let mut different: Vec<u8> = text.bytes().collect();
    different.sort_unstable();
    different.dedup();
    has(u8::is_ascii_digit)
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_uppercase)
        && different.len() >= 16
}

/// Returns whether a column that is named after a secret has a constant that is no empty text.
fn is_constant_secret(column: &str, default: &ColumnDefault, strings: &[String]) -> bool {
    let [only] = strings else { return false };
    let column = column.to_ascii_lowercase();
    let last = column.rsplit('_').next().unwrap_or(&column);
    let named = secret::is_secret(&column) && (secret::is_secret(last) || last == "key");
    named && !only.trim().is_empty() && default.is_constant()
}

/// Returns the strings of an expression.
fn strings(sql: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = sql;
    while let Some((_, behind)) = rest.split_once('\'') {
        let mut text = String::new();
        let mut tail = behind;
        while let Some((part, after)) = tail.split_once('\'') {
            text.push_str(part);
            tail = after;
            match tail.strip_prefix('\'') {
                Some(more) => {
                    text.push('\'');
                    tail = more;
                }
                None => break,
            }
        }
        out.push(text);
        rest = tail;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_by_how_they_begin_and_words_are_not() {
        let live = format!("sk_live_{}", "51H8x2eZvKYlo2C0a");
        let url = "postgres://app:hunter2@db/app";
        for key in [
            live.as_str(),
            url,
            "AKIAIOSFODNN7EXAMPLE",
            "q7Xv2LmP0sTzR8bNcYdK4fHjWgEa1uQi",
        ] {
            assert!(is_a_key(key), "{key}");
        }
        for word in [
            "sk_live_",
            "https://example.com/a:b@c",
            "00000000-0000-0000-0000-000000000000",
            "0000000000000000000000000000000000000000",
            "incomplete_expired",
            "eyJ",
            "Europe/Berlin",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ] {
            assert!(!is_a_key(word), "{word}");
        }
    }

    #[test]
    fn the_strings_of_an_expression_are_found() {
        assert_eq!(strings("f('a', 'it''s') || ''::text"), ["a", "it's", ""]);
    }
}
