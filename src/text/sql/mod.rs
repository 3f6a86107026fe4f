//! SQL behind one door: sqlparser's tokens, cut into statements that know their place.
//!
//! What a statement means stands with its kind; here are only tokens, places and the cursor.

mod cursor;
mod cut;
mod directive;
mod plain;
mod reader;
#[cfg(test)]
pub mod samples;
mod script;
mod tokens;

pub use cursor::Cursor;
pub use cut::{alone, some_statements, statements};
pub use directive::{Directive, Verb, directives};
pub use reader::{Name, Reader, is_word, word_of};
pub use script::{Lines, Piece, Script, Statement};
