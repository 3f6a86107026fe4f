//! The statements that make, change and drop a trigger.

use super::{Event, Timing, Trigger, generated};
use crate::kind::{Action, Alter, Lock, Scene, Text, names};
use crate::kinds::enabled::Enabled;
use crate::kinds::on_table::reference;
use crate::kinds::table::alter_table;
use crate::model::{Fact, Id};
use crate::text::{Expr, quote};

/// The first version with CREATE OR REPLACE TRIGGER.
const WITH_REPLACE: u32 = 140_000;

impl Timing {
    fn word(self) -> &'static str {
        match self {
            Timing::Before => "before",
            Timing::After => "after",
            Timing::InsteadOf => "instead of",
        }
    }
}

impl Event {
    fn word(self) -> &'static str {
        match self {
            Event::Insert => "insert",
            Event::Delete => "delete",
            Event::Update => "update",
            Event::Truncate => "truncate",
        }
    }
}

/// Words the creation, after which a trigger fires; one that does not is told so.
pub fn create(fact: &Fact, scene: &Scene) -> Vec<Action> {
    let text = Text::Plain(statement(fact, false));
    let made = Action::create(fact, text).lock(Lock::ShareRowExclusive);
    let mut actions = vec![made.needs(generated::before(fact, scene))];
    actions.extend(enable(Enabled::Origin, fact));
    actions
}

/// Words the removal.
pub fn drop(fact: &Fact) -> Vec<Action> {
    let sql = format!("drop {}", reference(&fact.id));
    vec![Action::drop(fact, Text::Plain(sql)).lock(Lock::AccessExclusive)]
}

/// Words the change in place.
pub fn alter(live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
    let (from, to): (&Trigger, &Trigger) = (live.body(), desired.body());
    let enabled = to.enabled;
    if (Trigger {
        enabled,
        ..from.clone()
    }) == *to
    {
        return Alter::InPlace(enable(from.enabled, desired).into_iter().collect());
    }
    if from.constraint.is_some() || to.constraint.is_some() {
        return Alter::Replace("a constraint trigger cannot change");
    }
    if scene.version != 0 && scene.version < WITH_REPLACE {
        return Alter::Replace("PostgreSQL 13 cannot change a trigger");
    }
    if generated::stands_in_the_way(live, desired, scene) {
        return Alter::Replace("a generated column goes before the one and after the other");
    }
    let text = Text::Plain(statement(desired, true));
    let changed = Action::alter(desired, text).lock(Lock::ShareRowExclusive);
    let mut actions = vec![changed.needs(generated::before(desired, scene))];
    // To replace a trigger is to enable it.
    actions.extend(enable(Enabled::Origin, desired));
    Alter::InPlace(actions)
}

fn enable(from: Enabled, desired: &Fact) -> Option<Action> {
    let to = desired.body::<Trigger>().enabled;
    let table = Id::printed(names::TABLE, desired.id.container());
    let clause = format!(
        "{} trigger {}",
        to.words(),
        quote::ident(&desired.id.last())
    );
    let action = Action::alter(desired, alter_table(&table, clause, None))
        .needs([desired.id.clone()])
        .lock(Lock::ShareRowExclusive);
    (from != to).then_some(action)
}

fn statement(fact: &Fact, replace: bool) -> String {
    let trigger: &Trigger = fact.body();
    let replace = if replace { "or replace " } else { "" };
    let constraint = if trigger.constraint.is_some() {
        "constraint "
    } else {
        ""
    };
    let mut lines = vec![
        format!(
            "create {replace}{constraint}trigger {}",
            quote::ident(&fact.id.last())
        ),
        format!("{} on {}", fires(trigger), fact.id.container()),
    ];
    lines.extend(deferral(trigger));
    lines.extend(transition_tables(trigger));
    lines.push(each(trigger).to_string());
    lines.extend(
        trigger
            .when
            .as_ref()
            .map(|w| format!("when {}", w.parenthesised())),
    );
    lines.push(format!("execute function {}", call(trigger)));
    lines.join("\n    ")
}

fn each(trigger: &Trigger) -> &'static str {
    if trigger.each_row {
        "for each row"
    } else {
        "for each statement"
    }
}

fn fires(trigger: &Trigger) -> String {
    let columns = &trigger.columns.0;
    let word = |event: &Event| match (event, columns.is_empty()) {
        (Event::Update, false) => format!("update of {}", quote::idents(columns)),
        (event, _) => event.word().to_string(),
    };
    let events: Vec<String> = trigger.events.iter().map(word).collect();
    format!("{} {}", trigger.timing.word(), events.join(" or "))
}

fn deferral(trigger: &Trigger) -> Option<String> {
    let constraint = trigger.constraint.as_ref()?;
    let mut words = Vec::new();
    words.extend(constraint.from.as_ref().map(|f| format!("from {f}")));
    if constraint.deferrable {
        words.push("deferrable".into());
    }
    if constraint.deferred {
        words.push("initially deferred".into());
    }
    (!words.is_empty()).then(|| words.join(" "))
}

fn transition_tables(trigger: &Trigger) -> Option<String> {
    let tables = [("old", &trigger.old_table), ("new", &trigger.new_table)];
    let words = tables.iter().filter_map(|(version, name)| {
        Some(format!(
            "{version} table as {}",
            quote::ident(name.as_ref()?)
        ))
    });
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| format!("referencing {}", words.join(" ")))
}

fn call(trigger: &Trigger) -> String {
    let arguments: Vec<String> = trigger
        .arguments
        .iter()
        .map(|a| quote::literal(a))
        .collect();
    format!("{}({})", trigger.function, arguments.join(", "))
}

/// Words what builds a trigger with the condition alone, and what prints the condition.
pub fn probe(trigger: &Trigger, table: &str, when: &Expr) -> (String, String) {
    let build = format!(
        "create trigger trueup_probe {} on {table} {} when ({}) execute function pg_catalog.suppress_redundant_updates_trigger()",
        fires(trigger),
        each(trigger),
        when.sql
    );
    let print = format!(
        "select substring(pg_get_triggerdef(oid) from ' FOR EACH (?:ROW|STATEMENT) WHEN \\((.*)\\) EXECUTE FUNCTION ') \
         from pg_trigger where tgrelid = {}::regclass and tgname = 'trueup_probe'",
        quote::literal(table)
    );
    (build, print)
}

/// Describes the trigger in one line.
pub fn describe(fact: &Fact) -> String {
    let trigger: &Trigger = fact.body();
    let kind = if trigger.constraint.is_some() {
        "constraint trigger"
    } else {
        "trigger"
    };
    let mut words = vec![kind.to_string(), fires(trigger)];
    words.extend(deferral(trigger));
    words.extend(transition_tables(trigger));
    words.push(each(trigger).into());
    words.extend(
        trigger
            .when
            .as_ref()
            .map(|w| format!("when {}", w.parenthesised())),
    );
    words.push(format!("execute function {}", call(trigger)));
    words.extend(trigger.enabled.note().map(String::from));
    words.join(" ")
}
