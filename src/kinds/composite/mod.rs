//! Composite types: a list of attributes, whose order counts since a row is written without their names.

mod read;
#[cfg(test)]
mod tests;
mod words;

use crate::kind::catalog::Class;
use crate::kind::{
    self, Action, Alter, Catalog, Grammar, Kind, Lock, Query, Row, Scene, Since, Target, link,
    names, since,
};
use crate::kinds::column::collation_name;
use crate::kinds::{range, retype, typedef};
use crate::model::{Fact, Id, KindName, State};
use crate::text::typename::{self, TypeName};

pub use read::{alter, create};
pub use words::{conversion, is_alike, is_rebuilt, loses};

/// The kind `composite-type`.
pub struct CompositeKind;

/// What a composite type is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composite {
    /// Its attributes in their order.
    pub attributes: Vec<Attribute>,
}

/// An attribute of a composite type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: TypeName,
    /// Its collation as SQL, where that is not the one of its type.
    pub collation: Option<String>,
}

impl Composite {
    /// Returns whether there is an attribute of this name.
    pub fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|a| a.name == name)
    }
}

/// What can differ.
const ATTRIBUTES: &[kind::Attribute] = &[
    kind::Attribute::depends(
        "attributes",
        "added at the end and dropped in place; else as their types",
    ),
    kind::Attribute::depends(
        "type of an attribute",
        "in place where no column holds rows of the type; else the type is made anew and its columns are converted",
    ),
    kind::Attribute::depends(
        "collation of an attribute",
        "in place where no column holds rows of the type; else the type is made anew and its columns are converted",
    ),
];

impl Kind for CompositeKind {
    fn name(&self) -> KindName {
        names::COMPOSITE
    }

    fn attributes(&self) -> &'static [kind::Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("type")
    }

    fn statements(&self) -> &'static [Grammar] {
        typedef::STATEMENTS
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if target.composites.is_empty() {
            return Vec::new();
        }
        let types = format!("select unnest('{}'::oid[])", target.composites);
        let attributes = format!(
            "select a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), n.nspname, l.collname \
             from pg_attribute a join pg_type t on t.oid = a.atttypid \
             left join pg_collation l on l.oid = a.attcollation and a.attcollation <> t.typcollation \
             left join pg_namespace n on n.oid = l.collnamespace \
             where a.attrelid = any('{}'::oid[]) and a.attnum > 0 and not a.attisdropped \
             order by a.attrelid, a.attnum",
            target.composites
        );
        vec![
            Query {
                sql: types,
                read: read_type,
            },
            Query {
                sql: attributes,
                read: read_attribute,
            },
        ]
    }

    fn slot(&self, fact: &Fact) -> Option<String> {
        typedef::slot(fact)
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let attributes = &fact.body::<Composite>().attributes;
        let types = attributes
            .iter()
            .filter_map(|a| range::type_id(&a.ty, state));
        let collations = attributes
            .iter()
            .filter_map(|a| link::collation_id(a.collation.as_ref(), state));
        types.chain(collations).collect()
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        since::types(fact.body::<Composite>().attributes.iter().map(|a| &a.ty))
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|composite: &mut Composite| {
            for attribute in &mut composite.attributes {
                attribute.ty = link::moved_type(&attribute.ty, moved);
                link::move_collation(&mut attribute.collation, moved);
            }
        });
    }

    fn follows_path(&self, fact: &Fact) -> bool {
        let attributes = &fact.body::<Composite>().attributes;
        attributes.iter().any(|a| !a.ty.is_named_in_full())
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![words::create(fact)]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![words::drop(fact)]
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        if retype::is_covered(live, desired, scene) {
            Alter::InPlace(Vec::new())
        } else if is_rebuilt(live, desired, scene) {
            Alter::InPlace(retype::replace(desired, scene))
        } else {
            Alter::InPlace(words::alter(live, desired, scene))
        }
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        let called = kind::called("type");
        Some(kind::renaming(from, to, Lock::AccessExclusive, called))
    }

    fn describe(&self, fact: &Fact) -> String {
        format!("({})", words::attributes(fact.body()))
    }
}

fn read_type(row: &mut Row, catalog: &mut Catalog) {
    let Some(id) = catalog.find(Class::Relation, row.number(), 0).cloned() else {
        return;
    };
    let schema = typedef::schema_of(&id);
    let attributes = Vec::new();
    catalog.add(Fact::new(id, Some(schema), Composite { attributes }));
}

fn read_attribute(row: &mut Row, catalog: &mut Catalog) {
    let (relation, number) = (row.number(), row.number());
    let Some(id) = catalog.find(Class::Relation, relation, 0).cloned() else {
        return;
    };
    let attribute = Attribute {
        name: row.text().to_string(),
        ty: typename::from_format_type(row.text()),
        collation: row
            .opt()
            .zip(row.opt())
            .map(|(schema, name)| collation_name(schema, name)),
    };
    catalog.know(Class::Relation, relation, number, id.clone());
    if let Some(fact) = catalog.state.get_mut(&id) {
        fact.change(|c: &mut Composite| c.attributes.push(attribute));
    }
}
