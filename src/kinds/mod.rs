//! The registry of kinds, and nothing else.
//!
//! The order is that of reading the catalog: a kind may look up what the kinds before it have read.

pub mod column;
pub mod default;
pub mod identity;
pub mod schema;
pub mod table;

use crate::kind::Kind;
use crate::model::KindName;

/// All kinds, in the order in which they read the catalog.
pub static ALL: &[&dyn Kind] = &[
    &schema::Schema,
    &table::TableKind,
    &column::ColumnKind,
    &default::DefaultKind,
    &identity::IdentityKind,
];

/// Returns a kind by its name.
///
/// # Panics
/// If no kind has the name: a mistake in the registry, never in the input.
pub fn kind(name: KindName) -> &'static dyn Kind {
    ALL.iter()
        .copied()
        .find(|k| k.name() == name)
        .expect("every fact is of a registered kind")
}
