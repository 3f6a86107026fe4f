//! Materialized views: a query whose rows are kept until they are refreshed.
//!
//! Their indexes are facts of their own. Whether the rows are there is no part of the comparison: refreshing
//! them is a job's work, and WITH NO DATA only says how the view begins.

mod live;
mod read;
#[cfg(test)]
mod tests;
mod words;

use crate::kind::{
    self, Action, Alter, Attribute, Demand, Grammar, Kind, Lock, Probe, Query, Scene, Setting,
    Target, Verb, demand, names,
};
use crate::kinds::stand_in::StandIns;
use crate::kinds::storage::Storage;
use crate::model::{Fact, Id, KindName, State};
use crate::text::Expr;

/// The kind `materialized-view`.
pub struct MaterializedViewKind;

/// What a materialized view is.
#[derive(Debug, Clone)]
pub struct MaterializedView {
    /// The query.
    pub query: Expr,
    /// The names of its first columns, where the query itself cannot be given them.
    pub names: Vec<String>,
    /// How and where its rows are kept.
    pub storage: Storage,
    /// Whether it begins without rows; not compared.
    pub no_data: bool,
}

impl PartialEq for MaterializedView {
    fn eq(&self, other: &MaterializedView) -> bool {
        self.query == other.query && self.storage == other.storage
    }
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::replaced("query"),
    Attribute::in_place("names of columns"),
    Attribute::in_place("storage parameters"),
    Attribute::depends("tablespace", "in place, the rows are written again"),
    Attribute::depends(
        "access method",
        "in place from version 15 on, the rows are written again; else replaced",
    ),
];

impl Kind for MaterializedViewKind {
    fn name(&self) -> KindName {
        names::MATERIALIZED_VIEW
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("materialized view")
    }

    fn statements(&self) -> &'static [Grammar] {
        &[
            Grammar {
                words: "create materialized view",
                read: read::create,
            },
            Grammar {
                words: "alter materialized view",
                read: read::alter,
            },
        ]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if target.materialized_views.is_empty() {
            return Vec::new();
        }
        vec![live::query(target)]
    }

    fn slot(&self, fact: &Fact) -> Option<String> {
        Some(format!("relation {}", fact.id.name()))
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let storage = &fact.body::<MaterializedView>().storage;
        storage.uses(state).into_iter().collect()
    }

    fn expressions(&self, fact: &mut Fact, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        fact.change(|view: &mut MaterializedView| {
            let setting = Setting {
                query: true,
                ..Setting::default()
            };
            visit(&mut view.query, setting);
        });
    }

    fn probe(&self, fact: &Fact, scene: &Scene) -> Option<Probe> {
        let view: &MaterializedView = fact.get()?;
        let mut stand_ins = StandIns::new(fact, scene);
        let query = stand_ins.rewritten(&view.query.sql)?;
        let name = "pg_temp.trueup_probe";
        let list = words::column_list(view);
        let build = format!("create view {name}{list} as {query}");
        stand_ins.build.push(build);
        Some(stand_ins.probe(format!("select pg_get_viewdef('{name}'::regclass)")))
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        words::create(fact)
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        words::drop(fact)
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        words::alter(live, desired, scene)
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        let called = kind::called("materialized view");
        Some(kind::renaming(from, to, Lock::AccessExclusive, called))
    }

    /// What it reads must be readable where it is filled.
    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        let mut demands = demand::usual(action, scene);
        if let (Verb::Create, Some(fact)) = (action.verb, scene.desired.get(&action.about)) {
            let read = fact
                .uses
                .iter()
                .filter(|u| names::ROW_SOURCES.contains(&u.kind()));
            demands.extend(read.map(|u| Demand::Privilege("select", u.clone())));
        }
        demands
    }

    fn describe(&self, fact: &Fact) -> String {
        words::describe(fact)
    }
}
