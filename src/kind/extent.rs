//! Which objects are in scope of the kinds that find their own in one query, by schema and name.
//!
//! Relations, types and routines are found before, since other kinds ask for what belongs to them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Reach, names};
use crate::model::{Fact, Id, KindName, State};
use crate::text::quote;

/// The schemas that are in scope as a whole, and the names that the desired state has or had.
#[derive(Debug, Clone, Default)]
pub struct Extent {
    reach: Reach,
    whole: BTreeSet<String>,
    named: BTreeMap<KindName, BTreeSet<Id>>,
}

impl Extent {
    /// Takes the names of the desired state, those that its things had before, and `others`.
    pub fn of(desired: &State, reach: &Reach, others: &[Id]) -> Extent {
        let mut named: BTreeMap<KindName, BTreeSet<Id>> = BTreeMap::new();
        let before = desired.renamed.values();
        let before = before.chain(desired.followed.values().flatten());
        let within_none = |f: &&Fact| {
            f.parent.as_ref().is_none_or(|p| p.kind() == names::SCHEMA)
                && !names::RELATIONS.contains(&f.id.kind())
        };
        let own = desired.iter().filter(within_none).map(|f| &f.id);
        let ids = own.chain(before).chain(others);
        for id in ids {
            named.entry(id.kind()).or_default().insert(id.clone());
        }
        Extent {
            reach: reach.clone(),
            whole: reach.whole(desired),
            named,
        }
    }

    /// Returns the SQL condition that an object of a kind is in scope, by the expressions for its schema's and its own name;
    /// nothing where none can be.
    pub fn within(&self, kind: KindName, schema: &str, name: &str) -> Option<String> {
        if self.reach.is_all() {
            return Some(format!("({})", self.reach.own(schema)));
        }
        let mut schemas: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for id in self.named.get(&kind).into_iter().flatten() {
            let schema = id.parts().swap_remove(0);
            schemas.entry(schema).or_default().insert(id.last());
        }
        let one = |(of, names): (String, BTreeSet<String>)| {
            let of = quote::literal(&of);
            format!("({schema} = {of} and {name} in ({}))", literals(&names))
        };
        let mut any: Vec<String> = schemas.into_iter().map(one).collect();
        if !self.whole.is_empty() {
            any.push(format!("{schema} in ({})", literals(&self.whole)));
        }
        (!any.is_empty()).then(|| format!("({})", any.join(" or ")))
    }

    /// Returns the condition for a kind whose objects are in no schema, by the expression for the name that their addresses have.
    pub fn without_schema(&self, kind: KindName, name: &str) -> Option<String> {
        if self.reach.is_all() && self.reach.beyond_schemas() {
            return Some("true".into());
        }
        let ids = self.named.get(&kind)?;
        let names = ids.iter().map(|id| id.name().to_string()).collect();
        Some(format!("{name} in ({})", literals(&names)))
    }
}

fn literals(names: &BTreeSet<String>) -> String {
    let all: Vec<String> = names.iter().map(|n| quote::literal(n)).collect();
    all.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_asked_where_nothing_can_be_in_scope() {
        let desired = State::default();
        let extent = Extent::of(&desired, &Reach::default(), &[]);
        assert_eq!(extent.within("collation", "n.nspname", "o.collname"), None);
        assert_eq!(extent.without_schema("cast", "x"), None);
        let old = [Id::new("collation", &["a", "B"])];
        let extent = Extent::of(&desired, &Reach::default(), &old);
        let found = extent.within("collation", "n", "o");
        assert_eq!(found.as_deref(), Some("((n = 'a' and o in ('B')))"));
    }
}
