//! The contract between a kind of object and the layers that know no kinds.
//!
//! A kind reads its statements and its catalog rows into facts, and words the statements that make,
//! change and drop them. Everything that is the same for all kinds stands outside of it.

pub mod action;
pub mod attribute;
pub mod catalog;
pub mod demand;
pub mod draft;
pub mod edit;
pub mod extent;
pub mod follow;
pub mod hazard;
pub mod link;
pub mod names;
mod outside;
mod passed;
mod path;
pub mod privileges;
pub mod probe;
pub mod reach;
pub mod renaming;
pub mod reread;
pub mod since;
mod whole;
pub mod wording;
pub mod words;
pub mod world;

use std::collections::BTreeSet;

use crate::diagnostic::{Problem, Result};
use crate::model::{Fact, Id, KindName, State};
use crate::text::Expr;
use crate::text::canon::{self, Routine};
use crate::text::sql::Reader;
use crate::text::typename::TypeName;

pub use action::{Action, Alter, Lock, Scene, Text, Verb};
pub use attribute::{Attribute, Change};
pub use catalog::{Catalog, Query, Row, Target};
pub use demand::Demand;
pub use draft::Draft;
pub use extent::Extent;
pub use hazard::Hazard;
pub use privileges::Privileges;
pub use reach::Reach;
pub use renaming::{called, renaming};
pub use since::Since;
pub use whole::whole;
pub use wording::Wording;
pub use world::World;

/// Finds a kind by its name.
pub type Lookup = fn(KindName) -> &'static dyn Kind;

/// A statement that a kind reads: its first words, and the function that interprets it.
pub struct Grammar {
    /// The verb and the object's words, modifiers such as `OR REPLACE` left out: `create table`.
    pub words: &'static str,
    /// Interprets the statement against the draft of the desired state.
    pub read: fn(&mut Reader, &mut Draft) -> Result<()>,
}

/// Where an expression stands: what its names and its literals mean.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    /// The relation whose columns it may name.
    pub relation: Option<Id>,
    /// The type that it is assigned to, as `format_type` prints it.
    pub target: Option<String>,
    /// Whether it is a query, not an expression.
    pub query: bool,
    /// The arguments that it may name beside columns, with their types.
    pub arguments: Vec<(String, String)>,
}

/// What confirm runs to see how the server itself prints the expressions of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// Statements that make the temporary relations, and what else stands in for what is not there.
    pub stand_ins: Vec<String>,
    /// Statements that build the fact on them.
    pub build: Vec<String>,
    /// A query that gives one row with the server's own print.
    pub print: String,
    /// The relations that temporary ones of the same names stand for.
    pub relations: BTreeSet<Id>,
}

impl Probe {
    /// Makes a probe that builds nothing: the query gives the values that expressions have.
    pub fn of_values(print: String) -> Probe {
        Probe {
            stand_ins: Vec::new(),
            build: Vec::new(),
            print,
            relations: BTreeSet::new(),
        }
    }
}

/// Everything about one kind of object.
pub trait Kind: Sync {
    /// Returns the kind's name, as it stands in addresses.
    fn name(&self) -> KindName;

    /// Returns what can differ between two facts of one address; COVERAGE.md is printed from it.
    fn attributes(&self) -> &'static [Attribute];

