//! Extended statistics: what the planner is told of several columns, or of expressions, of one table together.
//!
//! They stand in a schema of their own choice and belong to their table; the targets of single columns are with those.

mod live;
mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::diagnostic::Result;
use crate::kind::{
    self, Action, Alter, Attribute, Demand, Draft, Grammar, Kind, Lock, Probe, Query, Scene,
    Setting, Since, Target, Text, Verb, demand, names, probe,
};
use crate::kinds::stand_in::StandIns;
use crate::model::{Fact, Id, KindName, State};
use crate::text::{Expr, quote};

pub use read::copy;

/// The kind `statistics`.
pub struct StatisticsKind;

/// What extended statistics are.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistics {
    /// The columns; their order does not count.
    pub columns: BTreeSet<String>,
    /// The expressions.
    pub expressions: Vec<Expr>,
    /// What is gathered of several columns together.
    pub gathered: BTreeSet<Gathered>,
    /// The statistics target, where it is not that of the columns.
    pub target: Option<i32>,
}

/// What is gathered: `pg_statistic_ext.stxkind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gathered {
    /// Numbers of distinct values.
    Distinct,
    /// How much one column tells of another.
    Dependencies,
    /// The most common values.
    Common,
}

impl Gathered {
    /// All of them, with their letters in the catalog and their words.
    const ALL: [(Gathered, &'static str, &'static str); 3] = [
        (Gathered::Distinct, "d", "ndistinct"),
        (Gathered::Dependencies, "f", "dependencies"),
        (Gathered::Common, "m", "mcv"),
    ];

    /// Returns all, which is what a definition gathers that says nothing.
    fn all() -> BTreeSet<Gathered> {
        Gathered::ALL.iter().map(|g| g.0).collect()
    }
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::replaced("columns"),
    Attribute::replaced("expressions").since(14),
    Attribute::replaced("kinds"),
    Attribute::in_place("statistics target"),
];

impl Kind for StatisticsKind {
    fn name(&self) -> KindName {
        names::STATISTICS
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("statistics")
    }

