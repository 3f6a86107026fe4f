//! What must not be shown: passwords and keys that stand in a file between quotes.
//!
//! What a secret means, and how one reaches the server, stands with the kinds that have them.

use std::ops::Range;

use sqlparser::tokenizer::{Token, TokenWithSpan};

use super::sql::Statement;

/// Words of which one in a name says that the value is a secret.
const WORDS: &[&str] = &[
    "access_key",
    "api_key",
    "apikey",
    "passcode",
    "passfile",
    "passw",
    "private_key",
    "secret",
    "sslkey",
    "token",
];

/// Returns whether the option or parameter of this name has a secret as its value.
pub fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    WORDS.iter().any(|word| name.contains(word))
}

/// Returns the bytes of the strings in a statement that are secrets: those behind such a name, and connection strings.
pub fn within(statement: &Statement) -> Vec<Range<usize>> {
    let solid = |t: &&TokenWithSpan| !matches!(t.token, Token::Whitespace(_) | Token::Eq);
    let tokens = statement.tokens().iter().filter(solid);
    let pairs = tokens.clone().zip(tokens.skip(1));
    let secrets = pairs.filter(|(name, value)| is_text(&value.token) && names_one(&name.token));
    let bytes = secrets.map(|(_, value)| {
        statement.script.offset(value.span.start)..statement.script.offset(value.span.end)
    });
    bytes.collect()
}

fn names_one(token: &Token) -> bool {
    match token {
        Token::Word(word) => {
            is_secret(&word.value) || word.value.eq_ignore_ascii_case("connection")
        }
        _ => false,
    }
}

fn is_text(token: &Token) -> bool {
    matches!(
        token,
        Token::SingleQuotedString(_)
            | Token::EscapedStringLiteral(_)
            | Token::UnicodeStringLiteral(_)
            | Token::DollarQuotedString(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Problems;
    use crate::text::sql::{Script, statements};

    #[test]
    fn the_string_behind_the_name_of_a_secret_is_one() {
        let text = "create role a login password 'x1' valid until 'never'; \
                    alter user mapping for a server s options (set password 'x2', user 'b'); \
                    create subscription s connection 'host=h password=x3' publication p; \
                    comment on column t.password is 'shown'";
        let found: Vec<String> =
            statements(Script::file(0, &text.into()), &mut Problems::default())
                .iter()
                .flat_map(within)
                .map(|bytes| text[bytes].to_string())
                .collect();
        assert_eq!(found, ["'x1'", "'x2'", "'host=h password=x3'"]);
    }
}
