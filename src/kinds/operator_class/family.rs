//! Operator families: a name for classes that work together, and for what is loose in it.

use super::{address, address_of, loose, member, method, plain, reference, renaming};
use crate::diagnostic::Result;
use crate::kind::{
    Action, Alter, Attribute, Draft, Grammar, Kind, Query, Scene, Target, Text, names,
};
use crate::kinds::access_method;
use crate::model::{Fact, Id, KindName, Place, State};
use crate::text::sql::{Name, Reader};

/// The kind `operator-family`.
pub struct FamilyKind;

/// A family has nothing but its name and its access method, which stand in its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family;

impl Kind for FamilyKind {
    fn name(&self) -> KindName {
        names::OPERATOR_FAMILY
    }

    fn noun(&self) -> Option<&'static str> {
        Some("operator family")
    }

    fn attributes(&self) -> &'static [Attribute] {
        &[]
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let method = access_method::named(&method(&fact.id), state);
        method.into_iter().collect()
    }

    fn address(&self, reader: &mut Reader, draft: &Draft) -> Result<Id> {
        address(names::OPERATOR_FAMILY, reader, draft)
    }

    fn reference(&self, id: &Id, _state: &State) -> String {
        reference("operator family", id)
    }

    fn statements(&self) -> &'static [Grammar] {
        &[
            Grammar {
                words: "create operator family",
                read: create,
            },
            Grammar {
                words: "alter operator family",
                read: alter,
            },
        ]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        super::live::families(target)
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let sql = format!(
            "create operator family {} using {}",
            plain(&fact.id),
            method(&fact.id)
        );
        vec![Action::create(fact, Text::Plain(sql))]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let sql = format!("drop {}", reference("operator family", &fact.id));
        vec![Action::drop(fact, Text::Plain(sql))]
    }

    fn alter(&self, _live: &Fact, _desired: &Fact, _scene: &Scene) -> Alter {
        Alter::InPlace(Vec::new())
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        Some(renaming("operator family", from, to))
    }

    fn describe(&self, fact: &Fact) -> String {
        format!("operator family using {}", method(&fact.id))
    }
}

/// Finds a family of the files by its name.
pub fn find(name: &Name, method: &str, draft: &Draft) -> Option<Id> {
    let schemas = match name.schema() {
        Some(schema) => vec![schema.to_string()],
        None => draft.path().to_vec(),
    };
    let ids = schemas.iter().map(|s| {
        address_of(
            names::OPERATOR_FAMILY,
            &Id::new("", &[s, name.last()]),
            method,
        )
    });
    let ids: Vec<Id> = ids.collect();
    ids.into_iter().find(|id| draft.state.has(id))
}

/// Makes the family that a class without one gets, unless there is one of the name.
pub fn make(draft: &mut Draft, id: &Id, place: &Place) {
    if !draft.state.has(id) {
        let schema = Id::new(names::SCHEMA, &[&id.parts()[0]]);
        draft.set(id.clone(), Some(schema), Family, place.clone());
    }
}

fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("create operator family")?;
    let name = reader.name()?;
    reader.expect("using")?;
    let method = reader.ident()?;
    reader.done()?;
    let id = address_of(names::OPERATOR_FAMILY, &draft.new_id("", &name)?, &method);
    let schema = Id::new(names::SCHEMA, &[&id.parts()[0]]);
    draft.add(id, Some(schema), Family, name.place)
}

/// Reads ADD and DROP, each of several members.
fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter operator family")?;
    let mark = reader.mark();
    let id = address(names::OPERATOR_FAMILY, reader, draft)?;
    if !draft.state.has(&id) {
        let message = format!("there is no operator family {} here", plain(&id));
        return Err(reader.error_at("unknown-object", &message, reader.since(mark)));
    }
    let adds = reader.accept("add");
    if !adds {
        reader.expect("drop")?;
    }
    loop {
        let mark = reader.mark();
        if adds {
            let found = member::read(reader, draft, None)?;
            loose::add(draft, &id, found, reader.since(mark))?;
        } else {
            loose::remove(reader, draft, &id)?;
        }
        if !reader.comma() {
            break;
        }
    }
    reader.done()
}
