//! Several queries sent as one, their rows as text.

use std::fmt;
use std::sync::mpsc::sync_channel;
use std::thread;

use miette::Diagnostic;
use postgres::error::DbError;
use postgres::{Client, SimpleQueryMessage, SimpleQueryRow};
use thiserror::Error;

use super::sqlstate;
use crate::model::Id;

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

/// The classes and codes of what comes from without: no query is to blame, and so none is shown.
const FROM_WITHOUT: [&str; 5] = ["08", "40", "53", LOCKED, "57"];
const LOCKED: &str = "55P03";
/// How many characters of a query are shown.
const SHOWN: usize = 600;

impl QueryError {
    /// Takes what the server said of a statement.
    pub fn new(sql: &str, error: &postgres::Error) -> QueryError {
        let db: Option<&DbError> = error.as_db_error();
        QueryError {
            said: db.map_or_else(|| error.to_string(), |e| e.message().to_string()),
            code: db.map(|e| e.code().code().to_string()),
            sql: shown(sql, error.code().map_or("08006", |c| c.code())),
            help: help(error),
        }
    }

    /// Returns whether a lock was waited for too long.
    pub fn is_of_lock(&self) -> bool {
        self.code.as_deref() == Some(LOCKED)
    }

    /// Says who holds locks, and by which statement each session ends.
    pub fn blocked(mut self, by: Vec<(String, String)>) -> QueryError {
        let (says, ends): (Vec<String>, Vec<String>) = by.into_iter().unzip();
        self.help = Some(format!(
            "run it again when that is over; to end it, which rolls back what it did:\n  {}",
            ends.join("\n  ")
        ));
        self.said = says.join("; ");
        self
    }
}

/// Returns what is shown of the text that the server refused with a code: nothing if the text is not to blame, and no more than its beginning.
fn shown(sql: &str, code: &str) -> String {
    if FROM_WITHOUT.iter().any(|class| code.starts_with(class)) {
        return String::new();
    }
    match sql.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}… ({} bytes more)", &sql[..end], sql.len() - end),
        None => sql.to_string(),
    }
}

