//! Things that the files do not define, but attach a grant or comment to.
//!
//! What is attached is managed one by one, as policies and triggers on such a table are; the thing itself is not.

use super::{Draft, names};
use crate::model::{Id, KindName};
use crate::text::sql::Name;

/// The kinds that are in no schema, of which the world knows no names.
const OF_DATABASE: &[KindName] = &[names::FOREIGN_DATA_WRAPPER, names::SERVER, names::LANGUAGE];

impl Draft<'_> {
    /// Finds what a name means outside of the files, as one of these kinds; where nothing is known it is taken on trust.
    pub fn named_outside(&self, kinds: &[KindName], name: &Name) -> Option<Id> {
        let first = *kinds.first()?;
        if OF_DATABASE.contains(&first) {
            return Some(Id::new(first, &[name.last()]));
        }
        let relation = self.outside(&name.parts, self.path());
        let relation = relation.filter(|id| kinds.contains(&id.kind()));
        let is_type = names::TYPES.contains(&first) && !names::RELATIONS.contains(&first);
        let ty = || self.type_of(&name.parts, self.path());
        let found = match is_type {
            true => relation.or_else(|| ty().map(|name| Id::printed(first, name))),
            false => relation,
        };
        found.or_else(|| {
            self.new_id(first, name)
                .ok()
                .filter(|id| self.is_trusted(id))
        })
    }

    /// Returns the address of a routine that no file defines, which was read as in the first schema of the path.
    pub fn routine_outside(&self, id: &Id, name: &Name) -> Id {
        match name.schema() {
            Some(_) => id.clone(),
            None => {
                let schema = self.function_schema(name.last(), self.path());
                super::edit::renamed(id, &[schema, name.last().to_string()])
            }
        }
    }

    /// Returns the schema of a function that no file defines, as far as it can be told.
    pub fn function_schema(&self, name: &str, path: &[String]) -> String {
        let known = self.outside_schema(name, path);
        let found = known.or_else(|| self.extension_schema(path));
        found
            .or_else(|| path.first().cloned())
            .unwrap_or_else(|| "public".into())
    }

    /// Returns the schema in which the database has a function that is called by its name alone; `pg_catalog` is searched first.
    pub fn outside_schema(&self, name: &str, path: &[String]) -> Option<String> {
        let schemas = self.world.functions.get(name)?;
        let (system, has) = ("pg_catalog".to_string(), |s: &&String| schemas.contains(s));
        let first = (!path.contains(&system)).then_some(&system);
        first.into_iter().chain(path).find(has).cloned()
    }

    /// Returns whether a thing that no file defines exists, or may do so as far as is known.
    pub fn is_outside(&self, id: &Id) -> bool {
        let (kind, parts) = (id.kind(), id.parts());
        if kind == names::SCHEMA {
            return !self.world.known
                || id.name() == "public"
                || self.world.schemas.contains(&id.last());
        }
        if OF_DATABASE.contains(&kind) {
            return true;
        }
        let Some(schema) = parts.first().filter(|_| parts.len() > 1) else {
            return false;
        };
        let has = |schemas: Option<&Vec<String>>| schemas.is_some_and(|all| all.contains(schema));
        let last = id.last();
        let in_world = match kind {
            kind if names::ROUTINES.contains(&kind) => has(self.world.functions.get(&last)),
            kind if names::TYPES.contains(&kind) && has(self.world.types.get(&last)) => true,
            kind if names::RELATIONS.contains(&kind) => {
                self.world.relation(schema, &last).is_some()
            }
            _ => false,
        };
        in_world || self.is_trusted(id)
    }

    /// Returns whether a thing is taken on trust: without a server, in the system's schemas, or where an extension of the files may bring it.
    fn is_trusted(&self, id: &Id) -> bool {
        let (kind, schema) = (id.kind(), id.parts().swap_remove(0));
        let known = [names::RELATIONS, names::TYPES, names::ROUTINES];
        known.iter().any(|kinds| kinds.contains(&kind))
            && (!self.world.known
                || ["pg_catalog", "information_schema"].contains(&schema.as_str())
                || !names::RELATIONS.contains(&kind) && self.has_extension()
                || self.may_come_with_extension(&schema))
    }

    /// Returns whether the files create an extension that is not there yet, and name this as its schema.
    fn may_come_with_extension(&self, schema: &str) -> bool {
        let mut all = self.state.of_kind(names::EXTENSION);
        all.any(|f| {
            let key = (names::EXTENSION, f.id.last());
            let into = f.uses.first().is_some_and(|s| s.last() == schema);
            into && !self.world.objects.contains_key(&key)
        })
    }
}
