//! Data of other servers: foreign data wrappers, servers and user mappings, with their options.
//!
//! Foreign tables are tables, and stand with them; only what they have beside others is here.

pub mod mapping;
pub mod options;
pub mod server;
pub mod table;
pub mod wrapper;

use crate::diagnostic::{Problem, Result};
use crate::kind::Draft;
use crate::model::{Id, Place};
use crate::text::sql::Reader;

pub use options::Options;
pub use table::Foreign;

/// Makes the error for a statement about something that no statement before it makes.
fn missing(id: &Id, place: Place) -> Box<Problem> {
    let noun = id.kind().replace('-', " ");
    let message = format!("there is no {noun} {} here", id.name());
    let problem = Problem::error("unknown-object", message).at(place, "");
    Box::new(problem.help("no statement before this one makes it"))
}

/// Refuses IMPORT FOREIGN SCHEMA, which takes over what another server has when it runs.
fn import(reader: &mut Reader, _draft: &mut Draft) -> Result<()> {
    let message =
        "IMPORT FOREIGN SCHEMA makes what the other server has when it runs, which no file says";
    let problem = Problem::error("unsupported", message).at(reader.rest(), "");
    Err(Box::new(problem.help(
        "run it once by hand, and keep in the files what `trueup dump` writes of its tables",
    )))
}
