//! YAML as another spelling of SQL: a document becomes statements whose every byte knows its place in the file.
//!
//! What a statement means stands with its kind. A file per group of keys holds the keys as data and what they become.

mod attributes;
mod clauses;
mod collations;
mod columns;
mod constraints;
mod directives;
mod document;
mod domains;
mod enums;
mod event_triggers;
mod extras;
mod fence;
mod foreign;
mod foreign_keys;
mod indexes;
mod name;
mod named_constraints;
mod namespaces;
mod partitions;
mod policies;
mod privileges;
mod publications;
mod reading;
mod roles;
mod routines;
mod rows;
mod rules;
mod sequences;
mod sql;
mod statistics;
mod subscriptions;
mod tables;
#[cfg(test)]
mod tests;
mod triggers;
mod types;
mod views;

use std::sync::Arc;

use crate::diagnostic::Problems;
use crate::model::FileId;
use crate::text::sql::{Directive, Script};
use crate::text::yaml;

use crate::text::yaml::shape;
pub use document::{DOCUMENT, json_schema};
use reading::Reading;
pub use rows::is_number;

/// Reads a file of YAML into a script and the directives beside it; nothing if it is no YAML.
///
/// What cannot be read is a problem with its place, and is left out of the script.
pub fn read(
    file: FileId,
    text: &Arc<str>,
    problems: &mut Problems,
) -> Option<(Script, Vec<Directive>)> {
    let root = yaml::read(file, text, problems)?;
    let mut reading = Reading::new(file, text, problems);
    reading.document(&root);
    Some(reading.finish())
}
