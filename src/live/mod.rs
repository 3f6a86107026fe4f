//! The live side: a connection, and the catalog read into a state.
//!
//! Everything is read in one snapshot with a fixed number of round trips:
//!
//! ```text
//! world    what exists under the names that the files use
//! objects  the oids of what is in scope
//! read     every kind's queries over those oids, sent as one
//! early    the same questions, asked while the files are interpreted
//! contents what differs in the rows that the files describe, if they describe any
//! depends  the edges of pg_depend, only when there is something to plan
//! ```

pub mod blocked;
pub mod connect;
mod contents;
mod depends;
mod early;
mod given;
mod objects;
mod outside;
mod read;
mod rows;
pub mod sqlstate;
mod unmodelled;
mod wanted;
mod world;

use postgres::Client;

pub use crate::kind::Reach;
pub use contents::contents;
pub use depends::depends;
pub use early::Early;
pub use given::given;
pub use read::{Live, attachments, queries, read, read_early};
pub use rows::{QueryError, array, execute, names, owner, run as query};
use world::version;
pub use world::{relation_kind, world};

/// Begins the snapshot in which all is read.
///
/// # Errors
/// When the server refuses.
pub fn begin(client: &mut Client) -> Result<(), QueryError> {
    // Compiling a query of the catalog takes longer than running it. To print an expression the server locks its table, which whoever
    // changes that table may hold for long.
    let sql = "begin isolation level repeatable read read only; set local search_path = ''; set local jit = off; \
               set local lock_timeout = '5s'";
    execute(client, sql)
}

/// Returns the name of the database, as the server has it.
///
/// # Errors
/// When the server refuses.
pub fn database(client: &mut Client) -> Result<String, QueryError> {
    let mut name = String::new();
    query(client, &["select current_database()"], |_, cells| {
        name = cells[0].unwrap_or_default().to_string();
    })?;
    Ok(name)
}

/// Ends the snapshot.
///
/// # Errors
/// When the server refuses.
pub fn end(client: &mut Client) -> Result<(), QueryError> {
    execute(client, "rollback")
}
