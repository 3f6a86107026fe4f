//! One comparison, from the files and a live side to a patch.
//!
//! It runs in whatever transaction the connection is in, so that `apply` can compare again before it commits.

use std::collections::BTreeSet;

use miette::Diagnostic;
use postgres::Client;
use thiserror::Error;

use crate::confirm::{Within, confirm};
use crate::desired::Scripts;
use crate::diagnostic::{Problem, Problems};
use crate::diff::diff;
use crate::kind::follow::Unfollowed;
use crate::kind::{Action, Scene, World, edit, link};
use crate::kinds;
use crate::kinds::extension;
use crate::kinds::grant::settle_owners;
use crate::kinds::owner;
use crate::kinds::schema;
use crate::kinds::sequence::Sequence;
use crate::live::{self, QueryError, Reach};
use crate::model::{Fact, Files, Id, Pair, State};
use crate::plan::{self, Plan, PlanError};
use crate::scope::scope;

/// What is compared with the desired state.
pub enum Side<'c> {
    /// A server, read in a snapshot of its own or in the transaction that is open.
    Server(&'c mut Client, Within),
    /// Other files.
    Files(&'c Scripts),
}

/// The reason why there is nothing to compare.
#[derive(Debug, Error, Diagnostic)]
pub enum CompareError {
    /// The files are wrong; each problem is printed by itself.
    #[error("the desired state has errors")]
    Desired(Vec<Problem>),
    /// The server refused to be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Query(#[from] QueryError),
    /// There is no patch.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Plan(#[from] PlanError),
}

/// The two sides, and the patch between them.
#[derive(Debug)]
pub struct Comparison {
    /// Both sides, as they were compared.
    pub pair: Pair<State>,
    /// The patch.
    pub plan: Plan,
    /// What is doubtful.
    pub warnings: Vec<Problem>,
    /// What exists outside of the files.
    pub world: World,
    /// Differences that may be of spelling only, since the server could not be asked.
    pub unconfirmed: BTreeSet<Id>,
}

impl Comparison {
    /// Returns whether nothing differs.
    pub fn in_step(&self) -> bool {
        self.plan.actions.is_empty() && self.plan.differences.is_empty()
    }

    /// Returns the desired files.
    pub fn files(&self) -> &Files {
        &self.pair.desired.files
    }
}

/// Compares the files with the live side.
///
/// # Errors
/// When the files are wrong, the server refuses a query, or no order of statements exists.
pub fn compare(scripts: &Scripts, side: Side, reach: &Reach) -> Result<Comparison, CompareError> {
    match side {
        Side::Server(client, within) => with_server(scripts, client, within, reach),
        Side::Files(live) => with_files(scripts, live, reach),
    }
}

fn with_server(
    scripts: &Scripts,
    client: &mut Client,
    within: Within,
    reach: &Reach,
) -> Result<Comparison, CompareError> {
    if within == Within::NoTransaction {
        live::begin(client)?;
    }
    let world = live::world(client, &scripts.words(), &scripts.defined())?;
    let (mut desired, mut warnings) = checked(scripts, &world)?;
    let mut live = live::read(client, &desired, reach, &world)?;
    warnings.append(&mut live.warnings);
    follow_sequences(&live.state, &mut desired);
    let mut actions = Vec::new();
    if renames_pending(&live.state, &desired) || extension::is_moved(&live.state, &desired) {
        live::depends(client, &mut live, &world)?;
        actions = renames(&mut live.state, &desired, &world)?;
        follow_sequences(&live.state, &mut desired);
        actions.extend(renames(&mut live.state, &desired, &world)?);
        extension::follow(&mut live.state, &desired);
    }
    let mut pair = narrowed(std::mem::take(&mut live.state), desired, reach, &world);
    let mut differences = diff(&pair);
    if !differences.is_empty() && actions.is_empty() {
        live.state = std::mem::take(&mut pair.live);
        live::depends(client, &mut live, &world)?;
        pair.live = std::mem::take(&mut live.state);
    }
    if !differences.is_empty() || !actions.is_empty() {
        let attached = live::attachments(client, &mut live, &mut pair.live)?;
        carry(&attached, &mut pair);
    }
    if within == Within::NoTransaction {
        live::end(client)?;
    }
    if differences.is_empty() && actions.is_empty() {
        return Ok(Comparison {
            pair,
            plan: Plan::default(),
            warnings,
            world,
            unconfirmed: BTreeSet::new(),
        });
    }
    let unconfirmed = confirm(client, &mut pair, &mut differences, within)?;
    link::link(&mut pair.desired, &world, kinds::kind);
    let plan = plan::plan(&pair, actions, differences, world.version)?;
    Ok(Comparison {
        pair,
        plan,
        warnings,
        world,
        unconfirmed,
    })
}

/// Puts what no file declares on the desired side too, so that it is carried along.
fn carry(attached: &[Id], pair: &mut Pair<State>) {
    for fact in attached.iter().filter_map(|id| pair.live.get(id)) {
        if fact.parent.as_ref().is_none_or(|p| pair.desired.has(p)) {
            pair.desired.put(fact.clone());
        }
    }
}

fn with_files(
    scripts: &Scripts,
    live: &Scripts,
    reach: &Reach,
) -> Result<Comparison, CompareError> {
    let world = World {
        version: NEWEST,
        ..World::default()
    };
    let (desired, mut warnings) = checked(scripts, &world)?;
    let (mut live, more) = checked(live, &world)?;
    warnings.extend(more);
    schema::add_public(&mut live);
    let renames = renames(&mut live, &desired, &world)?;
    let mut pair = narrowed(live, desired, reach, &world);
    let differences = diff(&pair);
    if !differences.is_empty() {
        link::link(&mut pair.live, &world, kinds::kind);
        link::link(&mut pair.desired, &world, kinds::kind);
    }
    let plan = plan::plan(&pair, renames, differences, world.version)?;
    Ok(Comparison {
        pair,
        plan,
        warnings,
        world,
        unconfirmed: BTreeSet::new(),
    })
}

/// Brings both sides to what is compared: the privileges of owners by themselves, and what is managed.
fn narrowed(live: State, desired: State, reach: &Reach, world: &World) -> Pair<State> {
    let mut sides = Pair { live, desired };
    if reach.prune && !world.user.is_empty() {
        owner::complete(&mut sides, &world.user);
    }
    settle_owners(&mut sides, &world.user);
    let mut pair = scope(sides.live, sides.desired, reach);
    extension::leave_dropped_schemas(&mut pair);
    pair
}

/// The version that is assumed where there is no server.
const NEWEST: u32 = 180_000;

/// Interprets files; the warnings come back, the errors end it.
fn checked(scripts: &Scripts, world: &World) -> Result<(State, Vec<Problem>), CompareError> {
    let (state, problems): (State, Problems) = scripts.interpret(world);
    let failed = problems.has_errors();
    let list = problems.finish(&scripts.files);
    if failed {
        Err(CompareError::Desired(list))
    } else {
        Ok((state, list))
    }
}

/// Names the sequence of a column as the files do, where the live column owns just one under another name.
fn follow_sequences(live: &State, desired: &mut State) {
    let owned = |state: &State| -> Vec<(Id, Id)> {
        let all = state
            .iter()
            .filter_map(|f| Some((f.get::<Sequence>()?.owned_by.clone()?, f.id.clone())));
        all.collect()
    };
    let (own, theirs) = (owned(desired), owned(live));
    for (column, new) in own.iter().filter(|(_, new)| !live.has(new)) {
        let mut found = theirs
            .iter()
            .filter(|(c, old)| c == column && !desired.has(old));
        if let (Some((_, old)), None) = (found.next(), found.next()) {
            desired
                .followed
                .entry(new.clone())
                .or_default()
                .push(old.clone());
        }
    }
}

/// Returns whether a rename was not made yet on the live side.
fn renames_pending(live: &State, desired: &State) -> bool {
    declared(desired)
        .iter()
        .any(|rename| rename.pending(live).is_some())
}

/// A thing with another name before.
struct Rename<'s> {
    new: &'s Id,
    olds: Vec<&'s Id>,
    /// Whether the files declare it as such, so that it must not become a drop and a creation.
    strict: bool,
}

