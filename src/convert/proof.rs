//! Whether a text means what the files mean.

use std::collections::BTreeSet;

use crate::compare::{self, CompareError};
use crate::desired::Scripts;
use crate::desired::files::Syntax;
use crate::diff::diff;
use crate::model::{Pair, State};
use crate::text::sql::Verb;

use super::said::covered;

/// Returns what differs between the files and a text, by address.
pub fn differences(
    scripts: &Scripts,
    state: &State,
    text: &str,
    syntax: Syntax,
) -> Result<Vec<String>, CompareError> {
    let again = super::scripts(text, syntax);
    let (other, _, _) = compare::alone(&again)?;
    let pair = Pair {
        live: state.clone(),
        desired: other,
    };
    let mut left: BTreeSet<String> = diff(&pair).iter().map(|d| d.id().to_string()).collect();
    let Pair { live, desired } = &pair;
    left.extend(apart(live, desired, |s| s.absent.keys().cloned().collect()));
    left.extend(apart(live, desired, |s| s.local.clone()));
    left.extend(apart(live, desired, |s| s.merged.keys().cloned().collect()));
    left.extend(apart(live, desired, |s| {
        let known = s.renamed.iter().filter(|(new, _)| s.has(new));
        known.map(|(new, old)| format!("{new} ({old})")).collect()
    }));
    let rules = |scripts: &Scripts, state: &State| -> BTreeSet<String> {
        let rules = scripts.directives.iter().filter(|d| d.verb == Verb::Ignore);
        let said = rules.flat_map(|d| {
            let about = covered(state, d).into_iter();
            about.map(move |f| format!("{} (ignore {}: {})", f.id, d.name, d.reason))
        });
        said.collect()
    };
    let (before, after) = (rules(scripts, live), rules(&again, desired));
    left.extend(before.symmetric_difference(&after).cloned());
    Ok(left.into_iter().collect())
}

/// Returns what only one of two states says.
fn apart<T: Ord + ToString>(
    one: &State,
    other: &State,
    says: impl Fn(&State) -> BTreeSet<T>,
) -> Vec<String> {
    let (one, other) = (says(one), says(other));
    one.symmetric_difference(&other).map(T::to_string).collect()
}