    /// Returns the words that name the kind in `DROP`, `ALTER … RENAME TO` and `COMMENT ON`: `materialized view`.
    fn noun(&self) -> Option<&'static str> {
        None
    }

    /// Returns other words that name some things of the kind: `foreign table`.
    fn other_noun(&self) -> Option<&'static str> {
        None
    }

    /// Reads what follows those words: the object's name, with its table or arguments where the grammar has them.
    ///
    /// The address that comes back may be one that does not exist.
    fn address(&self, reader: &mut Reader, draft: &Draft) -> Result<Id> {
        let name = reader.name()?;
        match draft.find(&[self.name()], &name) {
            Some(id) => Ok(id),
            None => draft.new_id(self.name(), &name),
        }
    }

    /// Returns the fact as `DROP` and `COMMENT ON` name it: `trigger t on public.x`.
    fn reference(&self, id: &Id, _state: &State) -> String {
        format!("{} {}", self.noun().unwrap_or(self.name()), id.name())
    }

    /// Returns the statements that it reads, apart from `DROP`, `RENAME TO`, `SET SCHEMA`, `OWNER TO` and `COMMENT ON`.
    fn statements(&self) -> &'static [Grammar] {
        &[]
    }

    /// Returns the queries that read it from the catalog.
    fn catalog(&self, _target: &Target) -> Vec<Query> {
        Vec::new()
    }

    /// Returns the name that it takes among others: a view cannot be made while a table has its name.
    fn slot(&self, _fact: &Fact) -> Option<String> {
        None
    }

    /// Returns an address for the type that comes along with it by a name of its own, as if that were one of the same kind.
    fn brings(&self, _fact: &Fact) -> Option<Id> {
        None
    }

    /// Returns the type of a column's values, or the type under a domain.
    fn value_type(&self, _fact: &Fact) -> Option<TypeName> {
        None
    }

    /// Returns the types that a routine takes and gives.
    fn signature(&self, _fact: &Fact) -> Option<Routine> {
        None
    }

    /// Shows each expression of a fact, for its canonical text to be set and its names to be found.
    fn expressions(&self, _fact: &mut Fact, _visit: &mut dyn FnMut(&mut Expr, Setting)) {}

    /// Returns whether a fact may have an expression to show; one that has none for sure need not be copied for it.
    fn has_expressions(&self, _fact: &Fact) -> bool {
        true
    }

    /// Returns whether its statements hold names as the file has them, which mean what they should only under the search path of the
    /// file; all else is named in full.
    fn follows_path(&self, fact: &Fact) -> bool {
        self.value_type(fact)
            .is_some_and(|ty| !ty.is_named_in_full())
            || expressions_follow_path(self, fact)
    }

    /// Returns what the fact uses apart from what its expressions name.
    fn uses(&self, _fact: &Fact, _state: &State) -> Vec<Id> {
        Vec::new()
    }

    /// Replaces an address within the body after a rename.
    fn relink(&self, _fact: &mut Fact, _moved: &dyn Fn(&Id) -> Option<Id>) {}

    /// Returns what is left of a fact when something goes that it uses, where it outlives that: a publication has one table less.
    fn without(&self, _fact: &Fact, _gone: &Id) -> Option<Fact> {
        None
    }

    /// Returns what of the fact only newer servers have.
    fn since(&self, _fact: &Fact, _state: &State) -> Vec<Since> {
        Vec::new()
    }

    /// Takes out of a fact what it says of another part of its parent that is dropped.
    fn lose(&self, _fact: &mut Fact, _part: &Id) {}

    /// Completes and checks a fact when all files are read.
    fn finish(&self, _id: &Id, _draft: &mut Draft) -> Result<()> {
        Ok(())
    }

    /// Returns how confirm can ask the server for its print of the fact's expressions; what stands in for the desired
    /// relations, and for types and routines that the patch is to make, is built along.
    fn probe(&self, _fact: &Fact, _scene: &Scene) -> Option<Probe> {
        None
    }

    /// Words the creation.
    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action>;

    /// Words the removal.
    fn drop(&self, fact: &Fact, scene: &Scene) -> Vec<Action>;

    /// Words the change from the live fact to the desired one.
    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter;

    /// Returns what the fact of a child table becomes when the statement that changes its parent's has run; `others` are what other
    /// parents have of it.
    fn inherit(&self, child: &Fact, before: &Fact, after: &Fact, _others: &[&Fact]) -> Fact {
        let body = if child.same(before) {
            &after.body
        } else {
            &child.body
        };
        Fact {
            body: body.clone(),
            ..child.clone()
        }
    }

    /// Words the change of the name; the default says that it cannot be renamed.
    fn rename(&self, _from: &Fact, _to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        None
    }

    /// Returns why a statement of the files may not give it another name, if that is so.
    fn fixed_name(&self) -> Option<&'static str> {
        None
    }

    /// Returns what the role must be or have for the server to run one of its statements.
    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        demand::usual(action, scene)
    }

    /// Looks over what a patch makes, to add what it makes necessary elsewhere.
    fn attend(&self, _actions: &mut Vec<Action>, _scene: &Scene) {}

    /// Describes the fact in one line of SQL-like words, for people.
    fn describe(&self, fact: &Fact) -> String;

    /// Returns the statements that make the fact, as `dump` writes them.
    fn script(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        self.create(fact, scene)
    }
}

/// Returns whether what an expression of a fact means depends on the search path.
pub fn expressions_follow_path<K: Kind + ?Sized>(kind: &K, fact: &Fact) -> bool {
    if !kind.has_expressions(fact) {
        return false;
    }
    let mut follow = false;
    kind.expressions(&mut fact.clone(), &mut |expr, _| {
        follow |= !canon::is_plain(&expr.sql);
    });
    follow
}

/// Makes the error for two definitions of one thing.
pub(crate) fn defined_twice(id: &Id, first: &Fact, second: crate::model::Place) -> Box<Problem> {
    let problem = Problem::error(
        "defined-twice",
        format!("{} {} is defined twice", id.kind(), id.name()),
    )
    .at(second, "defined again here");
    let problem = problem.at_any(first.origin.place(), "first defined here");
    Box::new(problem.help("remove one of the two, or write the second as `if not exists`"))
}
