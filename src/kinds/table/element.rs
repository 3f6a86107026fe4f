//! One element of the list in CREATE TABLE: a column or a constraint.

use crate::diagnostic::Result;
use crate::kind::Draft;
use crate::kinds::{column, constraint};
use crate::model::Id;
use crate::text::sql::Reader;

/// Steps over an element.
pub fn skip(reader: &mut Reader) -> Result<()> {
    reader
        .until(|r| r.at_sign(&sqlparser::tokenizer::Token::Comma))
        .map(|_| ())
}

/// Reads a column or a constraint.
pub fn read(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<()> {
    if constraint::at_table_constraint(reader) {
        return constraint::read_table_constraint(reader, draft, table, None);
    }
    column::read(reader, draft, table, false, None)
}
