//! The name that the server gives to a key of an index, from which the index gets its own.
//!
//! Follows `FigureColname` and `ChooseIndexColumnNames` on the tokens of the expression.

use std::sync::Arc;

use sqlparser::tokenizer::Token;

use super::Index;
use super::element::{Element, Key};
use crate::diagnostic::Problems;
use crate::kind::names;
use crate::model::Id;
use crate::text::name;
use crate::text::sql::{Reader, Script, statements, word_of};

/// Words that join or test values, so that what they make has no name.
const OPERATORS: &[&str] = &[
    "and", "or", "not", "is", "in", "like", "ilike", "similar", "between", "isnull", "notnull",
    "operator",
];

/// Joins the names of the keys and included columns, by what each column is or was called.
pub fn joined(index: &Index, table: &Id, called: &dyn Fn(&str) -> String) -> String {
    let mut index = index.clone();
    index.relink(table, &|id| {
        Some(table.child(names::COLUMN, &called(&id.last())))
    });
    name::columns(&columns(&index.elements, &index.include))
}

/// Returns a name for each key and included column, no two alike.
fn columns(elements: &[Element], include: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let keys = elements.iter().map(|e| match &e.key {
        Key::Column(name) => name.clone(),
        Key::Expr(expr) => figure(&expr.sql).unwrap_or_else(|| "expr".into()),
    });
    for plain in keys.chain(include.iter().cloned()) {
        let mut chosen = plain.clone();
        let mut n = 0;
        while out.contains(&chosen) {
            n += 1;
            let room = name::MAX - n.to_string().len();
            let cut: String = name::truncate(&plain).chars().take(room).collect();
            chosen = format!("{cut}{n}");
        }
        out.push(chosen);
    }
    out
}

/// Returns the only column that an expression consists of, parentheses aside.
pub fn only_column(text: &str) -> Option<String> {
    match unwrapped(&tokens(text)) {
        [Token::Word(word)] if word.quote_style.is_some() => Some(word.value.clone()),
        [token @ Token::Word(_)] => word_of(token).filter(|w| !w.starts_with("current_")),
        _ => None,
    }
}

/// Returns whether an expression is one call, one name or in parentheses, so that nothing binds tighter.
pub fn is_atom(text: &str) -> bool {
    let all = tokens(text);
    unwrapped(&all).len() < all.len() || is_name_or_call(&all)
}

/// Returns whether an expression is a call of a function and nothing else.
pub fn is_call(text: &str) -> bool {
    let all = tokens(text);
    all.last() == Some(&Token::RParen) && is_name_or_call(&all)
}

fn is_name_or_call(tokens: &[Token]) -> bool {
    let name = tokens
        .iter()
        .take_while(|t| matches!(t, Token::Word(_) | Token::Period))
        .count();
    let single = name > 0 && (name == 1 || tokens[1] == Token::Period);
    single && (name == tokens.len() || closing(&tokens[name..]) == Some(tokens.len() - name - 1))
}

fn figure(text: &str) -> Option<String> {
    named(&tokens(text)).map(|(name, _)| name)
}

/// Returns the tokens of a text, white space and comments left out.
fn tokens(text: &str) -> Vec<Token> {
    let script = Script::file(0, &Arc::from(text));
    let list = statements(script, &mut Problems::default());
    let Some(first) = list.first() else {
        return Vec::new();
    };
    let reader = Reader::new(first);
    (0..)
        .map(|n| reader.peek_nth(n).clone())
        .take_while(|t| *t != Token::EOF)
        .collect()
}

/// Returns the index of the token that closes the first one.
fn closing(tokens: &[Token]) -> Option<usize> {
    let mut depth = 0usize;
    for (i, token) in tokens.iter().enumerate() {
        match token {
            Token::LParen | Token::LBracket => depth += 1,
            Token::RParen | Token::RBracket => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return (i > 0).then_some(i);
        }
    }
    None
}

