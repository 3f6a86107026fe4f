//! The two states of one schema, read by this process: from files by the interpreter, from a server by the catalog.
//!
//! Unlike the program, this hides nothing that one side has alone: there is no scope here. What the two may differ in by nature is
//! told by `is_by_nature`, and by nothing else.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;

use postgres::Client;

use trueup::confirm::{How, Within, confirm, equal};
use trueup::desired::{Scripts, files};
use trueup::diagnostic::Problem;
use trueup::diff::{Difference, diff};
use trueup::kind::{Reach, World, link, names};
use trueup::kinds;
use trueup::kinds::grant::settle_owners;
use trueup::kinds::owner;
use trueup::live;
use trueup::model::{Fact, Id, Pair, State};

/// What was found to differ, and how much there was to compare.
#[derive(Debug, Default)]
pub struct Verdict {
    /// The facts of the live side.
    pub facts: usize,
    /// The expressions whose text alone told that they are the same.
    pub by_text: usize,
    /// The expressions that the server had to be asked for.
    pub by_server: usize,
    /// The facts whose expressions it could not be asked for.
    pub unconfirmed: usize,
    /// The differences, and what either side warned of, in words.
    pub told: Vec<String>,
}

/// Reads files.
pub fn scripts(paths: &[PathBuf]) -> Result<Scripts, String> {
    let (files, syntaxes) = files::read(paths).map_err(|error| error.to_string())?;
    Ok(Scripts::parse(files, &syntaxes))
}

/// A database before it is loaded: what is there then, and what the names of the files mean there.
pub struct Before {
    world: World,
    addresses: HashSet<Id>,
}

impl Before {
    /// Reads it.
    pub fn read(client: &mut Client, scripts: &Scripts) -> Result<Before, String> {
        live::begin(client).map_err(said)?;
        let world = live::world(client, scripts.words(), scripts.defined()).map_err(said)?;
        let read = live::read(client, &State::default(), &everything(), &world).map_err(said)?;
        live::end(client).map_err(said)?;
        let addresses = read.state.iter().map(|f| f.id.clone()).collect();
        Ok(Before { world, addresses })
    }
}

/// Compares a loaded database with the files that it was made from: as they are read where it is there, and where it is not yet.
pub fn compare(client: &mut Client, scripts: &Scripts, before: &Before) -> Result<Verdict, String> {
    live::begin(client).map_err(said)?;
    let world = live::world(client, scripts.words(), scripts.defined()).map_err(said)?;
    let desired = interpret(scripts, &world);
    let named = desired
        .as_ref()
        .map_or_else(|_| State::default(), |d| of_server(&d.0));
    let reach = Reach {
        outside: desired
            .as_ref()
            .map_or_else(|_| Vec::new(), |d| outside(&d.0)),
        ..everything()
    };
    let read = live::read(client, &named, &reach, &world)
        .and_then(|mut read| live::depends(client, &mut read, &world).map(|()| read));
    live::end(client).map_err(said)?;
    let (desired, warnings) = desired?;
    let mut read = read.map_err(said)?;
    let is_named = |f: &Fact| !names::OF_SERVER.contains(&f.id.kind()) || named.has(&f.id);
    read.state.retain(is_named);
    let mut verdict = Verdict {
        facts: read.state.len(),
        told: warnings,
        ..Verdict::default()
    };
    verdict.told.extend(read.warnings.iter().map(word));
    let sides = Pair {
        live: read.state,
        desired,
    };
    let at_first = interpret(scripts, &before.world).map(|(desired, _)| Pair {
        live: sides.live.clone(),
        desired,
    });
    judge(client, sides, before, &mut verdict)?;
    let told = std::mem::take(&mut verdict.told);
    match at_first {
        Ok(sides) => judge(client, sides, before, &mut verdict)?,
        Err(errors) => verdict.told.push(errors),
    }
    verdict.told.retain(|word| !told.contains(word));
    verdict
        .told
        .iter_mut()
        .for_each(|word| word.insert_str(0, "where nothing is there yet: "));
    verdict.told.extend(told);
    Ok(verdict)
}

/// Returns what a state says of the whole server, of which only that is read which files name.
fn of_server(state: &State) -> State {
    let mut out = state.clone();
    out.retain(|f| names::OF_SERVER.contains(&f.id.kind()));
    out
}

/// Returns what files attach grants and comments to, or take them from, without defining it: of that nothing else is read.
fn outside(desired: &State) -> Vec<Id> {
    let attached = desired
        .iter()
        .filter(|f| names::ATTACHED.contains(&f.id.kind()));
    let parents = attached.filter_map(|f| f.parent.clone());
    parents.filter(|id| !desired.has(id)).collect()
}

