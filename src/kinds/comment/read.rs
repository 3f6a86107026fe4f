//! Reads COMMENT ON: the last one on a thing counts, and an empty one takes it away.

use super::{Comment, OF_PUBLIC, address, subject};
use crate::diagnostic::Result;
use crate::kind::{Draft, names};
use crate::text::sql::Reader;

/// Reads the statement.
pub fn read(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let start = reader.mark();
    reader.expect("comment on")?;
    let subject = subject::read(reader, draft)?;
    reader.expect("is")?;
    let text = if reader.accept("null") {
        None
    } else {
        Some(reader.string()?)
    };
    reader.done()?;
    let text = text.filter(|t| !t.is_empty());
    let id = address(&subject.on);
    let is_public = subject.on.kind() == names::SCHEMA && subject.on.name() == "public";
    let is_default = match &text {
        Some(text) => is_public && text == OF_PUBLIC,
        None => !is_public,
    };
    if is_default {
        draft.state.take(&id);
        draft.state.absent.insert(id);
        return Ok(());
    }
    let body = Comment {
        on: subject.on,
        text,
    };
    draft.set(id, Some(subject.parent), body, reader.since(start));
    Ok(())
}
