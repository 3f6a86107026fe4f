//! The statements that make and change a role.

use super::{Flag, Role};
use crate::kind::{Action, Text};
use crate::model::Fact;

/// Words the creation; what a role has without any words is left out.
pub fn create(fact: &Fact) -> Action {
    let sql = format!(
        "create role {} {}",
        fact.id.name(),
        options(&Role::default(), fact.body())
    );
    Action::create(fact, Text::Plain(sql.trim_end().to_string()))
}

/// Words the change of what differs.
pub fn alter(live: &Fact, desired: &Fact) -> Action {
    let sql = format!(
        "alter role {} {}",
        desired.id.name(),
        options(live.body(), desired.body())
    );
    Action::alter(desired, Text::Plain(sql))
}

/// Words a role for people.
pub fn describe(role: &Role) -> String {
    format!("role {}", options(&Role::default(), role))
        .trim_end()
        .to_string()
}

fn options(from: &Role, to: &Role) -> String {
    let mut out = Vec::new();
    for (flag, word) in Flag::ALL {
        match (from.flags.contains(&flag), to.flags.contains(&flag)) {
            (false, true) => out.push(word.to_string()),
            (true, false) => out.push(format!("no{word}")),
            (true, true) | (false, false) => {}
        }
    }
    if from.connections != to.connections {
        out.push(format!("connection limit {}", to.connections));
    }
    if from.valid_until != to.valid_until {
        let until = to.valid_until.as_ref().map_or("'infinity'", |u| &*u.sql);
        out.push(format!("valid until {until}"));
    }
    out.join(" ")
}
