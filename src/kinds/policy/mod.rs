//! Policies: which rows of a table a role may see and write.
//!
//! Whether they are in force is a property of the table.

mod live;
mod read;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;

use crate::diagnostic::Result;
use crate::kind::{
    Action, Alter, Attribute, Draft, Grammar, Kind, Probe, Query, Scene, Setting, Target, names,
};
use crate::kinds::on_table;
use crate::kinds::stand_in::StandIns;
use crate::model::{Fact, Id, KindName, State};
use crate::text::sql::Reader;
use crate::text::{Expr, quote};

/// The kind `policy`.
pub struct PolicyKind;

/// The role that stands for all, as it is kept and printed.
pub const PUBLIC: &str = "public";

/// What a policy is.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// The commands that it is for.
    pub command: Command,
    /// Whether every policy of its sort must be met, not just one.
    pub restrictive: bool,
    /// The roles that it is for; `public` stands for all.
    pub roles: BTreeSet<String>,
    /// Which rows are there: USING.
    pub using: Option<Expr>,
    /// Which rows may be written: WITH CHECK.
    pub check: Option<Expr>,
}

/// The commands that a policy is for: `pg_policy.polcmd`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// All of them.
    All,
    /// SELECT.
    Select,
    /// INSERT.
    Insert,
    /// UPDATE.
    Update,
    /// DELETE.
    Delete,
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::replaced("command"),
    Attribute::replaced("restrictive"),
    Attribute::in_place("roles"),
    Attribute::depends(
        "using",
        "in place, but a condition that goes away is replaced",
    ),
    Attribute::depends(
        "with check",
        "in place, but a condition that goes away is replaced",
    ),
];

impl Kind for PolicyKind {
    fn name(&self) -> KindName {
        names::POLICY
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("policy")
    }

    fn address(&self, reader: &mut Reader, draft: &Draft) -> Result<Id> {
        on_table::address(self.name(), &[names::TABLE], reader, draft)
    }

    fn reference(&self, id: &Id, _state: &State) -> String {
        on_table::reference(id)
    }

    fn statements(&self) -> &'static [Grammar] {
        &[
            Grammar {
                words: "create policy",
                read: read::create,
            },
            Grammar {
                words: "alter policy",
                read: read::alter,
            },
        ]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        vec![live::query(target)]
    }

    fn expressions(&self, fact: &mut Fact, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        let relation = fact.parent.clone();
        fact.change(|policy: &mut Policy| {
            for expr in [&mut policy.using, &mut policy.check].into_iter().flatten() {
                let setting = Setting {
                    relation: relation.clone(),
                    target: Some("boolean".into()),
                    ..Setting::default()
                };
                visit(expr, setting);
            }
        });
    }

    fn probe(&self, fact: &Fact, scene: &Scene) -> Option<Probe> {
        let policy: &Policy = fact.get()?;
        let mut stand_ins = StandIns::new(fact, scene);
        let table = stand_ins.relation(fact.parent.as_ref()?)?;
        let parts = [
            ("using", "polqual", &policy.using),
            ("with check", "polwithcheck", &policy.check),
        ];
        let (mut clauses, mut columns) = (String::new(), Vec::new());
        for (words, column, expr) in parts {
            if let Some(expr) = expr {
                let text = stand_ins.rewritten(&expr.sql)?;
                clauses.push_str(&format!(" {words} ({text})"));
                columns.push(format!("pg_get_expr({column}, polrelid)"));
            }
        }
        let statement = format!("create policy trueup_probe on {table}{clauses}");
        stand_ins.build.push(statement);
        Some(stand_ins.probe(format!(
            "select {} from pg_policy where polrelid = {}::regclass and polname = 'trueup_probe'",
            columns.join(", "),
            quote::literal(&table)
        )))
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        words::create(fact)
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        words::drop(fact)
    }

    fn alter(&self, live: &Fact, desired: &Fact, _scene: &Scene) -> Alter {
        words::alter(live, desired)
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        on_table::rename(from, to)
    }

    fn describe(&self, fact: &Fact) -> String {
        words::describe(fact)
    }
}
