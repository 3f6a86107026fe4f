//! What differs between the two sides, by address and equality alone.
//!
//! It knows no kinds: whether two facts say the same is for their bodies to tell.

use crate::model::{Id, Pair, State, at_once};

/// One difference between the sides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// The desired side has it, the live side does not.
    Missing(Id),
    /// The live side has it, the desired side does not.
    Extra(Id),
    /// Both have it and say different things of it.
    Changed(Id),
    /// The live side has it under another name, by a rename that the files declare.
    Renamed {
        /// The new address.
        id: Id,
        /// The old one.
        old: Id,
    },
}

impl Difference {
    /// Returns the address.
    pub fn id(&self) -> &Id {
        match self {
            Difference::Missing(id)
            | Difference::Extra(id)
            | Difference::Changed(id)
            | Difference::Renamed { id, .. } => id,
        }
    }
}

/// Returns all differences but the renames, which are made before the sides are compared; sorted by address.
pub fn diff(pair: &Pair<State>) -> Vec<Difference> {
    let (mut out, extra) = match pair.live.len() < MANY {
        true => (lacks(pair), extra(pair)),
        false => at_once(|| lacks(pair), || extra(pair)),
    };
    out.extend(extra);
    out.sort_by(|a, b| a.id().cmp(b.id()));
    out
}

/// How many facts make it worthwhile to look from both sides at once.
const MANY: usize = 10_000;

/// Returns what the live side has not, or has otherwise.
fn lacks(pair: &Pair<State>) -> Vec<Difference> {
    let desired = pair.desired.iter();
    let found = desired.filter_map(|desired| match pair.live.get(&desired.id) {
        None => Some(Difference::Missing(desired.id.clone())),
        Some(live) => (!live.same(desired)).then(|| Difference::Changed(desired.id.clone())),
    });
    found.collect()
}

/// Returns what the desired side has not.
fn extra(pair: &Pair<State>) -> Vec<Difference> {
    let extra = pair.live.iter().filter(|f| !pair.desired.has(&f.id));
    extra.map(|f| Difference::Extra(f.id.clone())).collect()
}
