//! What a database is: facts with addresses, gathered in a state for each side.
//!
//! No SQL, no catalog and no I/O here; every other layer speaks in these words.

mod fact;
mod id;
mod origin;
mod pair;
mod parts;
mod state;

pub use fact::{Body, Fact};
pub use id::{Id, KindName, quote_part, split_name};
pub use origin::{DEFAULT_PATH, FileId, Files, Origin, Place};
pub use pair::{Pair, at_once};
pub use state::{Merged, State};
