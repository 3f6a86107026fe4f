//! Columns of tables: their type, collation, NOT NULL and generation.
//!
//! Defaults and identities are kinds of their own, since they come and go by themselves.

mod alike;
mod alter;
pub mod cast;
pub mod catalog;
pub mod first;
mod fit;
pub mod kept;
pub mod null;
pub mod order;
mod read;
mod words;

use crate::diagnostic::Result;
use crate::kind::{
    Action, Alter, Attribute, Draft, Kind, Probe, Query, Scene, Setting, Since, Target, link,
    names, probe, since,
};
use crate::kinds::foreign::Options;
use crate::kinds::range;
use crate::kinds::stand_in::StandIns;
use crate::model::{Fact, Id, KindName, State};
use crate::text::typename::TypeName;
use crate::text::{Expr, quote};

pub use alter::alter;
pub use catalog::{COLLATED, EXTENDED};
pub use kept::Kept;
pub use null::NotNull;
pub use read::{options, read, read_collation, unknown};
pub use words::not_generated;

/// The kind `column`.
pub struct ColumnKind;

/// What a column is.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its type.
    pub ty: TypeName,
    /// Whether it takes no null.
    pub not_null: bool,
    /// The constraint that says so.
    pub null: NotNull,
    /// Its collation as SQL, where that is not the one of its type.
    pub collation: Option<String>,
    /// The expression that it is computed from, if it is.
    pub generated: Option<Expr>,
    /// Whether it is computed when it is read, not when its row is written.
    pub is_virtual: bool,
    /// How its values are kept.
    pub kept: Kept,
    /// What the wrapper of a foreign table is told of it.
    pub foreign: Options,
}

impl Column {
    /// Returns whether another has another type or collation, which is given by the same statement.
    pub fn is_retyped(&self, to: &Column) -> bool {
        self.ty != to.ty || self.collation != to.collation
    }

    /// Makes a column of which no more is said.
    pub fn plain(ty: TypeName, collation: Option<String>) -> Column {
        Column {
            ty,
            not_null: false,
            null: NotNull::default(),
            collation,
            generated: None,
            is_virtual: false,
            kept: Kept::default(),
            foreign: Options::default(),
        }
    }

    /// Takes what a statement says of how values are kept.
    pub fn keep(&mut self, kept: Kept) {
        self.kept = kept;
        self.kept.storage.know(&self.ty);
    }

    /// Leaves out what a new child does not take over: the statistics target, all options, and a NOT NULL that is not inherited.
    pub fn as_inherited(&mut self) {
        self.kept = self.kept.copied(true, true);
        self.foreign = Options::default();
        match self.null.no_inherit {
            true => (self.not_null, self.null) = (false, NotNull::default()),
            false => self.null.own = false,
        }
    }
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::depends(
        "type",
        "in place, the rows are written again where their form on disk changes",
    ),
    Attribute::in_place("collation"),
    Attribute::in_place("not null"),
    Attribute::in_place("name of the not null constraint").since(18),
    Attribute::depends(
        "validity of not null",
        "validated in place; NOT VALID again by a new constraint",
    )
    .since(18),
    Attribute::in_place("no inherit of not null").since(18),
    Attribute::depends(
        "not null of its own besides being inherited",
        "since version 18; in place; never taken away",
    ),
    Attribute::depends(
        "generation expression",
        "dropped in place, changed in place from version 17 on; else replaced",
    ),
    Attribute::replaced("virtual").since(18),
    Attribute::in_place("storage"),
    Attribute::in_place("compression").since(14),
    Attribute::in_place("statistics target"),
    Attribute::in_place("options"),
    Attribute::in_place("options for the foreign server"),
];

impl Kind for ColumnKind {
    fn name(&self) -> KindName {
        names::COLUMN
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("column")
    }

