//! REPLICA IDENTITY: what tells the rows of a table apart in logical replication.
//!
//! Which index does is a mark of that index.

use super::{Table, alter_clause};
use crate::diagnostic::Result;
use crate::kind::{Action, Draft};
use crate::kinds::index::mark::{self, Mark};
use crate::model::{Fact, Id};
use crate::text::sql::Reader;

/// What tells rows apart: `pg_class.relreplident`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Replica {
    /// The primary key, if there is one.
    #[default]
    Default,
    /// All columns.
    Full,
    /// Nothing does.
    Nothing,
    /// The index that bears the mark.
    Index,
}

/// Each with its letter in the catalog and its word.
const ALL: &[(Replica, &str, &str)] = &[
    (Replica::Default, "d", "default"),
    (Replica::Full, "f", "full"),
    (Replica::Nothing, "n", "nothing"),
    (Replica::Index, "i", "using index"),
];

impl Replica {
    /// Takes a letter of the catalog.
    pub fn of_letter(letter: &str) -> Replica {
        ALL.iter()
            .find(|r| r.1 == letter)
            .map_or(Replica::Default, |r| r.0)
    }

    /// Returns the words behind REPLICA IDENTITY.
    pub fn words(self) -> &'static str {
        ALL.iter().find(|r| r.0 == self).map_or("", |r| r.2)
    }
}

/// Reads what follows `REPLICA IDENTITY`.
pub fn read(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<()> {
    let found = ALL.iter().find(|r| reader.accept(r.2));
    let Some((replica, ..)) = found else {
        return Err(reader.unexpected("DEFAULT, FULL, NOTHING or USING INDEX"));
    };
    match replica {
        Replica::Index => mark::on(Mark::Replica, reader, draft, table)?,
        _ => mark::clear(Mark::Replica, draft, table),
    }
    if let Some(fact) = draft.state.get_mut(table) {
        fact.change(|t: &mut Table| t.replica = *replica);
    }
    Ok(())
}

/// Words the change; the one to an index is worded by the index.
pub fn change(from: Replica, desired: &Fact) -> Option<Action> {
    let to = desired.body::<Table>().replica;
    let worded = from != to && to != Replica::Index;
    let words = format!("replica identity {}", to.words());
    worded.then(|| alter_clause(desired, &words).stands_between(&[]))
}
