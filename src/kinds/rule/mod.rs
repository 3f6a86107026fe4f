//! Rules: what a command on a table or view does in its place or besides.
//!
//! The rule that makes a view is the view itself; a rule `ON SELECT` is refused with the advice to write one.

mod read;
mod words;

use crate::diagnostic::Result;
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Draft, Grammar, Kind, Probe, Query, Row, Scene, Setting,
    Target, names,
};
use crate::kinds::enabled::Enabled;
use crate::kinds::on_table;
use crate::kinds::stand_in::StandIns;
use crate::model::{Fact, Id, KindName, State};
use crate::text::Expr;
use crate::text::sql::Reader;

pub use read::switch;

/// The kind `rule`.
pub struct RuleKind;

/// What a rule is.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// The command that it is on: `insert`, `update` or `delete`.
    pub event: &'static str,
    /// Its condition and what it does: `where new.a > 1 do instead nothing`.
    pub definition: Expr,
    /// Whether it is in force.
    pub enabled: Enabled,
}

/// The commands that a rule can be on.
const EVENTS: &[&str] = &["insert", "update", "delete"];

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::in_place("event"),
    Attribute::in_place("condition"),
    Attribute::in_place("instead"),
    Attribute::in_place("commands"),
    Attribute::in_place("enabled"),
];

impl Kind for RuleKind {
    fn name(&self) -> KindName {
        names::RULE
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("rule")
    }

    fn address(&self, reader: &mut Reader, draft: &Draft) -> Result<Id> {
        on_table::address(self.name(), names::ROW_SOURCES, reader, draft)
    }

    fn reference(&self, id: &Id, _state: &State) -> String {
        on_table::reference(id)
    }

    fn statements(&self) -> &'static [Grammar] {
        &[Grammar {
            words: "create rule",
            read: read::create,
        }]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        let sql = format!(
            "select r.oid, r.ev_class, r.rulename, r.ev_enabled, pg_get_ruledef(r.oid) from pg_rewrite r \
             where r.rulename <> '_RETURN' and {} order by r.oid",
            target.on_table("r.ev_class", "r.rulename")
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn expressions(&self, fact: &mut Fact, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        let relation = fact.parent.clone();
        fact.change(|rule: &mut Rule| {
            let setting = Setting {
                relation,
                query: true,
                ..Setting::default()
            };
            visit(&mut rule.definition, setting);
        });
    }

    fn probe(&self, fact: &Fact, scene: &Scene) -> Option<Probe> {
        let rule: &Rule = fact.get()?;
        let mut stand_ins = StandIns::new(fact, scene);
        let table = stand_ins.relation(fact.parent.as_ref()?)?;
        let definition = stand_ins.rewritten(&rule.definition.sql)?;
        stand_ins.build.push(format!(
            "create rule trueup_probe as on {} to {table} {definition}",
            rule.event
        ));
        let print = "select pg_get_ruledef(oid) from pg_rewrite where rulename = 'trueup_probe'";
        Some(stand_ins.probe(print.into()))
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        words::create(fact)
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![words::drop(fact)]
    }

    fn alter(&self, live: &Fact, desired: &Fact, _scene: &Scene) -> Alter {
        Alter::InPlace(words::alter(live, desired))
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        on_table::rename(from, to)
    }

    fn describe(&self, fact: &Fact) -> String {
        words::describe(fact)
    }
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (oid, relation, name) = (row.number(), row.number(), row.text());
    let enabled = Enabled::of_letter(row.text());
    let Some(table) = catalog.find(Class::Relation, relation, 0).cloned() else {
        return;
    };
    let id = table.child(names::RULE, name);
    match read::printed(row.text(), enabled) {
        Ok(rule) => {
            catalog.know(Class::Other("pg_rewrite"), oid, 0, id.clone());
            catalog.add(Fact::new(id, Some(table), rule));
        }
        Err(problem) => catalog.warnings.push(*problem),
    }
}
