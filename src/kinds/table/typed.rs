//! That a table is typed: its columns are those of a composite type, by CREATE TABLE … OF or ALTER TABLE … OF.
//!
//! The columns are facts of their own. Since PostgreSQL changes none of a typed table, it stops being typed around such a change.

use crate::diagnostic::{Problem, Result};
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Draft, Kind, Lock, Query, Row, Scene, Target, Text, names,
};
use crate::kinds::column::{Column, Kept, NotNull};
use crate::kinds::composite::Composite;
use crate::kinds::foreign::Options;
use crate::model::{Fact, Id, KindName, Place, State};
use crate::text::sql::Reader;

/// The kind `typed-table`.
pub struct TypedKind;

/// What makes a table a typed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The type.
    pub ty: Id,
    /// The attributes of the type; empty where it is not known here.
    pub attributes: Vec<String>,
}

/// Reads the type behind OF, and gives the table its columns.
///
/// # Errors
/// If no statement before this one makes the type.
pub fn read(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<()> {
    let (ty, place) = type_at(reader, draft)?;
    let Some(composite) = draft.state.body::<Composite>(&ty).cloned() else {
        let message = format!(
            "no statement before this one defines the type {}",
            ty.name()
        );
        let problem = Problem::error("unknown-type", message).at(place, "");
        return Err(Box::new(problem.help(
            "a typed table takes its columns from a composite type of the files",
        )));
    };
    for attribute in composite.attributes {
        let column = Column {
            ty: attribute.ty,
            not_null: false,
            collation: attribute.collation,
            generated: None,
            is_virtual: false,
            null: NotNull::default(),
            kept: Kept::default(),
            foreign: Options::default(),
        };
        let id = table.child(names::COLUMN, &attribute.name);
        draft.add(id, Some(table.clone()), column, place.clone())?;
    }
    declare(draft, table, ty, place);
    Ok(())
}

/// Reads `OF type` or `NOT OF` of ALTER TABLE, if one of them is there.
///
/// # Errors
/// If the type is not known.
pub fn alter(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<bool> {
    if reader.accept("not of") {
        draft.remove(&id(table));
        return Ok(true);
    }
    if !reader.accept("of") {
        return Ok(false);
    }
    let (ty, place) = type_at(reader, draft)?;
    declare(draft, table, ty, place);
    Ok(true)
}

fn type_at(reader: &mut Reader, draft: &Draft) -> Result<(Id, Place)> {
    let name = reader.name()?;
    match draft.type_of(&name.parts, draft.path()) {
        Some(printed) => Ok((Id::printed(names::COMPOSITE, printed), name.place)),
        None => Err(draft.unknown("unknown-type", &[names::COMPOSITE], &name)),
    }
}

fn declare(draft: &mut Draft, table: &Id, ty: Id, place: Place) {
    let body = Typed {
        ty,
        attributes: Vec::new(),
    };
    draft.set(id(table), Some(table.clone()), body, place);
}

fn id(table: &Id) -> Id {
    table.as_kind(names::TYPED)
}

impl Kind for TypedKind {
    fn name(&self) -> KindName {
        names::TYPED
    }

    fn attributes(&self) -> &'static [Attribute] {
        const ALL: &[Attribute] = &[Attribute::depends(
            "type",
            "NOT OF and OF the other type; the rows stay",
        )];
        ALL
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        let sql = format!(
            "select c.oid, n.nspname, t.typname, array(select quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod) \
             from pg_attribute a where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped order by a.attnum) \
             from pg_class c join pg_type t on t.oid = c.reloftype join pg_namespace n on n.oid = t.typnamespace \
             where c.oid = any('{}'::oid[]) and c.reloftype <> 0",
            target.tables
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    /// Returns the type and all columns, so that it ends before one of them changes and returns after.
    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let table = table_of(fact);
        let columns = state.children(&table).into_iter();
        let columns = columns.filter(|f| f.id.kind() == names::COLUMN);
        let mut uses: Vec<Id> = columns.map(|f| f.id.clone()).collect();
        uses.push(fact.body::<Typed>().ty.clone());
        uses
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|typed: &mut Typed| typed.ty = moved(&typed.ty).unwrap_or(typed.ty.clone()));
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        let ty = draft.state.body::<Typed>(id).map(|t| t.ty.clone());
        let composite = ty.and_then(|ty| draft.state.body::<Composite>(&ty));
        let attributes = composite.map(|c| c.attributes.iter());
        let words = attributes.map(|list| {
            list.map(|a| format!("{} {}", crate::text::quote::ident(&a.name), a.ty))
                .collect()
        });
        if let Some((words, fact)) = words.zip(draft.state.get_mut(id)) {
            fact.change(|typed: &mut Typed| typed.attributes = words);
        }
        Ok(())
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let text = statement(fact, &format!("of {}", fact.body::<Typed>().ty.name()));
        vec![Action::create(fact, text).lock(Lock::AccessExclusive)]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![Action::drop(fact, statement(fact, "not of")).lock(Lock::AccessExclusive)]
    }

    fn alter(&self, _live: &Fact, _desired: &Fact, _scene: &Scene) -> Alter {
        Alter::Replace("nothing of a typed table changes while it is one; its rows stay")
    }

    fn describe(&self, fact: &Fact) -> String {
        format!("of {}", fact.body::<Typed>().ty.name())
    }
}

/// Words a statement of its own: in one ALTER TABLE with others PostgreSQL would still take the table for a typed one.
fn statement(fact: &Fact, words: &str) -> Text {
    Text::Plain(format!("alter table {} {words}", table_of(fact).name()))
}

fn table_of(fact: &Fact) -> Id {
    fact.parent.clone().expect("it is a table that is typed")
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let Some(table) = catalog.find(Class::Relation, row.number(), 0).cloned() else {
        return;
    };
    let typed = Typed {
        ty: Id::new(names::COMPOSITE, &[row.text(), row.text()]),
        attributes: row.list(),
    };
    catalog.add(Fact::new(id(&table), Some(table), typed));
}