fn unwrapped(mut tokens: &[Token]) -> &[Token] {
    while tokens.first() == Some(&Token::LParen) && closing(tokens) == Some(tokens.len() - 1) {
        tokens = &tokens[1..tokens.len() - 1];
    }
    tokens
}

/// Returns the indexes of the tokens that stand outside of parentheses, brackets and CASE.
fn outer(tokens: &[Token]) -> Vec<usize> {
    let (mut depth, mut out) = (0usize, Vec::new());
    for (i, token) in tokens.iter().enumerate() {
        let word = word_of(token);
        let closes =
            matches!(token, Token::RParen | Token::RBracket) || word.as_deref() == Some("end");
        depth = depth.saturating_sub(usize::from(closes));
        if depth == 0 {
            out.push(i);
        }
        let opens =
            matches!(token, Token::LParen | Token::LBracket) || word.as_deref() == Some("case");
        depth += usize::from(opens);
    }
    out
}

/// Returns the name of an expression, and whether it is a strong one, which a cast does not replace.
fn named(tokens: &[Token]) -> Option<(String, bool)> {
    let tokens = unwrapped(tokens);
    let outer = outer(tokens);
    let find =
        |wanted: &dyn Fn(&Token) -> bool| outer.iter().copied().rev().find(|i| wanted(&tokens[*i]));
    let is = |word: &'static str| move |t: &Token| word_of(t).as_deref() == Some(word);
    if find(&|t| *t == Token::Comma).is_some() {
        return Some(("row".into(), true));
    }
    if find(&|t| is_operator(t)).is_some() {
        return None;
    }
    if find(&is("at")).is_some_and(|i| i > 0) {
        return Some(("timezone".into(), true));
    }
    if let Some(i) = find(&is("collate")) {
        return named(&tokens[..i]);
    }
    if let Some(i) = find(&|t| *t == Token::DoubleColon) {
        return cast(&tokens[..i], &tokens[i + 1..]);
    }
    primary(tokens, &outer)
}

fn is_operator(token: &Token) -> bool {
    let words = word_of(token).is_some_and(|w| OPERATORS.contains(&w.as_str()));
    let others = [
        Token::LParen,
        Token::RParen,
        Token::LBracket,
        Token::RBracket,
        Token::Period,
        Token::DoubleColon,
        Token::Comma,
    ];
    let value = matches!(
        token,
        Token::Word(_)
            | Token::Number(..)
            | Token::SingleQuotedString(_)
            | Token::EscapedStringLiteral(_)
            | Token::UnicodeStringLiteral(_)
            | Token::DollarQuotedString(_)
    );
    words || !(value || others.contains(token))
}

fn cast(value: &[Token], ty: &[Token]) -> Option<(String, bool)> {
    match named(value) {
        Some((name, true)) => Some((name, true)),
        _ => type_name(ty).map(|name| (name, false)),
    }
}

fn primary(tokens: &[Token], outer: &[usize]) -> Option<(String, bool)> {
    let first = word_of(tokens.first()?);
    match first.as_deref() {
        Some("case") => {
            let otherwise =
                last_word(tokens, "else").and_then(|i| named(&tokens[i + 1..tokens.len() - 1]));
            return Some(otherwise.filter(|n| n.1).unwrap_or(("case".into(), false)));
        }
        Some("cast") => {
            let inside = tokens.get(2..tokens.len() - 1)?;
            let at = last_word(inside, "as")?;
            return cast(&inside[..at], &inside[at + 1..]);
        }
        Some("true" | "false" | "null") if tokens.len() == 1 => return None,
        Some("trim") => return Some((trim(tokens).into(), true)),
        _ => {}
    }
    let strings = tokens.len() > 1 && matches!(tokens.last(), Some(Token::SingleQuotedString(_)));
    if strings {
        return type_name(&tokens[..tokens.len() - 1]).map(|n| (n, false));
    }
    // The last word outside of parentheses: a column, a function, or a field.
    let last = outer.iter().rev().find_map(|i| match &tokens[*i] {
        Token::Word(w) if w.quote_style.is_some() => Some(w.value.clone()),
        token => word_of(token),
    });
    match last {
        Some(name) => Some((name, true)),
        None if tokens[0] == Token::LParen => named(&tokens[..=closing(tokens)?]),
        None => None,
    }
}