    fn statements(&self) -> &'static [Grammar] {
        &[
            Grammar {
                words: "create statistics",
                read: read::create,
            },
            Grammar {
                words: "alter statistics",
                read: read::alter,
            },
        ]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        vec![live::query(target)]
    }

    fn slot(&self, fact: &Fact) -> Option<String> {
        Some(format!("statistics {}", fact.id.name()))
    }

    fn expressions(&self, fact: &mut Fact, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        let relation = fact.parent.clone();
        fact.change(|statistics: &mut Statistics| {
            for expr in &mut statistics.expressions {
                let relation = relation.clone();
                visit(
                    expr,
                    Setting {
                        relation,
                        ..Setting::default()
                    },
                );
            }
        });
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let Some(table) = &fact.parent else {
            return Vec::new();
        };
        let columns = fact.body::<Statistics>().columns.iter();
        let schema = Id::new(names::SCHEMA, &[&fact.id.parts()[0]]);
        columns
            .map(|c| table.child(names::COLUMN, c))
            .chain([schema])
            .filter(|id| state.has(id))
            .collect()
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        let Some(table) = fact.parent.clone() else {
            return;
        };
        fact.change(|statistics: &mut Statistics| {
            let columns = std::mem::take(&mut statistics.columns).into_iter();
            let new = |c: String| moved(&table.child(names::COLUMN, &c)).map_or(c, |id| id.last());
            statistics.columns = columns.map(new).collect();
        });
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        let expressions = !fact.body::<Statistics>().expressions.is_empty();
        Since::of(&[(expressions, "an expression", 14)])
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        read::finish(id, draft)
    }

    fn probe(&self, fact: &Fact, scene: &Scene) -> Option<Probe> {
        let mut stand_ins = StandIns::new(fact, scene);
        let table = stand_ins.table_of(fact.parent.as_ref()?)?;
        let fact = stand_ins.fact(fact)?;
        let statistics = fact.body::<Statistics>();
        if statistics.expressions.is_empty() {
            return None;
        }
        let name = fact.id.last();
        let create = definition(statistics, &probe::name(&name), &table);
        stand_ins.build.push(create);
        let numbers = 1..=statistics.expressions.len();
        let prints: Vec<String> = numbers.map(|n| format!("e[{n}]")).collect();
        Some(stand_ins.probe(format!(
            "select {} from (select pg_get_statisticsobjdef_expressions(oid) as e from pg_statistic_ext \
             where stxnamespace = pg_my_temp_schema() and stxname = {}) as printed",
            prints.join(", "),
            quote::literal(&name)
        )))
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let Some(table) = &fact.parent else {
            return Vec::new();
        };
        let statistics: &Statistics = fact.body();
        let sql = definition(statistics, fact.id.name(), table.name());
        let made = Action::create(fact, Text::Plain(sql)).lock(Lock::ShareUpdateExclusive);
        let target = statistics.target.map(|_| set_target(fact));
        [made].into_iter().chain(target).collect()
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let sql = format!("drop statistics {}", fact.id.name());
        vec![Action::drop(fact, Text::Plain(sql)).lock(Lock::ShareUpdateExclusive)]
    }

    fn alter(&self, live: &Fact, desired: &Fact, _scene: &Scene) -> Alter {
        let (from, to): (&Statistics, &Statistics) = (live.body(), desired.body());
        let same = Statistics {
            target: from.target,
            ..to.clone()
        };
        if same != *from || live.parent != desired.parent {
            return Alter::Replace("what statistics are of cannot change");
        }
        Alter::InPlace(vec![set_target(desired)])
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        let called = kind::called("statistics");
        Some(kind::renaming(from, to, Lock::None, called))
    }

    /// It stands in a schema of its own, and belongs to who made it.
    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        let id = &action.about;
        let schema = Id::printed(names::SCHEMA, id.container());
        match action.verb {
            Verb::Create => {
                let mut demands = demand::usual(action, scene);
                demands.push(Demand::CreateIn(schema));
                demands
            }
            Verb::Rename => vec![Demand::Own(id.clone()), Demand::CreateIn(schema)],
            Verb::Alter | Verb::Drop => vec![Demand::Own(id.clone())],
        }
    }

    fn describe(&self, fact: &Fact) -> String {
        let table = fact.parent.as_ref().map_or("", |t| t.name());
        let statistics: &Statistics = fact.body();
        let words = definition(statistics, "", table);
        let target = statistics.target.map(|t| format!(", target {t}"));
        let words = words.trim_start_matches("create ").replacen("  ", " ", 1);
        words + &target.unwrap_or_default()
    }
}

impl Statistics {
    /// Returns the columns, and the expressions in parentheses, as SQL.
    pub fn of(&self) -> Vec<String> {
        let columns = self.columns.iter().map(|c| quote::ident(c));
        let all = columns.chain(self.expressions.iter().map(Expr::parenthesised));
        all.collect()
    }

    /// Returns the words for what is gathered; none where it is everything, or all that there can be.
    pub fn kinds(&self) -> Vec<&'static str> {
        if self.columns.len() + self.expressions.len() < 2 || self.gathered == Gathered::all() {
            return Vec::new();
        }
        let named = Gathered::ALL.iter();
        let named = named.filter(|g| self.gathered.contains(&g.0));
        named.map(|g| g.2).collect()
    }
}

/// Words the whole statement.
fn definition(statistics: &Statistics, name: &str, table: &str) -> String {
    let kinds = statistics.kinds();
    let list = match kinds.is_empty() {
        true => String::new(),
        false => format!(" ({})", kinds.join(", ")),
    };
    format!(
        "create statistics {name}{list} on {} from {table}",
        statistics.of().join(", ")
    )
}

fn set_target(fact: &Fact) -> Action {
    let target = fact.body::<Statistics>().target.unwrap_or(-1);
    let sql = format!(
        "alter statistics {} set statistics {target}",
        fact.id.name()
    );
    Action::alter(fact, Text::Plain(sql)).needs([fact.id.clone()])
}