    fn address(&self, reader: &mut crate::text::sql::Reader, draft: &Draft) -> Result<Id> {
        let mut name = reader.name()?;
        let Some(column) = name.parts.pop().filter(|_| !name.parts.is_empty()) else {
            return Err(reader.error_at("syntax", "write the column as table.column", name.place));
        };
        Ok(draft
            .relation(names::RELATIONS, &name)?
            .child(names::COLUMN, &column))
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        catalog::queries(target)
    }

    fn value_type(&self, fact: &Fact) -> Option<TypeName> {
        Some(fact.get::<Column>()?.ty.clone())
    }

    fn has_expressions(&self, fact: &Fact) -> bool {
        fact.get::<Column>().is_some_and(|c| c.generated.is_some())
    }

    fn expressions(&self, fact: &mut Fact, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        let relation = fact.parent.clone();
        fact.change(|column: &mut Column| {
            let target = Some(column.ty.to_string());
            if let Some(expr) = &mut column.generated {
                visit(
                    expr,
                    Setting {
                        relation,
                        target,
                        ..Setting::default()
                    },
                );
            }
        });
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let column: &Column = fact.body();
        let collation = link::collation_id(column.collation.as_ref(), state);
        range::type_id(&column.ty, state)
            .into_iter()
            .chain(collation)
            .collect()
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|column: &mut Column| {
            column.ty = link::moved_type(&column.ty, moved);
            link::move_collation(&mut column.collation, moved);
        });
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        let column: &Column = fact.body();
        let mut all = since::types([&column.ty]);
        all.extend(Since::of(&[
            (column.kept.compression.is_some(), "COMPRESSION", 14),
            (column.is_virtual, "VIRTUAL", 18),
            (
                column.null.is_new(),
                "NOT VALID or NO INHERIT of NOT NULL",
                18,
            ),
        ]));
        all
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        null::settle(draft, id);
        Ok(())
    }

    fn probe(&self, fact: &Fact, scene: &Scene) -> Option<Probe> {
        let mut stand_ins = StandIns::new(fact, scene);
        let temporary = stand_ins.relation(fact.parent.as_ref()?)?;
        let (fact, name) = (stand_ins.fact(fact)?, quote::ident(&fact.id.last()));
        let column: &Column = fact.body();
        stand_ins.build.push(format!(
            "alter table {temporary} drop column if exists {name}, \
             add column {name} {} generated always as {} stored",
            column.ty,
            column.generated.as_ref()?.parenthesised()
        ));
        let print = format!(
            "select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = {}",
            probe::oid(&temporary)
        );
        Some(stand_ins.probe(print))
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        words::create(fact, scene)
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![words::drop(fact)]
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        words::alter(live, desired, scene)
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        Some(vec![words::rename(from, to)])
    }

    /// Follows attribute by attribute, since a child may differ from its parent in some.
    fn inherit(&self, child: &Fact, before: &Fact, after: &Fact, others: &[&Fact]) -> Fact {
        let (before, after): (&Column, &Column) = (before.body(), after.body());
        let held = others.iter().any(|other| null::is_passed_on(other));
        let mut out = child.clone();
        out.change(|own: &mut Column| {
            follow(&mut own.ty, &before.ty, &after.ty);
            null::follow(own, before, after, held);
            follow(&mut own.collation, &before.collation, &after.collation);
            follow(&mut own.generated, &before.generated, &after.generated);
            kept::follow(own, before, after);
        });
        out
    }

    fn describe(&self, fact: &Fact) -> String {
        words::definition(fact) + &kept::description(&fact.body::<Column>().kept)
    }
}

/// Gives an attribute of a child what the parent's was changed to, if it was.
fn follow<T: PartialEq + Clone>(own: &mut T, before: &T, after: &T) {
    if before != after {
        own.clone_from(after);
    }
}

/// Returns a collation as it is written in SQL: those of the system without a schema.
pub fn collation_name(schema: &str, name: &str) -> String {
    match schema {
        "pg_catalog" => format!("\"{}\"", name.replace('"', "\"\"")),
        schema => Id::new("", &[schema, name]).name().to_string(),
    }
}
