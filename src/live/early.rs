//! Questions that are asked before it is sure that they will be, while the files are interpreted.
//!
//! Which objects are in scope is known when the files are interpreted, and a look over their statements tells most of it. An
//! answer is used only where the very same question comes up in the same snapshot, so a wrong guess costs time and nothing else.

use std::collections::BTreeSet;

use postgres::{Client, SimpleQueryRow};
use rustc_hash::FxHashMap;

use super::read::queries;
use super::rows::{self, QueryError};
use super::{Reach, objects};
use crate::kind::World;
use crate::model::Id;

/// How many objects make it worthwhile.
const MANY: usize = 200;

/// The answers to questions that were asked early, each by the text of its question.
#[derive(Default)]
pub struct Early(FxHashMap<String, Vec<SimpleQueryRow>>);

impl Early {
    /// Asks for the objects that the files seem to define, if they are many.
    ///
    /// # Errors
    /// When the server refuses a query.
    pub fn ask(
        client: &mut Client,
        defined: &BTreeSet<Id>,
        reach: &Reach,
        world: &World,
    ) -> Result<Early, QueryError> {
        let mut early = Early::default();
        if defined.len() >= MANY && !reach.prune && !reach.is_all() {
            let target = objects::guess(client, &mut early, defined, world.version)?;
            let texts: Vec<String> = queries(&target).into_iter().map(|q| q.sql).collect();
            let answers = rows::all(client, &texts)?;
            early.0.extend(texts.into_iter().zip(answers));
        }
        Ok(early)
    }

    /// Runs queries, visits their rows and keeps them.
    ///
    /// # Errors
    /// When the server refuses one of them.
    pub fn keep(
        &mut self,
        client: &mut Client,
        queries: &[impl AsRef<str>],
        mut visit: impl FnMut(usize, &[Option<&str>]),
    ) -> Result<(), QueryError> {
        let answers = rows::all(client, queries)?;
        for (query, rows) in answers.iter().enumerate() {
            rows::show(rows, query, &mut visit);
        }
        let texts = queries.iter().map(|q| q.as_ref().to_string());
        self.0.extend(texts.zip(answers));
        Ok(())
    }

    /// Does as [`rows::run`], but asks only what was not asked early.
    ///
    /// # Errors
    /// When the server refuses one of the queries.
    pub fn run(
        &mut self,
        client: &mut Client,
        queries: &[impl AsRef<str>],
        mut visit: impl FnMut(usize, &[Option<&str>]),
    ) -> Result<(), QueryError> {
        if self.0.is_empty() {
            return rows::run(client, queries, visit);
        }
        let known: Vec<_> = queries.iter().map(|q| self.0.remove(q.as_ref())).collect();
        let unknown = queries
            .iter()
            .zip(&known)
            .filter(|(_, known)| known.is_none());
        let asked: Vec<&str> = unknown.map(|(query, _)| query.as_ref()).collect();
        let mut answers = match asked.is_empty() {
            true => Vec::new(),
            false => rows::all(client, &asked)?,
        }
        .into_iter();
        for (query, known) in known.into_iter().enumerate() {
            let rows = known.or_else(|| answers.next()).unwrap_or_default();
            rows::show(&rows, query, &mut visit);
        }
        Ok(())
    }
}
