//! Extensions. What one brings is its own and no fact of ours.
//!
//! A schema or a version that the file does not name is not compared: the server chose it, and it may stay.

pub mod dependency;
mod moves;
#[cfg(test)]
mod tests;
mod version;

use crate::diagnostic::{Problem, Result};
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Demand, Draft, Grammar, Hazard, Kind, Lock, Query, Row,
    Scene, Target, Text, Verb, names,
};
use crate::model::{Fact, Id, KindName, State};
use crate::text::quote;
use crate::text::sql::Reader;

pub use moves::{follow, is_moved, leave_dropped_schemas};
pub use version::versions;

/// The kind `extension`.
pub struct ExtensionKind;

/// What an extension is.
#[derive(Debug, Clone)]
pub struct Extension {
    /// The schema that it is in; nothing where the file leaves it to the server.
    pub schema: Option<String>,
    /// Its version; nothing where the file leaves it to the server.
    pub version: Option<String>,
    /// Whether its creation brings the extensions that it needs; no property of an extension that exists.
    pub cascade: bool,
    /// The versions that the server can update it to, where the files name another one than it has; not compared.
    pub updates: Option<Vec<String>>,
}

impl PartialEq for Extension {
    /// Compares what both name; a file may leave the schema and the version open, so that this is no equivalence.
    fn eq(&self, other: &Extension) -> bool {
        let agree = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
        agree(&self.schema, &other.schema) && agree(&self.version, &other.version)
    }
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::in_place("version"),
    Attribute::in_place("schema"),
];

impl Kind for ExtensionKind {
    fn name(&self) -> KindName {
        names::EXTENSION
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("extension")
    }

    fn address(&self, reader: &mut Reader, _draft: &Draft) -> Result<Id> {
        Ok(Id::new(names::EXTENSION, &[&reader.ident()?]))
    }

    fn statements(&self) -> &'static [Grammar] {
        &[
            Grammar {
                words: "create extension",
                read: create,
            },
            Grammar {
                words: "alter extension",
                read: alter,
            },
        ]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if target.names_no_extension() {
            return Vec::new();
        }
        let named = target.extensions.as_ref().map_or(String::new(), |n| {
            format!(" where e.extname = any('{n}'::text[])")
        });
        let updates = version::updates(target);
        let sql = format!(
            "select e.oid, e.extname, n.nspname, e.extversion, {updates} \
             from pg_extension e join pg_namespace n on n.oid = e.extnamespace{named}"
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn uses(&self, fact: &Fact, _state: &State) -> Vec<Id> {
        let schema = fact.body::<Extension>().schema.as_ref();
        schema
            .map(|s| Id::new(names::SCHEMA, &[s]))
            .into_iter()
            .collect()
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|extension: &mut Extension| {
            let schema = extension.schema.as_ref();
            let id = schema.map(|s| Id::new(names::SCHEMA, &[s]));
            if let Some(new) = id.and_then(|id| moved(&id)) {
                extension.schema = Some(new.last());
            }
        });
    }

    /// An extension goes to the first schema of the path, unless its schema is told.
    fn follows_path(&self, fact: &Fact) -> bool {
        fact.body::<Extension>().schema.is_none()
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let extension: &Extension = fact.body();
        let mut sql = format!("create extension {}", fact.id.name());
        sql.push_str(&words(extension));
        if extension.cascade {
            sql.push_str(" cascade");
        }
        vec![Action::create(fact, Text::Plain(sql))]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let name = fact.id.name();
        let count = format!(
            "select count(*) from pg_depend d join pg_extension e on e.oid = d.refobjid join pg_class c on c.oid = d.objid \
             where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_extension'::regclass and d.deptype = 'e' \
             and c.relkind in ('r', 'p', 'm') and e.extname = {}",
            quote::literal(&fact.id.last())
        );
        let what = format!("extension {name} with all that it brought");
        let hazard = Hazard::drops(&fact.id, &what, count, "tables");
        vec![
            Action::drop(fact, Text::Plain(format!("drop extension {name}")))
                .lock(Lock::AccessExclusive)
                .hazard(hazard),
        ]
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        let (from, to): (&Extension, &Extension) = (live.body(), desired.body());
        if let Some(other) = version::no_update(live, desired, scene) {
            return other;
        }
        let statement = |words: String| {
            let sql = format!("alter extension {} {words}", desired.id.name());
            Action::alter(desired, Text::Plain(sql))
        };
        let schema = to.schema.as_ref().filter(|_| from.schema != to.schema);
        let version = to.version.as_ref().filter(|_| from.version != to.version);
        let moves = schema.map(|s| statement(format!("set schema {}", quote::ident(s))));
        let moves = moves.map(|action| action.makes([moved(&desired.id)]));
        let updates = version.map(|v| statement(format!("update to {}", quote::literal(v))));
        Alter::InPlace(moves.into_iter().chain(updates).collect())
    }

