//! Unique constraints. What they share with primary keys is in `key`.

use super::key;
use super::naming::Header;
use crate::diagnostic::Result;
use crate::kind::{Action, Alter, Attribute, Draft, Kind, Query, Scene, Target, names};
use crate::model::{Fact, Id, KindName, State};
use crate::text::sql::Reader;

/// The kind `unique`.
pub struct UniqueKind;

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::replaced("columns"),
    Attribute::replaced("included columns"),
    Attribute::replaced("nulls not distinct").since(15),
    Attribute::replaced("deferral"),
    Attribute::in_place("storage parameters"),
    Attribute::in_place("clustered on"),
];

impl Kind for UniqueKind {
    fn name(&self) -> KindName {
        names::UNIQUE
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
        vec![key::query(target, 'u', |row, catalog| {
            key::read_row(row, catalog, names::UNIQUE)
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

/// Reads what follows `UNIQUE`.
pub fn read(
    reader: &mut Reader,
    draft: &mut Draft,
    table: &Id,
    header: Header,
    column: Option<&str>,
) -> Result<()> {
    key::read(reader, draft, table, (names::UNIQUE, header), column).map(|_| ())
}
