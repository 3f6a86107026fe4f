//! The change of schema and name, which are two statements: SET SCHEMA, then RENAME TO under the address that this makes.

use super::{Action, Lock, Text};
use crate::model::{Fact, Id};
use crate::text::quote;

/// Words the change; `called` names the thing at an address as ALTER does, with its noun.
pub fn renaming(from: &Fact, to: &Fact, lock: Lock, called: impl Fn(&Id) -> String) -> Vec<Action> {
    let (old, new) = (from.id.parts(), to.id.parts());
    let mut at = from.id.clone();
    let mut sql = Vec::new();
    if old.len() > 1 && old[0] != new[0] {
        let (home, goal) = (quote::ident(&old[0]), quote::ident(&new[0]));
        sql.push(format!("alter {} set schema {goal}", called(&at)));
        at = at.moved(&home, &goal).unwrap_or(at);
    }
    if old.last() != new.last() {
        let name = quote::ident(&to.id.last());
        sql.push(format!("alter {} rename to {name}", called(&at)));
    }
    let action = |sql| Action::rename(from, to, Text::Plain(sql)).lock(lock);
    sql.into_iter().map(action).collect()
}

/// Names things by a noun and their printed name.
pub fn called(noun: &str) -> impl Fn(&Id) -> String + '_ {
    move |id| format!("{noun} {}", id.name())
}
