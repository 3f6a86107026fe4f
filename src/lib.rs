//! Makes a PostgreSQL database match a description of it.
//!
//! Files of SQL or YAML are read into a [`model::State`], and so is the live catalog; the difference of the two becomes the smallest
//! patch of DDL statements, which is printed, tried or applied in one transaction, and proved before it is committed. The files own
//! only what they name, and what is not understood is told, never passed over.
//!
//! ```text
//! load ─► files ───┐
//!                  ├─► diff ─► what differs ─► plan ─► statements
//! connect ─► live ─┘                 └───────► apply: run, read again, commit only if in step
//! ```
//!
//! The patch between two texts, without a server:
//! ```
//! use trueup::desired::files::Syntax;
//!
//! let live = trueup::read("before.sql", "create table prices (id text primary key);", Syntax::Sql);
//! let desired = trueup::read(
//!     "after.sql",
//!     "create table prices (id text primary key, amount integer not null default 0);",
//!     Syntax::Sql,
//! );
//! let comparison = trueup::diff(&desired, &live)?;
//! let patch: Vec<String> = trueup::plan(&comparison).iter().map(|a| a.sql()).collect();
//! assert_eq!(patch, ["alter table public.prices add column amount integer not null default 0"]);
//! # Ok::<(), trueup::Error>(())
//! ```
//! With a database in the place of `live` it is `trueup::diff(&desired, &mut client)`, and [`apply()`] makes it so.

pub mod apply;
pub mod cli;
pub mod compare;
pub mod config;
pub mod confirm;
pub mod convert;
pub mod desired;
pub mod diagnostic;
pub mod diff;
pub mod doctor;
pub mod kind;
pub mod kinds;
mod library;
pub mod lint;
pub mod live;
pub mod model;
pub mod plan;
pub mod preflight;
pub mod report;
pub mod scope;
pub mod scratch;
pub mod text;

pub use library::{Error, Options, apply, connect, diff, diff_within, load, plan, read};
