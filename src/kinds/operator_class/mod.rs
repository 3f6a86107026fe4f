//! Operator classes and families.
//!
//! What a class has for its own type is made with the class and goes with it; a change of it replaces the class. What a family has for
//! other types is loose: a fact of its own under the family, which comes and goes by ALTER OPERATOR FAMILY.

mod class;
mod family;
mod live;
mod loose;
pub mod member;
#[cfg(test)]
mod tests;

use crate::diagnostic::Result;
use crate::kind::{Draft, names};
use crate::kinds::index::Loose;
use crate::model::{Id, KindName, State};
use crate::text::quote;
use crate::text::sql::Reader;

pub use class::{Class, ClassKind};
pub use family::FamilyKind;
pub use loose::LooseKind;

/// Returns the address of a class or family: its name and its access method.
fn address_of(kind: KindName, plain: &Id, method: &str) -> Id {
    Id::printed(kind, format!("{}({})", plain.name(), quote::ident(method)))
}

/// Reads `name using method`, and finds what has the name.
fn address(kind: KindName, reader: &mut Reader, draft: &Draft) -> Result<Id> {
    let name = reader.name()?;
    reader.expect("using")?;
    let method = reader.ident()?;
    let schemas = match name.schema() {
        Some(schema) => vec![schema.to_string()],
        None => draft.path().to_vec(),
    };
    let ids = schemas
        .iter()
        .map(|s| address_of(kind, &Id::new("", &[s, name.last()]), &method));
    let ids: Vec<Id> = ids.collect();
    let found = ids.into_iter().find(|id| draft.state.has(id));
    match found {
        Some(id) => Ok(id),
        None => Ok(address_of(kind, &draft.new_id("", &name)?, &method)),
    }
}

/// Returns the operator classes of a state that a key of an index may name.
pub fn named(class: &Loose, access_method: &str, state: &State) -> Vec<Id> {
    let of_name = |id: &&Id| {
        id.kind() == names::OPERATOR_CLASS
            && id.last() == class.name
            && method(id) == access_method
            && class.schema.as_ref().is_none_or(|s| *s == id.parts()[0])
    };
    let ids = state.iter().map(|f| &f.id);
    ids.filter(of_name).cloned().collect()
}

/// Returns the access method.
fn method(id: &Id) -> String {
    id.suffix().trim_matches(['(', ')']).to_string()
}

/// Returns the name without the access method.
fn plain(id: &Id) -> &str {
    id.name().strip_suffix(id.suffix()).unwrap_or(id.name())
}

/// Words a class or family as statements name it.
fn reference(noun: &str, id: &Id) -> String {
    format!("{noun} {} using {}", plain(id), method(id))
}
