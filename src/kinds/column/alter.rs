//! Reads `ALTER TABLE … ALTER COLUMN`.

use super::read::{read_collation, read_default};
use super::{Column, Kept, kept, null};
use crate::diagnostic::Result;
use crate::kind::{Draft, names, reread};
use crate::kinds::default::Default;
use crate::kinds::{default, identity};
use crate::model::Id;
use crate::text::sql::Reader;

/// Reads what follows the column's name.
pub fn alter(reader: &mut Reader, draft: &mut Draft, id: &Id) -> Result<()> {
    let kept = draft.state.body::<Column>(id).map(|c| c.kept.clone());
    if let Some(mut kept) = kept
        && kept::alter(reader, &mut kept)?
    {
        return change(draft, id, |c| c.keep(kept));
    }
    if reader.at("options") {
        let mut options = draft.state.body::<Column>(id).map(|c| c.foreign.clone());
        options.iter_mut().try_for_each(|o| o.alter(reader))?;
        return change(draft, id, |c| c.foreign = options.unwrap_or_default());
    }
    match () {
        () if reader.accept("type") || reader.accept("set data type") => {
            set_type(reader, draft, id)
        }
        () if reader.accept("set default") => {
            let mark = reader.mark();
            let expr = read_default(reader)?;
            let place = reader.since(mark);
            default::set(draft, id, expr, place);
            Ok(())
        }
        () if reader.accept("drop default") => {
            draft.remove(&id.as_kind(names::DEFAULT));
            Ok(())
        }
        () if reader.accept("set not null") => {
            null::set(draft, id);
            Ok(())
        }
        () if reader.accept("drop not null") => {
            null::drop(draft, id);
            Ok(())
        }
        () if reader.accept("drop expression") => {
            reader.accept("if exists");
            change(draft, id, |c| (c.generated, c.is_virtual) = (None, false))
        }
        () if reader.accept("set expression as") => {
            let expr = reader.in_parens()?;
            change(draft, id, |c| c.generated = Some(expr))
        }
        () => identity::alter(reader, draft, id),
    }
}

fn set_type(reader: &mut Reader, draft: &mut Draft, id: &Id) -> Result<()> {
    let ty = draft.type_name(reader)?;
    let collation = if reader.accept("collate") {
        read_collation(reader, draft)?
    } else {
        None
    };
    if reader.accept("using") {
        reader.until(|r| r.at_comma())?;
    }
    let target = ty.to_string();
    if let Some(fact) = draft.state.get_mut(&id.as_kind(names::DEFAULT)) {
        fact.change(|d: &mut Default| d.target = target);
    }
    let retype = |c: &mut Column| {
        // The server takes the storage and compression of the new type.
        let kept = Kept {
            statistics: c.kept.statistics,
            options: c.kept.options.clone(),
            ..Kept::default()
        };
        (c.ty, c.collation, c.kept) = (ty, collation, kept);
    };
    reread::around(draft, id, |draft| change(draft, id, retype))?;
    identity::set_type(draft, id);
    Ok(())
}

fn change(draft: &mut Draft, id: &Id, change: impl FnOnce(&mut Column)) -> Result<()> {
    if let Some(fact) = draft.state.get_mut(id) {
        fact.change(change);
    }
    Ok(())
}
