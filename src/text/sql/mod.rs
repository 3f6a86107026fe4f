//! SQL behind one door: sqlparser's tokens, cut into statements that know their place.
//!
//! What a statement means stands with its kind; here are only tokens, places and the cursor.

mod cursor;
mod reader;
mod script;

pub use cursor::Cursor;
pub use reader::{Name, Reader, is_word, word_of};
pub use script::{Piece, Script, Statement, statements};
