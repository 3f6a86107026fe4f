//! Sequences: what they count, and the column that owns one.
//!
//! The sequence of an identity column is no fact of its own; it belongs to the identity.

pub mod logged;
mod options;
pub mod owned;
mod read;
#[cfg(test)]
mod tests;
mod words;

use crate::diagnostic::{Problem, Result};
use crate::kind::catalog::Class;
use crate::kind::{
    self, Action, Alter, Attribute, Catalog, Demand, Draft, Grammar, Kind, Lock, Query, Row, Scene,
    Since, Target, Verb, names,
};
use crate::kinds::column;
use crate::kinds::column::Column;
use crate::kinds::typedef::schema_of;
use crate::model::{Fact, Id, KindName, State};

pub use options::{Given, Options};
pub use read::{for_serial, restarted};
pub use words::{go_on, within_bounds};

/// The kind `sequence`.
pub struct SequenceKind;

/// What a sequence is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    /// How it counts.
    pub options: Options,
    /// Whether it is not written to the log of the server, and begins anew after a crash.
    pub unlogged: bool,
    /// The column that it goes away with.
    pub owned_by: Option<Id>,
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::in_place("type"),
    Attribute::in_place("increment"),
    Attribute::in_place("minimum"),
    Attribute::in_place("maximum"),
    Attribute::in_place("start"),
    Attribute::in_place("cache"),
    Attribute::in_place("cycle"),
    Attribute::in_place("unlogged").since(15),
    Attribute::in_place("owned by"),
];

impl Kind for SequenceKind {
    fn name(&self) -> KindName {
        names::SEQUENCE
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("sequence")
    }

    fn statements(&self) -> &'static [Grammar] {
        &[
            Grammar {
                words: "create sequence",
                read: read::create,
            },
            Grammar {
                words: "alter sequence",
                read: read::alter,
            },
        ]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if target.sequences.is_empty() {
            return Vec::new();
        }
        let sql = format!(
            "select c.oid, format_type(s.seqtypid, null), s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache, s.seqcycle, \
             c.relpersistence, d.refobjid, d.refobjsubid, n.nspname, o.relname, a.attname \
             from pg_sequence s join pg_class c on c.oid = s.seqrelid \
             left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.objsubid = 0 \
              and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0 and d.deptype in ('a', 'i') \
             left join pg_class o on o.oid = d.refobjid left join pg_namespace n on n.oid = o.relnamespace \
             left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid \
             where s.seqrelid = any('{}'::oid[]) and d.deptype is distinct from 'i'",
            target.sequences
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn slot(&self, fact: &Fact) -> Option<String> {
        Some(format!("relation {}", fact.id.name()))
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let schema = schema_of(&fact.id);
        state.has(&schema).then_some(schema).into_iter().collect()
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|sequence: &mut Sequence| {
            if let Some(new) = sequence.owned_by.as_ref().and_then(moved) {
                sequence.owned_by = Some(new);
            }
        });
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        Since::of(&[(fact.body::<Sequence>().unlogged, "UNLOGGED", 15)])
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        let Some(fact) = draft.state.get(id) else {
            return Ok(());
        };
        let (place, owner) = (
            fact.origin.place().cloned(),
            &fact.body::<Sequence>().owned_by,
        );
        let (Some(place), Some(owner)) = (place, owner) else {
            return Ok(());
        };
        let parts = owner.parts();
        let table = Id::new(names::TABLE, &[&parts[0], &parts[1]]);
        if draft.state.has(&table) && draft.state.body::<Column>(owner).is_none() {
            return Err(column::unknown(draft, &table, &parts[2], place));
        }
        if parts[0] != id.parts()[0] {
            let message = format!(
                "sequence {} is not in the schema of the table that owns it",
                id.name()
            );
            return Err(Box::new(
                Problem::error("other-schema", message)
                    .at(place, "")
                    .help(format!("make it in schema {}", parts[0])),
            ));
        }
        Ok(())
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        words::create(fact, scene)
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![words::drop(fact)]
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        Alter::InPlace(words::alter(live, desired, scene))
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        let called = kind::called("sequence");
        Some(kind::renaming(from, to, Lock::AccessExclusive, called))
    }

    /// It stands in a schema, whichever column owns it.
    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        let id = &action.about;
        let owned = scene.desired.get(id).and_then(|f| f.parent.as_ref());
        let owned = owned.filter(|p| p.kind() == names::COLUMN);
        let table = owned.map(|column| Demand::Own(scene.whole(column)));
        let own = match action.verb {
            Verb::Create => Demand::CreateIn(schema_of(id)),
            Verb::Rename | Verb::Alter => Demand::Own(id.clone()),
            Verb::Drop => Demand::Drop(id.clone()),
        };
        [own].into_iter().chain(table).collect()
    }

    fn describe(&self, fact: &Fact) -> String {
        words::describe(fact.body())
    }
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let Some(id) = catalog.find(Class::Relation, row.number(), 0).cloned() else {
        return;
    };
    let options = Options::from_catalog(row);
    let unlogged = row.text() == "u";
    let owner = (row.number(), row.number());
    let parts = [row.text(), row.text(), row.text()];
    let owned_by = (owner.1 > 0).then(|| Id::new(names::COLUMN, &parts));
    let column = catalog.find(Class::Relation, owner.0, owner.1).cloned();
    let parent = column
        .filter(|_| owner.1 > 0)
        .unwrap_or_else(|| schema_of(&id));
    catalog.add(Fact::new(
        id,
        Some(parent),
        Sequence {
            options,
            unlogged,
            owned_by,
        },
    ));
}
