//! The statements that make, change and drop a sequence.

use super::options::Options;
use super::{Sequence, logged, owned, schema_of};
use crate::kind::{Action, Hazard, Lock, Scene, Text};
use crate::model::{Fact, Id};
use crate::text::quote;

/// Words the sequence for people.
pub fn describe(sequence: &Sequence) -> String {
    let mut words = vec![
        if sequence.unlogged {
            "unlogged sequence"
        } else {
            "sequence"
        }
        .to_string(),
    ];
    words.extend(sequence.options.words());
    words.extend(
        sequence
            .owned_by
            .iter()
            .map(|c| format!("owned by {}", c.name())),
    );
    words.join(" ")
}

/// Words the creation. A column that is new takes the sequence afterwards, since its default may need the sequence first.
pub fn create(fact: &Fact, scene: &Scene) -> Vec<Action> {
    let sequence: &Sequence = fact.body();
    let unlogged = if sequence.unlogged { "unlogged " } else { "" };
    let mut words = vec![format!("create {unlogged}sequence {}", fact.id.name())];
    words.extend(sequence.options.words());
    let owner = sequence.owned_by.as_ref();
    let there = owner.filter(|c| scene.live.has(c) || !scene.desired.has(c));
    let there = there.filter(|_| !owned::comes_later(&fact.id, scene));
    words.extend(there.iter().map(|c| format!("owned by {}", c.name())));
    let mut create = Action::create(fact, Text::Plain(words.join(" ")));
    create.needs.retain(|id| Some(id) != owner);
    create.needs.push(schema_of(&fact.id));
    if there.is_some() {
        create = create.makes([owned::done(&fact.id)]);
    }
    let mut actions = vec![create];
    actions.extend(counted(sequence, scene).map(|c| catch_up(fact, c)));
    if let Some(column) = owner.filter(|_| there.is_none()) {
        let taken = owned::take(fact, column, scene).into_iter();
        // All that others need is the sequence.
        actions.extend(taken.map(|mut action| {
            action.touches.clear();
            action
        }));
    }
    actions
}

/// Returns the column that is there and has counted otherwise until now, for a sequence that begins where others do.
fn counted<'s>(sequence: &'s Sequence, scene: &Scene) -> Option<&'s Id> {
    let column = sequence.owned_by.as_ref()?;
    (scene.live.has(column) && sequence.options.start == 1).then_some(column)
}

/// Words that a sequence which is new on a column that is there goes on after the values which that has.
fn catch_up(fact: &Fact, column: &Id) -> Action {
    let sequence = quote::literal(fact.id.name());
    go_on(fact, &sequence, column).needs([fact.id.clone(), column.clone()])
}

/// Words that a sequence, given as SQL, does not begin at a value which the column has.
pub fn go_on(fact: &Fact, sequence: &str, column: &Id) -> Action {
    let (table, name) = (column.container(), quote::ident(&column.last()));
    let sql = format!("select setval({sequence}, (select max({name}) from {table}))");
    Action::alter(fact, Text::Plain(sql)).scans()
}

/// Words the removal.
pub fn drop(fact: &Fact) -> Action {
    Action::drop(
        fact,
        Text::Plain(format!("drop sequence {}", fact.id.name())),
    )
    .lock(Lock::AccessExclusive)
}

/// Words the change in place.
pub fn alter(live: &Fact, desired: &Fact, scene: &Scene) -> Vec<Action> {
    let (from, to): (&Sequence, &Sequence) = (live.body(), desired.body());
    let mut actions = Vec::new();
    let statement = |words: String| {
        let sql = format!("alter sequence {} {words}", desired.id.name());
        Action::alter(desired, Text::Plain(sql))
    };
    if from.unlogged != to.unlogged && !logged::is_settled(live, scene) {
        actions.push(set_logged(&desired.id, desired, to.unlogged));
    }
    let mut words = from.options.changes(&to.options);
    if !words.is_empty() {
        if from.options.restarts(&to.options) {
            words.push("restart".into());
        }
        let action = statement(words.join(" ")).lock(Lock::ShareRowExclusive);
        actions.extend(within_bounds(
            action,
            &desired.id,
            &from.options,
            &to.options,
        ));
    }
    match &to.owned_by {
        Some(column) if from.owned_by != to.owned_by => {
            actions.extend(owned::take(desired, column, scene));
        }
        None if from.owned_by.is_some() => actions.push(owned::leave(desired, scene)),
        _ => {}
    }
    actions
}

/// Words that a sequence becomes logged or unlogged.
pub fn set_logged(sequence: &Id, desired: &Fact, unlogged: bool) -> Action {
    let sql = format!(
        "alter sequence {} set {}",
        sequence.name(),
        logged::word(unlogged)
    );
    Action::alter(desired, Text::Plain(sql)).lock(Lock::AccessExclusive)
}

/// Lets a sequence that stands before its new bounds go on to them first, and says that it may stand behind them.
pub fn within_bounds(action: Action, id: &Id, from: &Options, to: &Options) -> Vec<Action> {
    if from.restarts(to) {
        return vec![action];
    }
    let (before, behind) = match to.increment > 0 {
        true => ("<", ">"),
        false => (">", "<"),
    };
    let standing =
        |sign: &str, bound: i64| format!("from {} where last_value {sign} {bound}", id.name());
    let mut action = action;
    if let Some(last) = from.last_before(to) {
        let sentence = format!("fails if {} has come past {last}", id.name());
        let count = format!("select count(*) {}", standing(behind, last));
        action = action.hazard(Hazard::may_fail(id, sentence, Some(count)));
    }
    let Some(first) = from.first_after(to) else {
        return vec![action];
    };
    let step = Id::printed(id.kind(), format!("{} #on", id.name()));
    let mut go_on = Action {
        text: Text::Plain(format!(
            "select setval({}, {first}, false) {}",
            quote::literal(id.name()),
            standing(before, first)
        )),
        lock: Lock::None,
        hazards: Vec::new(),
        rewrites: false,
        scans: false,
        rebuilds: &[],
        ..action.clone()
    };
    go_on.makes.push(step.clone());
    vec![go_on, action.needs([step])]
}