impl<'s> Rename<'s> {
    /// Returns the old name, if the live side still has it.
    fn pending(&self, live: &State) -> Option<&'s Id> {
        let old = self.olds.iter().copied().find(|old| live.has(old));
        old.filter(|_| !live.has(self.new))
    }
}

/// Returns the renames of the files; a table comes before its columns, whose old names are those within the new table.
fn declared(desired: &State) -> Vec<Rename<'_>> {
    let by_hint = desired.renamed.iter().map(|(new, old)| Rename {
        new,
        olds: vec![old],
        strict: true,
    });
    let by_statement = desired
        .followed
        .iter()
        .filter(|(new, _)| !desired.renamed.contains_key(*new));
    let by_statement = by_statement.map(|(new, olds)| Rename {
        new,
        olds: olds.iter().collect(),
        strict: false,
    });
    let mut all: Vec<Rename> = by_hint
        .chain(by_statement)
        .filter(|r| desired.has(r.new))
        .collect();
    all.sort_by_key(|r| (r.new.parts().len(), r.new.clone()));
    all
}

/// Renames on the live side what the files say was renamed, and returns the statements that do it.
fn renames(live: &mut State, desired: &State, world: &World) -> Result<Vec<Action>, PlanError> {
    let mut actions = Vec::new();
    for rename in declared(desired) {
        let Some(old) = rename.pending(live) else {
            continue;
        };
        let Some(from) = live.get(old).cloned() else {
            continue;
        };
        match statements(&from, rename.new, live, desired, world) {
            Some(statements) => actions.extend(statements),
            None if rename.strict => return Err(impossible(rename.new, old)),
            None => continue,
        }
        edit::rename(live, world, kinds::kind, old, rename.new, Unfollowed::Stays)
            .map_err(|message| PlanError::Rename { message })?;
    }
    if !actions.is_empty() {
        // What names the renamed things was written anew, and is to be compared as before.
        link::settle(live, world, kinds::kind);
    }
    Ok(actions)
}

fn statements(
    from: &Fact,
    new: &Id,
    live: &State,
    desired: &State,
    world: &World,
) -> Option<Vec<Action>> {
    let origin = desired
        .get(new)
        .map_or(from.origin.clone(), |f| f.origin.clone());
    let from = Fact {
        origin,
        ..from.clone()
    };
    let to = Fact {
        id: new.clone(),
        ..from.clone()
    };
    let scene = Scene {
        live,
        desired,
        version: world.version,
    };
    kinds::kind(new.kind()).rename(&from, &to, &scene)
}

fn impossible(new: &Id, old: &Id) -> PlanError {
    let kind = new.kind().replace('-', " ");
    let message = format!("PostgreSQL cannot rename {kind} {}", old.name());
    PlanError::Rename { message }
}
