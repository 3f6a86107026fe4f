//! The desired state while its files are interpreted, statement by statement, as a server would.
//!
//! It knows the search path, resolves names, and notes problems; what a statement means stands with
//! the kinds.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::path::SearchPath;
use super::{Lookup, World, defined_twice, names};
use crate::diagnostic::{Problem, Problems, Result, did_you_mean};
use crate::model::{Body, Fact, Id, KindName, Merged, Origin, Place, State};
use crate::text::name::Taken;
use crate::text::sql::{Name, Reader};
use crate::text::typename::{self, TypeError, TypeName};

/// How the settings of a session keep new tables and indexes, where a definition says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// `default_tablespace`, where it is not the database's own.
    pub tablespace: Option<String>,
    /// `default_table_access_method`, where it is not `heap`.
    pub access_method: Option<String>,
    /// Whether `check_function_bodies` is off.
    pub unchecked_bodies: bool,
    /// The role that acts.
    pub acting: Acting,
    /// What is set again when the transaction of a SET LOCAL ends.
    pub before: Option<Box<Settings>>,
}

impl Settings {
    /// Begins with what lasts until the transaction ends.
    pub fn begin_local(&mut self) {
        if self.before.is_none() {
            self.before = Some(Box::new(self.clone()));
        }
    }

    /// Goes back to what was set before the transaction, but for the role that acts.
    pub fn end_local(&mut self) {
        if let Some(before) = self.before.take() {
            let acting = std::mem::take(&mut self.acting);
            *self = Settings { acting, ..*before };
        }
    }

    /// Goes back to the beginning, but for the role that acts.
    pub fn without_all_but_acting(&self) -> Settings {
        Settings {
            acting: self.acting.clone(),
            ..Settings::default()
        }
    }
}

/// The role that statements are run as, where that is not the one that is connected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Acting {
    /// Whom SET SESSION AUTHORIZATION names.
    pub session: Option<String>,
    /// Whom SET ROLE names.
    pub role: Option<String>,
    /// Who acts again when the transaction of a SET LOCAL ends.
    pub before: Option<Box<Acting>>,
}

/// The desired state in the making.
pub struct Draft<'w> {
    /// The facts so far.
    pub state: State,
    /// What exists outside of the files.
    pub world: &'w World,
    /// Finds the kinds.
    pub kind: Lookup,
    /// The texts of the files, by their numbers.
    pub texts: Vec<Arc<str>>,
    /// What went wrong so far.
    pub problems: Problems,
    /// What later statements define, so that order does not matter.
    pub ahead: FxHashSet<Id>,
    /// Where the statement under interpretation stands.
    pub place: Place,
    /// What was defined since the default privileges were last given to what is new.
    pub fresh: Vec<Id>,
    /// What statements with IF EXISTS passed over although the server has it.
    pub passed: Vec<(Id, Place)>,
    /// How triggers were switched that are no facts, those that partitions have of their partitioned tables and those of constraints:
    /// `disable`, and where.
    pub switched: Vec<(Id, &'static str, Place)>,
    /// The default privileges that hold here.
    pub defaults: Vec<Id>,
    /// Whether some table is a child of another.
    pub has_children: bool,
    /// What new tables have that say nothing.
    pub settings: Settings,
    /// What columns are that are written in these words.
    pub columns: FxHashMap<Box<str>, Arc<dyn Body>>,
    /// Columns whose definition says DEFAULT NULL, so that they take none over from a parent table.
    pub without_default: Vec<Id>,
    /// Whether the statement under interpretation stands in a DO block.
    pub guarded: bool,
    pub(super) path: Vec<String>,
    pub(super) path_sql: Option<Arc<str>>,
    pub(super) path_before: Option<SearchPath>,
    order: u32,
    constraints: Taken,
}

