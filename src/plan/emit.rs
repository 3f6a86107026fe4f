//! Asks the kinds for the statements of each difference, and of what must be rebuilt around it.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{PlanError, inherit, rebuild};
use crate::diff::Difference;
use crate::kind::{Action, Alter, Scene, Verb, names};
use crate::kinds::{self, foreign, routine};
use crate::model::{Fact, Id, Origin, Pair, State};

/// What happens to each fact.
#[derive(Debug, Default)]
pub(super) struct Fates {
    /// What is made, among it what is made again.
    pub creates: BTreeSet<Id>,
    /// What is dropped, among it what is made again.
    pub drops: BTreeSet<Id>,
    /// The statements that change a fact in place.
    pub alters: BTreeMap<Id, Vec<Action>>,
}

/// Returns the statements, in no order.
///
/// # Errors
/// [`PlanError::Unmanaged`] if something that no file defines uses what goes for good, and [`PlanError::Impossible`].
pub(super) fn emit(
    pair: &Pair<State>,
    differences: &[Difference],
    version: u32,
) -> Result<Vec<Action>, PlanError> {
    let scene = Scene {
        live: &pair.live,
        desired: &pair.desired,
        version,
    };
    let mut fates = Fates::default();
    for difference in differences {
        judge(difference, pair, &scene, &mut fates)?;
    }
    inherit::change(pair, &scene, &mut fates);
    loop {
        let before = fates.drops.len();
        inherit::lose(pair, &mut fates);
        rebuild::spread(pair, &mut fates);
        if fates.drops.len() == before {
            break;
        }
    }
    if let Some((user, used)) = orphan(pair, &fates) {
        return Err(PlanError::Unmanaged { user, used });
    }
    let mut actions: Vec<Action> = fates.alters.values().flatten().cloned().collect();
    inherit::spare_others(&mut actions, pair, &inherit::staying(pair, &fates));
    actions.extend(creates(pair, &scene, &fates));
    actions.extend(drops(pair, &scene, &fates));
    foreign::table::spare(&mut actions, pair);
    routine::unchecked::attend(&mut actions, &scene);
    Ok(actions)
}

/// Finds a thing that is only carried along, and cannot come back since what it uses is gone.
fn orphan(pair: &Pair<State>, fates: &Fates) -> Option<(Id, Id)> {
    let carried = fates.creates.iter().filter_map(|id| pair.desired.get(id));
    let mut carried = carried.filter(|f| matches!(f.origin, Origin::Catalog));
    carried.find_map(|fact| {
        let gone = |u: &&Id| fates.drops.contains(u) && !fates.creates.contains(u);
        let live = pair.live.get(&fact.id)?;
        live.uses
            .iter()
            .find(gone)
            .map(|used| (fact.id.clone(), used.clone()))
    })
}

fn judge(
    difference: &Difference,
    pair: &Pair<State>,
    scene: &Scene,
    fates: &mut Fates,
) -> Result<(), PlanError> {
    let id = difference.id().clone();
    match difference {
        Difference::Missing(_) => {
            fates.creates.insert(id);
        }
        Difference::Extra(_) => {
            fates.drops.insert(id);
        }
        Difference::Changed(_) => {
            let (Some(live), Some(desired)) = (pair.live.get(&id), pair.desired.get(&id)) else {
                return Ok(());
            };
            match kinds::kind(id.kind()).alter(live, desired, scene) {
                Alter::InPlace(actions) => {
                    fates.alters.insert(id, actions);
                }
                Alter::Replace(_) => {
                    fates.creates.insert(id.clone());
                    fates.drops.insert(id);
                }
                Alter::Impossible { message, help } => {
                    return Err(PlanError::Impossible { message, help });
                }
            }
        }
        // Its statement was worded when the live side was renamed.
        Difference::Renamed { .. } => {}
    }
    Ok(())
}

