//! Triggers that people write, constraint triggers among them; those that the server makes for constraints are not read.
//!
//! ALTER TABLE, which enables and disables them, is read by the table; it calls [`switch`].

mod generated;
mod internal;
mod live;
mod read;
mod switch;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;

use crate::diagnostic::Result;
use crate::kind::{
    Action, Alter, Attribute, Demand, Draft, Grammar, Kind, Probe, Query, Scene, Setting, Since,
    Target, Verb, demand, link, names,
};
use crate::kinds::enabled::Enabled;
use crate::kinds::foreign::table::is_foreign;
use crate::kinds::on_table;
use crate::kinds::routine;
use crate::kinds::stand_in::StandIns;
use crate::model::{Fact, Id, KindName, State, split_name};
use crate::text::Expr;
use crate::text::sql::Reader;

pub use internal::tell as tell_internal;
pub use switch::switch;

/// The kind `trigger`.
pub struct TriggerKind;

/// What a trigger is.
#[derive(Debug, Clone, PartialEq)]
pub struct Trigger {
    /// When it fires.
    pub timing: Timing,
    /// What it fires on.
    pub events: BTreeSet<Event>,
    /// The columns that an UPDATE must name; all if there are none.
    pub columns: Columns,
    /// Whether it fires for each row, not for each statement.
    pub each_row: bool,
    /// The name under which its function sees the rows before the statement.
    pub old_table: Option<String>,
    /// The name under which its function sees the rows after the statement.
    pub new_table: Option<String>,
    /// What it needs to fire: WHEN.
    pub when: Option<Expr>,
    /// The qualified name of its function; as written until all files are read.
    pub function: String,
    /// The arguments of its function, which are always texts.
    pub arguments: Vec<String>,
    /// What makes it a constraint trigger.
    pub constraint: Option<Constraint>,
    /// Whether it fires.
    pub enabled: Enabled,
}

/// Names of columns as they were written; their order does not count.
#[derive(Debug, Clone, Default)]
pub struct Columns(pub Vec<String>);

impl PartialEq for Columns {
    fn eq(&self, other: &Columns) -> bool {
        let sorted = |columns: &Columns| columns.0.iter().cloned().collect::<BTreeSet<_>>();
        sorted(self) == sorted(other)
    }
}

/// When a trigger fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// Before the change.
    Before,
    /// After it.
    After,
    /// In its place, on a view.
    InsteadOf,
}

/// What a trigger fires on, in the order in which the server prints them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// INSERT.
    Insert,
    /// DELETE.
    Delete,
    /// UPDATE.
    Update,
    /// TRUNCATE.
    Truncate,
}

/// What a constraint trigger has beyond others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    /// Whether it can wait for the end of the transaction.
    pub deferrable: bool,
    /// Whether it does so unless told otherwise.
    pub deferred: bool,
    /// The qualified name of another table that it is about.
    pub from: Option<String>,
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::depends("timing", "in place since 14, in 13 replaced"),
    Attribute::depends("events", "in place since 14, in 13 replaced"),
    Attribute::depends("columns", "in place since 14, in 13 replaced"),
    Attribute::depends("for each", "in place since 14, in 13 replaced"),
    Attribute::depends("transition tables", "in place since 14, in 13 replaced"),
    Attribute::depends("condition", "in place since 14, in 13 replaced"),
    Attribute::depends("function", "in place since 14, in 13 replaced"),
    Attribute::depends("arguments", "in place since 14, in 13 replaced"),
    Attribute::replaced("constraint"),
    Attribute::replaced("deferral"),
    Attribute::replaced("referenced table"),
    Attribute::in_place("enabled"),
];

impl Kind for TriggerKind {
    fn name(&self) -> KindName {
        names::TRIGGER
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("trigger")
    }

    fn address(&self, reader: &mut Reader, draft: &Draft) -> Result<Id> {
        on_table::address(self.name(), &[names::TABLE, names::VIEW], reader, draft)
    }

    fn reference(&self, id: &Id, _state: &State) -> String {
        on_table::reference(id)
    }

