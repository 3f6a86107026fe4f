//! What differs between the two sides, by address and equality alone.
//!
//! It knows no kinds: whether two facts say the same is for their bodies to tell.

use crate::model::{Id, Pair, State};

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
    let mut out = Vec::new();
    for desired in pair.desired.iter() {
        match pair.live.get(&desired.id) {
            None => out.push(Difference::Missing(desired.id.clone())),
            Some(live) if !live.same(desired) => out.push(Difference::Changed(desired.id.clone())),
            Some(_) => {}
        }
    }
    let extra = pair.live.iter().filter(|f| !pair.desired.has(&f.id));
    out.extend(extra.map(|f| Difference::Extra(f.id.clone())));
    out.sort_by(|a, b| a.id().cmp(b.id()));
    out
}
