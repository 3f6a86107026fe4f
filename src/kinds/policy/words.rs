//! The statements that make, change and drop a policy.

use super::{Command, PUBLIC, Policy};
use crate::kind::{Action, Alter, Lock, Text};
use crate::kinds::on_table::reference;
use crate::model::Fact;
use crate::text::quote;

impl Command {
    /// Returns the key word.
    pub fn word(self) -> &'static str {
        match self {
            Command::All => "all",
            Command::Select => "select",
            Command::Insert => "insert",
            Command::Update => "update",
            Command::Delete => "delete",
        }
    }
}

/// Words the creation.
pub fn create(fact: &Fact) -> Vec<Action> {
    let policy: &Policy = fact.body();
    let mut sql = format!("create {}", reference(&fact.id));
    if policy.restrictive {
        sql.push_str(" as restrictive");
    }
    if policy.command != Command::All {
        sql.push_str(&format!(" for {}", policy.command.word()));
    }
    if !policy.roles.contains(PUBLIC) {
        sql.push_str(&format!(" to {}", roles(policy)));
    }
    sql.push_str(&conditions(policy, |_| true));
    vec![Action::create(fact, Text::Plain(sql)).lock(Lock::AccessExclusive)]
}

/// Words the removal.
pub fn drop(fact: &Fact) -> Vec<Action> {
    let sql = format!("drop {}", reference(&fact.id));
    vec![Action::drop(fact, Text::Plain(sql)).lock(Lock::AccessExclusive)]
}

/// Words the change in place, which can give a condition but not take one away.
pub fn alter(live: &Fact, desired: &Fact) -> Alter {
    let (from, to): (&Policy, &Policy) = (live.body(), desired.body());
    if from.command != to.command {
        return Alter::Replace("the command of a policy cannot change");
    }
    if from.restrictive != to.restrictive {
        return Alter::Replace("a policy cannot change between permissive and restrictive");
    }
    let lost = (from.using.is_some() && to.using.is_none())
        || (from.check.is_some() && to.check.is_none());
    if lost {
        return Alter::Replace("a condition of a policy cannot go away");
    }
    let mut sql = format!("alter {}", reference(&desired.id));
    if from.roles != to.roles {
        sql.push_str(&format!(" to {}", roles(to)));
    }
    let changed = |words: &str| match words {
        "using" => from.using != to.using,
        _ => from.check != to.check,
    };
    sql.push_str(&conditions(to, changed));
    let action = Action::alter(desired, Text::Plain(sql)).lock(Lock::AccessExclusive);
    Alter::InPlace(vec![action])
}

fn roles(policy: &Policy) -> String {
    let word = |role: &String| match role.as_str() {
        PUBLIC => PUBLIC.to_string(),
        role => quote::ident(role),
    };
    policy.roles.iter().map(word).collect::<Vec<_>>().join(", ")
}

fn conditions(policy: &Policy, test: impl Fn(&str) -> bool) -> String {
    let parts = [("using", &policy.using), ("with check", &policy.check)];
    let mut out = String::new();
    for (words, expr) in parts {
        if let Some(expr) = expr.as_ref().filter(|_| test(words)) {
            out.push_str(&format!("\n    {words} {}", expr.parenthesised()));
        }
    }
    out
}

/// Describes the policy in one line.
pub fn describe(fact: &Fact) -> String {
    let policy: &Policy = fact.body();
    let kind = if policy.restrictive {
        "restrictive policy"
    } else {
        "policy"
    };
    let conditions = conditions(policy, |_| true);
    let conditions: Vec<&str> = conditions.split_whitespace().collect();
    let out = format!(
        "{kind} for {} to {} {}",
        policy.command.word(),
        roles(policy),
        conditions.join(" ")
    );
    out.trim_end().to_string()
}
