//! Makes a PostgreSQL database match a description of it.
//!
//! Files of SQL or YAML are read into a [`model::State`], and so is the live catalog; the difference of the two becomes
//! the smallest patch of DDL statements, which is printed, tried or applied in one transaction.

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
pub mod lint;
pub mod live;
pub mod model;
pub mod plan;
pub mod preflight;
pub mod report;
pub mod scope;
pub mod scratch;
pub mod text;
