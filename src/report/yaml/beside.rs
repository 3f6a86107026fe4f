//! What files say beside the facts, by the keys `renamed_from`, `ignore` and `allow`; where a thing has none, it is left to SQL.

use serde_yaml::Mapping;

use super::Writing;
use super::map::{put, put_map, text};
use crate::kind::names;
use crate::kinds;
use crate::model::{DEFAULT_PATH, Fact, Id, KindName};
use crate::report::dump::beside::{Said, is_of_its_own};

/// The kinds whose YAML has the keys `ignore` and `allow`.
const IGNORING: &[KindName] = &[
    names::SCHEMA,
    names::SEQUENCE,
    names::TABLE,
    names::COLUMN,
    names::POLICY,
    names::VIEW,
    names::MATERIALIZED_VIEW,
    names::FUNCTION,
    names::PROCEDURE,
];
/// The kinds whose YAML has the key `renamed_from`, of those that are written in a form that has room for it.
const RENAMED: &[KindName] = &[
    names::COLLATION,
    names::ENUM,
    names::DOMAIN,
    names::COMPOSITE,
    names::RANGE,
    names::EVENT_TRIGGER,
    names::FOREIGN_DATA_WRAPPER,
    names::SERVER,
];

impl Writing<'_> {
    /// Returns whether something is said of a definition, for which its form must have room.
    pub fn is_told_of(&self, id: &Id) -> bool {
        !self.beside.of(id).is_empty()
    }

    /// Returns whether an object can be written by keys: they have room for what is said of it, and mean what it means.
    pub fn may_have_keys(&self, fact: &Fact) -> bool {
        let kind = fact.id.kind();
        let fits = |said: &Said| match said {
            Said::RenamedFrom(_) => IGNORING.contains(&kind) || RENAMED.contains(&kind),
            Said::Ignore(..) | Said::Allow(..) => IGNORING.contains(&kind),
        };
        let parts = self.state.descendants(&fact.id);
        self.beside.of(&fact.id).iter().all(fits)
            && parts.iter().chain([&fact]).all(|f| self.is_at_home(f))
    }

    /// Returns whether what a fact names means the same under the search path of the file.
    pub fn is_at_home(&self, fact: &Fact) -> bool {
        let own = fact.origin.search_path();
        let own = own.filter(|path| is_of_its_own(path));
        let path = self.beside.path.as_deref();
        own.is_none_or(|own| *own == *path.unwrap_or(DEFAULT_PATH))
            || !kinds::kind(fact.id.kind()).follows_path(fact)
    }

    /// Adds what is said of a definition.
    pub fn said(&self, of: &Id, map: &mut Mapping) {
        let (mut rules, mut hazards) = (Mapping::new(), Mapping::new());
        for said in self.beside.of(of) {
            match said {
                Said::RenamedFrom(name) => put(map, "renamed_from", text(name.clone())),
                Said::Ignore(rule, reason) => put(&mut rules, rule, text(reason.clone())),
                Said::Allow(names, reason) => put(&mut hazards, names, text(reason.clone())),
            }
        }
        put_map(map, "ignore", rules);
        put_map(map, "allow", hazards);
    }
}
