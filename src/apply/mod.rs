//! Runs a patch in one transaction, and commits only if the catalog is then as desired.

mod transaction;

pub use transaction::{Applied, ApplyError, Limits, apply};
