//! Tables that are partitions or inherit, and tables that are partitioned.

use serde_yaml::{Mapping, Value};

use super::Writing;
use super::map::{list, put, put_text, text};
use crate::kinds::column::{Column, null};
use crate::kinds::inheritance::inherits::Inherits;
use crate::kinds::inheritance::not_null;
use crate::kinds::inheritance::partition::Partition;
use crate::kinds::inheritance::{self, heir, passed_on};
use crate::kinds::table::Table;
use crate::model::{Fact, Id};

impl Writing<'_> {
    /// Returns whether a child has just what its parents have, beside what is its own; all else is left to SQL.
    pub fn is_plain_child(&self, table: &Id) -> bool {
        let parents = inheritance::parents(self.state, table);
        parents.iter().all(|parent| {
            passed_on(self.state, parent).iter().all(|source| {
                let own = heir(&source.id, parent, table);
                let own = own.and_then(|id| self.state.get(&id));
                own.is_some_and(|own| self.is_plain_heir(own, source))
            })
        })
    }

    /// Returns whether a fact of a child needs no word of its own to be as that of the parent.
    fn is_plain_heir(&self, own: &Fact, source: &Fact) -> bool {
        // In one definition with a key, a NOT NULL that is inherited only would become the table's own.
        let is_only_inherited = own.get::<Column>().is_some() && null::comes_along(own);
        if is_only_inherited && not_null::has_key(self.state, own) {
            return false;
        }
        let mut given = source.clone();
        given.change(|c: &mut Column| c.null.own = false);
        inheritance::is_local(self.state, &own.id) || own.same(&given)
    }

    /// Returns whether a fact of a child comes with its parent, and so need not be written.
    pub fn is_inherited(&mut self, fact: &Fact) -> bool {
        let local = self.state.local.contains(&fact.id);
        let inherited = !local && !inheritance::sources(self.state, fact).is_empty();
        if inherited {
            self.written.insert(fact.id.clone());
            let parts = self.state.children(&fact.id).into_iter();
            let parts = parts.filter(|f| !inheritance::sources(self.state, f).is_empty());
            self.written.extend(parts.map(|f| f.id.clone()));
        }
        inherited
    }

    /// Writes what makes a table a child or partitioned.
    pub fn family(&mut self, fact: &Fact, map: &mut Mapping) {
        let mut parents = Vec::new();
        for link in inheritance::links(self.state, &fact.id) {
            self.written.insert(link.id.clone());
            if let Some(partition) = link.get::<Partition>() {
                let mut of = Mapping::new();
                put(&mut of, "table", text(self.short(partition.of.name())));
                let sql = partition.bound.sql();
                let values = sql.strip_prefix("for values ").unwrap_or(&sql);
                put(&mut of, "values", text(values));
                put(map, "partition_of", Value::Mapping(of));
            } else if let Some(inherits) = link.get::<Inherits>() {
                parents.push(self.short(inherits.parent.name()));
            }
        }
        if !parents.is_empty() {
            put(map, "inherits", list(parents));
        }
        let key = fact.body::<Table>().partition_by.as_ref();
        put_text(map, "partition_by", key.map(|k| k.sql()));
    }
}
