//! The body of a routine: a string, a symbol of a library, or SQL that the server has parsed.

use sqlparser::tokenizer::Token;

use crate::diagnostic::Result;
use crate::text::refs;
use crate::text::sql::{Reader, Script, statements};
use crate::text::{Expr, quote};

use super::{Argument, Routine};

/// The body of a routine.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// A string, kept as it was written: `prosrc`.
    Text(String),
    /// A symbol of a library: `probin` and `prosrc`.
    Object {
        /// The library.
        file: String,
        /// The symbol.
        symbol: String,
    },
    /// `RETURN` with an expression.
    Return(Expr),
    /// The statements of `BEGIN ATOMIC … END`.
    Atomic(Vec<Expr>),
}

impl Source {
    /// Returns whether the server has parsed it when the routine was made.
    pub fn is_parsed(&self) -> bool {
        matches!(self, Source::Return(_) | Source::Atomic(_))
    }
}

/// Reads what follows AS: a body, or a library and a symbol.
pub fn read_as(reader: &mut Reader) -> Result<Source> {
    let first = reader.string()?;
    if !reader.comma() {
        return Ok(Source::Text(first));
    }
    let symbol = reader.string()?;
    Ok(Source::Object {
        file: first,
        symbol,
    })
}

/// Reads `RETURN …` or `BEGIN ATOMIC … END`, which end the statement.
pub fn read_sql(reader: &mut Reader) -> Result<Source> {
    if reader.accept("return") {
        let expr = reader.until(|r| r.is_done())?;
        return match expr.sql.is_empty() {
            true => Err(reader.unexpected("an expression")),
            false => Ok(Source::Return(expr)),
        };
    }
    reader.expect("begin atomic")?;
    let mut out = Vec::new();
    while !reader.accept("end") {
        let statement = reader.until(|r| r.at_sign(&Token::SemiColon))?;
        reader.expect_sign(&Token::SemiColon)?;
        if !statement.sql.is_empty() {
            out.push(statement);
        }
    }
    Ok(Source::Atomic(out))
}

/// Reads what `pg_get_function_sqlbody` prints.
pub fn from_catalog(printed: &str) -> Source {
    let text = printed.trim();
    if let Some(expr) = text.strip_prefix("RETURN ") {
        return Source::Return(Expr::new(expr));
    }
    let inner = text
        .strip_prefix("BEGIN ATOMIC")
        .and_then(|t| t.strip_suffix("END"))
        .unwrap_or(text);
    let script = Script::file(0, &inner.into());
    // The server printed it, so there is nothing in it that cannot be cut into statements.
    let list = statements(script, &mut Default::default());
    Source::Atomic(list.iter().map(|s| Expr::new(&inner[s.bytes()])).collect())
}

/// Writes the arguments in a parsed body without the routine's name, which the server puts before them.
pub fn unqualify(routine: &mut Routine, name: &str) {
    let Routine {
        arguments, source, ..
    } = routine;
    match source {
        Source::Text(_) | Source::Object { .. } => {}
        Source::Return(expr) => *expr = unqualified(expr, name, arguments),
        Source::Atomic(list) => list
            .iter_mut()
            .for_each(|e| *e = unqualified(e, name, arguments)),
    }
}

fn unqualified(expr: &Expr, name: &str, arguments: &[Argument]) -> Expr {
    let mut text = expr.sql.to_string();
    let found = refs::scan(&expr.sql).names;
    if found
        .iter()
        .any(|r| r.source && r.parts.last().is_some_and(|p| p == name))
    {
        // A relation of the same name: its columns look like arguments.
        return expr.clone();
    }
    for found in found.iter().rev().filter(|r| !r.call && r.parts.len() == 2) {
        let argument = |a: &&Argument| a.name.as_ref() == Some(&found.parts[1]);
        if found.parts[0] == name && arguments.iter().any(|a| argument(&a)) {
            text.replace_range(found.bytes.clone(), &quote::ident(&found.parts[1]));
        }
    }
    Expr::new(text)
}

/// Words the body as CREATE ends with it.
pub fn words(source: &Source) -> String {
    match source {
        Source::Text(text) => format!("as {}", quote::dollar(text)),
        Source::Object { file, symbol } => {
            format!("as {}, {}", quote::literal(file), quote::literal(symbol))
        }
        Source::Return(expr) => format!("return {}", expr.sql),
        Source::Atomic(list) => {
            let lines: Vec<String> = list.iter().map(|e| format!("    {};\n", e.sql)).collect();
            format!("begin atomic\n{}end", lines.concat())
        }
    }
}
