//! The live side: a connection, and the catalog read into a state.
//!
//! Everything is read in one snapshot with a fixed number of round trips:
//!
//! ```text
//! world    what exists under the names that the files use
//! objects  the oids of what is in scope
//! read     every kind's queries over those oids, sent as one
//! early    the same questions, asked while the files are interpreted
//! depends  the edges of pg_depend, only when there is something to plan
//! ```

pub mod connect;
mod depends;
mod early;
mod given;
mod objects;
mod outside;
mod read;
mod rows;
mod unmodelled;
mod wanted;
mod world;

use postgres::Client;

pub use crate::kind::Reach;
pub use depends::depends;
pub use early::Early;
pub use given::given;
pub use read::{Live, attachments, queries, read, read_early};
pub use rows::{QueryError, array, execute, names, run as query};
use world::version;
pub use world::{relation_kind, world};

/// Begins the snapshot in which all is read.
///
/// # Errors
/// When the server refuses.
pub fn begin(client: &mut Client) -> Result<(), QueryError> {
    // Compiling a query of the catalog takes longer than running it.
    let sql = "begin isolation level repeatable read read only; set local search_path = ''; set local jit = off";
    execute(client, sql)
}

/// Ends the snapshot.
///
/// # Errors
/// When the server refuses.
pub fn end(client: &mut Client) -> Result<(), QueryError> {
    execute(client, "rollback")
}
