//! YAML as nodes that know their bytes: a mapping, a list or a scalar, each with its place in the file.
//!
//! What a key means does not belong here. Anchors, aliases and merge keys are resolved; a key that stands twice
//! in a mapping, a tag and a second document are problems.

mod align;
mod build;
mod entries;
mod node;
#[cfg(test)]
mod tests;

pub use build::read;
pub use node::{Entry, Node, Scalar, Value};
