//! Primary keys. What they share with unique constraints is in `key`.

use super::key::{self, Key};
use super::naming::Header;
use crate::diagnostic::{Problem, Result};
use crate::kind::{Action, Alter, Attribute, Draft, Kind, Query, Scene, Target, names};
use crate::kinds::column;
use crate::model::{Fact, Id, KindName, State};
use crate::text::sql::Reader;

/// The kind `primary-key`.
pub struct PrimaryKeyKind;

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::replaced("columns"),
    Attribute::replaced("included columns"),
    Attribute::replaced("deferral"),
    Attribute::in_place("storage parameters"),
    Attribute::in_place("clustered on"),
];

impl Kind for PrimaryKeyKind {
    fn name(&self) -> KindName {
        names::PRIMARY_KEY
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
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
    let other = draft
        .state
        .children(table)
        .into_iter()
        .find(|f| f.id.kind() == names::PRIMARY_KEY);
    if let Some(first) = other {
        let message = format!("table {} has two primary keys", table.name());
        let mut problem =
            Problem::error("two-primary-keys", message).at(header.place, "the second one");
        if let Some(place) = first.origin.place() {
            problem = problem.at(place.clone(), "the first one");
        }
        return Err(Box::new(problem.help(
            "make one of them `unique`, or one key of both: `primary key (a, b)`",
        )));
    }
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
