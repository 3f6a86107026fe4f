//! The statements that add and change a foreign key.

use super::super::{Ending, clause, element_of, key, state, table_of, validation, words_of};
use super::{ForeignKey, RULES, Rule};
use crate::kind::{Action, Alter, Hazard, Lock, Scene, names};
use crate::kinds::column::first;
use crate::model::{Fact, Id};
use crate::text::quote;

/// Words the constraint.
pub fn definition(key: &ForeignKey) -> String {
    let ending = match key.period {
        true => Ending::Period,
        false => Ending::None,
    };
    let mut out = format!(
        "foreign key ({}) references {}",
        words_of(&key.columns, ending),
        key.target.name()
    );
    if !key.target_columns.is_empty() {
        out.push_str(&format!(" ({})", words_of(&key.target_columns, ending)));
    }
    if key.full {
        out.push_str(" match full");
    }
    for (event, rule) in [("update", key.on_update), ("delete", key.on_delete)] {
        if rule != Rule::NoAction {
            out.push_str(&format!(" on {event} {}", words(rule)));
        }
    }
    if !key.set_columns.is_empty() {
        out.push_str(&format!(" ({})", quote::idents(&key.set_columns)));
    }
    out.push_str(key.deferral.words());
    out + state(key.enforced, key.valid)
}

fn words(rule: Rule) -> &'static str {
    RULES.iter().find(|r| r.0 == rule).map_or("", |r| r.2)
}

/// Words the creation, which locks both tables.
pub fn create(fact: &Fact, scene: &Scene) -> Vec<Action> {
    let (key, table) = (fact.body::<ForeignKey>(), table_of(fact));
    let text = clause(
        &table,
        format!("add {}", element_of(fact, &definition(key))),
        None,
    );
    let action = Action::create(fact, text).lock(Lock::ShareRowExclusive);
    if !key.valid {
        return vec![action];
    }
    let mut action = action.scans();
    if scene.live.has(&table) {
        let hazard = Hazard::blocks_writes(&table, &format!("checking {}", fact.id.name()));
        action = action.hazard(hazard);
        if !holds_by_null(key, &table, scene) {
            action = may_fail(action, fact, scene);
        }
    }
    vec![action]
}

/// Returns whether no row refers to anything, since new columns are null.
fn holds_by_null(key: &ForeignKey, table: &Id, scene: &Scene) -> bool {
    let is_null = |c: &String| first::is_null(&table.child(names::COLUMN, c), scene);
    match key.full {
        true => key.columns.iter().all(is_null),
        false => key.columns.iter().any(is_null),
    }
}

fn may_fail(action: Action, fact: &Fact, scene: &Scene) -> Action {
    let (key, table) = (fact.body::<ForeignKey>(), table_of(fact));
    let columns: Vec<&str> = key.columns.iter().map(String::as_str).collect();
    let known = scene.live.has(&key.target) || !scene.desired.has(&key.target);
    let count = (known
        && !key.period
        && !key.target_columns.is_empty()
        && key::are_live(&columns, &table, scene))
    .then(|| orphans(key, table.name()));
    let sentence = format!(
        "fails if a row of {} refers to none of {}",
        table.name(),
        key.target.name()
    );
    action.hazard(Hazard::may_fail(&table, sentence, count))
}

/// Says that rows may refer to those of a partition that leaves the table which a key refers to.
pub fn still_refers(fact: &Fact, partition: &Id) -> Hazard {
    let (key, table) = (fact.body::<ForeignKey>(), table_of(fact));
    let known = !key.period && !key.target_columns.is_empty();
    let (from, of) = (table.name(), partition.name());
    let same = same_values(key);
    let count = known.then(|| {
        format!(
            "select count(*) from {from} as f where exists (select from {of} as t where {same})"
        )
    });
    let sentence = format!("fails if a row of {from} refers to one of {of}");
    Hazard::may_fail(&table, sentence, count)
}

/// Words that a row `f` refers to a row `t`.
fn same_values(key: &ForeignKey) -> String {
    let pairs = key.columns.iter().zip(&key.target_columns);
    let same = pairs.map(|(c, t)| format!("t.{} = f.{}", quote::ident(t), quote::ident(c)));
    same.collect::<Vec<_>>().join(" and ")
}

/// Returns a query for the number of rows that refer to nothing.
fn orphans(key: &ForeignKey, table: &str) -> String {
    let set: Vec<String> = key
        .columns
        .iter()
        .map(|c| format!("f.{} is not null", quote::ident(c)))
        .collect();
    let join = if key.full { " or " } else { " and " };
    format!(
        "select count(*) from {table} as f where ({}) and not exists (select from {} as t where {})",
        set.join(join),
        key.target.name(),
        same_values(key)
    )
}

/// Words the change: validity and deferral in place, all else by a new constraint.
pub fn alter(live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
    let (from, to): (&ForeignKey, &ForeignKey) = (live.body(), desired.body());
    let begins = !from.enforced && to.enforced;
    if from.valid && !to.valid && to.enforced || begins && !to.valid {
        return Alter::Replace("a foreign key that is valid cannot become NOT VALID again");
    }
    let same = ForeignKey {
        valid: from.valid,
        enforced: from.enforced,
        deferral: from.deferral,
        ..to.clone()
    };
    if same != *from {
        return Alter::Replace("what a foreign key refers to, and how, cannot change");
    }
    let table = table_of(desired);
    let mut actions = Vec::new();
    if from.deferral != to.deferral {
        let words = format!(
            "alter constraint {} {}",
            quote::ident(&desired.id.last()),
            to.deferral.altered()
        );
        actions
            .push(Action::alter(desired, clause(&table, words, None)).lock(Lock::AccessExclusive));
    }
    if from.enforced != to.enforced {
        let words = if to.enforced {
            "enforced"
        } else {
            "not enforced"
        };
        let words = format!(
            "alter constraint {} {words}",
            quote::ident(&desired.id.last())
        );
        let action = Action::alter(desired, clause(&table, words, None));
        let action = action.lock(Lock::AccessExclusive);
        actions.push(match to.enforced {
            true => may_fail(action.scans(), desired, scene),
            false => action,
        });
    } else if from.valid != to.valid {
        let action = Action::alter(desired, clause(&table, validation(desired), None));
        actions.push(may_fail(
            action.lock(Lock::ShareUpdateExclusive).scans(),
            desired,
            scene,
        ));
    }
    Alter::InPlace(actions)
}
