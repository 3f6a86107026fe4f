//! Several queries sent as one, their rows as text.

use std::fmt;

use miette::Diagnostic;
use postgres::error::DbError;
use postgres::{Client, SimpleQueryMessage};
use thiserror::Error;

/// A query of ours that the server refused.
#[derive(Debug, Error, Diagnostic)]
#[diagnostic(code("catalog-query-failed"))]
pub struct QueryError {
    said: String,
    code: Option<String>,
    sql: String,
    #[help]
    help: Option<String>,
}

impl QueryError {
    /// Takes what the server said of a statement.
    pub fn new(sql: &str, error: &postgres::Error) -> QueryError {
        let db: Option<&DbError> = error.as_db_error();
        QueryError {
            said: db.map_or_else(|| error.to_string(), |e| e.message().to_string()),
            code: db.map(|e| e.code().code().to_string()),
            sql: sql.to_string(),
            help: db.and_then(|e| e.hint().map(str::to_string)),
        }
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self
            .code
            .as_deref()
            .map(|c| format!(" ({c})"))
            .unwrap_or_default();
        write!(
            f,
            "the server refused a query{code}: {}\n  in: {}",
            self.said, self.sql
        )
    }
}

/// Runs a statement of ours that gives no rows.
///
/// # Errors
/// When the server refuses it.
pub fn execute(client: &mut Client, sql: &str) -> Result<(), QueryError> {
    client
        .batch_execute(sql)
        .map_err(|e| QueryError::new(sql, &e))
}

/// Runs the queries in one round trip and gives each row to `visit` with the number of its query.
///
/// # Errors
/// When the server refuses one of them.
pub fn run(
    client: &mut Client,
    queries: &[impl AsRef<str>],
    mut visit: impl FnMut(usize, &[Option<&str>]),
) -> Result<(), QueryError> {
    let texts: Vec<&str> = queries.iter().map(AsRef::as_ref).collect();
    let sql = texts.join(";\n");
    let messages = client
        .simple_query(&sql)
        .map_err(|e| QueryError::new(&sql, &e))?;
    let mut number = 0;
    let mut cells = Vec::new();
    for message in &messages {
        match message {
            SimpleQueryMessage::Row(row) => {
                cells.clear();
                cells.extend((0..row.len()).map(|i| row.get(i)));
                visit(number, &cells);
            }
            SimpleQueryMessage::CommandComplete(_) => number += 1,
            _ => {}
        }
    }
    Ok(())
}

/// Returns a PostgreSQL array of these elements as a literal of SQL.
pub fn array<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> String {
    crate::text::quote::literal(&elements(items))
}

/// Returns the text of a PostgreSQL array of these elements.
pub fn elements<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> String {
    let mut out = String::from("{");
    for (i, item) in items.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        out.push('"');
        out.push_str(&item.as_ref().replace('\\', "\\\\").replace('"', "\\\""));
        out.push('"');
    }
    out.push('}');
    out
}
