//! The operands of an operator, as its address has them.

use sqlparser::tokenizer::Token;

use super::read;
use crate::diagnostic::Result;
use crate::kind::Draft;
use crate::text::sql::Reader;

/// Reads `(left, right)`, where NONE stands for an operand that is not there.
pub fn read_two(reader: &mut Reader, draft: &Draft) -> Result<String> {
    reader.expect_sign(&Token::LParen)?;
    let left = one(reader, draft)?;
    reader.expect_sign(&Token::Comma)?;
    let right = one(reader, draft)?;
    reader.expect_sign(&Token::RParen)?;
    Ok(format!("{left}, {right}"))
}

fn one(reader: &mut Reader, draft: &Draft) -> Result<String> {
    match reader.accept("none") {
        true => Ok("none".into()),
        false => Ok(read::plain_type(reader, draft)?.to_string()),
    }
}
