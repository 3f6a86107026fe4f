//! CREATE TYPE and ALTER TYPE, which enums, composite types and ranges share.
//!
//! It finds out which of them a statement means; what the statement says stands with the kind.

use crate::diagnostic::{Problem, Result};
use crate::kind::{self, Action, Draft, Grammar, Lock, defined_twice, names};
use crate::kinds::{composite, enumeration, range};
use crate::model::{Body, Fact, Id, KindName, Place};
use crate::text::sql::{Name, Reader};

/// The kinds that `type` names in a statement.
const KINDS: &[KindName] = &[names::ENUM, names::COMPOSITE, names::RANGE];

/// The statements, the same for each of the kinds.
pub const STATEMENTS: &[Grammar] = &[
    Grammar {
        words: "create type",
        read: create,
    },
    Grammar {
        words: "alter type",
        read: alter,
    },
];

/// The beginning of a statement that makes a type.
pub struct Head {
    /// The name that the type gets.
    pub name: Name,
    /// What a comment for trueup above the statement says.
    pub hint: Option<String>,
}

fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create type")?;
    let name = reader.name()?;
    let head = Head { name, hint };
    if reader.accept("as enum") {
        enumeration::create(reader, draft, head)
    } else if reader.accept("as range") {
        range::create(reader, draft, head)
    } else if reader.accept("as") {
        composite::create(reader, draft, head)
    } else {
        let message = "a type that is not an enum, a composite type or a range is not supported";
        Err(Box::new(
            Problem::error("unsupported", message)
                .at(head.name.place, "")
                .help("a base type needs functions in C: let an extension bring it"),
        ))
    }
}

fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter type")?;
    let name = reader.name()?;
    let Some(id) = draft.find(KINDS, &name) else {
        return Err(draft.unknown("unknown-type", KINDS, &name));
    };
    match id.kind() {
        names::ENUM => enumeration::alter(reader, draft, &id),
        names::COMPOSITE => composite::alter(reader, draft, &id),
        _ => Err(reader.unexpected("`RENAME TO`, `SET SCHEMA` or `OWNER TO`")),
    }
}

/// Adds the type that a statement makes.
pub fn declare(draft: &mut Draft, kind: KindName, head: Head, body: impl Body) -> Result<()> {
    let id = draft.new_id(kind, &head.name)?;
    free(draft, &id, &head.name.place)?;
    let schema = schema_of(&id);
    draft.add(id.clone(), Some(schema), body, head.name.place)?;
    draft.note_rename(&id, head.hint);
    Ok(())
}

/// Requires that no type and no relation, which has a row type, has the name.
fn free(draft: &Draft, id: &Id, place: &Place) -> Result<()> {
    let taken = names::TYPES
        .iter()
        .find_map(|k| draft.state.get(&id.as_kind(k)));
    match taken {
        Some(first) => Err(defined_twice(id, first, place.clone())),
        None => Ok(()),
    }
}

/// Returns the schema that something is in.
pub fn schema_of(id: &Id) -> Id {
    Id::new(names::SCHEMA, &[&id.parts()[0]])
}

/// Returns the name that a type takes among types and relations.
pub fn slot(fact: &Fact) -> Option<String> {
    Some(format!("relation {}", fact.id.name()))
}

/// Words the change of a type's schema and name, which locks no relation.
pub fn rename(noun: &str, from: &Fact, to: &Fact) -> Vec<Action> {
    kind::renaming(from, to, Lock::None, kind::called(noun))
}
