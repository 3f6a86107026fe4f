//! Schemas: PostgreSQL's namespaces.
//!
//! `public` and `pg_catalog` are there without being written.

use crate::diagnostic::Result;
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Demand, Draft, Grammar, Kind, Query, Row, Scene, Target,
    Text, Verb, names,
};
use crate::kinds::grant::role;
use crate::kinds::owner::{self, Owner};
use crate::model::{Fact, Id, KindName, State};
use crate::text::quote;
use crate::text::sql::Reader;

/// The kind `schema`.
pub struct Schema;

/// A schema has nothing but its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Namespace;

impl Kind for Schema {
    fn name(&self) -> KindName {
        names::SCHEMA
    }

    fn attributes(&self) -> &'static [Attribute] {
        &[]
    }

    fn noun(&self) -> Option<&'static str> {
        Some("schema")
    }

    fn address(&self, reader: &mut Reader, _draft: &Draft) -> Result<Id> {
        Ok(Id::new(names::SCHEMA, &[&reader.ident()?]))
    }

    fn statements(&self) -> &'static [Grammar] {
        &[Grammar {
            words: "create schema",
            read,
        }]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        let sql = format!(
            "select oid, nspname from pg_namespace where oid = any('{}'::oid[])",
            target.schemas
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let sql = format!("create schema {}", fact.id.name());
        let Some(owner) = owner_at_once(fact, scene) else {
            return vec![Action::create(fact, Text::Plain(sql))];
        };
        let role = quote::ident(&owner.body::<Owner>().role);
        let text = Text::Plain(format!("{sql} authorization {role}"));
        let create = Action::create(fact, text).makes([owner.id.clone()]);
        vec![create.needs(owner.uses.iter().cloned())]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![Action::drop(
            fact,
            Text::Plain(format!("drop schema {}", fact.id.name())),
        )]
    }

    fn alter(&self, _live: &Fact, _desired: &Fact, _scene: &Scene) -> Alter {
        Alter::InPlace(Vec::new())
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        let sql = format!("alter schema {} rename to {}", from.id.name(), to.id.name());
        Some(vec![Action::rename(from, to, Text::Plain(sql))])
    }

    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        let own = Demand::Own(action.about.clone());
        let owner = owner::address(&action.about);
        // One that is to hold something is made first, and given away by a statement of its own.
        let given = action.makes.contains(&owner);
        let given: Option<&Owner> = scene.desired.body(&owner).filter(|_| given);
        match action.verb {
            Verb::Create => {
                let member = given.map(|owner| Demand::Member(owner.role.clone()));
                [Demand::Database].into_iter().chain(member).collect()
            }
            Verb::Rename => vec![own, Demand::Database],
            Verb::Alter | Verb::Drop => vec![own],
        }
    }

    fn describe(&self, fact: &Fact) -> String {
        format!("schema {}", fact.id.name())
    }
}

/// Returns the owner that a new schema can be given at once: where nothing is made in it, for which that role would have to be asked.
fn owner_at_once<'a>(schema: &Fact, scene: &Scene<'a>) -> Option<&'a Fact> {
    let parts = scene.desired.children(&schema.id);
    let is_empty = parts.iter().all(|f| names::ATTACHED.contains(&f.id.kind()));
    let owner = scene.desired.get(&owner::address(&schema.id));
    owner.filter(|f| is_empty && f.get().is_some_and(|o: &Owner| !o.is_connected))
}

/// Adds the schema `public`, which every new database has without its being written.
pub fn add_public(state: &mut State) {
    let public = Id::new(names::SCHEMA, &["public"]);
    if !state.has(&public) {
        state.put(Fact::new(public, None, Namespace));
    }
}

/// Returns whether it is the schema that every new database has, so that a file which says it makes nothing.
pub fn is_public(id: &Id) -> bool {
    id.kind() == names::SCHEMA && id.name() == "public"
}

fn read(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create schema")?;
    let lenient = reader.accept("if not exists");
    let mark = reader.mark();
    let named = match reader.at("authorization") {
        true => None,
        false => Some(reader.ident()?),
    };
    let owner = match reader.accept("authorization") {
        true => Some(role::read_name(reader, draft)?),
        false => None,
    };
    let place = reader.since(mark);
    let name = named.or(owner.clone()).unwrap_or_default();
    reader.done()?;
    let id = Id::new(names::SCHEMA, &[&name]);
    if lenient && draft.state.has(&id) {
        return Ok(());
    }
    draft.add(id.clone(), None, Namespace, place.clone())?;
    draft.note_rename(&id, hint);
    if let Some(role) = owner {
        owner::set(draft, &id, &role, place);
    }
    Ok(())
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (oid, name) = (row.number(), row.text());
    let id = Id::new(names::SCHEMA, &[name]);
    catalog.know(Class::Schema, oid, 0, id.clone());
    catalog.add(Fact::new(id, None, Namespace));
}
