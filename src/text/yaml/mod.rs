//! YAML as nodes that know their bytes: a mapping, a list or a scalar, each with its place in the file.
//!
//! What a key means does not belong here; which keys there may be is data ([`shape`]). Anchors, aliases and merge keys are resolved; a key that stands twice
//! in a mapping, a tag and a second document are problems.

mod align;
mod build;
mod entries;
mod fields;
mod json_schema;
mod node;
mod notes;
pub mod shape;
#[cfg(test)]
mod tests;

pub use build::read;
pub use fields::{Fields, one_or_many, truth};
#[cfg(test)]
pub use json_schema::bare;
pub use json_schema::{example, examples, json_schema, name as schema_name};
pub use node::{Entry, Node, Scalar, Value};
pub use notes::Notes;
