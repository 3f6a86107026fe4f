//! How the temporary relations are named on which confirm lets the server print expressions.
//!
//! What is built on them stands with each kind.

use crate::text::quote;

/// Returns the name that a thing has among the temporary ones.
pub fn name(last: &str) -> String {
    format!("pg_temp.{}", quote::ident(last))
}

/// Returns the oid of a temporary relation as an expression of SQL.
pub fn oid(name: &str) -> String {
    format!("{}::regclass", quote::literal(name))
}
