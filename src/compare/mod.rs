//! One comparison, from the files and a live side to a patch.
//!
//! It runs in whatever transaction the connection is in, so that `apply` can compare again before it commits.

mod platform;
mod renames;
mod teardown;
#[cfg(test)]
mod tests;

use std::thread;

use miette::Diagnostic;
use postgres::Client;
use thiserror::Error;

use crate::confirm::{self, Asked, How, Within};
use crate::desired::Scripts;
use crate::diagnostic::{Problem, Problems};
use crate::diff::{Difference, diff};
use crate::kind::{self, World, link, names};
use crate::kinds;
use crate::kinds::column::order;
use crate::kinds::extension;
use crate::kinds::grant::settle_owners;
use crate::kinds::inheritance::{self, merge};
use crate::kinds::owner;
use crate::kinds::rows;
use crate::kinds::schema;
use crate::live::{self, Early, Live, QueryError, Reach};
use crate::model::{Fact, Files, Id, Pair, State, at_once};
use crate::plan::{self, Plan, PlanError};
use crate::scope::scope;
use renames::Renamed;
pub use teardown::teardown;

/// What is compared with the desired state.
pub enum Side<'c> {
    /// A server, read in a snapshot of its own or in the transaction that is open.
    Server(&'c mut Client, Within),
    /// Other files.
    Files(&'c Scripts),
}

impl<'c> From<&'c mut Client> for Side<'c> {
    fn from(client: &'c mut Client) -> Side<'c> {
        Side::Server(client, Within::NoTransaction)
    }
}

impl<'c> From<&'c Scripts> for Side<'c> {
    fn from(files: &'c Scripts) -> Side<'c> {
        Side::Files(files)
    }
}

/// The reason why there is nothing to compare.
#[derive(Debug, Error, Diagnostic)]
pub enum CompareError {
    /// The files are wrong; each problem has its place and is printed by itself.
    #[error("the desired state has errors{}", beginning(.0))]
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

/// Returns the first error behind a colon, and how many more there are.
fn beginning(problems: &[Problem]) -> String {
    let mut errors = problems.iter().filter(|p| !p.is_warning());
    match (errors.next(), errors.count()) {
        (None, _) => String::new(),
        (Some(first), 0) => format!(": {first}"),
        (Some(first), more) => format!(": {first}; and {more} more"),
    }
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
    /// What the server said of differences that may be of spelling only.
    pub asked: Asked,
    /// What the files in the place of the database describe and the desired ones no longer do, so that it stays.
    pub left: Vec<Id>,
}

impl Comparison {
    /// Returns whether nothing differs.
    pub fn in_step(&self) -> bool {
        self.plan.actions.is_empty() && self.plan.differences.is_empty()
    }

    /// Returns whether a difference may be of spelling only, since the server could not be asked.
    pub fn is_unconfirmed(&self, id: &Id) -> bool {
        self.asked.unanswered.contains(id)
    }

    /// Returns a fact, of the desired side if it is on both.
    pub fn fact(&self, id: &Id) -> Option<&Fact> {
        self.pair.desired.get(id).or_else(|| self.pair.live.get(id))
    }

    /// Returns the object that something is a part of, as people know it: the table of a column, what a grant is on.
    pub fn object_of(&self, id: &Id) -> Id {
        kind::whole(id, [&self.pair.desired, &self.pair.live])
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
        Side::Server(client, within) => {
            let compared = with_server(scripts, &mut *client, within, reach);
            compared.map_err(|error| match (error, within) {
                (CompareError::Query(error), Within::NoTransaction) => {
                    live::blocked::explain(error, client).into()
                }
                (error, _) => error,
            })
        }
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
    let (client, world, desired, mut live, mut warnings) = thread::scope(|scope| {
        let mut early = Early::start(scope, client, scripts.defined(), reach);
        let world = early.world((scripts.words(), scripts.defined()))?;
        let (desired, warnings) = checked(scripts, &world, reach)?;
        let live = live::read_early(&mut early, &desired, reach, &world)?;
        Ok::<_, CompareError>((early.finish()?, world, desired, live, warnings))
    })?;
    warnings.append(&mut live.warnings);
    let mut uncompared = Problems::default();
    let children = inheritance::warnings(&live.state, &desired).into_iter();
    let all = children.chain(merge::warnings(&live.state, &desired));
    all.for_each(|problem| uncompared.push(problem));
    warnings.extend(uncompared.finish(&desired.files));
    let (mut pair, renamed) = paired(client, &mut live, desired, reach, &world)?;
    warnings.extend(contents(client, &mut pair, &renamed, &world)?);
    let mut differences = diff(&pair);
    let differs = !differences.is_empty() || !renamed.is_empty();
    if differs {
        complete(client, &mut live, &mut pair, &renamed, &world)?;
    }
    if within == Within::NoTransaction {
        live::end(client)?;
    }
    let mut comparison = Comparison {
        pair,
        plan: Plan::default(),
        warnings,
        world,
        asked: Asked::default(),
        left: Vec::new(),
    };
    if differs {
        let Comparison { pair, world, .. } = &mut comparison;
        link::link(&mut pair.desired, world, kinds::kind);
        let moved = renamed.actions.iter().flat_map(|a| a.makes.clone());
        let how = How {
            within,
            version: world.version,
            renamed: &moved.collect::<Vec<_>>(),
            moved: &renamed.moved,
        };
        let asked = confirm::confirm(client, pair, &mut differences, &how)?;
        renames::follow_views(pair, &mut differences, world.version);
        comparison.plan = plan::plan(pair, renamed.actions, differences, world.version)?;
        comparison.plan.differences.extend(renamed.differences);
        comparison.asked = asked;
    }
    Ok(comparison)
}

/// Makes the declared renames on the live side, and narrows both sides to what is compared.
fn paired(
    client: &mut Client,
    live: &mut Live,
    mut desired: State,
    reach: &Reach,
    world: &World,
) -> Result<(Pair<State>, Renamed), CompareError> {
    renames::follow_sequences(&live.state, &mut desired);
    let mut renamed = Renamed::default();
    if renames::pending(&live.state, &desired) || extension::is_moved(&live.state, &desired) {
        live::depends(client, live, world)?;
        renamed = renames::make(&mut live.state, &desired, world)?;
        // A table that has its new name may own a sequence that has not.
        renames::follow_sequences(&live.state, &mut desired);
        renamed.extend(renames::make(&mut live.state, &desired, world)?);
        extension::follow(&mut live.state, &desired);
    }
    let live = std::mem::take(&mut live.state);
    Ok((narrowed(live, desired, reach, world), renamed))
}

/// Reads what differs in the rows that the files describe; the warnings come back.
fn contents(
    client: &mut Client,
    pair: &mut Pair<State>,
    renamed: &Renamed,
    world: &World,
) -> Result<Vec<Problem>, CompareError> {
    let doubts = live::contents(client, pair, &renamed.moved, world)?;
    let failed = doubts.has_errors();
    let list = doubts.finish(&pair.desired.files);
    match failed {
        false => Ok(list),
        true => Err(CompareError::Desired(list)),
    }
}

/// Reads what only a patch needs: what depends on what, unless that was read for the renames, and what is carried along.
fn complete(
    client: &mut Client,
    live: &mut Live,
    pair: &mut Pair<State>,
    renamed: &Renamed,
    world: &World,
) -> Result<(), CompareError> {
    if renamed.is_empty() {
        live.state = std::mem::take(&mut pair.live);
        live::depends(client, live, world)?;
        pair.live = std::mem::take(&mut live.state);
    }
    live.rename(&renamed.moved);
    let attached = live::attachments(client, live, &mut pair.live)?;
    carry(&attached, pair);
    Ok(())
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
    let world = unasked();
    let (desired, live) = at_once(
        || checked(scripts, &world, reach),
        || checked(live, &world, &Reach::default()),
    );
    let ((mut desired, mut warnings), (mut live, more)) = (desired?, live?);
    warnings.extend(more);
    desired.share_files(&mut live);
    schema::add_public(&mut live);
    warnings.extend(inheritance::warnings(&live, &desired));
    if renames::pending(&live, &desired) {
        link::link(&mut live, &world, kinds::kind);
    }
    let renamed = renames::make(&mut live, &desired, &world)?;
    let left = left(&live, &desired, reach);
    let mut pair = narrowed(live, desired, reach, &world);
    rows::settle_files(&mut pair);
    let mut differences = diff(&pair);
    if !differences.is_empty() {
        let Pair { live, desired } = &mut pair;
        at_once(
            || link::link(desired, &world, kinds::kind),
            || link::link(live, &world, kinds::kind),
        );
        renames::follow_views(&mut pair, &mut differences, world.version);
    }
    let is_of_rows =
        |d: &&Difference| matches!(d, Difference::Changed(id) if id.kind() == names::ROWS);
    let of_rows = differences.iter().filter(is_of_rows);
    let of_rows = of_rows.map(|d| d.id().clone());
    let doubtful = confirm::doubtful(&pair, &differences).into_iter();
    let asked = Asked {
        unanswered: doubtful.chain(of_rows).collect(),
        ..Asked::default()
    };
    let mut plan = plan::plan(&pair, renamed.actions, differences, world.version)?;
    plan.differences.extend(renamed.differences);
    Ok(Comparison {
        pair,
        plan,
        warnings,
        world,
        asked,
        left,
    })
}

/// Returns the objects that only the live files have, and that stay since nothing is pruned.
fn left(live: &State, desired: &State, reach: &Reach) -> Vec<Id> {
    let is_whole = |f: &&Fact| {
        let parent = f.parent.as_ref();
        parent.is_none_or(|p| p.kind() == names::SCHEMA) && !names::ATTACHED.contains(&f.id.kind())
    };
    let gone = |f: &&Fact| is_whole(f) && f.id.kind() != names::SCHEMA && !desired.has(&f.id);
    let facts = live.iter().filter(|_| !reach.prune).filter(gone);
    facts.map(|f| f.id.clone()).collect()
}

/// Brings both sides to what is compared: the privileges of owners by themselves, and what is managed.
fn narrowed(live: State, desired: State, reach: &Reach, world: &World) -> Pair<State> {
    let mut sides = Pair { live, desired };
    if reach.prune && !world.user.is_empty() {
        owner::complete(&mut sides, &world.user);
    }
    settle_owners(&mut sides, world);
    merge::settle(&mut sides);
    inheritance::settle(&mut sides);
    let mut pair = scope(sides.live, sides.desired, reach);
    extension::leave_dropped_schemas(&mut pair);
    if order::settle(&mut pair) {
        link::settle_queries(&mut pair.desired, world, kinds::kind);
    }
    pair
}

/// The version that is assumed where there is no server.
const NEWEST: u32 = 180_000;

/// Interprets files where no server is asked, and finds what uses what; the warnings come back, the errors end it.
///
/// # Errors
/// When the files are wrong.
pub fn alone(scripts: &Scripts) -> Result<(State, World, Vec<Problem>), CompareError> {
    let world = unasked();
    let (mut state, warnings) = checked(scripts, &world, &Reach::default())?;
    link::link(&mut state, &world, kinds::kind);
    Ok((state, world, warnings))
}

/// Returns what is known of a world in which no server is asked.
fn unasked() -> World {
    World {
        version: NEWEST,
        ..World::default()
    }
}

/// Interprets files; the warnings come back, the errors end it.
fn checked(
    scripts: &Scripts,
    world: &World,
    reach: &Reach,
) -> Result<(State, Vec<Problem>), CompareError> {
    let (state, mut problems): (State, Problems) = scripts.interpret(world);
    problems.extend(platform::problems(&state, reach));
    let failed = problems.has_errors();
    let list = problems.finish(&scripts.files);
    if failed {
        Err(CompareError::Desired(list))
    } else {
        Ok((state, list))
    }
}
