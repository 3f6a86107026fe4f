//! Whether a text means what the files mean.

use std::collections::BTreeSet;

use crate::compare::{self, CompareError};
use crate::desired::Scripts;
use crate::desired::files::Syntax;
use crate::diff::diff;
use crate::kind::names;
use crate::kinds::owner::{self, Owner};
use crate::kinds::sequence::Sequence;
use crate::model::{Id, Pair, State};

use super::said;

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
    let differences = diff(&pair);
    let Pair { live, desired } = &pair;
    let counts = |id: &&Id| {
        !comes_along(id, live) && !live.merged.contains_key(id) && !desired.merged.contains_key(id)
    };
    let ids = differences.iter().map(|d| d.id()).filter(counts);
    let mut left: BTreeSet<String> = ids.map(Id::to_string).collect();
    left.extend(apart(live, desired, |s| s.absent.keys().cloned().collect()));
    left.extend(apart(live, desired, |s| s.local.clone()));
    left.extend(apart(live, desired, |s| {
        let known = s.renamed.iter().filter(|(new, _)| s.has(new));
        known.map(|(new, old)| format!("{new} ({old})")).collect()
    }));
    let (before, after) = (rules(scripts, live), rules(&again, desired));
    left.extend(before.symmetric_difference(&after).cloned());
    Ok(left.into_iter().collect())
}

/// Returns what directives say, each with the definition that it is about.
fn rules(scripts: &Scripts, state: &State) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for directive in &scripts.directives {
        let Some(said) = said::rule(directive) else {
            continue;
        };
        let about = said::covered(state, directive);
        if about.is_empty() || said::is_free(directive) {
            out.insert(said.words());
            continue;
        }
        out.extend(about.iter().map(|f| format!("{} ({})", f.id, said.words())));
    }
    out
}

/// Returns whether a fact says what follows anyway: the owner of a sequence is that of the table which it counts for.
fn comes_along(id: &Id, state: &State) -> bool {
    let owner: Option<&Owner> = state.body(id);
    let sequence = owner.and_then(|owner| state.body::<Sequence>(&owner.on));
    let column = sequence.and_then(|sequence| sequence.owned_by.as_ref());
    let table = column.map(|column| Id::printed(names::TABLE, column.container()));
    let of_table = table.and_then(|table| owner::of(&table, state));
    owner.is_some_and(|owner| of_table == Some(owner.role.as_str()))
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
