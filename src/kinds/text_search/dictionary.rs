//! Dictionaries: a template, and options that only the template understands.

use sqlparser::tokenizer::Token;

use super::create;
use crate::diagnostic::Result;
use crate::kind::{Action, Alter, Attribute, Draft, Grammar, Scene, Text, names};
use crate::kinds::definition::{
    Clause, Definition, DefinitionKind, Holds, Spec, Value, clause, read, words,
};
use crate::model::Fact;
use crate::text::quote;
use crate::text::sql::Reader;

/// The kind `text-search-dictionary`.
pub static DICTIONARY: DefinitionKind = DefinitionKind { spec: &SPEC };

/// What is different about it.
pub static SPEC: Spec = Spec {
    name: names::TS_DICTIONARY,
    noun: "text search dictionary",
    class: "pg_ts_dict",
    owner: Some("dictowner"),
    schema: Some("dictnamespace"),
    label: "o.dictname",
    clauses: CLAUSES,
    attributes: &[
        Attribute::replaced("template"),
        Attribute::in_place("options"),
    ],
    statements: &[
        Grammar {
            words: "create text search dictionary",
            read: |reader, draft| create(&SPEC, reader, draft),
        },
        Grammar {
            words: "alter text search dictionary",
            read: alter,
        },
    ],
    address: |reader, draft| read::named(&SPEC, reader, draft),
    create: |fact| words::create("text search dictionary", fact.id.name(), fact.body()),
    alter: change,
    ..Spec::USUAL
};

const CLAUSES: &[Clause] = &[
    clause(
        "template",
        Holds::Object(names::TS_TEMPLATE),
        "o.dicttemplate",
    ),
    clause("options", Holds::Options, "o.dictinitoption").agree(is_same),
];

/// Reads the options that change; one without a value goes.
fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter text search dictionary")?;
    let name = reader.name()?;
    let Some(id) = draft.find(&[names::TS_DICTIONARY], &name) else {
        return Err(draft.unknown("unknown-object", &[names::TS_DICTIONARY], &name));
    };
    let mut options = options(draft.state.body(&id));
    reader.list(|r| {
        let key = r.ident()?;
        options.retain(|(k, _)| *k != key);
        if r.accept_sign(&Token::Eq) {
            options.push((key, read::raw(r)?));
        }
        Ok(())
    })?;
    reader.done()?;
    if let Some(fact) = draft.state.get_mut(&id) {
        fact.change(|d: &mut Definition| match options.is_empty() {
            true => drop(d.take("options")),
            false => d.set(CLAUSES, "options", Value::Words(print(&options))),
        });
    }
    Ok(())
}

/// Words the options that differ; another template is another dictionary.
fn change(live: &Fact, desired: &Fact, _scene: &Scene) -> Alter {
    let (from, to): (&Definition, &Definition) = (live.body(), desired.body());
    if from.sql("template") != to.sql("template") {
        return Alter::Replace("the template of a dictionary cannot change");
    }
    let (old, new) = (options(Some(from)), options(Some(to)));
    let mut set: Vec<(String, String)> = new.clone();
    set.retain(|option| !old.contains(option));
    let mut list: Vec<String> = set
        .iter()
        .map(|one| print(std::slice::from_ref(one)))
        .collect();
    let gone = old
        .iter()
        .filter(|(key, _)| !new.iter().any(|n| n.0 == *key));
    list.extend(gone.map(|(key, _)| quote::ident(key)));
    let sql = format!(
        "alter text search dictionary {} ({})",
        desired.id.name(),
        list.join(", ")
    );
    Alter::InPlace(vec![Action::alter(desired, Text::Plain(sql))])
}

fn options(definition: Option<&Definition>) -> Vec<(String, String)> {
    let text = definition.and_then(|d| d.sql("options"));
    parse(&text.unwrap_or_default())
}

/// Returns whether two lists of options say the same; their order says nothing.
fn is_same(one: Option<&str>, two: Option<&str>) -> bool {
    let sorted = |text: Option<&str>| {
        let mut options = parse(text.unwrap_or_default());
        options.sort();
        options
    };
    sorted(one) == sorted(two)
}

/// Returns options in one spelling: each value as a constant.
pub fn canonical(text: &str) -> String {
    print(&parse(text))
}

fn print(options: &[(String, String)]) -> String {
    let words: Vec<String> = options
        .iter()
        .map(|(key, value)| format!("{} = {}", quote::ident(key), quote::literal(value)))
        .collect();
    words.join(", ")
}

/// Reads `key = 'value', key = 5` as `pg_ts_dict.dictinitoption` has it.
fn parse(text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (key, behind) = word(rest);
        let behind = behind.trim_start().trim_start_matches('=').trim_start();
        let (value, behind) = word(behind);
        out.push((key, value));
        rest = behind.trim_start().trim_start_matches(',').trim_start();
    }
    out
}

/// Takes a word, an identifier in quotes or a constant off the beginning of a text.
fn word(text: &str) -> (String, &str) {
    let (escapes, inner) = match text.strip_prefix("E'").or(text.strip_prefix("e'")) {
        Some(_) => (true, &text[1..]),
        None => (false, text),
    };
    let Some(quote) = inner.chars().next().filter(|c| matches!(c, '\'' | '"')) else {
        let end = text.find([' ', '=', ',']).unwrap_or(text.len());
        return (text[..end].to_string(), &text[end..]);
    };
    let mut out = String::new();
    let mut chars = inner.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        let doubled = chars.peek().is_some_and(|next| next.1 == c);
        if c == quote && !doubled {
            return (out, &inner[at + c.len_utf8()..]);
        }
        if (c == quote || escapes && c == '\\') && doubled {
            chars.next();
        }
        out.push(c);
    }
    (out, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_as_the_catalog_prints_them() {
        assert_eq!(
            canonical(r#"language = 'english', n = 5, "Odd" = E'a\\b''c'"#),
            r#"language = 'english', n = '5', "Odd" = E'a\\b''c'"#
        );
        assert_eq!(canonical(""), "");
        assert_eq!(canonical("x = 'open"), "x = 'open'");
    }
}
