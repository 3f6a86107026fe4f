//! Columns that are written alike: what the same words mean is found out once.
//!
//! Most columns are of a built-in type, which no other statement can change, and are a fact by themselves. Words that name or
//! make anything else are read each time.

use std::sync::Arc;

use super::Column;
use crate::kind::Draft;
use crate::model::{Body, Id};
use crate::text::sql::Reader;
use crate::text::typename;

/// Steps over the words behind the name of a column, if others were written so, and returns what they say.
pub fn accept(reader: &mut Reader, draft: &Draft) -> Option<Arc<dyn Body>> {
    let mark = reader.mark();
    let known = draft.columns.get(reader.item()).cloned();
    if known.is_none() {
        reader.rewind(mark);
    }
    known
}

/// How much there is, before words are read and behind them.
#[derive(PartialEq)]
pub struct Size {
    facts: usize,
    problems: usize,
    without_default: usize,
}

impl Size {
    /// Measures a draft.
    pub fn of(draft: &Draft) -> Size {
        Size {
            facts: draft.state.len(),
            problems: draft.problems.iter().count(),
            without_default: draft.without_default.len(),
        }
    }
}

/// Remembers what words say, if it is the column and nothing else.
pub fn remember(words: &str, column: &Id, before: Size, draft: &mut Draft) {
    let after = Size {
        facts: before.facts + 1,
        ..before
    };
    if Size::of(draft) != after {
        return;
    }
    let fact = draft.state.get(column);
    if let Some(fact) = fact.filter(|f| f.get().is_some_and(is_by_itself)) {
        draft.columns.insert(words.into(), fact.body.clone());
    }
}

fn is_by_itself(column: &Column) -> bool {
    typename::is_builtin(&column.ty.name)
        && column.collation.is_none()
        && column.generated.is_none()
        && column.null.name.is_none()
}
