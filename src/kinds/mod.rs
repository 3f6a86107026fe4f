//! The registry of kinds, and nothing else.
//!
//! The order is that of reading the catalog: a kind may look up what the kinds before it have read.

pub mod collation;
pub mod column;
pub mod comment;
pub mod composite;
pub mod constraint;
pub mod default;
pub mod default_privilege;
pub mod definition;
pub mod domain;
pub mod enumeration;
pub mod extension;
pub mod grant;
pub mod identity;
pub mod index;
pub mod materialized_view;
pub mod owner;
pub mod policy;
pub mod publication;
pub mod range;
pub mod retype;
pub mod routine;
pub mod schema;
pub mod sequence;
pub mod stand_in;
pub mod storage;
pub mod table;
pub mod trigger;
pub mod typedef;
pub mod view;

use crate::kind::Kind;
use crate::model::KindName;

/// All kinds, in the order in which they read the catalog.
pub static ALL: &[&dyn Kind] = &[
    &schema::Schema,
    &extension::ExtensionKind,
    &collation::COLLATION,
    &enumeration::EnumKind,
    &domain::DomainKind,
    &composite::CompositeKind,
    &range::RangeKind,
    &routine::FUNCTION,
    &routine::PROCEDURE,
    &table::TableKind,
    &column::ColumnKind,
    &sequence::SequenceKind,
    &default::DefaultKind,
    &identity::IdentityKind,
    &constraint::key::PRIMARY_KEY,
    &constraint::key::UNIQUE,
    &constraint::check::CheckKind,
    &index::IndexKind,
    &constraint::exclusion::ExclusionKind,
    &constraint::foreign_key::ForeignKeyKind,
    &view::ViewKind,
    &materialized_view::MaterializedViewKind,
    &trigger::TriggerKind,
    &policy::PolicyKind,
    &publication::PublicationKind,
    // What is attached to the things above.
    &owner::OwnerKind,
    &grant::GrantKind,
    &default_privilege::DefaultPrivilegeKind,
    &comment::CommentKind,
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
