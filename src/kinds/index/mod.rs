//! Indexes that no constraint stands behind, on tables and materialized views.
//!
//! The index of a primary key, unique or exclusion constraint belongs to that constraint.

pub mod class;
pub mod element;
pub mod live;
pub mod mark;
mod naming;
pub mod read;
mod words;

use crate::diagnostic::Result;
use crate::kind::{
    self, Action, Alter, Attribute, Demand, Draft, Grammar, Kind, Lock, Probe, Query, Scene,
    Setting, Since, Target, Verb, demand, link, names, probe,
};
use crate::kinds::access_method;
use crate::kinds::operator_class;
use crate::kinds::stand_in::StandIns;
use crate::model::{Fact, Id, KindName, State};
use crate::text::{Expr, quote};

pub use crate::kinds::storage::Options;
pub use class::Loose;
pub use element::{Element, Key};
pub use mark::Marks;
pub use naming::joined as joined_names;

/// Words where the index of a constraint is kept.
pub fn using_tablespace(space: &Option<String>) -> String {
    let words = |s: &String| format!(" using index tablespace {}", quote::ident(s));
    space.as_ref().map(words).unwrap_or_default()
}

/// The kind `index`.
pub struct IndexKind;

/// What an index is.
#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    /// Whether no two rows may have the same keys.
    pub unique: bool,
    /// The access method.
    pub method: String,
    /// The keys.
    pub elements: Vec<Element>,
    /// The columns that are stored along.
    pub include: Vec<String>,
    /// Whether nulls count as equal.
    pub nulls_not_distinct: bool,
    /// Storage parameters.
    pub options: Options,
    /// The tablespace, where it is not the database's own.
    pub tablespace: Option<String>,
    /// Which rows it holds.
    pub predicate: Option<Expr>,
    /// The statistics targets of keys, by their number from one.
    pub statistics: Vec<(usize, i32)>,
    /// Whether it can be used; one whose concurrent build failed cannot.
    pub valid: bool,
    /// What the table singles it out for.
    pub marks: Marks,
}

impl Index {
    /// Makes an index with all defaults.
    pub fn new(method: &str, elements: Vec<Element>) -> Index {
        Index {
            unique: false,
            method: method.to_string(),
            elements,
            include: Vec::new(),
            nulls_not_distinct: false,
            options: Options::default(),
            tablespace: None,
            predicate: None,
            statistics: Vec::new(),
            valid: true,
            marks: Marks::default(),
        }
    }

    /// Walks the columns that are named, those of expressions left out.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let keys = self.elements.iter().filter_map(Element::name);
        keys.chain(self.include.iter().map(String::as_str))
    }

    /// Sets the statistics target of a key; a negative one is the default.
    pub fn set_statistics(&mut self, key: usize, target: i32) {
        self.statistics.retain(|s| s.0 != key);
        if target >= 0 {
            self.statistics.push((key, target));
            self.statistics.sort_unstable();
        }
    }

    /// Shows the expressions of the keys, then the predicate.
    pub fn visit(&mut self, relation: Option<Id>, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        let keys = self.elements.iter_mut().filter_map(|e| match &mut e.key {
            Key::Expr(expr) => Some(expr),
            Key::Column(_) => None,
        });
        for expr in keys.chain(&mut self.predicate) {
            visit(
                expr,
                Setting {
                    relation: relation.clone(),
                    ..Setting::default()
                },
            );
        }
    }

    /// Returns whether a key is an expression, or a predicate is there.
    fn has_expressions(&self) -> bool {
        let mut keys = self.elements.iter();
        self.predicate.is_some() || keys.any(|e| matches!(e.key, Key::Expr(_)))
    }

    /// Returns the columns, and the collations of the keys.
    pub fn uses(&self, table: &Id, state: &State) -> Vec<Id> {
        let columns = self.columns().map(|c| table.child(names::COLUMN, c));
        let columns = columns.filter(|id| state.has(id));
        let elements = self.elements.iter();
        let classes = elements.clone().filter_map(|e| e.class.as_ref());
        let classes = classes.flat_map(|class| operator_class::named(class, &self.method, state));
        columns
            .chain(classes)
            .chain(access_method::named(&self.method, state))
            .chain(elements.filter_map(|e| link::collation_id(e.collation.as_ref(), state)))
            .collect()
    }

    /// Follows columns of the table and collations to their new names.
    pub fn relink(&mut self, table: &Id, moved: &dyn Fn(&Id) -> Option<Id>) {
        for element in &mut self.elements {
            link::move_collation(&mut element.collation, moved);
        }
        let keys = self.elements.iter_mut().filter_map(|e| match &mut e.key {
            Key::Column(name) => Some(name),
            Key::Expr(_) => None,
        });
        for name in keys.chain(&mut self.include) {
            if let Some(new) = moved(&table.child(names::COLUMN, name)) {
                *name = new.last();
            }
        }
    }

    /// Returns the columns of the print query of a probe, in the order of [`Index::visit`]; `i` is `pg_index`.
    pub fn prints(&self) -> Vec<String> {
        let keys = self
            .elements
            .iter()
            .enumerate()
            .filter(|(_, e)| e.name().is_none());
        let mut out: Vec<String> = keys
            .map(|(n, _)| format!("pg_get_indexdef(i.indexrelid, {}, false)", n + 1))
            .collect();
        out.extend(
            self.predicate
                .as_ref()
                .map(|_| "pg_get_expr(i.indpred, i.indrelid)".to_string()),
        );
        out
    }
}

