//! Reads a list of clauses in parentheses, as CREATE COLLATION, CREATE OPERATOR and their like have it.

use sqlparser::tokenizer::Token;

use super::{Clause, Definition, Holds, Spec, Value, schema_of};
use crate::diagnostic::{Problem, Result, did_you_mean};
use crate::kind::Draft;
use crate::kinds::{routine, text_search};
use crate::model::{Id, Place};
use crate::text::quote;
use crate::text::sql::{Name, Reader};
use crate::text::typename::TypeName;

/// Reads a name, and gives its address.
pub fn named(spec: &Spec, reader: &mut Reader, draft: &Draft) -> Result<Id> {
    let name = reader.name()?;
    match draft.find(&[spec.name], &name) {
        Some(id) => Ok(id),
        None => draft.new_id(spec.name, &name),
    }
}

/// Reads the list.
pub fn options(spec: &Spec, reader: &mut Reader, draft: &Draft) -> Result<Definition> {
    let mut definition = Definition::default();
    reader.list(|r| option(spec.noun, spec.clauses, r, draft, &mut definition))?;
    reader.done()?;
    Ok(definition)
}

/// Reads one clause of the list into a definition.
pub fn option(
    noun: &str,
    clauses: &'static [Clause],
    reader: &mut Reader,
    draft: &Draft,
    definition: &mut Definition,
) -> Result<()> {
    let mark = reader.mark();
    let key = reader.ident()?;
    let place = reader.since(mark);
    let is_key = |c: &&Clause| c.key == key || c.alias == Some(key.as_str());
    let Some(clause) = clauses.iter().find(is_key) else {
        if let Some(open) = clauses.iter().find(|c| c.holds == Holds::Options) {
            return free_option(open.key, clauses, &key, reader, definition);
        }
        return Err(no_option(noun, clauses, &key, place));
    };
    let value = match reader.accept_sign(&Token::Eq) {
        true => value(clause, reader, draft)?,
        false if clause.holds == Holds::Truth => Value::Words("true".into()),
        false => return Err(reader.unexpected("`=`")),
    };
    match clause.usual == Some(bare(&value.sql()).as_str()) {
        true => drop(definition.take(clause.key)),
        false => definition.set(clauses, clause.key, value),
    }
    Ok(())
}

/// Reads the value of an option that another object understands.
fn free_option(
    clause: &str,
    clauses: &'static [Clause],
    key: &str,
    reader: &mut Reader,
    definition: &mut Definition,
) -> Result<()> {
    reader.expect_sign(&Token::Eq)?;
    let value = quote::literal(&raw(reader)?);
    let before = definition.sql(clause).map(|words| format!("{words}, "));
    let all = format!(
        "{}{} = {value}",
        before.unwrap_or_default(),
        quote::ident(key)
    );
    let words = text_search::canonical(&all);
    definition.set(clauses, clause, Value::Words(words));
    Ok(())
}

fn no_option(noun: &str, clauses: &[Clause], key: &str, place: Place) -> Box<Problem> {
    let message = format!("{} has no option {key}", article(noun));
    let problem = Problem::error("unknown-option", message).at(place, "");
    match did_you_mean(key, clauses.iter().map(|c| c.key)) {
        Some(near) => Box::new(problem.help(near)),
        None => Box::new(problem),
    }
}

/// Puts the article before a noun.
pub fn article(noun: &str) -> String {
    let is_vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {noun}", if is_vowel { "an" } else { "a" })
}

/// Returns a value without the quotes of a constant.
fn bare(sql: &str) -> String {
    let inner = sql.strip_prefix('\'').and_then(|s| s.strip_suffix('\''));
    inner.unwrap_or(sql).replace("''", "'")
}

fn value(clause: &Clause, reader: &mut Reader, draft: &Draft) -> Result<Value> {
    Ok(match clause.holds {
        Holds::Text => Value::Words(quote::literal(&raw(reader)?)),
        Holds::Word | Holds::Options => Value::Words(raw(reader)?.to_lowercase()),
        Holds::Truth => Value::Words(truth(reader)?.to_string()),
        Holds::Type => Value::Type(plain_type(reader, draft)?),
        Holds::Routine => function(reader)?,
        Holds::Signature => signature(reader, draft)?,
        Holds::Operator => operator(reader)?,
        Holds::Object(kind) => object(kind, reader)?,
    })
}

