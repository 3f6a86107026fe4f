//! Joins what gives or takes several privileges of one object and role into one statement.
//!
//! Which words fit together is told by the statements themselves; here is only what may pass what.

use std::collections::HashSet;

use crate::kind::{Action, Privileges, Text};
use crate::model::Id;

/// Joins the statements; each group stands where its last one stood, so that all that it needs is there.
pub(super) fn fold(actions: Vec<Action>) -> Vec<Action> {
    let mut out: Vec<Option<Action>> = Vec::new();
    for mut action in actions {
        if let Some(at) = partner(&action, &out)
            && let Some(earlier) = out[at].take()
        {
            action = joined(earlier, action);
        }
        out.push(Some(action));
    }
    out.into_iter().flatten().collect()
}

/// Finds the statement that an action can be joined with: the last one of the same words that nothing in between holds back.
fn partner(action: &Action, before: &[Option<Action>]) -> Option<usize> {
    let own = privileges(action)?;
    let mut between: Vec<&Action> = Vec::new();
    for (at, earlier) in before.iter().enumerate().rev() {
        let Some(earlier) = earlier else { continue };
        if privileges(earlier).is_some_and(|p| p.clone().absorb(own)) {
            return (!between.iter().any(|b| holds_back(earlier, b))).then_some(at);
        }
        between.push(earlier);
    }
    None
}

/// Returns whether a statement cannot be moved behind another one: it makes what that needs, or both are about the same object.
fn holds_back(earlier: &Action, later: &Action) -> bool {
    let made: HashSet<&Id> = earlier.makes.iter().collect();
    let needed = later.needs.iter().any(|n| made.contains(n));
    let same = match (privileges(earlier), privileges(later)) {
        (Some(a), Some(b)) => a.on == b.on && a.head != b.head,
        (_, None) | (None, _) => earlier.needs.iter().any(|n| later.breaks.contains(n)),
    };
    needed || same
}

fn privileges(action: &Action) -> Option<&Privileges> {
    match &action.text {
        Text::Privileges(list) => Some(list),
        Text::Plain(_) | Text::NewTable { .. } | Text::Clause { .. } | Text::Secret { .. } => None,
    }
}

fn joined(mut earlier: Action, later: Action) -> Action {
    if let (Text::Privileges(list), Text::Privileges(more)) = (&mut earlier.text, &later.text) {
        list.absorb(more);
    }
    earlier.makes.extend(later.makes);
    earlier.needs.extend(later.needs);
    earlier.demands.extend(later.demands);
    earlier.breaks.extend(later.breaks);
    earlier.touches.extend(later.touches);
    earlier
}