/// Returns what to do: what the server says, else what its code means.
fn help(error: &postgres::Error) -> Option<String> {
    let hint = error.as_db_error().and_then(|e| e.hint());
    let meaning = || {
        let code = error.code().map_or("08006", |c| c.code());
        sqlstate::on(code).map(|m| format!("{} {}", m.says, m.look))
    };
    hint.map(str::to_string).or_else(meaning)
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self
            .code
            .as_deref()
            .map(|c| format!(" ({c})"))
            .unwrap_or_default();
        write!(f, "the server refused a query{code}: {}", self.said)?;
        match self.sql.is_empty() {
            true => Ok(()),
            false => write!(f, "\n  in: {}", self.sql),
        }
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

/// The length of text up to which queries are sent as one: about the lists of oids of five hundred tables.
const LONG: usize = 128 * 1024;
/// In how many parts longer texts are sent.
const PARTS: usize = 6;

/// Runs the queries and gives each row to `visit` with the number of its query.
///
/// It takes one round trip, or a few where thousands of objects are asked for: there the server works on the next part while the
/// rows of one are visited.
///
/// # Errors
/// When the server refuses one of them.
pub fn run(
    client: &mut Client,
    queries: &[impl AsRef<str>],
    mut visit: impl FnMut(usize, &[Option<&str>]),
) -> Result<(), QueryError> {
    let mut number = 0;
    answers(client, queries, |answer| {
        for message in &answer {
            match message {
                SimpleQueryMessage::Row(row) => {
                    let cells: Vec<_> = (0..row.len()).map(|i| row.get(i)).collect();
                    visit(number, &cells);
                }
                SimpleQueryMessage::CommandComplete(_) => number += 1,
                _ => {}
            }
        }
    })
}

/// Runs the queries as [`run`] does, and gives the rows of each to `take` with its number, to be kept.
///
/// # Errors
/// When the server refuses one of them.
pub fn each(
    client: &mut Client,
    queries: &[impl AsRef<str>],
    mut take: impl FnMut(usize, Rows),
) -> Result<(), QueryError> {
    let mut number = 0;
    answers(client, queries, |answer| {
        for rows in by_query(answer) {
            take(number, rows);
            number += 1;
        }
    })
}

/// The rows of one query, their cells one after the other.
#[derive(Debug, Default)]
pub struct Rows {
    text: String,
    /// How long each cell is, which is less than a gigabyte on every server; [`NULL`] for null.
    lengths: Vec<u32>,
    columns: usize,
}

/// What tells null from an empty text.
const NULL: u32 = u32::MAX;

impl Rows {
    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    fn push(&mut self, row: &SimpleQueryRow) {
        self.columns = row.len();
        for cell in (0..row.len()).map(|i| row.get(i)) {
            self.text.push_str(cell.unwrap_or_default());
            self.lengths.push(cell.map_or(NULL, |c| c.len() as u32));
        }
    }

    /// Visits the cells of each row.
    pub fn show(&self, mut visit: impl FnMut(&[Option<&str>])) {
        let (mut cells, mut rest) = (Vec::with_capacity(self.columns), self.text.as_str());
        for row in self.lengths.chunks(self.columns.max(1)) {
            cells.clear();
            for length in row {
                let is_null = *length == NULL;
                let (cell, behind) = rest.split_at(if is_null { 0 } else { *length as usize });
                cells.push((!is_null).then_some(cell));
                rest = behind;
            }
            visit(&cells);
        }
    }
}

/// Returns the rows of each query.
fn by_query(answer: Vec<SimpleQueryMessage>) -> Vec<Rows> {
    let (mut out, mut rows) = (Vec::new(), Rows::default());
    for message in answer {
        match message {
            SimpleQueryMessage::Row(row) => rows.push(&row),
            SimpleQueryMessage::CommandComplete(_) => out.push(std::mem::take(&mut rows)),
            _ => {}
        }
    }
    out
}

/// Sends the queries and takes the answers, each to one or more of them. The next is asked for before one is looked at.
fn answers(
    client: &mut Client,
    queries: &[impl AsRef<str>],
    mut take: impl FnMut(Vec<SimpleQueryMessage>),
) -> Result<(), QueryError> {
    if queries.is_empty() {
        return Ok(());
    }
    let texts: Vec<&str> = queries.iter().map(AsRef::as_ref).collect();
    let parts = parts(&texts);
    if let [one] = &parts[..] {
        take(ask(client, one)?);
        return Ok(());
    }
    thread::scope(|scope| {
        let (send, receive) = sync_channel(1);
        scope.spawn(move || {
            for part in &parts {
                let answer = ask(client, part);
                let failed = answer.is_err();
                if send.send(answer).is_err() || failed {
                    return;
                }
            }
        });
        for answer in receive {
            take(answer?);
        }
        Ok(())
    })
}

/// Puts the queries together to texts of about the same length.
fn parts(queries: &[&str]) -> Vec<String> {
    let whole: usize = queries.iter().map(|q| q.len()).sum();
    let enough = if whole > LONG { whole / PARTS } else { whole };
    let mut parts = vec![String::new()];
    for query in queries {
        let last = parts.len() - 1;
        match parts[last].is_empty() {
            true => parts[last].push_str(query),
            false if parts[last].len() < enough => {
                parts[last].push_str(";\n");
                parts[last].push_str(query);
            }
            false => parts.push(query.to_string()),
        }
    }
    parts
}

fn ask(client: &mut Client, sql: &str) -> Result<Vec<SimpleQueryMessage>, QueryError> {
    let answer = client.simple_query(sql);
    answer.map_err(|e| QueryError::new(sql, &e))
}

/// Returns a PostgreSQL array of these elements as a literal of SQL.
pub fn array<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> String {
    crate::text::quote::literal(&elements(items))
}

/// Returns the schemas and names of relations as rows of SQL, two columns of text: `unnest('{public}'::text[], '{t}'::text[])`.
pub fn names<'i>(ids: impl IntoIterator<Item = &'i Id>) -> String {
    let parts: Vec<Vec<String>> = ids.into_iter().map(Id::parts).collect();
    let column = |at: usize| array(parts.iter().filter_map(|p| p.get(at)));
    format!("unnest({}::text[], {}::text[])", column(0), column(1))
}

/// Returns SQL for the quoted name of the role that acts as an owner: where that is pg_database_owner, as which nobody connects, the
/// owner of the database, who is its only member.
pub fn owner(oid: &str) -> String {
    format!(
        "quote_ident(pg_get_userbyid(case when pg_get_userbyid({oid}) = 'pg_database_owner' then \
         (select datdba from pg_database where datname = current_database()) else {oid} end))"
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_queries_are_one_text_and_long_ones_a_few() {
        assert_eq!(parts(&["a", "b"]), ["a;\nb"]);
        assert_eq!(parts(&[]), [""]);
        let long = "x".repeat(LONG / 4);
        let many = [long.as_str(); 30];
        let cut = parts(&many);
        assert!(cut.len() > 1 && cut.len() <= PARTS, "{}", cut.len());
        let together: usize = cut.iter().map(|p| p.matches(&long).count()).sum();
        assert_eq!(together, many.len());
    }
}
