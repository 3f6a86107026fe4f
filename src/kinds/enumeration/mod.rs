//! Enums: types of a fixed list of values.
//!
//! What happens to the columns of an enum whose values go away stands with all types that are replaced.

mod read;
#[cfg(test)]
mod tests;
mod words;

use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Grammar, Kind, Query, Row, Scene, Target, Text, names,
};
use crate::kinds::typedef;
use crate::model::{Fact, KindName};
use crate::text::quote;

pub use read::{alter, create};
pub use words::{is_rebuilt, of_type, removed};

/// The kind `enum`.
pub struct EnumKind;

/// What an enum is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enumeration {
    /// Its values in their order.
    pub values: Vec<String>,
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[Attribute::depends(
    "values",
    "in place where values are added; else the type is made anew and its columns are converted",
)];

impl Kind for EnumKind {
    fn name(&self) -> KindName {
        names::ENUM
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("type")
    }

    fn statements(&self) -> &'static [Grammar] {
        typedef::STATEMENTS
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if target.types.is_empty() {
            return Vec::new();
        }
        let sql = format!(
            "select t.oid, (select array_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) \
             from pg_type t where t.oid = any('{}'::oid[]) and t.typtype = 'e'",
            target.types
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn slot(&self, fact: &Fact) -> Option<String> {
        typedef::slot(fact)
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let list = values(&fact.body::<Enumeration>().values);
        let sql = format!("create type {} as enum ({list})", fact.id.name());
        vec![Action::create(fact, Text::Plain(sql))]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let sql = format!("drop type {}", fact.id.name());
        vec![Action::drop(fact, Text::Plain(sql))]
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        Alter::InPlace(words::alter(live, desired, scene))
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        Some(typedef::rename("type", from, to))
    }

    fn describe(&self, fact: &Fact) -> String {
        format!("enum ({})", values(&fact.body::<Enumeration>().values))
    }
}

fn values(values: &[String]) -> String {
    values
        .iter()
        .map(|v| quote::literal(v))
        .collect::<Vec<_>>()
        .join(", ")
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let Some(id) = catalog.find(Class::Type, row.number(), 0).cloned() else {
        return;
    };
    let values = row.list();
    let schema = typedef::schema_of(&id);
    catalog.add(Fact::new(id, Some(schema), Enumeration { values }));
}
