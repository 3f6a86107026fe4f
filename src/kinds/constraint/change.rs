//! The forms of ALTER TABLE that drop, rename, validate or alter a constraint, and what ALTER INDEX changes of one.

use super::attributes::{self, Allowed};
use super::check::Check;
use super::exclusion::Exclusion;
use super::foreign_key::ForeignKey;
use super::key::Key;
use super::unknown;
use crate::diagnostic::Result;
use crate::kind::{Draft, edit, names};
use crate::kinds::column::null;
use crate::kinds::index::{Index, Options};
use crate::model::{Fact, Id, Place};
use crate::text::sql::Reader;

/// Reads what follows `DROP CONSTRAINT`.
///
/// # Errors
/// If the table has no such constraint, or something depends on it.
pub fn drop(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<()> {
    let lenient = reader.accept("if exists");
    let (name, place) = named(reader)?;
    let cascade = reader.accept("cascade");
    let _ = reader.accept("restrict");
    match find(draft, table, &name) {
        Some(id) => edit::drop(draft, &id, &[], cascade, &place),
        None => match null::find(draft, table, &name) {
            Some(column) => {
                null::drop(draft, &column);
                Ok(())
            }
            None if lenient => Ok(()),
            None => Err(unknown(draft, table, &name, place)),
        },
    }
}

/// Gives a constraint another name.
///
/// # Errors
/// If the table has no such constraint, or the new name is taken.
pub fn rename(draft: &mut Draft, table: &Id, old: &str, new: &str, place: Place) -> Result<()> {
    match find(draft, table, old) {
        Some(id) => edit::relocate(draft, &id, &table.child(id.kind(), new), &place),
        None => match null::find(draft, table, old) {
            Some(column) => {
                null::rename(draft, &column, new);
                Ok(())
            }
            None => Err(unknown(draft, table, old, place)),
        },
    }
}

/// Reads what follows `VALIDATE CONSTRAINT`.
///
/// # Errors
/// If the table has no such constraint, or it is neither a check nor a foreign key.
pub fn validate(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<()> {
    let (name, place) = named(reader)?;
    if let Some(column) = null::find(draft, table, &name) {
        null::change(draft, &column, |n| n.not_valid = false);
        return Ok(());
    }
    let Some(id) = find(draft, table, &name) else {
        return Err(unknown(draft, table, &name, place));
    };
    if ![names::CHECK, names::FOREIGN_KEY].contains(&id.kind()) {
        let message =
            format!("constraint {name} is neither a check nor a foreign key, and always valid");
        return Err(reader.error_at("syntax", &message, place));
    }
    if let Some(fact) = draft.state.get_mut(&id) {
        fact.change(|check: &mut Check| check.valid = true);
        fact.change(|key: &mut ForeignKey| key.valid = true);
    }
    Ok(())
}

/// Reads what follows `ALTER CONSTRAINT`: when and whether a foreign key is checked, or who inherits a NOT NULL.
///
/// # Errors
/// If the table has no such constraint, or it is of another kind.
pub fn alter(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<()> {
    let (name, place) = named(reader)?;
    if let Some(column) = null::find(draft, table, &name) {
        let no_inherit = reader.accept("no inherit");
        if !no_inherit {
            reader.expect("inherit")?;
        }
        null::change(draft, &column, |n| n.no_inherit = no_inherit);
        return Ok(());
    }
    let Some(id) = find(draft, table, &name) else {
        return Err(unknown(draft, table, &name, place));
    };
    if id.kind() != names::FOREIGN_KEY {
        let message = format!("constraint {name} is no foreign key: only those can be altered");
        return Err(reader.error_at("syntax", &message, place));
    }
    let what = "an altered constraint";
    let allowed = Allowed {
        what,
        deferral: true,
        not_valid: false,
        no_inherit: false,
        not_enforced: true,
    };
    let found = attributes::read(reader, allowed)?;
    if let Some(fact) = draft.state.get_mut(&id) {
        fact.change(|key: &mut ForeignKey| {
            if found.says_deferral {
                key.deferral = found.deferral;
            }
            if found.says_enforced {
                // The server checks the rows when it begins to enforce.
                (key.enforced, key.valid) = (!found.not_enforced, !found.not_enforced);
            }
        });
    }
    Ok(())
}

/// Changes the storage parameters of an index or of the one behind a constraint.
pub fn change_options(fact: &mut Fact, change: impl Fn(&mut Options)) {
    fact.change(|index: &mut Index| change(&mut index.options));
    fact.change(|key: &mut Key| change(&mut key.options));
    fact.change(|exclusion: &mut Exclusion| change(&mut exclusion.index.options));
}

/// Moves an index or the one behind a constraint to another tablespace.
pub fn change_tablespace(fact: &mut Fact, to: &Option<String>) {
    fact.change(|index: &mut Index| index.tablespace.clone_from(to));
    fact.change(|key: &mut Key| key.tablespace.clone_from(to));
    fact.change(|exclusion: &mut Exclusion| exclusion.index.tablespace.clone_from(to));
}

fn named(reader: &mut Reader) -> Result<(String, Place)> {
    let mark = reader.mark();
    let name = reader.ident()?;
    Ok((name, reader.since(mark)))
}

/// Finds a constraint of a table, of whatever kind.
fn find(draft: &Draft, table: &Id, name: &str) -> Option<Id> {
    let ids = names::CONSTRAINTS.iter().map(|k| table.child(k, name));
    ids.into_iter().find(|id| draft.state.has(id))
}
