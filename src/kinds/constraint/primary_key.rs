//! Primary keys. What they share with unique constraints is in `key`.

use super::key::{self, Key};
use super::naming::Header;
use crate::diagnostic::{Problem, Result};
use crate::kind::{Action, Alter, Draft, Kind, Query, Scene, Target, names};
use crate::kinds::column;
use crate::model::{Fact, Id, KindName, Place, State};
use crate::text::sql::Reader;

/// The kind `primary-key`.
pub struct PrimaryKeyKind;

impl Kind for PrimaryKeyKind {
    fn name(&self) -> KindName {
        names::PRIMARY_KEY
    }

    fn noun(&self) -> Option<&'static str> {
        Some(super::NOUN)
    }

    fn address(&self, reader: &mut Reader, draft: &Draft) -> Result<Id> {
        super::address(self.name(), reader, draft)
    }

    fn reference(&self, id: &Id, _state: &State) -> String {
        super::reference(id)
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        vec![key::query(target, 'p', |row, catalog| {
            key::read_row(row, catalog, names::PRIMARY_KEY)
        })]
    }

    fn slot(&self, fact: &Fact) -> Option<String> {
        Some(key::slot(&fact.id))
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        key::uses(fact, state)
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        key::relink(fact, moved);
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        key::create(fact, scene)
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![super::removal(fact)]
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        key::alter(live, desired, scene)
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        super::renaming(from, to)
    }

    fn describe(&self, fact: &Fact) -> String {
        key::definition(fact)
    }
}

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
        column::set_not_null(draft, &table.child(names::COLUMN, &name));
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
    let mut problem =
        Problem::error("two-primary-keys", message).at(place.clone(), "the second one");
    if let Some(place) = first.origin.place() {
        problem = problem.at(place.clone(), "the first one");
    }
    Err(Box::new(problem.help(
        "make one of them `unique`, or one key of both: `primary key (a, b)`",
    )))
}
