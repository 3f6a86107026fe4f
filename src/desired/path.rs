//! The statements that set the search path.

use sqlparser::tokenizer::Token;

use crate::text::sql::Reader;

/// Reads a statement that sets the search path: the schemas, or nothing for the default ones; otherwise the cursor stays.
pub fn setting(reader: &mut Reader) -> Option<Option<Vec<String>>> {
    let mark = reader.mark();
    let found = set(reader).or_else(|| {
        reader.rewind(mark);
        set_config(reader)
    });
    if found.is_none() {
        reader.rewind(mark);
    }
    found
}

fn set(reader: &mut Reader) -> Option<Option<Vec<String>>> {
    if reader.accept("reset search_path") {
        return Some(None);
    }
    if !reader.accept("set") {
        return None;
    }
    let _ = reader.accept("local") || reader.accept("session");
    if !reader.accept("search_path") {
        return None;
    }
    if !reader.accept("to") && !reader.accept_sign(&Token::Eq) {
        return None;
    }
    if reader.accept("default") {
        return Some(None);
    }
    let mut schemas = Vec::new();
    loop {
        schemas.push(reader.string().or_else(|_| reader.ident()).ok()?);
        if !reader.comma() {
            break;
        }
    }
    reader.is_done().then_some(Some(schemas))
}

/// Reads `select pg_catalog.set_config('search_path', '…', false)`, as a dump writes it.
fn set_config(reader: &mut Reader) -> Option<Option<Vec<String>>> {
    if !reader.accept("select") || reader.name().ok()?.last() != "set_config" {
        return None;
    }
    reader.accept_sign(&Token::LParen);
    if reader.string().ok()? != "search_path" || !reader.comma() {
        return None;
    }
    let value = reader.string().ok()?;
    let schemas = value
        .split(',')
        .map(|s| s.trim().trim_matches('"').to_string());
    Some(Some(schemas.filter(|s| !s.is_empty()).collect()))
}
