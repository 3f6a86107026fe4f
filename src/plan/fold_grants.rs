//! Joins what gives or takes several privileges of one object and role into one statement.
//!
//! Which words fit together is told by the statements themselves; here is only what may pass what.

use std::collections::HashMap;

use crate::kind::{Action, Privileges, Text};

/// Joins the statements; each group stands where its last one stood, so that all that it needs is there.
pub(super) fn fold(actions: Vec<Action>) -> Vec<Action> {
    let mut out: Vec<Option<Action>> = Vec::new();
    // Where the last statement of the same words stands.
    let mut last: HashMap<[String; 3], usize> = HashMap::new();
    for mut action in actions {
        let words = privileges(&action).map(Privileges::around);
        let at = words.as_ref().and_then(|w| last.get(w).copied());
        if let Some(at) = at.filter(|at| fits(&action, *at, &out))
            && let Some(earlier) = out[at].take()
        {
            action = joined(earlier, action);
        }
        last.extend(words.map(|w| (w, out.len())));
        out.push(Some(action));
    }
    out.into_iter().flatten().collect()
}

/// Returns whether an action can be joined with a statement of the same words that stands before it.
fn fits(action: &Action, at: usize, before: &[Option<Action>]) -> bool {
    let Some((earlier, own)) = before[at].as_ref().zip(privileges(action)) else {
        return false;
    };
    let mut between = before[at + 1..].iter().flatten();
    privileges(earlier).is_some_and(|p| p.all == own.all)
        && !between.any(|later| holds_back(earlier, later))
}

/// Returns whether a statement cannot be moved behind another one: it makes what that needs, or both are about the same object.
fn holds_back(earlier: &Action, later: &Action) -> bool {
    let needed = later.needs.iter().any(|n| earlier.makes.contains(n));
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
