//! Bodies that the server is not to check, since the files said so: `set check_function_bodies = off`.
//!
//! A dump says it above everything. In a patch it is said only where a body in SQL names a relation that it would not find.

use super::{Routine, needs};
use crate::kind::{Action, Scene, Text, names};
use crate::model::Id;

/// Whether a file had the check switched off where the routine stands; the server keeps nothing of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unchecked(pub bool);

impl PartialEq for Unchecked {
    fn eq(&self, _: &Unchecked) -> bool {
        true
    }
}

const SWITCH: &str = "set local check_function_bodies = off";

/// Returns whether a statement does no more than to switch the check off.
pub fn is_switch(action: &Action) -> bool {
    action.makes.iter().any(|id| id.name() == SWITCH)
}

/// Switches the check off before the routines that would not pass it.
pub fn attend(actions: &mut Vec<Action>, scene: &Scene) {
    let switched = Id::printed(names::FUNCTION, SWITCH);
    let mut switch: Option<Action> = None;
    for action in actions.iter_mut() {
        let made = action.makes.iter().chain(&action.touches);
        let mut facts = made.filter_map(|id| scene.desired.get(id));
        let unfit = |routine: &Routine| routine.unchecked.0;
        let found = facts.find(|f| {
            f.get::<Routine>().is_some_and(unfit)
                && needs::names_what_is_not_found(f, scene.desired)
        });
        let Some(fact) = found.filter(|_| action.sql().starts_with("create ")) else {
            continue;
        };
        action.needs.push(switched.clone());
        switch.get_or_insert_with(|| {
            let mut first =
                Action::alter(fact, Text::Plain(SWITCH.into())).makes([switched.clone()]);
            (first.needs, first.touches) = (Vec::new(), Vec::new());
            first
        });
    }
    actions.extend(switch);
}