/// Interprets files in a world; the errors are one text, the warnings come back in words.
fn interpret(scripts: &Scripts, world: &World) -> Result<(State, Vec<String>), String> {
    let (mut desired, problems) = scripts.interpret(world);
    let failed = problems.has_errors();
    let problems = problems.finish(&scripts.files);
    if failed {
        let errors = problems.iter().filter(|p| !p.is_warning()).map(word);
        return Err(errors.collect::<Vec<_>>().join("\n"));
    }
    // Rows are no part of a schema, and no catalog has them.
    desired.retain(|f| f.id.kind() != names::ROWS);
    link::link(&mut desired, world, kinds::kind);
    let doubts = problems
        .iter()
        .filter(|p| p.code_name() != "rows-not-managed");
    Ok((desired, doubts.map(word).collect()))
}

/// Notes what differs between two sides that should not.
fn judge(
    client: &mut Client,
    mut sides: Pair<State>,
    before: &Before,
    verdict: &mut Verdict,
) -> Result<(), String> {
    owner::complete(&mut sides, &before.world.user);
    settle_owners(&mut sides, &before.world);
    let mut differences = diff(&sides);
    differences.retain(|d| !is_by_nature(d, &sides.live, before));
    let how = How {
        within: Within::NoTransaction,
        version: before.world.version,
        renamed: &[],
        moved: &[],
    };
    let asked = confirm(client, &mut sides, &mut differences, &how).map_err(said)?;
    verdict.by_text += equal(&sides).saturating_sub(asked.same);
    verdict.by_server += asked.same;
    verdict.unconfirmed += asked.unanswered.len();
    let differ = differences.iter().map(|d| tell(d, &sides));
    verdict.told.extend(differ.chain(missing_edges(&sides)));
    Ok(())
}

fn said(error: live::QueryError) -> String {
    error.to_string()
}

fn everything() -> Reach {
    Reach {
        prune: true,
        schemas: vec!["*".into()],
        ..Reach::default()
    }
}

fn word(problem: &Problem) -> String {
    format!("{}: {problem}", problem.code_name())
}

/// Returns whether only the server can have it: it was there before the files, or came with an extension.
fn is_by_nature(difference: &Difference, live: &State, before: &Before) -> bool {
    let Difference::Extra(id) = difference else {
        return false;
    };
    // What no file says of a thing that no file defines stays as it is.
    let of_outside = || live.get(id)?.parent.as_ref().filter(|on| !live.has(on));
    let attached = names::ATTACHED.contains(&id.kind()) && of_outside().is_some();
    attached || before.addresses.contains(id) || live.implied.contains(id)
}

fn tell(difference: &Difference, sides: &Pair<State>) -> String {
    let show = |side: &State| match side.get(difference.id()) {
        Some(fact) => format!(
            "{} {:?}",
            kinds::kind(fact.id.kind()).describe(fact),
            fact.body
        ),
        None => "nothing".into(),
    };
    format!(
        "{}\n  server {}\n  files  {}",
        difference.id(),
        show(&sides.live),
        show(&sides.desired)
    )
}

/// Returns what the server knows a fact to depend on and the interpreter does not, not even by way of other facts.
fn missing_edges(sides: &Pair<State>) -> Vec<String> {
    let mut told = Vec::new();
    for live in sides.live.sorted() {
        let Some(desired) = sides.desired.get(&live.id) else {
            continue;
        };
        let reached = reach(desired, &sides.desired);
        let missing = live.uses.iter().filter(|id| {
            sides.desired.has(id) && !reached.contains(*id) && !is_edge_by_nature(&live.id, id)
        });
        told.extend(missing.map(|id| format!("{} uses {id}, as only the server knows", live.id)));
    }
    told
}

/// Returns whether an edge can be known by a server only, and the order of statements needs none.
///
/// What an extension brings, no file tells, and extensions are made first; `public` is always there; the primary key that a GROUP BY
/// relies on is found out by planning the query, and keys are made before views.
fn is_edge_by_nature(user: &Id, used: &Id) -> bool {
    let is_view = [names::VIEW, names::MATERIALIZED_VIEW].contains(&user.kind());
    used.kind() == names::EXTENSION
        || used.kind() == names::SCHEMA && used.name() == "public"
        || is_view && used.kind() == names::PRIMARY_KEY
}

/// Returns all that a fact depends on, in any number of steps; the columns of a table that a routine gives or takes too.
///
/// The mappings of a text search configuration are facts of their own here, and a part of it on the server.
fn reach<'s>(fact: &'s Fact, state: &'s State) -> BTreeSet<&'s Id> {
    let mut reached = BTreeSet::new();
    let mut open = vec![fact];
    if fact.id.kind() == names::TS_CONFIGURATION {
        open.extend(state.children(&fact.id));
    }
    while let Some(fact) = open.pop() {
        let of_routine = names::ROUTINES.contains(&fact.id.kind());
        for id in fact.uses.iter().chain(&fact.parent) {
            if reached.insert(id) {
                open.extend(state.get(id));
            }
            for column in state.children(id).into_iter().filter(|_| of_routine) {
                if reached.insert(&column.id) {
                    open.push(column);
                }
            }
        }
    }
    reached
}