/// Words what is made; what another statement makes along with its own is left out.
fn creates(pair: &Pair<State>, scene: &Scene, fates: &Fates) -> Vec<Action> {
    let mut actions = Vec::new();
    for id in &fates.creates {
        if let Some(fact) = pair.desired.get(id) {
            actions.extend(kinds::kind(id.kind()).create(fact, scene));
        }
    }
    inherit::create(&mut actions, pair, scene, fates);
    let along: HashSet<Id> = actions
        .iter()
        .flat_map(|a| a.makes.iter().filter(|m| **m != a.about).cloned())
        .collect();
    actions.retain(|a| a.verb != Verb::Create || !along.contains(&a.about));
    kinds::ALL
        .iter()
        .for_each(|k| k.attend(&mut actions, scene));
    actions
}

/// Words what is dropped; what goes with something else is left out, unless they hold each other.
fn drops(pair: &Pair<State>, scene: &Scene, fates: &Fates) -> Vec<Action> {
    let mut actions = Vec::new();
    let mut carried: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
    let ties = inherit::staying(pair, fates);
    for id in &fates.drops {
        let Some(fact) = pair.live.get(id) else {
            continue;
        };
        let holder = carrier(fact, pair, fates, &ties);
        match holder {
            Some(holder) if !holds(fact, pair, fates) => {
                carried.entry(holder).or_default().push(id.clone())
            }
            _ => actions.extend(kinds::kind(id.kind()).drop(fact, scene)),
        }
    }
    for action in &mut actions {
        let mut open: Vec<Id> = action.breaks.clone();
        while let Some(next) = open.pop() {
            for part in carried.get(&next).into_iter().flatten() {
                action.breaks.push(part.clone());
                open.push(part.clone());
            }
        }
    }
    inherit::spare_others(&mut actions, pair, &ties);
    actions
}

/// Returns what a dropped fact goes away with: its parent, or a column that it involves.
fn carrier(fact: &Fact, pair: &Pair<State>, fates: &Fates, ties: &[inherit::Tie]) -> Option<Id> {
    if let Some(parent) = fact
        .parent
        .as_ref()
        .filter(|p| p.kind() != names::SCHEMA && fates.drops.contains(p))
    {
        return Some(parent.clone());
    }
    if let Some(source) = inherit::carrier(fact, pair, fates, ties) {
        return Some(source);
    }
    let along = names::CONSTRAINTS.contains(&fact.id.kind()) || fact.id.kind() == names::INDEX;
    let column = |u: &&Id| {
        u.kind() == names::COLUMN
            && fates.drops.contains(u)
            && pair.live.get(u).is_some_and(|c| c.parent == fact.parent)
    };
    along
        .then(|| fact.uses.iter().find(column).cloned())
        .flatten()
}

/// Returns whether a foreign key must go by itself, since the two tables are dropped and hold each other.
fn holds(fact: &Fact, pair: &Pair<State>, fates: &Fates) -> bool {
    if fact.id.kind() != names::FOREIGN_KEY {
        return false;
    }
    let Some(own) = &fact.parent else {
        return false;
    };
    let mut seen = HashSet::new();
    let mut open = targets(own, pair, fates, Some(fact));
    while let Some(table) = open.pop() {
        if table == *own {
            return fact.uses.iter().all(|u| u.name() != own.name());
        }
        if seen.insert(table.clone()) {
            open.extend(targets(&table, pair, fates, None));
        }
    }
    false
}

/// Returns the dropped tables that the foreign keys of a table, or just one of them, refer to.
fn targets(table: &Id, pair: &Pair<State>, fates: &Fates, only: Option<&Fact>) -> Vec<Id> {
    let keys: Vec<&Fact> = match only {
        Some(fact) => vec![fact],
        None => pair
            .live
            .children(table)
            .into_iter()
            .filter(|f| f.id.kind() == names::FOREIGN_KEY)
            .collect(),
    };
    let used = keys
        .iter()
        .flat_map(|k| &k.uses)
        .filter(|u| u.kind() == names::TABLE && fates.drops.contains(u));
    used.filter(|u| only.is_none() || *u != table)
        .cloned()
        .collect()
}
