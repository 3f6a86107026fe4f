//! The values of constant expressions of the files, such as `array['a', 'b']`: the server tells them.

use std::collections::{BTreeSet, HashMap};

use postgres::Client;

use super::attempt;
use crate::kind::link;
use crate::live::QueryError;
use crate::model::Fact;
use crate::text::quote;

/// How many expressions are asked for at once.
const PIECE: usize = 1000;

/// What is known of expressions: their values as text, by the expression and the type that it is assigned to.
#[derive(Debug, Default)]
pub struct Known(HashMap<(String, String), Option<String>>);

impl Known {
    /// Returns a value; an expression that means nothing yet has its own text.
    pub fn get<'k>(&'k self, sql: &'k str, ty: &str) -> Option<&'k str> {
        match self.0.get(&(sql.to_string(), ty.to_string())) {
            Some(value) => value.as_deref(),
            None => Some(sql),
        }
    }
}

/// Asks for the values of expressions, each with the type that it is assigned to, under the search path of their file.
pub fn read(
    client: &mut Client,
    wanted: &BTreeSet<(&str, &str)>,
    fact: &Fact,
) -> Result<Known, QueryError> {
    let mut known = Known::default();
    let path = quote::idents(&link::path_of(fact));
    let path = if path.is_empty() { "''".into() } else { path };
    let all: Vec<(&str, &str)> = wanted.iter().copied().collect();
    let mut open: Vec<&[(&str, &str)]> = all.chunks(PIECE).collect();
    while let Some(piece) = open.pop() {
        let values = piece
            .iter()
            .map(|(sql, ty)| format!("(cast(cast(({sql}) as {ty}) as text))"));
        let values: Vec<String> = values.collect();
        let sql = format!(
            "set local search_path = {path}; values {}; set local search_path = ''",
            values.join(", ")
        );
        match attempt(client, &sql)? {
            Ok(cells) => {
                for ((sql, ty), row) in piece.iter().zip(cells) {
                    let value = row.into_iter().next().flatten();
                    known.0.insert((sql.to_string(), ty.to_string()), value);
                }
            }
            Err(_) if piece.len() > 1 => {
                let (first, second) = piece.split_at(piece.len() / 2);
                open.extend([first, second]);
            }
            // It means nothing before the patch, or is wrong, which the statement that uses it will tell.
            Err(_) => {}
        }
    }
    Ok(known)
}
