//! The command line as a stranger meets it: what it prints, and its exit statuses, on a private server.
//!
//! The words are kept as snapshots; `cargo insta review` shows a change of them.

#[path = "../support/ajv.rs"]
mod ajv;
mod allow;
#[path = "../support/aloud.rs"]
mod aloud;
mod annotations;
mod apply;
mod bench;
mod convert;
mod diff;
mod doctor;
mod dry_run;
mod dump;
mod environments;
mod explain;
mod foreign;
mod help;
mod hooks;
mod init;
mod install;
mod lint;
mod markdown;
#[path = "../support/npm.rs"]
mod npm;
mod page;
mod pager;
mod platform;
mod reading;
mod rebuild;
mod repositories;
mod repository;
mod roles;
mod rows;
mod schema;
mod scratch;
mod security_labels;
mod sources;
mod staged;
mod subscriptions;
mod tablespaces;
mod terminal;
mod tools;
mod trouble;
mod uncompared;
mod yaml_schema;
