//! The names that the files use, which may mean something that exists on the server.
//!
//! A name that can only be that of a relation or type which the files define is left out: a file of thousands of tables
//! would ask for all of them otherwise. What a name means is not decided here.

use std::borrow::Cow;

use rustc_hash::FxHashSet;
use sqlparser::tokenizer::{Token, Word};

use crate::model::quote_part;
use crate::text::sql::{Statement, is_word};

/// The words after which a name is that of a relation or type, never that of a function.
const BEFORE_RELATIONS: &[&str] = &[
    "table",
    "view",
    "type",
    "domain",
    "sequence",
    "exists",
    "only",
    "on",
    "references",
    "into",
    "update",
];

/// Adds the names of a statement; `own` holds the printed names of what the files define.
pub fn gather(
    statement: &Statement,
    path: &[String],
    own: &FxHashSet<&str>,
    out: &mut FxHashSet<String>,
) {
    let solid = |t: &&Token| !matches!(t, Token::Whitespace(_));
    let tokens: Vec<&Token> = statement
        .tokens()
        .iter()
        .map(|t| &t.token)
        .filter(solid)
        .collect();
    let words = tokens.iter().enumerate().filter_map(|(n, t)| match t {
        Token::Word(w) => Some((n, w)),
        _ => None,
    });
    for (n, word) in words {
        if out.contains(word.value.as_str()) || names_nothing_else(&tokens, n, path, own) {
            continue;
        }
        out.insert(folded(word).into_owned());
    }
}

/// Returns whether the n-th token is the name of a constraint or index, or that of a relation or type of the files.
fn names_nothing_else(tokens: &[&Token], n: usize, path: &[String], own: &FxHashSet<&str>) -> bool {
    let qualified = n >= 2 && *tokens[n - 1] == Token::Period;
    let Some(before) = n.checked_sub(if qualified { 3 } else { 1 }) else {
        return false;
    };
    let at = |word: &str| is_word(tokens[before], word);
    if at("constraint") || at("index") && before < 3 && is_word(tokens[0], "create") {
        return true;
    }
    if !BEFORE_RELATIONS.iter().any(|word| at(word)) {
        return false;
    }
    let schema = match (qualified, path) {
        (true, _) => name(tokens[n - 2]),
        (false, [only]) => Some(Cow::Borrowed(only.as_str())),
        (false, _) => None,
    };
    let (Some(schema), Some(name)) = (schema, name(tokens[n])) else {
        return false;
    };
    let mut printed = String::with_capacity(schema.len() + name.len() + 1);
    quote_part(&schema, &mut printed);
    printed.push('.');
    quote_part(&name, &mut printed);
    own.contains(printed.as_str())
}

/// Returns a name as it is looked up.
fn name(token: &Token) -> Option<Cow<'_, str>> {
    match token {
        Token::Word(w) => Some(folded(w)),
        _ => None,
    }
}

/// Returns a word in lower case, if it has no quotes.
fn folded(word: &Word) -> Cow<'_, str> {
    let folds = word.quote_style.is_none();
    match folds && word.value.bytes().any(|b| b.is_ascii_uppercase()) {
        true => word.value.to_ascii_lowercase().into(),
        false => word.value.as_str().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Problems;
    use crate::text::sql::{Script, statements};

    fn words(sql: &str, own: &[&str]) -> Vec<String> {
        let script = Script::file(0, &sql.into());
        let mut out = FxHashSet::default();
        for statement in statements(script, &mut Problems::default()) {
            let own = own.iter().copied().collect();
            gather(&statement, &["public".to_string()], &own, &mut out);
        }
        let mut out: Vec<String> = out.into_iter().collect();
        out.sort();
        out
    }

    #[test]
    fn a_name_of_the_files_is_left_out_only_where_it_can_mean_nothing_else() {
        let own = ["public.users", "app.\"Log\""];
        assert_eq!(
            words("drop table users, auth.users", &own),
            ["auth", "drop", "table", "users"]
        );
        assert_eq!(words("drop table users", &own), ["drop", "table"]);
        assert_eq!(
            words("alter table app.\"Log\"", &own),
            ["alter", "app", "table"]
        );
        assert_eq!(words("select users(Log)", &own), ["log", "select", "users"]);
    }

    #[test]
    fn a_constraint_and_an_index_are_never_looked_up() {
        assert_eq!(
            words("create index i on t", &[]),
            ["create", "index", "on", "t"]
        );
        assert_eq!(
            words("alter table t drop constraint c", &[]),
            ["alter", "constraint", "drop", "t", "table"]
        );
        assert_eq!(
            words("create table t (index mood)", &[]),
            ["create", "index", "mood", "t", "table"]
        );
    }
}
