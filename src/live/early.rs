//! Questions that are asked before it is sure that they will be, while the files are interpreted.
//!
//! Which objects are in scope is known when the files are interpreted, and a look over their statements tells most of it. An
//! answer is used only where the very same question comes up in the same snapshot, so a wrong guess costs time and nothing else.

use std::collections::BTreeSet;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, channel};
use std::thread::{Scope, ScopedJoinHandle};

use postgres::{Client, SimpleQueryRow};
use rustc_hash::FxHashMap;

use super::objects;
use super::read::queries;
use super::rows::{self, QueryError};
use crate::kind::{Reach, World};
use crate::model::Id;

/// How many objects make it worthwhile.
const MANY: usize = 200;

/// A connection of which some questions are asked early.
pub struct Early<'scope, 'c> {
    /// The connection, unless the thread has it.
    client: Option<&'c mut Client>,
    /// The thread that asks, and what it tells.
    thread: Option<(Receiver<Answer>, ScopedJoinHandle<'scope, &'c mut Client>)>,
    /// The answers that came and were not used yet, each by the text of its question.
    answers: FxHashMap<String, Vec<SimpleQueryRow>>,
}

/// Why the connection is there: after an error nobody goes on.
const HELD: &str = "no thread has the connection";

/// A question and the rows of its answer.
pub type Answer = Result<(String, Vec<SimpleQueryRow>), QueryError>;

impl<'scope, 'c> Early<'scope, 'c> {
    /// Asks nothing early.
    pub fn none(client: &'c mut Client) -> Early<'scope, 'c> {
        Early {
            client: Some(client),
            thread: None,
            answers: FxHashMap::default(),
        }
    }

    /// Begins to ask for the objects that the files seem to define, if they are many.
    pub fn start(
        scope: &'scope Scope<'scope, '_>,
        client: &'c mut Client,
        defined: &'scope BTreeSet<Id>,
        reach: &Reach,
        world: &World,
    ) -> Early<'scope, 'c>
    where
        'c: 'scope,
    {
        if defined.len() < MANY || reach.prune || reach.is_all() {
            return Early::none(client);
        }
        let (send, receive) = channel();
        let version = world.version;
        let thread = scope.spawn(move || {
            let told = |answer| {
                // Nobody listens any more where the files are wrong.
                let _ = send.send(answer);
            };
            if let Err(error) = ask_all(client, defined, version, &told) {
                told(Err(error));
            }
            client
        });
        Early {
            client: None,
            thread: Some((receive, thread)),
            answers: FxHashMap::default(),
        }
    }

    /// Does as [`rows::run`], but asks only what was not asked early.
    ///
    /// # Errors
    /// When the server refuses one of the queries.
    pub fn run(
        &mut self,
        queries: &[impl AsRef<str>],
        mut visit: impl FnMut(usize, &[Option<&str>]),
    ) -> Result<(), QueryError> {
        let texts: Vec<&str> = queries.iter().map(AsRef::as_ref).collect();
        let mut unused = 0;
        while let Some(text) = texts.get(unused)
            && let Some(rows) = self.wait_for(text)?
        {
            rows::show(&rows, unused, &mut visit);
            unused += 1;
        }
        self.rest(&texts[unused..], |query, cells| {
            visit(unused + query, cells)
        })
    }

    /// Visits the rows of questions of which the first was not asked early.
    fn rest(
        &mut self,
        texts: &[&str],
        mut visit: impl FnMut(usize, &[Option<&str>]),
    ) -> Result<(), QueryError> {
        self.settle()?;
        let known: Vec<_> = texts.iter().map(|t| self.answers.remove(*t)).collect();
        let client = self.client.as_mut().expect(HELD);
        if known.iter().all(Option::is_none) {
            return rows::run(client, texts, visit);
        }
        let unknown = texts.iter().zip(&known).filter(|(_, k)| k.is_none());
        let asked: Vec<&str> = unknown.map(|(text, _)| *text).collect();
        let mut answers = rows::all(client, &asked)?.into_iter();
        for (query, known) in known.into_iter().enumerate() {
            let rows = known.or_else(|| answers.next()).unwrap_or_default();
            rows::show(&rows, query, &mut visit);
        }
        Ok(())
    }

    /// Waits until a question is answered, or it is sure that it was not asked.
    fn wait_for(&mut self, text: &str) -> Result<Option<Vec<SimpleQueryRow>>, QueryError> {
        loop {
            if let Some(rows) = self.answers.remove(text) {
                return Ok(Some(rows));
            }
            let Some((told, _)) = &self.thread else {
                return Ok(None);
            };
            match told.recv() {
                Ok(answer) => self.answers.extend([answer?]),
                Err(_) => self.settle()?,
            }
        }
    }

    /// Waits until nothing more is asked early.
    fn settle(&mut self) -> Result<(), QueryError> {
        if let Some((told, thread)) = self.thread.take() {
            for answer in told {
                self.answers.extend([answer?]);
            }
            let client = thread.join().unwrap_or_else(|panic| resume_unwind(panic));
            self.client = Some(client);
        }
        Ok(())
    }

    /// Gives the connection back.
    ///
    /// # Errors
    /// When the server refused a query that was asked early.
    pub fn finish(mut self) -> Result<&'c mut Client, QueryError> {
        self.settle()?;
        Ok(self.client.expect(HELD))
    }
}

/// Asks for the objects that the files seem to define.
fn ask_all(
    client: &mut Client,
    defined: &BTreeSet<Id>,
    version: u32,
    told: &dyn Fn(Answer),
) -> Result<(), QueryError> {
    let target = objects::guess(client, defined, version, told)?;
    for query in queries(&target) {
        let rows = rows::all(client, &[&query.sql])?;
        for rows in rows {
            told(Ok((query.sql.clone(), rows)));
        }
    }
    Ok(())
}
