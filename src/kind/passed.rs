//! What statements with IF EXISTS pass over, since no file makes it, although the server has it: the server would have dropped it.

use std::collections::HashMap;

use super::{Draft, names};
use crate::diagnostic::Problem;
use crate::model::{Fact, Id, KindName};
use crate::text::sql::Name;

impl Draft<'_> {
    /// Notes that a statement with IF EXISTS is about a thing which the server has and no statement before this one makes.
    pub fn pass_over(&mut self, kinds: &[KindName], name: &Name) {
        if let Some(id) = self.on_server(kinds, name) {
            self.passed.push((id, name.place.clone()));
        }
    }

    /// As [`Draft::pass_over`], of a routine that is named with its arguments.
    pub fn pass_over_routine(&mut self, id: &Id, name: &Name) {
        let Some(known) = &self.world.signatures else {
            return self.pass_over(&[id.kind()], name);
        };
        let schemas = match name.schema() {
            Some(schema) => vec![schema.to_string()],
            None => self.path().to_vec(),
        };
        let in_schema = |schema: &String| {
            let own = Id::new(id.kind(), &[schema, name.last()]);
            Id::printed(id.kind(), format!("{}{}", own.name(), id.suffix()))
        };
        let mut ids = schemas.iter().map(in_schema);
        if let Some(found) = ids.find(|id| known.contains(id.name())) {
            self.passed.push((found, name.place.clone()));
        }
    }

    /// Finds a schema, relation, index, type or routine that is on the server, as far as it was asked.
    fn on_server(&self, kinds: &[KindName], name: &Name) -> Option<Id> {
        let (first, last) = (*kinds.first()?, name.last());
        if first == names::SCHEMA {
            let id = Id::new(first, &[last]);
            return self.world.schemas.iter().any(|s| s == last).then_some(id);
        }
        let schemas = match name.schema() {
            Some(schema) => vec![schema.to_string()],
            None => self.path().to_vec(),
        };
        if first == names::INDEX {
            let ids = schemas.iter().map(|schema| Id::new(first, &[schema, last]));
            let mut ids = ids.filter(|id| self.world.indexes.contains_key(id));
            return ids.next();
        }
        let relation = self.outside(&name.parts, self.path());
        let relation = relation.filter(|id| kinds.contains(&id.kind()));
        let named = |of: &[KindName], map: &HashMap<String, Vec<String>>| {
            let there = map.get(last).filter(|_| of.contains(&first))?;
            let schema = schemas.iter().find(|s| there.contains(s))?;
            Some(Id::new(first, &[schema, last]))
        };
        relation
            .or_else(|| named(names::TYPES, &self.world.types))
            .or_else(|| named(names::ROUTINES, &self.world.functions))
    }

    /// Tells of what statements with IF EXISTS passed over and no file defines in the end, although the server has it.
    pub fn tell_passed(&mut self) {
        for (id, place) in std::mem::take(&mut self.passed) {
            if self.is_defined(&id) {
                continue;
            }
            let noun = id.kind().replace('-', " ");
            let message = format!(
                "the server has the {noun} {}, and no file defines it: this statement is passed over",
                id.name()
            );
            let problem = Problem::warning("passed-over", message).at(place, "");
            let help = "what no file defines is left as it is; with --prune it is dropped, where its schema is one of the files'";
            self.problems.push(problem.help(help));
        }
    }

    /// Returns whether the files define a thing in the end, or the table whose indexes are all theirs.
    fn is_defined(&self, id: &Id) -> bool {
        if let Some(table) = self.world.indexes.get(id) {
            return self.state.has(table);
        }
        let with_arguments = !id.suffix().is_empty();
        let same = |f: &Fact| {
            let name = match with_arguments {
                true => Some(f.id.name()),
                false => f.id.name().split('(').next(),
            };
            name == Some(id.name()) && is_alike(f.id.kind(), id.kind())
        };
        self.state.iter().any(same)
    }
}

/// Returns whether things of two kinds share their names.
fn is_alike(one: KindName, other: KindName) -> bool {
    let spaces = [names::RELATIONS, names::TYPES, names::ROUTINES];
    let both = |space: &&[KindName]| space.contains(&one) && space.contains(&other);
    one == other || spaces.iter().any(both)
}
