//! From differences to a patch: statements in an order in which a server runs them.
//!
//! ```text
//! differences ─► emit (asks the kinds) ─► rebuild (dependents go and come back) ─► order ─► fold ─► Plan ─► gate
//! ```

mod drops;
mod emit;
mod fold;
mod fold_grants;
pub mod gate;
mod inherit;
mod order;
mod outlive;
mod queue;
mod rebuild;

use miette::Diagnostic;
use thiserror::Error;

use crate::diff::Difference;
use std::collections::HashSet;

use crate::kind::{Action, Hazard, Lock, Scene, Verb, hazard, names};
use crate::kinds;
use crate::model::{Fact, Id, Pair, State};
pub use order::{Edge, edges};

/// A patch.
#[derive(Debug, Default)]
pub struct Plan {
    /// Its statements, in the order in which they run.
    pub actions: Vec<Action>,
    /// What it removes.
    pub differences: Vec<Difference>,
}

impl Plan {
    /// Returns how many statements come first until all has its new name: the renames, and the schemas that they lead to.
    pub fn renames(&self) -> usize {
        let last = self.actions.iter().rposition(|a| a.verb == Verb::Rename);
        last.map_or(0, |at| at + 1)
    }
}

/// The reason why there is no patch.
#[derive(Debug, Error, Diagnostic)]
pub enum PlanError {
    /// Statements need each other in a circle.
    #[error("these statements need each other, so no order of them can run:\n{}", .statements.join("\n"))]
    #[diagnostic(
        code("cycle"),
        help("make one of them in two steps, such as a default that is set later")
    )]
    Cycle {
        /// The statements.
        statements: Vec<String>,
    },
    /// Something that no file defines uses what the patch drops.
    #[error("{} {} uses {} {}, which the patch drops", .user.kind().replace('-', " "), .user.name(), .used.kind().replace('-', " "), .used.name())]
    #[diagnostic(
        code("in-use"),
        help("no file defines {}: describe it in the files as it should be, or drop it by hand first", .user.name())
    )]
    Unmanaged {
        /// What is not managed.
        user: Id,
        /// What it uses.
        used: Id,
    },
    /// PostgreSQL has no way from one definition to the other.
    #[error("{message}")]
    #[diagnostic(code("cannot-change"))]
    Impossible {
        /// What stands in the way.
        message: String,
        /// What to do about it.
        #[help]
        help: String,
    },
    /// A declared rename cannot be followed.
    #[error("{message}")]
    #[diagnostic(code("rename-not-followed"))]
    Rename {
        /// What stands in the way.
        message: String,
    },
}

/// Plans the patch that removes the differences; what is renamed was renamed on the live side already.
///
/// # Errors
/// [`PlanError::Cycle`] if the statements have no order.
pub fn plan(
    pair: &Pair<State>,
    mut renames: Vec<Action>,
    differences: Vec<Difference>,
    version: u32,
) -> Result<Plan, PlanError> {
    let mut emitted = emit::emit(pair, &differences, version)?;
    set_demands(emitted.iter_mut().chain(&mut renames), pair, version);
    set_paths(&mut emitted, pair);
    let folded = fold::into_tables(emitted, pair);
    let sorted = order::sort(folded, pair)?;
    let (mut actions, rest) = homes(sorted, &renames);
    actions.extend(renames);
    actions.extend(fold_grants::fold(fold::clauses(rest)));
    spare_what_is_new(&mut actions, pair);
    Ok(Plan {
        actions,
        differences,
    })
}

/// Splits off the statements that make the schemas which renamed things go to.
fn homes(actions: Vec<Action>, renames: &[Action]) -> (Vec<Action>, Vec<Action>) {
    let goes_to = |schema: &Id| {
        let mut made = renames.iter().flat_map(|a| &a.makes);
        made.any(|id| id.parts().len() > 1 && id.parts()[0] == schema.last())
    };
    let is_home =
        |a: &Action| a.verb == Verb::Create && a.about.kind() == names::SCHEMA && goes_to(&a.about);
    actions.into_iter().partition(is_home)
}

/// Says what each statement demands of the role.
fn set_demands<'a>(
    actions: impl Iterator<Item = &'a mut Action>,
    pair: &Pair<State>,
    version: u32,
) {
    let scene = Scene {
        live: &pair.live,
        desired: &pair.desired,
        version,
    };
    for action in actions {
        action.demands = kinds::kind(action.about.kind()).demands(action, &scene);
    }
}

/// Gives statements that hold names as the files have them the search path of their file.
fn set_paths(actions: &mut [Action], pair: &Pair<State>) {
    for action in actions {
        let mut facts = action.makes.iter().chain(&action.touches);
        // Where values become those of a type of the database, or cease to be, its casts and checks run what they call.
        let converts = |id: &Id| {
            let facts = [pair.live.get(id), pair.desired.get(id)];
            let ty = |f: &Fact| kinds::kind(id.kind()).value_type(f);
            let mut types = facts.into_iter().flatten().filter_map(ty);
            types.any(|ty| ty.name.contains('.'))
        };
        let rewrites = action.rewrites;
        let follows = |id: &Id| {
            let fact = pair.desired.get(id);
            let named = fact.is_some_and(|f| kinds::kind(id.kind()).follows_path(f));
            named || rewrites && converts(id)
        };
        if facts.any(follows) {
            action.path = action.origin.search_path();
        }
    }
}

/// Takes the dangers away from what is done to things that the patch itself makes.
fn spare_what_is_new(actions: &mut [Action], pair: &Pair<State>) {
    let made: HashSet<Id> = actions
        .iter()
        .flat_map(|a| a.makes.iter().cloned())
        .collect();
    let is_new = |id: &Id| made.contains(id) && !pair.live.has(id);
    let parent = |id: &Id| pair.desired.get(id).and_then(|f| f.parent.as_ref());
    // What is to be done on another server is no less for a thing that is new on this one.
    let elsewhere = |h: &Hazard| h.name == hazard::NEEDS_PUBLISHER;
    for action in actions {
        action
            .hazards
            .retain(|h| elsewhere(h) || !is_new(&h.about) && !parent(&h.about).is_some_and(is_new));
        let all = action.touches.iter().chain(&action.needs);
        let tables: Vec<&Id> = all.filter(|id| id.kind() == names::TABLE).collect();
        if !tables.is_empty() && tables.iter().all(|t| is_new(t)) && action.breaks.is_empty() {
            (action.lock, action.scans, action.rewrites) = (Lock::None, false, false);
        }
    }
}
