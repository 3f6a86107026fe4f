//! Runs a patch in one transaction, and commits only if the catalog is then as desired.
//!
//! ```text
//! session ─► compare ─► preflight ─► counts ─► gate ─► statements ─► compare again ─► commit   transaction
//!                                                          └ each is measured       ─► rollback dry_run
//!                                                          └ one fails ─► failure, with advice
//! ```
//! `rebuild` drops before it compares, and so makes all from nothing.

mod blame;
pub mod counts;
pub mod dry_run;
mod error;
mod failure;
mod observe;
mod rebuild;
mod session;
mod transaction;
mod watch;

pub use error::ApplyError;
pub use failure::Failure;
pub use rebuild::{Loss, Rebuilt, rebuild};
pub use session::Limits;
pub use transaction::{Applied, Request, apply, permitted};
pub use watch::{Phase, Watch};
