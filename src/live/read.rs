//! Runs every kind's queries over the objects in scope, and gathers the facts.

use postgres::Client;

use super::Early;
use super::objects;
use super::rows::{self, QueryError};
use super::unmodelled;
use crate::diagnostic::Problem;
use crate::kind::{Catalog, Query, Reach, Row, Target, World, link, names};
use crate::kinds;
use crate::model::{Id, KindName, State};

/// The kinds that stand on other things and are often not declared.
const ATTACHMENTS: &[KindName] = &[
    names::GRANT,
    names::COMMENT,
    names::OWNER,
    names::DEFAULT_PRIVILEGE,
    names::SECURITY_LABEL,
];

/// The live side as it was read.
pub struct Live {
    /// The facts.
    pub state: State,
    /// What is in scope but not modelled.
    pub warnings: Vec<Problem>,
    /// What was in scope.
    pub target: Target,
    pub(super) catalog: Catalog,
}

impl Live {
    /// Gives what is read from now on the addresses that renames have given what it is about.
    pub fn rename(&mut self, moved: &[(Id, Id)]) {
        if !moved.is_empty() {
            self.catalog.rename(moved);
        }
    }
}

/// Reads what is in scope of the desired state.
///
/// # Errors
/// When the server refuses a query.
pub fn read(
    client: &mut Client,
    desired: &State,
    reach: &Reach,
    world: &World,
) -> Result<Live, QueryError> {
    read_early(&mut Early::none(client), desired, reach, world)
}

/// Reads what is in scope of the desired state; what was read early is not read again.
///
/// # Errors
/// When the server refuses a query.
pub fn read_early(
    early: &mut Early,
    desired: &State,
    reach: &Reach,
    world: &World,
) -> Result<Live, QueryError> {
    let mut catalog = Catalog::default();
    let target = objects::find(early, (desired, reach), &mut catalog, world.version)?;
    let queries = queries(&target);
    early.read(&queries, &mut catalog)?;
    let mut state = std::mem::take(&mut catalog.state);
    state.tablespace.clone_from(&world.tablespace);
    let warnings = std::mem::take(&mut catalog.warnings);
    link::settle(&mut state, world, kinds::kind);
    Ok(Live {
        state,
        warnings,
        target,
        catalog,
    })
}

/// Returns the queries of all kinds, and those that find what is of none.
pub fn queries(target: &Target) -> Vec<Query> {
    let of_kinds = kinds::ALL.iter().flat_map(|kind| kind.catalog(target));
    of_kinds.chain(unmodelled::queries(target)).collect()
}

/// Adds the grants, comments and owners to what was read, if that was not done; their addresses come back.
///
/// No file declares any of them then, so they are only carried along where something is made again.
///
/// # Errors
/// When the server refuses a query.
pub fn attachments(
    client: &mut Client,
    live: &mut Live,
    state: &mut State,
) -> Result<Vec<Id>, QueryError> {
    if std::mem::replace(&mut live.target.attachments, true) {
        return Ok(Vec::new());
    }
    let is_attached = |kind: KindName| ATTACHMENTS.contains(&kind);
    let attached = kinds::ALL.iter().filter(|k| is_attached(k.name()));
    let queries: Vec<_> = attached.flat_map(|k| k.catalog(&live.target)).collect();
    let texts: Vec<String> = queries.iter().map(|q| q.sql.clone()).collect();
    let catalog = &mut live.catalog;
    catalog.state = std::mem::take(state);
    rows::run(client, &texts, |query, cells| {
        (queries[query].read)(&mut Row::new(cells), catalog);
    })?;
    *state = std::mem::take(&mut catalog.state);
    let added = state.iter().filter(|f| is_attached(f.id.kind()));
    Ok(added.map(|f| f.id.clone()).collect())
}
