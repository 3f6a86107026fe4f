//! Temporary relations that stand in for the desired ones while the server prints an expression over them.
//!
//! Only what an expression's meaning depends on is built: columns with their types, the primary key, and the
//! queries of views. So are the types and routines that the server does not have yet. What is outside of the files, and
//! what is there already, stays the real thing.

use std::collections::{BTreeSet, HashMap};

use crate::kind::{Probe, Scene, edit, link, names, probe};
use crate::kinds;
use crate::kinds::column::Column;
use crate::kinds::materialized_view::MaterializedView;
use crate::kinds::view::View;
use crate::model::{Fact, Id, KindName};
use crate::text::refs::{self, Ref};
use crate::text::typename::TypeName;
use crate::text::{Expr, quote};

/// The types that can stand in for others; those of rows are the relations'.
const TYPES: &[KindName] = &[names::ENUM, names::DOMAIN, names::COMPOSITE, names::RANGE];

/// The statements that build them, and where they stand.
pub struct StandIns<'a> {
    /// The statements of the kind itself, which come after those that build the stand-ins.
    pub build: Vec<String>,
    statements: Vec<String>,
    scene: &'a Scene<'a>,
    path: Vec<String>,
    made: HashMap<Id, String>,
    moved: HashMap<Id, Id>,
}

impl<'a> StandIns<'a> {
    /// Starts with none, for the texts of a fact.
    pub fn new(fact: &Fact, scene: &'a Scene<'a>) -> StandIns<'a> {
        StandIns {
            build: Vec::new(),
            statements: Vec::new(),
            scene,
            path: link::path_of(fact),
            made: HashMap::new(),
            moved: HashMap::new(),
        }
    }

    /// Returns a fact in whose expressions and types the stand-ins take the places of what they stand for.
    pub fn fact(&mut self, fact: &Fact) -> Option<Fact> {
        let kind = kinds::kind(fact.id.kind());
        let mut copy = fact.clone();
        let mut complete = true;
        kind.expressions(&mut copy, &mut |expr, _| match self.rewritten(&expr.sql) {
            Some(text) => *expr = Expr::new(text),
            None => complete = false,
        });
        for used in &fact.uses {
            if TYPES.contains(&used.kind()) && self.is_new(used) {
                self.object(used)?;
            }
        }
        kind.relink(&mut copy, &|id| self.moved.get(id).cloned());
        complete.then_some(copy)
    }

    /// Returns the probe that builds all of it, and prints by a query.
    pub fn probe(self, print: String) -> Probe {
        Probe {
            stand_ins: self.statements,
            build: self.build,
            print,
            relations: self.made.into_keys().collect(),
        }
    }

    /// Returns the qualified name of what stands in for a relation; nothing if it cannot be built.
    pub fn relation(&mut self, id: &Id) -> Option<String> {
        if let Some(name) = self.made.get(id) {
            return Some(name.clone());
        }
        let name = probe::name(&id.last());
        if self.made.values().any(|n| *n == name) {
            // Two schemas have a relation of this name, and a query may name either by it.
            return None;
        }
        self.made.insert(id.clone(), name.clone());
        let Some(fact) = self.scene.desired.get(id) else {
            // Outside of the files the real columns are the ones that are meant.
            let statement = format!("create table {name} (like {})", id.name());
            self.statements.push(statement);
            return Some(name);
        };
        let statement = if let Some(view) = fact.get::<View>() {
            let query = self.query_of(fact, &view.query.sql)?;
            format!("create view {name}{} as {query}", view.column_list())
        } else if let Some(view) = fact.get::<MaterializedView>() {
            let query = self.query_of(fact, &view.query.sql)?;
            format!("create view {name} as {query}")
        } else {
            self.table(fact, &name)?
        };
        self.statements.push(statement);
        Some(name)
    }

    /// Returns the qualified name of a table that stands in for a table or materialized view, so that indexes can be put on it.
    pub fn table_of(&mut self, id: &Id) -> Option<String> {
        let view = self.scene.desired.body::<MaterializedView>(id);
        let Some(query) = view.map(|v| v.query.sql.clone()) else {
            return self.relation(id);
        };
        let query = self.query_of(self.scene.desired.get(id)?, &query)?;
        let name = probe::name(&id.last());
        self.made.insert(id.clone(), name.clone());
        let statement = format!("create table {name} as {query} with no data");
        self.statements.push(statement);
        Some(name)
    }

    /// Returns whether the patch is to make what the desired state has at an address.
    fn is_new(&self, id: &Id) -> bool {
        self.scene.desired.has(id) && !self.scene.live.has(id)
    }

    /// Makes a type or routine that the server does not have yet, and returns its qualified name.
    fn object(&mut self, id: &Id) -> Option<String> {
        let plain = probe::name(&id.parts()[1]);
        if self.moved.contains_key(id) {
            return Some(plain);
        }
        let new = edit::renamed(id, &["pg_temp".into(), id.parts()[1].clone()]);
        self.moved.insert(id.clone(), new.clone());
        let fact = self.scene.desired.get(id)?;
        let outer = std::mem::replace(&mut self.path, link::path_of(fact));
        let copy = self.fact(fact);
        self.path = outer;
        let copy = Fact { id: new, ..copy? };
        let actions = kinds::kind(id.kind()).create(&copy, self.scene);
        self.statements.extend(actions.iter().map(|a| a.sql()));
        Some(plain)
    }

    /// Returns a type, or what stands in for it if the server does not have it yet.
    pub fn ty(&mut self, ty: &TypeName) -> Option<TypeName> {
        let id = link::type_id(ty, self.scene.desired)
            .filter(|id| TYPES.contains(&id.kind()) && self.is_new(id));
        if let Some(id) = id {
            self.object(&id)?;
        }
        Some(link::moved_type(ty, &|id| self.moved.get(id).cloned()))
    }

    /// Returns the query of a view over the stand-ins; it has its own search path.
    fn query_of(&mut self, fact: &Fact, query: &str) -> Option<String> {
        let outer = std::mem::replace(&mut self.path, link::path_of(fact));
        let query = self.rewritten(query);
        self.path = outer;
        query
    }

    fn table(&mut self, fact: &Fact, name: &str) -> Option<String> {
        let mut elements = Vec::new();
        for part in self.scene.desired.children(&fact.id) {
            if let Some(column) = part.get::<Column>() {
                let collation = column.collation.as_ref();
                let collation = collation
                    .map(|c| format!(" collate {c}"))
                    .unwrap_or_default();
                let (name, ty) = (quote::ident(&part.id.last()), self.ty(&column.ty)?);
                elements.push(format!("{name} {ty}{collation}"));
            }
            if part.id.kind() == names::PRIMARY_KEY {
                elements.extend(primary_key(part));
            }
        }
        Some(format!("create table {name} ({})", elements.join(", ")))
    }

    /// Returns a text in which the stand-ins take the places of the relations; nothing if one cannot be built.
    pub fn rewritten(&mut self, text: &str) -> Option<String> {
        let found = refs::scan(text).names;
        let mut out = text.to_string();
        for name in found.iter().rev() {
            if name.source && !is_defined_within(name, &found, text) {
                if let Some(id) = self.find(&name.parts) {
                    let stand_in = self.relation(&id)?;
                    out.replace_range(name.bytes.clone(), &stand_in);
                }
            } else if name.cast || name.call {
                if let Some(stand_in) = self.named(name)? {
                    out.replace_range(name.bytes.clone(), &stand_in);
                }
            } else if name.parts.len() > 2 && self.find(&name.parts[..2]).is_some() {
                let rest: Vec<String> = name.parts[1..].iter().map(|p| quote::ident(p)).collect();
                out.replace_range(name.bytes.clone(), &rest.join("."));
            }
        }
        Some(out)
    }

    /// Returns the name of what stands in for a type or routine; nothing for one that the server has.
    fn named(&mut self, name: &Ref) -> Option<Option<String>> {
        let kinds = if name.call { names::ROUTINES } else { TYPES };
        let last = name.parts.last()?;
        let meant = self.schemas(&name.parts).into_iter().map(|schema| {
            let is = |id: &&Id| kinds.contains(&id.kind()) && id.parts()[..2] == [&*schema, last];
            let all = self.scene.desired.iter().map(|f| &f.id);
            all.filter(is).cloned().collect::<Vec<Id>>()
        });
        let meant = meant.into_iter().find(|found| !found.is_empty());
        // Where one of several routines is there, it may be the one that is meant.
        let Some(new) = meant.filter(|all| all.iter().all(|id| self.is_new(id))) else {
            return Some(None);
        };
        let mut stand_in = None;
        for id in new {
            stand_in = Some(self.object(&id)?);
        }
        Some(stand_in)
    }

    fn schemas(&self, parts: &[String]) -> Vec<String> {
        match parts.len() {
            1 => self.path.clone(),
            n => vec![parts[n - 2].clone()],
        }
    }

    fn find(&self, parts: &[String]) -> Option<Id> {
        let last = parts.last()?;
        let look = |schema: &String| {
            let mut ids = names::ROW_SOURCES
                .iter()
                .map(|k| Id::new(k, &[schema, last]));
            ids.find(|id| self.scene.desired.has(id))
        };
        self.schemas(parts).iter().find_map(look)
    }
}

