//! The statements that make, change and drop a rule.

use super::Rule;
use crate::kind::{Action, Lock, Text, names};
use crate::kinds::enabled::Enabled;
use crate::kinds::on_table::reference;
use crate::kinds::table::alter_table;
use crate::model::Fact;
use crate::text::quote;

/// Words the creation, after which a rule is in force; one that is not is told so.
pub fn create(fact: &Fact) -> Vec<Action> {
    let text = Text::Plain(statement(fact, "create"));
    let mut actions = vec![Action::create(fact, text).lock(Lock::AccessExclusive)];
    actions.extend(enable(Enabled::Origin, fact));
    actions
}

/// Words the removal.
pub fn drop(fact: &Fact) -> Action {
    let sql = format!("drop {}", reference(&fact.id));
    Action::drop(fact, Text::Plain(sql)).lock(Lock::AccessExclusive)
}

/// Words the change in place; the rule stays enabled or disabled as it was.
pub fn alter(live: &Fact, desired: &Fact) -> Vec<Action> {
    let (from, to): (&Rule, &Rule) = (live.body(), desired.body());
    let mut actions = Vec::new();
    if from.event != to.event || from.definition != to.definition {
        let text = Text::Plain(statement(desired, "create or replace"));
        actions.push(Action::alter(desired, text).lock(Lock::AccessExclusive));
    }
    actions.extend(enable(from.enabled, desired));
    actions
}

/// Describes the rule in one line.
pub fn describe(fact: &Fact) -> String {
    let rule: &Rule = fact.body();
    let definition: Vec<&str> = rule.definition.sql.split_whitespace().collect();
    let out = format!("rule on {} {}", rule.event, definition.join(" "));
    match rule.enabled.note() {
        Some(note) => format!("{out} {note}"),
        None => out,
    }
}

fn statement(fact: &Fact, verb: &str) -> String {
    let rule: &Rule = fact.body();
    format!(
        "{verb} rule {} as\n    on {} to {} {}",
        quote::ident(&fact.id.last()),
        rule.event,
        fact.id.container(),
        rule.definition.sql
    )
}

fn enable(from: Enabled, desired: &Fact) -> Option<Action> {
    let to = desired.body::<Rule>().enabled;
    let table = desired.parent.as_ref().filter(|_| from != to)?;
    let clause = format!("{} rule {}", to.words(), quote::ident(&desired.id.last()));
    let text = match table.kind() {
        names::TABLE => alter_table(table, clause, None),
        _ => Text::Plain(format!("alter table {} {clause}", table.name())),
    };
    Some(
        Action::alter(desired, text)
            .needs([desired.id.clone()])
            .lock(Lock::ShareRowExclusive),
    )
}
