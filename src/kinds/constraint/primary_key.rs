//! What a primary key is beyond a unique constraint, when it is read; all else they share, in `key`.

use super::key::{self, Key};
use super::naming::Header;
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, names};
use crate::kinds::column;
use crate::model::{Id, Place};
use crate::text::sql::Reader;

/// Reads what follows `PRIMARY KEY`; its columns take no nulls, and a table has one at most.
pub fn read(
    reader: &mut Reader,
    draft: &mut Draft,
    table: &Id,
    header: Header,
    column: Option<&str>,
) -> Result<()> {
    only_one(draft, table, &header.place)?;
    let id = key::read(reader, draft, table, (names::PRIMARY_KEY, header), column)?;
    let columns = draft
        .state
        .body::<Key>(&id)
        .map(|k| k.columns.clone())
        .unwrap_or_default();
    for name in columns {
        column::null::require(draft, &table.child(names::COLUMN, &name));
    }
    Ok(())
}

/// Requires that a table has no primary key yet.
pub fn only_one(draft: &Draft, table: &Id, place: &Place) -> Result<()> {
    let parts = draft.state.children(table);
    let Some(first) = parts.iter().find(|f| f.id.kind() == names::PRIMARY_KEY) else {
        return Ok(());
    };
    let message = format!("table {} has two primary keys", table.name());
    let problem = Problem::error("two-primary-keys", message).at(place.clone(), "the second one");
    let problem = problem.at_any(first.origin.place(), "the first one");
    Err(Box::new(problem.help(
        "make one of them `unique`, or one key of both: `primary key (a, b)`",
    )))
}
