//! Foreign keys.
//!
//! They are statements of their own, never a part of CREATE TABLE, so that tables may refer to each other.

mod comparable;
mod live;
pub mod read;
mod resolve;
mod words;

pub use words::still_refers;

use super::attributes::Deferral;
use super::table_of;
use crate::diagnostic::Result;
use crate::kind::{
    Action, Alter, Attribute, Demand, Draft, Kind, Query, Scene, Since, Target, Verb, demand, names,
};
use crate::kinds::inheritance;
use crate::model::{Fact, Id, KindName, State};
use crate::text::sql::Reader;

/// The kind `foreign-key`.
pub struct ForeignKeyKind;

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey {
    /// The columns.
    pub columns: Vec<String>,
    /// The table that they refer to.
    pub target: Id,
    /// The columns there; none while they are those of a primary key that is not known.
    pub target_columns: Vec<String>,
    /// Whether the columns are null all together or not at all.
    pub full: bool,
    /// What happens when a referenced row gets other keys.
    pub on_update: Rule,
    /// What happens when a referenced row is deleted.
    pub on_delete: Rule,
    /// The columns that deletion sets; none for all.
    pub set_columns: Vec<String>,
    /// When it is checked.
    pub deferral: Deferral,
    /// Whether all rows are known to satisfy it.
    pub valid: bool,
    /// Whether the server checks it at all; one that is not enforced is not valid either.
    pub enforced: bool,
    /// Whether the last columns are periods, of which the one must be covered by those of the other.
    pub period: bool,
}

/// What happens to a row when the one that it refers to changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rule {
    /// The change fails, when the constraint is checked.
    #[default]
    NoAction,
    /// The change fails at once.
    Restrict,
    /// The row changes along.
    Cascade,
    /// The columns become null.
    SetNull,
    /// The columns get their defaults.
    SetDefault,
}

/// Each rule with its letter in the catalog and its words.
const RULES: &[(Rule, &str, &str)] = &[
    (Rule::NoAction, "a", "no action"),
    (Rule::Restrict, "r", "restrict"),
    (Rule::Cascade, "c", "cascade"),
    (Rule::SetNull, "n", "set null"),
    (Rule::SetDefault, "d", "set default"),
];

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::replaced("columns"),
    Attribute::replaced("referenced table"),
    Attribute::replaced("referenced columns"),
    Attribute::replaced("match"),
    Attribute::replaced("on update"),
    Attribute::replaced("on delete"),
    Attribute::replaced("columns that deletion sets").since(15),
    Attribute::in_place("deferral"),
    Attribute::in_place("enforced").since(18),
    Attribute::replaced("period").since(18),
    Attribute::depends(
        "validity",
        "validated in place; NOT VALID again by a new constraint",
    ),
];

impl Kind for ForeignKeyKind {
    fn name(&self) -> KindName {
        names::FOREIGN_KEY
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some(super::NOUN)
    }

    fn address(&self, reader: &mut Reader, draft: &Draft) -> Result<Id> {
        super::address(self.name(), reader, draft)
    }

    fn reference(&self, id: &Id, _state: &State) -> String {
        super::reference(id)
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        vec![live::query(target)]
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let (key, table) = (fact.body::<ForeignKey>(), table_of(fact));
        let own = key.columns.iter().map(|c| table.child(names::COLUMN, c));
        let others = key
            .target_columns
            .iter()
            .map(|c| key.target.child(names::COLUMN, c));
        let mut out: Vec<Id> = own.chain(others).filter(|id| state.has(id)).collect();
        out.push(key.target.clone());
        out.extend(resolve::key_of(key, state));
        out
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        let table = table_of(fact);
        fact.change(|key: &mut ForeignKey| {
            key.columns
                .iter_mut()
                .chain(&mut key.set_columns)
                .for_each(|c| super::follow(c, &table, moved));
            let target = key.target.clone();
            key.target_columns
                .iter_mut()
                .for_each(|c| super::follow(c, &target, moved));
            key.target = moved(&target).unwrap_or(target);
        });
    }

    fn since(&self, fact: &Fact, state: &State) -> Vec<Since> {
        let key: &ForeignKey = fact.body();
        let divided = inheritance::is_partitioned(state, &table_of(fact));
        Since::of(&[
            (
                !key.set_columns.is_empty(),
                "a column list of ON DELETE",
                15,
            ),
            (!key.enforced, "NOT ENFORCED", 18),
            (key.period, "PERIOD", 18),
            (
                key.enforced && !key.valid && divided,
                "NOT VALID on a partitioned table",
                18,
            ),
        ])
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        resolve::finish(id, draft)
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        words::create(fact, scene)
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![super::removal(fact)]
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        words::alter(live, desired, scene)
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        super::renaming(from, to)
    }

    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        let mut demands = demand::usual(action, scene);
        let key: Option<&ForeignKey> = scene.desired.body(&action.about);
        if let (Verb::Create, Some(key)) = (action.verb, key) {
            demands.push(Demand::Privilege("references", key.target.clone()));
        }
        demands
    }

    fn describe(&self, fact: &Fact) -> String {
        words::definition(fact.body())
    }
}