impl<'w> Draft<'w> {
    /// Starts with nothing but the schema `public`.
    pub fn new(world: &'w World, kind: Lookup) -> Draft<'w> {
        Draft {
            state: State::default(),
            world,
            kind,
            texts: Vec::new(),
            problems: Problems::default(),
            ahead: FxHashSet::default(),
            place: Place {
                file: 0,
                bytes: 0..0,
            },
            fresh: Vec::new(),
            passed: Vec::new(),
            switched: Vec::new(),
            defaults: Vec::new(),
            has_children: false,
            settings: Settings::default(),
            columns: FxHashMap::default(),
            without_default: Vec::new(),
            guarded: false,
            path: vec!["public".into()],
            path_sql: None,
            path_before: None,
            order: 0,
            constraints: Taken::default(),
        }
    }

    /// Returns the role that acts; nothing is known of it without a server, unless the files say it.
    pub fn user(&self) -> &str {
        let Acting { session, role, .. } = &self.settings.acting;
        let said = role.as_ref().or(session.as_ref());
        said.map_or(&self.world.user, |role| role)
    }

    /// Adds a fact that the statement at hand defines.
    pub fn add(&mut self, id: Id, parent: Option<Id>, body: impl Body, place: Place) -> Result<()> {
        self.free(&id, &place)?;
        self.set(id, parent, body, place);
        Ok(())
    }

    /// Requires that nothing has an address yet.
    pub fn free(&self, id: &Id, place: &Place) -> Result<()> {
        match self.state.get(id) {
            Some(first) => Err(defined_twice(id, first, place.clone())),
            None => Ok(()),
        }
    }

    /// Adds a fact, or puts it in the place of the one that is there.
    pub fn set(&mut self, id: Id, parent: Option<Id>, body: impl Body, place: Place) {
        self.set_alike(id, parent, Arc::new(body), place);
    }

    /// Adds a fact with a body that others may have too, or puts it in the place of the one that is there.
    pub fn set_alike(&mut self, id: Id, parent: Option<Id>, body: Arc<dyn Body>, place: Place) {
        let origin = Origin::File {
            place,
            search_path: self.path_sql.clone(),
        };
        self.enter(Fact {
            origin,
            ..Fact::alike(id, parent, body)
        });
    }

    /// Gives a child table what its parent has, read where that was read.
    pub fn inherit(&mut self, source: &Fact, id: Id, parent: Option<Id>) {
        self.order += 1;
        self.put(Fact {
            id,
            parent,
            order: self.order,
            ..source.clone()
        });
    }

    /// Keeps an index or constraint of a partition beside the facts, as one that belongs to that of the parent.
    pub fn merge(&mut self, fact: Fact, into: Id) {
        if names::CONSTRAINTS.contains(&fact.id.kind()) {
            self.constraints.insert(constraint_key(&fact.id));
        }
        let id = fact.id.clone();
        self.state.merged.insert(id, Merged { fact, into });
    }

    /// Adds what a fact says under another address too; the search path of its expressions comes along.
    pub fn copy(&mut self, fact: &Fact, id: Id, parent: Id, place: Place) -> Result<()> {
        self.free(&id, &place)?;
        let search_path = fact.origin.own_path().cloned();
        self.enter(Fact {
            id,
            parent: Some(parent),
            origin: Origin::File { place, search_path },
            ..fact.clone()
        });
        Ok(())
    }

    /// Puts a fact in as the newest, unless its address was there before.
    fn enter(&mut self, fact: Fact) {
        self.order += 1;
        if names::CONSTRAINTS.contains(&fact.id.kind()) {
            self.constraints.insert(constraint_key(&fact.id));
        }
        self.state.absent.remove(&fact.id);
        self.state.implied.remove(&fact.id);
        let (order, fresh) = (self.order, &mut self.fresh);
        self.state.put_after(fact, |before, fact| {
            fact.order = before.map_or(order, |b| b.order);
            if before.is_none() {
                fresh.push(fact.id.clone());
            }
        });
    }

    /// Takes a fact out, and remembers that the statement at hand does not want it.
    pub fn refuse(&mut self, id: Id) -> Option<Fact> {
        let origin = Origin::File {
            place: self.place.clone(),
            search_path: self.path_sql.clone(),
        };
        let before = self.state.take(&id);
        self.state.implied.remove(&id);
        self.state.absent.insert(id, origin);
        before
    }

    /// Puts in a fact that was read before, under the address that it has now.
    pub fn put(&mut self, fact: Fact) {
        if names::CONSTRAINTS.contains(&fact.id.kind()) {
            self.constraints.insert(constraint_key(&fact.id));
        }
        self.state.put(fact);
    }

    /// Notes that a thing had another name before, where the comment above its definition says so.
    pub fn note_rename(&mut self, id: &Id, hint: Option<String>) {
        let Some(old) = hint else {
            return;
        };
        let mut parts = id.parts();
        let written = crate::model::split_name(&old);
        let keep = parts.len().saturating_sub(written.len());
        parts.truncate(keep);
        parts.extend(written);
        let old = super::edit::renamed(id, &parts);
        self.state.renamed.insert(id.clone(), old);
    }

    /// Returns the schema and name that a definition makes.
    pub fn target(&self, name: &Name) -> Result<(String, String)> {
        match (name.schema(), self.path.first()) {
            (Some(schema), _) => Ok((schema.to_string(), name.last().to_string())),
            (None, Some(first)) => Ok((first.clone(), name.last().to_string())),
            (None, None) => Err(Box::new(
                Problem::error(
                    "no-schema",
                    format!(
                        "no schema is chosen for {}: the search_path is empty here",
                        name.show()
                    ),
                )
                .at(name.place.clone(), "")
                .help("write the schema before the name"),
            )),
        }
    }

    /// Returns the address for a new thing.
    pub fn new_id(&self, kind: KindName, name: &Name) -> Result<Id> {
        let (schema, last) = self.target(name)?;
        Ok(Id::new(kind, &[&schema, &last]))
    }

    /// Finds a thing of one of these kinds by its name, among what is defined so far.
    pub fn find(&self, kinds: &[KindName], name: &Name) -> Option<Id> {
        self.lookup(kinds, &name.parts, &self.path, false)
    }

    /// Finds a thing of one of these kinds, among what any statement of the files defines.
    pub fn find_ahead(&self, kinds: &[KindName], parts: &[String], path: &[String]) -> Option<Id> {
        self.lookup(kinds, parts, path, true)
    }

    fn lookup(
        &self,
        kinds: &[KindName],
        parts: &[String],
        path: &[String],
        ahead: bool,
    ) -> Option<Id> {
        let last = parts.last()?;
        let try_schema = |schema: &str| {
            kinds
                .iter()
                .map(|k| Id::new(k, &[schema, last]))
                .find(|id| self.state.has(id) || (ahead && self.ahead.contains(id)))
        };
        match parts.len() {
            1 => path.iter().find_map(|schema| try_schema(schema)),
            _ => try_schema(&parts[parts.len() - 2]),
        }
    }

    /// Finds the table, view or other relation that a statement is about; outside ones among them.
    pub fn relation(&self, kinds: &[KindName], name: &Name) -> Result<Id> {
        if let Some(id) = self.find(kinds, name) {
            return Ok(id);
        }
        if let Some(id) = self
            .find_ahead(kinds, &name.parts, &self.path)
            .or_else(|| self.outside(&name.parts, &self.path))
        {
            return Ok(id);
        }
        if !self.world.known && name.schema().is_some() {
            return Ok(Id::new(
                kinds[0],
                &[name.schema().unwrap_or_default(), name.last()],
            ));
        }
        Err(self.unknown("unknown-table", kinds, name))
    }

    /// Returns the relation, of whatever kind, that has the name of an address.
    pub fn relation_at(&self, id: &Id) -> Option<Id> {
        names::RELATIONS
            .iter()
            .map(|k| id.as_kind(k))
            .find(|id| self.state.has(id))
    }

    /// Requires that no relation of another kind has the name of an address.
    pub fn free_relation(&self, id: &Id, place: &Place) -> Result<()> {
        match self
            .relation_at(id)
            .filter(|found| found != id)
            .and_then(|found| self.state.get(&found))
        {
            Some(first) => Err(defined_twice(id, first, place.clone())),
            None => Ok(()),
        }
    }

    /// Returns a collation that is written without a schema as SQL: one of the system unless a file could have made it.
    pub fn collation(&self, name: &str) -> String {
        let own = self.find_ahead(&[names::COLLATION], &[name.to_string()], &self.path);
        let schemas = self
            .world
            .objects
            .get(&(names::COLLATION, name.to_string()));
        let outside = self
            .path
            .iter()
            .find(|s| schemas.is_some_and(|all| all.contains(s)));
        let found = own.or_else(|| outside.map(|s| Id::new(names::COLLATION, &[s, name])));
        found.map_or_else(
            || format!("\"{}\"", name.replace('"', "\"\"")),
            |id| id.name().to_string(),
        )
    }

    /// Finds a relation that exists outside of the files.
    pub fn outside(&self, parts: &[String], path: &[String]) -> Option<Id> {
        let last = parts.last()?;
        let look = |schema: &str| self.world.relation(schema, last).and_then(|o| o.id.clone());
        if parts.len() > 1 {
            look(&parts[parts.len() - 2])
        } else {
            path.iter().find_map(|s| look(s))
        }
    }

    /// Makes the error for a name that nothing has, with the nearest one.
    pub fn unknown(&self, code: &'static str, kinds: &[KindName], name: &Name) -> Box<Problem> {
        let noun = kinds
            .first()
            .map_or("object".into(), |k| k.replace('-', " "));
        let known: Vec<&Id> = self
            .state
            .iter()
            .map(|f| &f.id)
            .filter(|id| kinds.contains(&id.kind()))
            .collect();
        let lasts: Vec<String> = known
            .iter()
            .map(|id| {
                if name.schema().is_some() {
                    id.name().to_string()
                } else {
                    id.last()
                }
            })
            .collect();
        let near = did_you_mean(&name.show(), lasts.iter().map(String::as_str));
        let problem = Problem::error(code, format!("there is no {noun} {}", name.show()))
            .at(name.place.clone(), "");
        Box::new(problem.help(near.unwrap_or_else(|| {
            "no file defines it, and the database does not have it either".into()
        })))
    }

    /// Reads a type at the cursor; a user-defined one comes back qualified.
    pub fn type_name(&self, reader: &mut Reader) -> Result<TypeName> {
        let mark = reader.mark();
        let mut resolve = |parts: &[String]| self.type_of(parts, &self.path);
        match typename::parse(reader.cursor(), &mut resolve) {
            Ok(found) => Ok(found),
            Err(TypeError::Unknown { name, .. }) => {
                let place = if reader.mark() > mark {
                    reader.since(mark)
                } else {
                    reader.here()
                };
                Err(self.unknown_type(&name, place))
            }
            Err(e) => Err(reader.error_at("syntax", &e.to_string(), reader.here())),
        }
    }

    /// Returns the qualified, quoted name of a user-defined type.
    pub fn type_of(&self, parts: &[String], path: &[String]) -> Option<String> {
        if let Some(id) = self.find_ahead(names::TYPES, parts, path) {
            return Some(id.name().to_string());
        }
        let last = parts.last()?;
        let outside = self.world.types.get(last);
        if parts.len() > 1 {
            let schema = &parts[parts.len() - 2];
            let there = !self.world.known
                || outside.is_some_and(|s| s.contains(schema))
                || self.may_be_in_extension(Some(schema));
            return there.then(|| typename::in_schema(schema, last));
        }
        let schemas = outside.map_or(&[][..], |s| s);
        let schema = path
            .iter()
            .find(|p| schemas.contains(p))
            .cloned()
            .or_else(|| schemas.first().cloned());
        let schema = schema.or_else(|| self.extension_schema(path))?;
        Some(typename::in_schema(&schema, last))
    }

    /// Returns the schema of an extension that the files create, where a type unknown to all may come from: of the first one whose
    /// schema is searched, else of the first.
    pub(super) fn extension_schema(&self, path: &[String]) -> Option<String> {
        let extensions = self.state.of_kind(names::EXTENSION);
        let mut all: Vec<&Fact> = extensions.filter(|f| f.id.name() != "plpgsql").collect();
        all.sort_by_key(|f| f.order);
        let schemas = all.iter().filter_map(|f| match f.uses.first() {
            Some(schema) => Some(schema.last()),
            None => self.path.first().cloned(),
        });
        let schemas: Vec<String> = schemas.collect();
        let searched = schemas.iter().find(|s| path.contains(s));
        searched.or(schemas.first()).cloned()
    }

    /// Returns whether the files create an extension that may bring functions.
    pub fn has_extension(&self) -> bool {
        self.extension_schema(&self.path).is_some()
    }

    /// Returns whether an extension that the files create may bring something into a schema.
    pub fn may_be_in_extension(&self, schema: Option<&str>) -> bool {
        self.state.iter().any(|f| {
            f.id.kind() == names::EXTENSION
                && f.id.name() != "plpgsql"
                && f.uses
                    .first()
                    .is_none_or(|p| Some(p.last().as_str()) == schema)
        })
    }

    fn unknown_type(&self, name: &str, place: Place) -> Box<Problem> {
        let mut known: Vec<String> = typename::BUILTIN.iter().map(|b| b.0.to_string()).collect();
        known.extend(
            self.state
                .iter()
                .map(|f| &f.id)
                .chain(&self.ahead)
                .filter(|id| names::TYPES.contains(&id.kind()))
                .map(Id::last),
        );
        let near = did_you_mean(name, known.iter().map(String::as_str));
        let help = near.unwrap_or_else(|| "define it with `create type` or `create domain`, or create the extension that brings it".into());
        Box::new(
            Problem::error("unknown-type", format!("there is no type {name}"))
                .at(place, "")
                .help(help),
        )
    }

    /// Takes out a fact with all its parts.
    pub fn remove(&mut self, id: &Id) {
        let parts: Vec<Id> = self
            .state
            .descendants(id)
            .into_iter()
            .map(|f| f.id.clone())
            .collect();
        for gone in parts.iter().chain([id]) {
            if names::CONSTRAINTS.contains(&gone.kind()) {
                self.constraints.remove(&constraint_key(gone));
            }
            self.state.take(gone);
            self.state.local.remove(gone);
            self.state.forget_merged(gone);
        }
        self.state.absent.retain(|a, _| !a.is_on(id));
        self.state.implied.retain(|i| !i.is_on(id));
    }

    /// Takes the names of the constraints anew from the facts, after some have moved.
    pub fn note_constraints(&mut self) {
        let of = |f: &Fact| {
            names::CONSTRAINTS
                .contains(&f.id.kind())
                .then(|| constraint_key(&f.id))
        };
        let merged = self.state.merged.values().map(|m| &m.fact);
        self.constraints = self.state.iter().chain(merged).filter_map(of).collect();
    }

    /// Returns the bodies of all parts of a thing that are of one type, with their addresses.
    pub fn parts<T: Clone + 'static>(&self, parent: &Id) -> Vec<(Id, T)> {
        self.state
            .children(parent)
            .into_iter()
            .filter_map(|f| f.get::<T>().map(|b| (f.id.clone(), b.clone())))
            .collect()
    }

