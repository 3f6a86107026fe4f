//! Asks the kinds for the statements of each difference, and of what must be rebuilt around it.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{PlanError, drops, inherit, outlive, rebuild};
use crate::diff::Difference;
use crate::kind::{Action, Alter, Scene, Verb};
use crate::kinds::{self, foreign, retype, routine};
use crate::model::{Id, Pair, State};

/// What happens to each fact.
#[derive(Debug, Default)]
pub(super) struct Fates {
    /// What is made, among it what is made again.
    pub creates: BTreeSet<Id>,
    /// What is dropped, among it what is made again.
    pub drops: BTreeSet<Id>,
    /// The statements that change a fact in place.
    pub alters: BTreeMap<Id, Vec<Action>>,
    /// What outlives that which goes or changes under it, with all that does.
    pub outlives: BTreeMap<Id, BTreeSet<Id>>,
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
    hang_anew(pair, &mut fates);
    inherit::change(pair, &scene, &mut fates);
    loop {
        let before = fates.drops.len();
        inherit::lose(pair, &mut fates);
        rebuild::spread(pair, &mut fates);
        if fates.drops.len() == before {
            break;
        }
    }
    outlive::change(pair, &scene, &mut fates);
    if let Some((user, used)) = orphan(pair, &fates) {
        return Err(PlanError::Unmanaged { user, used });
    }
    let mut actions: Vec<Action> = fates.alters.values().flatten().cloned().collect();
    inherit::spare_others(&mut actions, pair, &inherit::staying(pair, &fates));
    actions.extend(creates(pair, &scene, &fates));
    kinds::ALL
        .iter()
        .for_each(|k| k.attend(&mut actions, &scene));
    actions.extend(drops::drops(pair, &scene, &fates));
    foreign::table::spare(&mut actions, pair);
    routine::unchecked::attend(&mut actions, &scene);
    Ok(actions)
}

/// Finds a thing that is only carried along, and cannot come back since what it uses is gone.
fn orphan(pair: &Pair<State>, fates: &Fates) -> Option<(Id, Id)> {
    let carried = fates.creates.iter().filter_map(|id| pair.desired.get(id));
    let mut carried = carried.filter(|f| !f.origin.is_desired());
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

/// Lets what hangs on a type come to the new one where that is made anew, on which nothing is there to be changed or dropped.
fn hang_anew(pair: &Pair<State>, fates: &mut Fates) {
    let anew = retype::made_anew(fates.alters.values().flatten());
    let anew: Vec<Id> = anew.into_iter().cloned().collect();
    let parts = |side: &State, id: &Id| -> Vec<Id> {
        let parts = side.children(id).into_iter();
        parts.map(|part| part.id.clone()).collect()
    };
    for id in &anew {
        for part in parts(&pair.live, id) {
            fates.drops.remove(&part);
            fates.alters.remove(&part);
        }
        fates.creates.extend(parts(&pair.desired, id));
    }
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
    actions
}
