//! The statements that make, change and drop a subscription within a transaction.

use super::{SETTINGS, Subscription};
use crate::kind::{Action, Alter, Hazard, Scene, Text, Wording};
use crate::model::{Fact, Id};
use crate::text::quote;

fn statement(fact: &Fact, words: &str) -> String {
    format!("alter subscription {} {words}", fact.id.name())
}

/// Words the creation without a connection, then its start.
pub fn create(fact: &Fact) -> Vec<Action> {
    let body: &Subscription = fact.body();
    let mut actions = vec![Action::create(fact, made(fact))];
    if body.enabled {
        let action = Action::alter(fact, Text::Plain(statement(fact, "enable")));
        actions.push(action.needs([fact.id.clone()]).hazard(wants_slot(fact)));
    }
    actions
}

fn made(fact: &Fact) -> Text {
    let body: &Subscription = fact.body();
    let mut words = Wording::new(format!("create subscription {}", fact.id.name()));
    connection(body, &fact.id, &mut words);
    let options = options(body);
    words.text(&format!(
        " publication {} with (connect = false{options})",
        publications(body)
    ));
    words.done()
}

fn connection(body: &Subscription, id: &Id, words: &mut Wording) {
    words.text(" connection ");
    match &body.connection.0 {
        Some(text) if !body.connection.is_secret() => words.literal(text),
        text => {
            let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
            let name: String = id.last().chars().map(plain).collect();
            words.secret(&format!("{name}_connection"), text.as_deref());
        }
    }
}

fn publications(body: &Subscription) -> String {
    let names: Vec<&String> = body.publications.iter().collect();
    quote::idents(&names)
}

fn slot(name: Option<&String>) -> String {
    let value = name.map_or("none".into(), |n| quote::literal(n));
    format!("slot_name = {value}")
}

fn options(body: &Subscription) -> String {
    let mut out = format!(", {}", slot(body.slot.as_ref()));
    for (name, value) in &body.options {
        out.push_str(&format!(", {name} = {value}"));
    }
    out
}

/// Says that the publisher must have the slot before anything is replicated.
fn wants_slot(fact: &Fact) -> Hazard {
    let slot = fact.body::<Subscription>().slot.clone();
    let slot = quote::literal(slot.as_deref().unwrap_or_default());
    Hazard::needs_publisher(
        &fact.id,
        format!(
            "starts subscription {0}, which replicates nothing before `select pg_create_logical_replication_slot({slot}, 'pgoutput')` \
             was run on the publisher and `alter subscription {0} refresh publication` here",
            fact.id.name()
        ),
    )
}

/// Says that what new publications have is not replicated yet.
fn wants_refresh(fact: &Fact) -> Hazard {
    let sentence = format!(
        "replicates the tables of other publications only after `alter subscription {} refresh publication`",
        fact.id.name()
    );
    Hazard::needs_publisher(&fact.id, sentence).told()
}

/// Words the end, which leaves the slot on the publisher.
pub fn drop(fact: &Fact) -> Vec<Action> {
    let body: &Subscription = fact.body();
    let name = fact.id.name();
    let end = format!("drop subscription {name}");
    let Some(slot) = &body.slot else {
        return vec![Action::drop(fact, Text::Plain(end))];
    };
    let sentence = format!(
        "leaves slot {0} on the publisher, which keeps its log until `select pg_drop_replication_slot({1})` is run there",
        quote::ident(slot),
        quote::literal(slot)
    );
    let hazard = Hazard::needs_publisher(&fact.id, sentence);
    // One action, since each of the statements but the last would have to stand before it.
    let mut steps = Vec::new();
    if body.enabled {
        steps.push(statement(fact, "disable"));
    }
    steps.push(statement(fact, "set (slot_name = none)"));
    steps.push(end);
    let text = Text::Plain(steps.join(";\n"));
    vec![Action::drop(fact, text).hazard(hazard)]
}

/// Words the change of the name.
pub fn rename(from: &Fact, to: &Fact) -> Action {
    let sql = statement(from, &format!("rename to {}", to.id.name()));
    Action::rename(from, to, Text::Plain(sql)).lock(crate::kind::Lock::None)
}

/// Words the change in place.
pub fn alter(live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
    let (from, to): (&Subscription, &Subscription) = (live.body(), desired.body());
    let differs = |name: &str| from.options.get(name) != to.options.get(name);
    if SETTINGS.iter().any(|s| s.fixed && differs(s.name)) {
        return Alter::Replace("a subscription cannot change between one phase and two");
    }
    let mut actions = Vec::new();
    let plain = |words: &str| Action::alter(desired, Text::Plain(statement(desired, words)));
    if from.enabled && !to.enabled {
        actions.push(plain("disable"));
    }
    if from.connection != to.connection {
        let mut words = Wording::new(format!("alter subscription {}", desired.id.name()));
        connection(to, &desired.id, &mut words);
        actions.push(Action::alter(desired, words.done()));
    }
    if from.publications != to.publications {
        let words = format!(
            "set publication {} with (refresh = false)",
            publications(to)
        );
        actions.push(plain(&words).hazard(wants_refresh(desired)));
    }
    let mut settings = Vec::new();
    if from.slot != to.slot {
        settings.push(slot(to.slot.as_ref()));
    }
    for setting in SETTINGS.iter().filter(|s| differs(s.name)) {
        let value = to.options.get(setting.name).map(String::as_str);
        let value = value.unwrap_or(setting.usual(scene.version));
        settings.push(format!("{} = {value}", setting.name));
    }
    if !settings.is_empty() {
        actions.push(plain(&format!("set ({})", settings.join(", "))));
    }
    if !from.enabled && to.enabled {
        actions.push(plain("enable").hazard(wants_slot(desired)));
    }
    for (order, action) in actions.iter_mut().enumerate() {
        action.order = order as u32;
    }
    Alter::InPlace(actions)
}

/// Describes the subscription in one line, without its connection.
pub fn describe(body: &Subscription) -> String {
    let state = if body.enabled { "" } else { ", disabled" };
    let options = options(body);
    let options = options.trim_start_matches(", ");
    format!("subscription to {} ({options}{state})", publications(body))
}