    /// Returns whether a relation of this name is there, for the choice of a free name; a constraint's index counts.
    pub fn relation_exists(&self, schema: &str, name: &str) -> bool {
        self.relation_at(&Id::new(names::TABLE, &[schema, name]))
            .is_some()
            || self.is_merged(schema, name)
            || self.constraint_exists(schema, name)
    }

    /// Returns whether an index of a partition that belongs to one of the parent has this name.
    pub fn is_merged(&self, schema: &str, name: &str) -> bool {
        let merged = &self.state.merged;
        !merged.is_empty() && merged.contains_key(&Id::new(names::INDEX, &[schema, name]))
    }

    /// Returns whether a constraint of this name is in the schema, for the choice of a free name.
    pub fn constraint_exists(&self, schema: &str, name: &str) -> bool {
        self.constraints.contains(schema, name)
    }

    /// Chooses the name that the server would for a constraint, which is free among them and elsewhere.
    pub fn choose_constraint(
        &mut self,
        table: &Id,
        middle: Option<&str>,
        label: &str,
        elsewhere: impl Fn(&Draft, &str) -> bool,
    ) -> String {
        let parts = table.parts();
        let mut constraints = std::mem::take(&mut self.constraints);
        let names = (parts[1].as_str(), middle);
        let name = constraints.choose(&parts[0], names, label, |n| elsewhere(self, n));
        self.constraints = constraints;
        name
    }
}

/// Returns the schema and the constraint's own name.
fn constraint_key(id: &Id) -> (String, String) {
    let mut parts = id.parts();
    let last = parts.pop().unwrap_or_default();
    (parts.into_iter().next().unwrap_or_default(), last)
}
