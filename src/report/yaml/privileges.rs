//! `comment`, `grants` and `revokes`, which many things have.

use std::collections::BTreeMap;

use serde_yaml::{Mapping, Value};

use super::Writing;
use super::map::{one_or_many, put, put_map, put_text, put_true, text};
use crate::kinds::comment::{self, Comment};
use crate::kinds::grant::Grant;
use crate::kinds::grant::object::ObjectType;
use crate::kinds::owner::{self, Owner};
use crate::model::{Fact, Id};
use crate::text::quote;

/// The privileges of one role on one object.
#[derive(Default)]
struct Given<'s> {
    plain: Vec<&'s Fact>,
    with_option: Vec<&'s Fact>,
    revoked: Vec<&'s Fact>,
}

impl Writing<'_> {
    /// Returns the comment on a thing, and notes that it is written.
    pub fn comment(&mut self, on: &Id) -> Option<String> {
        let fact = self.state.get(&comment::address(on))?;
        let comment = fact.body::<Comment>().text.clone()?;
        self.written.insert(fact.id.clone());
        Some(comment)
    }

    fn owner(&mut self, on: &Id) -> Option<String> {
        let fact = self.state.get(&owner::address(on))?;
        self.written.insert(fact.id.clone());
        Some(quote::ident(&fact.body::<Owner>().role))
    }

    /// Adds the comment on a thing, its owner and the privileges on it.
    pub fn extras(&mut self, on: &Id, map: &mut Mapping) {
        put_text(map, "comment", self.comment(on));
        put_text(map, "owner", self.owner(on));
        self.said(on, map);
        let mut roles: BTreeMap<String, Given> = BTreeMap::new();
        for fact in self.state.children(on) {
            // The columns of a view are no facts of their own; what is granted on them is left to SQL.
            if let Some(grant) = fact.get::<Grant>().filter(|g| g.on == *on) {
                let given = roles.entry(grant.role.to_string()).or_default();
                match (grant.revoked, grant.grant_option) {
                    (true, _) => given.revoked.push(fact),
                    (false, true) => given.with_option.push(fact),
                    (false, false) => given.plain.push(fact),
                }
            }
        }
        let (mut grants, mut revokes) = (Mapping::new(), Mapping::new());
        for (role, given) in roles {
            if !given.plain.is_empty() {
                put(&mut grants, &role, self.privileges(on, &given.plain));
            } else if !given.with_option.is_empty() {
                let mut long = Mapping::new();
                put(
                    &mut long,
                    "privileges",
                    self.privileges(on, &given.with_option),
                );
                put_true(&mut long, "grant_option", true);
                grants.insert(text(role.clone()), Value::Mapping(long));
            }
            if !given.revoked.is_empty() {
                put(&mut revokes, &role, self.privileges(on, &given.revoked));
            }
        }
        put_map(map, "grants", grants);
        put_map(map, "revokes", revokes);
    }

    /// Returns the names of privileges, in the manual's order; `all` where none is left out.
    fn privileges(&mut self, on: &Id, facts: &[&Fact]) -> Value {
        self.written.extend(facts.iter().map(|f| f.id.clone()));
        let has: Vec<&str> = facts.iter().map(|f| f.body::<Grant>().privilege).collect();
        let known = ObjectType::of(on.kind()).map_or(&[][..], |t| t.privileges(self.version));
        if has.len() == known.len() {
            return text("all");
        }
        let ordered = known.iter().filter(|p| has.contains(p));
        one_or_many(ordered.map(|p| p.to_lowercase()).collect())
    }
}
