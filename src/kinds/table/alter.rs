//! Reads ALTER TABLE: each of its forms is handed to the kind that it changes.

use crate::diagnostic::Result;
use crate::kind::Draft;
use crate::text::sql::Reader;

/// Reads the statement.
pub fn read(reader: &mut Reader, _draft: &mut Draft) -> Result<()> {
    Err(reader.unexpected("something else"))
}