/// Reads a word, a string or a number, which mean the same here.
pub fn raw(reader: &mut Reader) -> Result<String> {
    if let Ok(text) = reader.string() {
        return Ok(text);
    }
    if matches!(reader.peek(), Token::Word(_)) {
        return reader.ident();
    }
    reader.number()
}

fn truth(reader: &mut Reader) -> Result<bool> {
    let place = reader.here();
    match raw(reader)?.to_lowercase().as_str() {
        "true" | "on" | "1" | "yes" => Ok(true),
        "false" | "off" | "0" | "no" => Ok(false),
        _ => Err(reader.error_at("syntax", "a truth value is expected here", place)),
    }
}

/// Reads a function by its name alone.
pub fn function(reader: &mut Reader) -> Result<Value> {
    let name = function_name(&reader.name()?);
    Ok(Value::Routine {
        name,
        arguments: None,
    })
}

/// Reads a function with the types of its arguments.
pub fn signature(reader: &mut Reader, draft: &Draft) -> Result<Value> {
    let name = function_name(&reader.name()?);
    if !reader.at_sign(&Token::LParen) {
        return Ok(Value::Routine {
            name,
            arguments: None,
        });
    }
    let types = reader.list(|r| plain_type(r, draft))?;
    let types: Vec<String> = types.iter().map(TypeName::to_string).collect();
    Ok(Value::Routine {
        name,
        arguments: Some(types.join(", ")),
    })
}

/// Reads a type without modifiers, as the catalog keeps it.
pub fn plain_type(reader: &mut Reader, draft: &Draft) -> Result<TypeName> {
    draft.type_name(reader).map(routine::plain_type)
}

fn function_name(name: &Name) -> String {
    match name.schema() {
        Some("pg_catalog") => quote::ident(name.last()),
        _ => name.show(),
    }
}

/// Reads the name of an object of another kind; its schema is found when all files are read.
pub fn object(kind: crate::model::KindName, reader: &mut Reader) -> Result<Value> {
    let name = reader.name()?;
    let parts: Vec<&str> = name.parts.iter().map(String::as_str).collect();
    Ok(Value::Object(Id::new(kind, &parts)))
}

/// Reads an operator, with `operator(…)` around it or without.
pub fn operator(reader: &mut Reader) -> Result<Value> {
    let wrapped = reader.accept("operator");
    if wrapped {
        reader.expect_sign(&Token::LParen)?;
    }
    let name = operator_name(reader)?;
    if wrapped {
        reader.expect_sign(&Token::RParen)?;
    }
    let schema = name.schema().filter(|s| *s != "pg_catalog");
    Ok(Value::Operator {
        schema: schema.map(quote::ident),
        signs: name.last().to_string(),
    })
}

/// Reads the possibly qualified name of an operator.
pub fn operator_name(reader: &mut Reader) -> Result<Name> {
    let mark = reader.mark();
    let mut parts = Vec::new();
    while matches!(reader.peek(), Token::Word(_)) {
        parts.push(reader.ident()?);
        reader.expect_sign(&Token::Period)?;
    }
    let signs = reader.mark();
    while is_sign(reader.peek()) {
        reader.skip();
    }
    let text = reader.text_since(signs).trim().to_string();
    if text.is_empty() {
        return Err(reader.unexpected("an operator"));
    }
    parts.push(text);
    Ok(Name {
        parts,
        place: reader.since(mark),
    })
}

/// Returns whether a token is a part of an operator.
fn is_sign(token: &Token) -> bool {
    let signs = "+-*/<>=~!@#%^&|`?";
    let text = token.to_string();
    !text.is_empty() && text.chars().all(|c| signs.contains(c))
}

/// Adds what a statement defines; with `lenient`, one that is there already stays.
pub fn declare(
    spec: &Spec,
    draft: &mut Draft,
    id: Id,
    definition: Definition,
    place: Place,
    lenient: bool,
) -> Result<()> {
    if lenient && draft.state.has(&id) {
        return Ok(());
    }
    draft.add(id.clone(), schema_of(spec, &id), definition, place)
}