/// Leaves out of an index what a copy of it does not get.
pub fn as_copied(index: &mut Index) {
    index.statistics.clear();
    index.valid = true;
    index.marks = Marks::default();
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::replaced("unique"),
    Attribute::replaced("access method"),
    Attribute::replaced("keys"),
    Attribute::replaced("collation"),
    Attribute::replaced("operator class"),
    Attribute::replaced("parameters of an operator class"),
    Attribute::replaced("order"),
    Attribute::replaced("nulls first"),
    Attribute::replaced("included columns"),
    Attribute::replaced("nulls not distinct").since(15),
    Attribute::replaced("predicate"),
    Attribute::in_place("storage parameters"),
    Attribute::in_place("tablespace"),
    Attribute::in_place("statistics target"),
    Attribute::replaced("validity"),
    Attribute::in_place("clustered on"),
    Attribute::in_place("replica identity"),
];

impl Kind for IndexKind {
    fn name(&self) -> KindName {
        names::INDEX
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("index")
    }

    fn statements(&self) -> &'static [Grammar] {
        &[
            Grammar {
                words: "create index",
                read: read::create,
            },
            Grammar {
                words: "alter index",
                read: read::alter,
            },
        ]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        live::queries(target)
    }

    fn slot(&self, fact: &Fact) -> Option<String> {
        Some(format!("relation {}", fact.id.name()))
    }

    fn has_expressions(&self, fact: &Fact) -> bool {
        fact.body::<Index>().has_expressions()
    }

    fn expressions(&self, fact: &mut Fact, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        let relation = fact.parent.clone();
        fact.change(|index: &mut Index| index.visit(relation, visit));
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let Some(table) = &fact.parent else {
            return Vec::new();
        };
        fact.body::<Index>().uses(table, state)
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        if let Some(table) = fact.parent.clone() {
            fact.change(|index: &mut Index| index.relink(&table, moved));
        }
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        let index: &Index = fact.body();
        let spgist = index.method == "spgist" && !index.include.is_empty();
        Since::of(&[
            (index.nulls_not_distinct, "NULLS NOT DISTINCT", 15),
            (spgist, "INCLUDE with spgist", 14),
        ])
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        read::finish(id, draft)
    }

    fn probe(&self, fact: &Fact, scene: &Scene) -> Option<Probe> {
        let mut stand_ins = StandIns::new(fact, scene);
        let table = stand_ins.table_of(fact.parent.as_ref()?)?;
        let fact = stand_ins.fact(fact)?;
        let bare = Index {
            tablespace: None,
            options: Options::default(),
            ..fact.body::<Index>().clone()
        };
        let prints = bare.prints();
        if prints.is_empty() {
            return None;
        }
        let name = fact.id.last();
        let create = words::create(&bare, &quote::ident(&name), &table);
        stand_ins.build.push(create);
        Some(stand_ins.probe(format!(
            "select {} from pg_index i where i.indexrelid = {}",
            prints.join(", "),
            probe::oid(&probe::name(&name))
        )))
    }

    fn follows_path(&self, fact: &Fact) -> bool {
        let follows = |element: &Element| element.follows_path();
        fact.body::<Index>().elements.iter().any(follows)
            || kind::expressions_follow_path(self, fact)
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        words::creation(fact, scene)
    }

    fn drop(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        words::removal(fact, scene)
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        words::change(live, desired, scene)
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        let called = kind::called("index");
        Some(kind::renaming(from, to, Lock::ShareUpdateExclusive, called))
    }

    /// A new index needs CREATE on the schema of its table, besides the table.
    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        let mut demands = demand::usual(action, scene);
        let made = scene.desired.get(&action.about);
        let table = made.and_then(|f| scene.desired.get(f.parent.as_ref()?));
        let schema = table.and_then(|t| t.parent.clone());
        if let (Verb::Create | Verb::Rename, Some(schema)) = (action.verb, schema) {
            demands.push(Demand::CreateIn(schema));
        }
        demands
    }

    fn describe(&self, fact: &Fact) -> String {
        let index: &Index = fact.body();
        let unique = if index.unique {
            "unique index"
        } else {
            "index"
        };
        format!("{unique} {}", words::definition(index))
    }
}
