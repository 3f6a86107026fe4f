//! What outlives the things that it uses: it loses one that goes or changes under it before, and gets it back after, and stays what it
//! is. Which kinds can is theirs to say (`Kind::without`).

use super::emit::Fates;
use crate::kind::{Action, Alter, Scene};
use crate::kinds;
use crate::model::{Fact, Id, Pair, State};

/// Notes that a user outlives a thing which comes back, and returns whether it does.
pub(super) fn note(user: &Id, used: &Id, pair: &Pair<State>, fates: &mut Fates) -> bool {
    let stays = pair.desired.has(user) && !fates.drops.contains(user) && pair.desired.has(used);
    let live = pair.live.get(user).filter(|_| stays);
    let outlives = live.is_some_and(|f| kinds::kind(user.kind()).without(f, used).is_some());
    if outlives {
        let lost = fates.outlives.entry(user.clone()).or_default();
        lost.insert(used.clone());
    }
    outlives
}

/// Words what such things lose and get back, with all else that differs in them.
pub(super) fn change(pair: &Pair<State>, scene: &Scene, fates: &mut Fates) {
    for (id, lost) in std::mem::take(&mut fates.outlives) {
        let sides = (pair.live.get(&id), pair.desired.get(&id));
        let (Some(live), Some(desired)) = sides else {
            continue;
        };
        if fates.drops.contains(&id) {
            continue;
        }
        let kind = kinds::kind(id.kind());
        let left = lost.iter().fold(live.clone(), |fact, used| {
            kind.without(&fact, used).unwrap_or(fact)
        });
        let losing = statements(live, &left, scene).into_iter();
        let losing = losing.map(|mut action| {
            // What it keeps is there already, and may change after.
            action.needs.retain(|need| !live.uses.contains(need));
            action.breaks.push(id.clone());
            action.stays()
        });
        let returning = statements(&left, desired, scene).into_iter();
        let returning = returning.map(|action| action.makes([id.clone()]).stays());
        let all = losing.chain(returning).collect();
        fates.alters.insert(id, all);
    }
}

/// Words a change in place.
fn statements(from: &Fact, to: &Fact, scene: &Scene) -> Vec<Action> {
    match kinds::kind(to.id.kind()).alter(from, to, scene) {
        Alter::InPlace(actions) => actions,
        Alter::Replace(_) | Alter::Impossible { .. } => Vec::new(),
    }
}
