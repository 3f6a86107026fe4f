//! The registry of kinds, and nothing else.
//!
//! The order is that of reading the catalog: a kind may look up what the kinds before it have read.

pub mod access_method;
pub mod aggregate;
pub mod cast;
pub mod collation;
pub mod column;
pub mod comment;
pub mod composite;
pub mod constraint;
pub mod conversion;
pub mod default;
pub mod default_privilege;
pub mod definition;
pub mod domain;
pub mod enabled;
pub mod enumeration;
pub mod event_trigger;
pub mod extension;
pub mod foreign;
pub mod grant;
pub mod identity;
pub mod index;
pub mod inheritance;
pub mod language;
pub mod materialized_view;
pub mod on_table;
pub mod operator;
pub mod operator_class;
pub mod owner;
pub mod policy;
pub mod publication;
pub mod range;
pub mod retype;
pub mod role;
pub mod routine;
pub mod rows;
pub mod rule;
pub mod schema;
pub mod security_label;
pub mod sequence;
pub mod stand_in;
pub mod statistics;
pub mod storage;
pub mod subscription;
pub mod table;
pub mod text_search;
pub mod transform;
pub mod trigger;
pub mod typedef;
pub mod view;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::kind::Kind;
use crate::model::KindName;

/// All kinds, in the order in which they read the catalog.
pub static ALL: &[&dyn Kind] = &[
    &role::RoleKind,
    &role::membership::MembershipKind,
    &role::setting::RoleSettingKind,
    &schema::Schema,
    &extension::ExtensionKind,
    &collation::COLLATION,
    &enumeration::EnumKind,
    &domain::DomainKind,
    &composite::CompositeKind,
    &range::RangeKind,
    &routine::FUNCTION,
    &routine::PROCEDURE,
    &foreign::wrapper::WrapperKind,
    &foreign::server::ServerKind,
    &foreign::mapping::MappingKind,
    &language::LANGUAGE,
    &access_method::ACCESS_METHOD,
    &operator::OPERATOR,
    &operator_class::FamilyKind,
    &operator_class::ClassKind,
    &operator_class::LooseKind,
    &aggregate::AggregateKind,
    &cast::CAST,
    &conversion::CONVERSION,
    &transform::TRANSFORM,
    &text_search::PARSER,
    &text_search::TEMPLATE,
    &text_search::DICTIONARY,
    &text_search::CONFIGURATION,
    &text_search::mapping::MappingKind,
    &table::TableKind,
    &inheritance::partition::PartitionKind,
    &inheritance::inherits::InheritsKind,
    &column::ColumnKind,
    &table::typed::TypedKind,
    &sequence::SequenceKind,
    &default::DefaultKind,
    &identity::IdentityKind,
    &constraint::key::PRIMARY_KEY,
    &constraint::key::UNIQUE,
    &constraint::check::CheckKind,
    &index::IndexKind,
    &constraint::exclusion::ExclusionKind,
    &constraint::foreign_key::ForeignKeyKind,
    &statistics::StatisticsKind,
    &rows::RowsKind,
    &view::ViewKind,
    &materialized_view::MaterializedViewKind,
    &trigger::TriggerKind,
    &rule::RuleKind,
    &policy::PolicyKind,
    &publication::PublicationKind,
    &subscription::SubscriptionKind,
    &event_trigger::EventTriggerKind,
    &extension::dependency::DependencyKind,
    // What is attached to the things above.
    &owner::OwnerKind,
    &grant::GrantKind,
    &default_privilege::DefaultPrivilegeKind,
    &comment::CommentKind,
    &security_label::SecurityLabelKind,
];

/// Returns a kind by its name.
///
/// # Panics
/// If no kind has the name: a mistake in the registry, never in the input.
pub fn kind(name: KindName) -> &'static dyn Kind {
    static BY_NAME: LazyLock<FxHashMap<KindName, &'static dyn Kind>> =
        LazyLock::new(|| ALL.iter().map(|k| (k.name(), *k)).collect());
    *BY_NAME
        .get(name)
        .expect("every fact is of a registered kind")
}
