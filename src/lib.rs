//! Makes a PostgreSQL database match a description of it. Files of SQL or YAML are read into a [`model::State`], and so is the live
//! catalog; the difference of the two becomes the smallest patch of DDL statements, which is printed, tried or applied in one
//! transaction that commits only if nothing differs any more.
//!
//! ```text
//! load, parse ─► desired ─┐
//!                         ├─► diff, plan ─► Patch ─► apply: lock, compare, run, compare again, commit or roll back
//! connect ─────► live ────┘
//! ```
//!
//! ```
//! use trueup::desired::files::Syntax;
//! use trueup::{Options, parse, plan};
//!
//! let live = parse("live.sql", "create table users (id bigint);", Syntax::Sql);
//! let desired = parse("users.yaml", "tables: {users: {columns: {id: bigint, name: text}}}", Syntax::Yaml);
//! let patch = plan(&live, &desired, &Options::default())?;
//! assert_eq!(patch.statements(), ["alter table public.users add column name text"]);
//! # Ok::<(), trueup::Error>(())
//! ```
//!
//! A test-suite that needs its tables calls [`apply`](apply()) once; [`scratch`] starts a throwaway server for it. Nothing here prints
//! or keeps a state of its own between calls. The functions at the top are the promise; the modules are how it is built, and
//! may change with each minor version.

pub mod apply;
#[doc(hidden)]
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
pub mod library;
pub mod lint;
pub mod live;
pub mod model;
pub mod plan;
pub mod preflight;
pub mod report;
pub mod scope;
pub mod scratch;
pub mod text;

pub use library::{
    Error, Live, Options, Patch, apply, apply_agreed, connect, diff, load, parse, plan,
};