fn trim(tokens: &[Token]) -> &'static str {
    match tokens.get(2).and_then(word_of).as_deref() {
        Some("leading") => "ltrim",
        Some("trailing") => "rtrim",
        _ => "btrim",
    }
}

/// Finds a word that belongs to the outermost CASE or list.
fn last_word(tokens: &[Token], word: &str) -> Option<usize> {
    let inner = tokens.iter().enumerate().rev();
    let mut depth = 0i32;
    for (i, token) in inner {
        let found = word_of(token);
        match token {
            Token::RParen => depth += 1,
            Token::LParen => depth -= 1,
            _ if found.as_deref() == Some("end") && i + 1 < tokens.len() => depth += 1,
            _ if found.as_deref() == Some("case") => depth -= 1,
            _ if depth == 0 && found.as_deref() == Some(word) => return Some(i),
            _ => {}
        }
    }
    None
}

/// Returns the name in `pg_type` of a type as it is written.
fn type_name(tokens: &[Token]) -> Option<String> {
    let has = |word: &str| tokens.iter().any(|t| word_of(t).as_deref() == Some(word));
    let dotted = tokens.get(1) == Some(&Token::Period);
    let first = match tokens.get(if dotted { 2 } else { 0 })? {
        Token::Word(w) if w.quote_style.is_some() => return Some(w.value.clone()),
        token => word_of(token)?,
    };
    let name = match first.as_str() {
        _ if dotted => &first,
        "int" | "integer" => "int4",
        "bigint" => "int8",
        "smallint" => "int2",
        "real" => "float4",
        "double" | "float" => "float8",
        "dec" | "decimal" => "numeric",
        "boolean" => "bool",
        "char" | "character" | "national" | "nchar" if has("varying") => "varchar",
        "char" | "character" | "national" | "nchar" => "bpchar",
        "bit" if has("varying") => "varbit",
        "time" if has("with") => "timetz",
        "timestamp" if has("with") => "timestamptz",
        other => other,
    };
    Some(name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_named_as_the_server_names_it() {
        for (text, name) in [
            ("lower(b)", Some("lower")),
            ("(a + 1)", None),
            ("a::text", Some("a")),
            ("(a + 1)::text", Some("text")),
            ("cast(a + 1 as double precision)", Some("float8")),
            ("case when a > 1 then 2 else a end", Some("a")),
            ("case when a > 1 then 2 end", Some("case")),
            ("coalesce(b, 'x')", Some("coalesce")),
            ("c at time zone 'utc'", Some("timezone")),
            ("extract(year from c at time zone 'utc')", Some("extract")),
            ("trim(b)", Some("btrim")),
            ("array[a]", Some("array")),
            ("(array[a])[1]", Some("array")),
            ("a is null", None),
            ("b like 'x'", None),
            ("-a", None),
            ("data ->> 'k'", None),
            ("(data ->> 'k')::int", Some("int4")),
            ("(a, b)::text", Some("row")),
            ("public.f(a)", Some("f")),
            ("b collate \"C\"", Some("b")),
        ] {
            assert_eq!(figure(text).as_deref(), name, "{text}");
        }
    }

    #[test]
    fn only_a_lone_name_in_parentheses_is_a_column() {
        assert_eq!(only_column("((a))").as_deref(), Some("a"));
        assert_eq!(only_column("a + 1"), None);
        assert!(is_call("lower(a)") && !is_call("lower(a) || lower(b)") && !is_call("(a)"));
    }
}
