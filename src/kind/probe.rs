//! Temporary relations like the desired ones, on which confirm lets the server print expressions.
//!
//! What is built on them stands with each kind.

use super::{Lookup, names};
use crate::model::{Id, State};
use crate::text::quote;

/// Returns the statement that makes a temporary table of the same name, with the desired columns and their types.
///
/// Nothing comes back for what is not a desired table, or has no columns.
pub fn table(table: &Id, desired: &State, kind: Lookup) -> Option<String> {
    let column = kind(names::COLUMN);
    let columns: Vec<String> = desired
        .children(table)
        .into_iter()
        .filter(|f| f.id.kind() == names::COLUMN)
        .map(|f| {
            Some(format!(
                "{} {}",
                quote::ident(&f.id.last()),
                column.value_type(f)?
            ))
        })
        .collect::<Option<_>>()?;
    let made = table.kind() == names::TABLE && !columns.is_empty();
    made.then(|| {
        format!(
            "create temporary table {} ({})",
            name(table),
            columns.join(", ")
        )
    })
}

/// Returns the name of the temporary relation that stands for a relation.
pub fn name(relation: &Id) -> String {
    format!("pg_temp.{}", quote::ident(&relation.last()))
}

/// Returns the oid of a temporary relation as an expression of SQL.
pub fn oid(name: &str) -> String {
    format!("{}::regclass", quote::literal(name))
}