/// Returns a text that the server printed over stand-ins with the relations named that they stand for.
pub fn qualified(text: &str, relations: &BTreeSet<Id>) -> String {
    let found = refs::scan(text).names;
    let mut out = text.to_string();
    for name in found
        .iter()
        .rev()
        .filter(|n| n.source && n.parts.len() == 1)
    {
        let meant = relations.iter().find(|id| id.last() == name.parts[0]);
        if let Some(id) = meant.filter(|_| !is_defined_within(name, &found, text)) {
            out.replace_range(name.bytes.clone(), id.name());
        }
    }
    out
}

/// Returns whether a name means a query that the text itself defines by WITH.
fn is_defined_within(name: &Ref, all: &[Ref], text: &str) -> bool {
    let defines = |other: &Ref| {
        let after = text[other.bytes.end..].trim_start().to_ascii_lowercase();
        let after = after.strip_prefix("as").map(str::trim_start);
        let body = after.map(|a| {
            a.trim_start_matches("not ")
                .trim_start_matches("materialized")
                .trim_start()
                .starts_with('(')
        });
        body == Some(true)
    };
    name.parts.len() == 1
        && all
            .iter()
            .any(|o| o.parts == name.parts && !o.source && (defines(o) || o.call))
}

/// Returns the primary key, on which a query that groups may rely.
fn primary_key(key: &Fact) -> Option<String> {
    let columns = key.uses.iter().filter(|u| u.kind() == names::COLUMN);
    let columns: Vec<String> = columns.map(Id::last).collect();
    (!columns.is_empty()).then(|| format!("primary key ({})", quote::idents(&columns)))
}
