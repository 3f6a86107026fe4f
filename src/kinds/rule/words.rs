//! The statements that make, change and drop a rule.

use super::Rule;
use crate::kind::{Action, Lock, Text, names};
use crate::kinds::enabled::Enabled;
use crate::kinds::table::alter_table;
use crate::model::{Fact, Id};
use crate::text::quote;

/// Words the rule as DROP and COMMENT ON name it.
pub fn reference(id: &Id) -> String {
    format!("rule {} on {}", quote::ident(&id.last()), id.container())
}

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

/// Words the change of the name; the table stays.
pub fn rename(from: &Fact, to: &Fact) -> Option<Vec<Action>> {
    if from.id.container() != to.id.container() {
        return None;
    }
    let name = quote::ident(&to.id.last());
    let sql = format!("alter {} rename to {name}", reference(&from.id));
    Some(vec![Action::rename(from, to, Text::Plain(sql))])
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
