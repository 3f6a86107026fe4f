//! Primary keys and unique constraints as kinds: one of each, and no difference but the name.

use crate::diagnostic::Result;
use crate::kind::{Action, Alter, Attribute, Draft, Kind, Query, Scene, Since, Target, names};
use crate::kinds::constraint;
use crate::model::{Fact, Id, KindName, State};
use crate::text::sql::Reader;

/// The kind `primary-key`, and the kind `unique`.
pub struct KeyKind {
    name: KindName,
    /// Reads the catalog, for both kinds at once.
    catalog: fn(&Target) -> Vec<Query>,
    attributes: &'static [Attribute],
}

/// What can differ in any key.
const OF_ANY: &[Attribute] = OF_UNIQUE.split_at(1).1;

/// What can differ in a unique constraint; all but the first in any key.
const OF_UNIQUE: &[Attribute] = &[
    Attribute::replaced("nulls not distinct").since(15),
    Attribute::replaced("columns"),
    Attribute::replaced("without overlaps").since(18),
    Attribute::replaced("included columns"),
    Attribute::replaced("deferral"),
    Attribute::in_place("storage parameters"),
    Attribute::in_place("tablespace"),
    Attribute::in_place("clustered on"),
    Attribute::in_place("replica identity"),
];

/// The kind `primary-key`.
pub static PRIMARY_KEY: KeyKind = KeyKind {
    name: names::PRIMARY_KEY,
    catalog: |target| vec![super::query(target)],
    attributes: OF_ANY,
};
/// The kind `unique`.
pub static UNIQUE: KeyKind = KeyKind {
    name: names::UNIQUE,
    catalog: |_| Vec::new(),
    attributes: OF_UNIQUE,
};

impl Kind for KeyKind {
    fn name(&self) -> KindName {
        self.name
    }

    fn attributes(&self) -> &'static [Attribute] {
        self.attributes
    }

    fn noun(&self) -> Option<&'static str> {
        Some(constraint::NOUN)
    }

    fn address(&self, reader: &mut Reader, draft: &Draft) -> Result<Id> {
        constraint::address(self.name(), reader, draft)
    }

    fn reference(&self, id: &Id, _state: &State) -> String {
        constraint::reference(id)
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        (self.catalog)(target)
    }

    fn slot(&self, fact: &Fact) -> Option<String> {
        Some(super::slot(&fact.id))
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        super::uses(fact, state)
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        super::relink(fact, moved);
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        super::since(fact)
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        super::create(fact, scene)
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![constraint::removal(fact)]
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        super::alter(live, desired, scene)
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        constraint::renaming(from, to)
    }

    fn describe(&self, fact: &Fact) -> String {
        super::definition(fact)
    }
}