    fn statements(&self) -> &'static [Grammar] {
        &[Grammar {
            words: "create trigger",
            read: read::create,
        }]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        vec![live::query(target)]
    }

    fn expressions(&self, fact: &mut Fact, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        if fact.get::<Trigger>().is_none_or(|t| t.when.is_none()) {
            return;
        }
        let relation = fact.parent.clone();
        fact.change(|trigger: &mut Trigger| {
            if let Some(when) = &mut trigger.when {
                let setting = Setting {
                    relation,
                    target: Some("boolean".into()),
                    ..Setting::default()
                };
                visit(when, setting);
            }
        });
    }

    fn since(&self, fact: &Fact, state: &State) -> Vec<Since> {
        let foreign = fact.parent.as_ref().is_some_and(|t| is_foreign(state, t));
        let truncate = fact.body::<Trigger>().events.contains(&Event::Truncate);
        Since::of(&[(foreign && truncate, "TRUNCATE on a foreign table", 16)])
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let trigger: &Trigger = fact.body();
        let mut uses = vec![function_id(&trigger.function)];
        if let Some(table) = &fact.parent {
            let columns = trigger.columns.0.iter();
            uses.extend(columns.map(|c| table.child(names::COLUMN, c)));
        }
        let from = trigger.constraint.as_ref().and_then(|c| c.from.as_ref());
        uses.extend(from.map(|f| Id::printed(names::TABLE, f.as_str())));
        uses.retain(|id| state.has(id));
        uses
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        let table = fact.parent.clone();
        fact.change(|trigger: &mut Trigger| {
            trigger.function = routine::moved_name(&trigger.function, "()", moved);
            let new = |column: &String| {
                let id = table.as_ref()?.child(names::COLUMN, column);
                moved(&id).map(|id| id.last())
            };
            for column in &mut trigger.columns.0 {
                *column = new(column).unwrap_or_else(|| column.clone());
            }
            if let Some(from) = trigger.constraint.as_mut().and_then(|c| c.from.as_mut())
                && let Some(new) = moved(&Id::printed(names::TABLE, from.as_str()))
            {
                *from = new.name().to_string();
            }
        });
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        switch::tell(draft, id);
        resolve(id, draft)
    }

    fn probe(&self, fact: &Fact, scene: &Scene) -> Option<Probe> {
        let trigger: &Trigger = fact.get()?;
        let mut stand_ins = StandIns::new(fact, scene);
        let table = stand_ins.relation(fact.parent.as_ref()?)?;
        let when = trigger.when.as_ref()?;
        let (build, print) = words::probe(trigger, &table, when);
        stand_ins.build.push(build);
        Some(stand_ins.probe(print))
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        words::create(fact, scene)
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        words::drop(fact)
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        words::alter(live, desired, scene)
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        on_table::rename(from, to)
    }

    /// The privilege TRIGGER makes one; changing and dropping it is for the owner of the table.
    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        let fact = scene.desired.get(&action.about);
        match (action.verb, fact.and_then(|f| f.parent.clone())) {
            (Verb::Create, Some(table)) => vec![Demand::Privilege("trigger", table)],
            _ => demand::usual(action, scene),
        }
    }

    fn describe(&self, fact: &Fact) -> String {
        words::describe(fact)
    }
}

/// Returns the address of a trigger function, which has no arguments of its own.
pub fn function_id(name: &str) -> Id {
    Id::printed(names::FUNCTION, format!("{name}()"))
}

/// Finds the schema of the function, which a later statement may define.
fn resolve(id: &Id, draft: &mut Draft) -> Result<()> {
    let Some(fact) = draft.state.get(id) else {
        return Ok(());
    };
    let name = resolved(&fact.body::<Trigger>().function, fact, draft)?;
    if let Some(fact) = draft.state.get_mut(id) {
        fact.change(|t: &mut Trigger| t.function = name);
    }
    Ok(())
}

/// Returns the qualified name of the function that a trigger of any kind runs.
pub fn resolved(written: &str, fact: &Fact, draft: &Draft) -> Result<String> {
    let parts = split_name(written);
    let there = |name: &str| draft.state.has(&function_id(name));
    let found = routine::find_function(&parts, "", &link::path_of(fact), draft);
    let outside = draft.world.functions.get(parts.last().map_or("", |l| l));
    let known = found.as_deref().is_some_and(there)
        || outside.is_some()
        || parts[0] == "pg_catalog"
        || BUILT_IN.contains(&written)
        || !draft.world.known
        || draft.has_extension();
    if !known {
        let problem = routine::unknown_function(&parts, "", draft);
        let place = fact.origin.place().cloned();
        return Err(Box::new(match place {
            Some(place) => problem.at(place, "executed here"),
            None => problem,
        }));
    }
    let schema = |schema: &str| Id::new("", &[schema, &parts[0]]).name().to_string();
    Ok(found.unwrap_or_else(|| match BUILT_IN.contains(&written) {
        true => schema("pg_catalog"),
        false => schema(&draft.function_schema(&parts[0], &link::path_of(fact))),
    }))
}

/// The trigger functions of `pg_catalog` that a trigger can be given.
const BUILT_IN: &[&str] = &[
    "suppress_redundant_updates_trigger",
    "tsvector_update_trigger",
    "tsvector_update_trigger_column",
];
