//! That a thing goes away with an extension which it is no member of: `ALTER … DEPENDS ON EXTENSION`.
//!
//! One fact for each thing and extension, below the thing.

use crate::diagnostic::Result;
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Draft, Kind, Lock, Query, Row, Scene, Target, Text, names,
};
use crate::kinds;
use crate::kinds::grant::require_parent;
use crate::model::{Fact, Id, KindName, State};
use crate::text::quote;
use crate::text::sql::Reader;

/// The kind `extension-dependency`.
pub struct DependencyKind;

/// The thing and the extension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// What goes away.
    pub on: Id,
    /// The name of the extension that it goes away with.
    pub extension: String,
}

/// What can go away with an extension.
const DEPENDENTS: &[KindName] = &[
    names::FUNCTION,
    names::PROCEDURE,
    names::AGGREGATE,
    names::TRIGGER,
    names::MATERIALIZED_VIEW,
    names::INDEX,
];

/// Returns whether such a form of ALTER stands here.
pub fn is_one(reader: &Reader) -> bool {
    reader.at("depends on extension") || reader.at("no depends on extension")
}

/// Reads `DEPENDS ON EXTENSION name` or `NO DEPENDS ON EXTENSION name` to the end of the statement.
///
/// # Errors
/// If the thing is of a kind that depends on no extension.
pub fn read(reader: &mut Reader, draft: &mut Draft, on: &Id) -> Result<()> {
    let mark = reader.mark();
    if !DEPENDENTS.contains(&on.kind()) {
        return Err(
            reader.unexpected("another form of ALTER: this thing can depend on no extension")
        );
    }
    let ends = reader.accept("no");
    reader.expect("depends on extension")?;
    let extension = reader.ident()?;
    reader.done()?;
    let body = Dependency {
        on: on.clone(),
        extension,
    };
    let id = body.address();
    match ends {
        true => draft.remove(&id),
        false => draft.set(id, Some(on.clone()), body, reader.since(mark)),
    }
    Ok(())
}

impl Dependency {
    fn address(&self) -> Id {
        let name = format!("{}/{}", self.on, quote::ident(&self.extension));
        Id::printed(names::EXTENSION_DEPENDENCY, name)
    }

    fn words(&self, verb: &str, state: &State) -> Text {
        let on = kinds::kind(self.on.kind()).reference(&self.on, state);
        let extension = quote::ident(&self.extension);
        Text::Plain(format!("alter {on} {verb} on extension {extension}"))
    }
}

impl Kind for DependencyKind {
    fn name(&self) -> KindName {
        names::EXTENSION_DEPENDENCY
    }

    fn attributes(&self) -> &'static [Attribute] {
        const { &[Attribute::in_place("extension")] }
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        let Target {
            relations,
            routines,
            ..
        } = target;
        let sql = format!(
            "select d.classid::regclass, d.objid, e.extname from pg_depend d join pg_extension e on e.oid = d.refobjid \
             where d.refclassid = 'pg_extension'::regclass and d.deptype = 'x' \
             and (d.classid = 'pg_proc'::regclass and d.objid = any('{routines}'::oid[]) \
             or d.classid = 'pg_class'::regclass \
              and coalesce((select indrelid from pg_index where indexrelid = d.objid), d.objid) = any('{relations}'::oid[]) \
             or d.classid = 'pg_trigger'::regclass)"
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let extension = Id::new(names::EXTENSION, &[&fact.body::<Dependency>().extension]);
        state
            .has(&extension)
            .then_some(extension)
            .into_iter()
            .collect()
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        let mut id = None;
        fact.change(|d: &mut Dependency| {
            if let Some(new) = moved(&d.on) {
                d.on = new;
                id = Some(d.address());
            }
        });
        fact.id = id.unwrap_or(fact.id.clone());
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        require_parent(id, draft)
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let body: &Dependency = fact.body();
        let action = Action::create(fact, body.words("depends", scene.desired));
        vec![action.lock(lock(&body.on))]
    }

    fn drop(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let body: &Dependency = fact.body();
        let action = Action::drop(fact, body.words("no depends", scene.live));
        vec![action.lock(lock(&body.on))]
    }

    fn alter(&self, _live: &Fact, _desired: &Fact, _scene: &Scene) -> Alter {
        Alter::InPlace(Vec::new())
    }

    fn describe(&self, fact: &Fact) -> String {
        let extension = quote::ident(&fact.body::<Dependency>().extension);
        format!("goes away with extension {extension}")
    }
}

/// Returns the lock: a routine is no relation.
fn lock(on: &Id) -> Lock {
    match names::ROUTINES.contains(&on.kind()) {
        true => Lock::None,
        false => Lock::AccessExclusive,
    }
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let Some(class) = Class::named(row.text()) else {
        return;
    };
    let Some(on) = catalog.find(class, row.number(), 0).cloned() else {
        return;
    };
    if !DEPENDENTS.contains(&on.kind()) {
        return;
    }
    let body = Dependency {
        on: on.clone(),
        extension: row.text().to_string(),
    };
    catalog.add(Fact::new(body.address(), Some(on), body));
}
