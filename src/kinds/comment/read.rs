//! Reads COMMENT ON: the last one on a thing counts, and an empty one takes it away.

use super::{Comment, address, name_subject, subject};
use crate::diagnostic::Result;
use crate::kind::Draft;
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
    name_subject(draft, &subject.on);
    let body = Comment::new(subject.on, text);
    if body.text == body.by_itself && !body.may_come_by_itself() {
        draft.refuse(id);
        return Ok(());
    }
    draft.set(id, Some(subject.parent), body, reader.since(start));
    Ok(())
}
