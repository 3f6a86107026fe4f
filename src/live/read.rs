//! Runs every kind's queries over the objects in scope, and gathers the facts.

use postgres::Client;

use super::objects;
use super::rows::{self, QueryError};
use super::unmodelled;
use crate::diagnostic::Problem;
use crate::kind::{Catalog, Reach, Row, Target, World, link};
use crate::kinds;
use crate::model::State;

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
    let mut catalog = Catalog::default();
    let target = objects::find(client, desired, reach, &mut catalog, world.version)?;
    let mut queries: Vec<_> = kinds::ALL.iter().flat_map(|k| k.catalog(&target)).collect();
    queries.extend(unmodelled::queries(&target));
    let texts: Vec<String> = queries.iter().map(|q| q.sql.clone()).collect();
    rows::run(client, &texts, |query, cells| {
        (queries[query].read)(&mut Row::new(cells), &mut catalog);
    })?;
    let mut state = std::mem::take(&mut catalog.state);
    let warnings = std::mem::take(&mut catalog.warnings);
    link::settle(&mut state, world, kinds::kind);
    Ok(Live {
        state,
        warnings,
        target,
        catalog,
    })
}