    /// Follows `AlterExtensionNamespace`, which asks for each member, and `execute_extension_script`, which runs a trusted one as a superuser.
    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        let (own, name) = (Demand::Own(action.about.clone()), action.about.last());
        let schema = scene.desired.body::<Extension>(&action.about);
        let schema = schema.and_then(|e| e.schema.as_ref());
        match action.verb {
            Verb::Create => vec![Demand::Extension(name)],
            Verb::Alter if action.makes.contains(&moved(&action.about)) => {
                let schema = schema.map(|s| Demand::CreateIn(Id::new(names::SCHEMA, &[s])));
                let all = [own, Demand::Members(name)].into_iter();
                all.chain(schema).collect()
            }
            Verb::Alter => vec![own, Demand::Update(name)],
            Verb::Rename | Verb::Drop => vec![own],
        }
    }

    fn describe(&self, fact: &Fact) -> String {
        format!("extension{}", words(fact.body()))
    }

    /// Words the extension without its version, which the server that the script runs on may not have.
    fn script(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let mut fact = fact.clone();
        fact.change(|extension: &mut Extension| extension.version = None);
        self.create(&fact, scene)
    }
}

/// Returns the address of the move of an extension to another schema.
fn moved(extension: &Id) -> Id {
    Id::printed(extension.kind(), format!("{} #moved", extension.name()))
}

fn words(extension: &Extension) -> String {
    let mut out = String::new();
    if let Some(schema) = &extension.schema {
        out.push_str(&format!(" schema {}", quote::ident(schema)));
    }
    if let Some(version) = &extension.version {
        out.push_str(&format!(" version {}", quote::literal(version)));
    }
    out
}

fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("create extension")?;
    let lenient = reader.accept("if not exists");
    let mark = reader.mark();
    let id = Id::new(names::EXTENSION, &[&reader.ident()?]);
    let place = reader.since(mark);
    let mut extension = Extension {
        schema: None,
        version: None,
        cascade: false,
        updates: None,
    };
    reader.accept("with");
    while !reader.is_done() {
        if reader.accept("schema") {
            extension.schema = Some(reader.ident()?);
        } else if reader.accept("version") {
            extension.version = Some(version::read(reader)?);
        } else if reader.accept("cascade") {
            extension.cascade = true;
        } else {
            return Err(reader.unexpected("`SCHEMA`, `VERSION` or `CASCADE`"));
        }
    }
    if lenient && draft.state.has(&id) {
        return Ok(());
    }
    draft.add(id.clone(), None, extension, place)?;
    set(draft, &id, |_| ());
    Ok(())
}

/// Changes the extension, and notes the schema that it uses, where types that no file defines may come from.
fn set(draft: &mut Draft, id: &Id, change: impl FnOnce(&mut Extension)) {
    let Some(mut fact) = draft.state.take(id) else {
        return;
    };
    fact.change(change);
    fact.uses = ExtensionKind.uses(&fact, &draft.state);
    draft.state.put(fact);
}

fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter extension")?;
    let mark = reader.mark();
    let name = reader.ident()?;
    let id = Id::new(names::EXTENSION, &[&name]);
    if !draft.state.has(&id) {
        let problem = Problem::error(
            "unknown-extension",
            format!("there is no extension {name} here"),
        )
        .at(reader.since(mark), "");
        return Err(Box::new(problem.help("create it before this statement")));
    }
    let (mut schema, mut newer) = (None, None);
    if reader.accept("set schema") {
        schema = Some(reader.ident()?);
    } else if reader.accept("update") {
        newer = Some(match reader.accept("to") {
            true => Some(version::read(reader)?),
            false => None,
        });
    } else {
        return Err(reader.unexpected("`SET SCHEMA` or `UPDATE`"));
    }
    reader.done()?;
    set(draft, &id, |extension| {
        extension.schema = schema.or(extension.schema.take());
        extension.version = newer.unwrap_or(extension.version.take());
    });
    Ok(())
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (oid, name) = (row.number(), row.text());
    let extension = Extension {
        schema: row.opt().map(str::to_string),
        version: row.opt().map(str::to_string),
        cascade: false,
        updates: row.opt_list(),
    };
    let id = Id::new(names::EXTENSION, &[name]);
    catalog.know(Class::Other("pg_extension"), oid, 0, id.clone());
    catalog.add(Fact::new(id, None, extension));
}
