//! What is read before it is sure that it is needed, while the files are interpreted.
//!
//! Which objects are in scope is known when the files are interpreted, and a look over their statements tells most of it. What was
//! read so counts only where the very same questions come up in the same snapshot: a wrong guess costs time and nothing else.

use std::collections::BTreeSet;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Scope, ScopedJoinHandle};

use postgres::Client;
use rustc_hash::FxHashMap;

use super::objects;
use super::read::queries;
use super::rows::{self, QueryError, Rows};
use crate::kind::{Catalog, Query, Reach, Row, World};
use crate::model::Id;

/// How many objects make it worthwhile.
const MANY: usize = 200;

/// A connection of which some questions are asked early.
pub struct Early<'scope, 'c> {
    /// The connection, unless the thread has it.
    client: Option<&'c mut Client>,
    /// The thread that asks.
    thread: Option<Thread<'scope, 'c>>,
    /// What it found.
    guess: Guess,
    /// The questions that came up until now.
    came_up: Vec<String>,
}

/// A thread that asks, and in between for the world as soon as the words of the files are known.
struct Thread<'scope, 'c> {
    handle: ScopedJoinHandle<'scope, (&'c mut Client, Result<Guess, QueryError>)>,
    words: Sender<Words<'scope>>,
    world: Receiver<World>,
}

/// What the world is asked about: the words of the files, and what they define.
type Words<'s> = (&'s BTreeSet<String>, &'s BTreeSet<Id>);

/// Why the connection is there: after an error nobody goes on.
const HELD: &str = "no thread has the connection";

/// What was asked early, and the catalog that was read so.
#[derive(Default)]
struct Guess {
    catalog: Catalog,
    /// The questions that found the objects.
    finding: Vec<String>,
    /// The questions of the kinds, and whether their answers have rows; these are in the catalog.
    reading: Vec<(String, bool)>,
    /// The other answers that were not used yet, each by the text of its question.
    answers: FxHashMap<String, Rows>,
}

impl<'scope, 'c> Early<'scope, 'c> {
    /// Asks nothing early.
    pub fn none(client: &'c mut Client) -> Early<'scope, 'c> {
        Early {
            client: Some(client),
            thread: None,
            guess: Guess::default(),
            came_up: Vec::new(),
        }
    }

    /// Begins to read the objects that the files seem to define, if they are many.
    pub fn start(
        scope: &'scope Scope<'scope, '_>,
        client: &'c mut Client,
        defined: &'scope BTreeSet<Id>,
        reach: &Reach,
    ) -> Early<'scope, 'c>
    where
        'c: 'scope,
    {
        if defined.len() < MANY || reach.prune || reach.is_all() {
            return Early::none(client);
        }
        let (words, asked) = channel();
        let (answer, world) = channel();
        let handle = scope.spawn(move || {
            let guess = Guess::of(client, defined, |client| {
                if let Ok((words, defined)) = asked.recv() {
                    // Nobody listens if something is wrong with the files.
                    let _ = answer.send(super::world(client, words, defined)?);
                }
                Ok(())
            });
            (client, guess)
        });
        Early {
            client: None,
            thread: Some(Thread {
                handle,
                words,
                world,
            }),
            guess: Guess::default(),
            came_up: Vec::new(),
        }
    }

    /// Asks for the world, in between where other questions are asked early.
    ///
    /// # Errors
    /// When the server refuses a query.
    pub fn world(&mut self, words: Words<'scope>) -> Result<World, QueryError> {
        if let Some(thread) = &self.thread {
            let sent = thread.words.send(words);
            if let Some(world) = sent.ok().and_then(|()| thread.world.recv().ok()) {
                return Ok(world);
            }
        }
        self.settle()?;
        let client = self.client.as_mut().expect(HELD);
        super::world(client, words.0, words.1)
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
        self.settle()?;
        let texts: Vec<&str> = queries.iter().map(AsRef::as_ref).collect();
        if self.guess.answers.is_empty() {
            return rows::run(self.client.as_mut().expect(HELD), &texts, visit);
        }
        self.ask(&texts)?;
        for (query, text) in texts.iter().enumerate() {
            let rows = self.guess.answers.remove(*text).unwrap_or_default();
            rows.show(|cells| visit(query, cells));
        }
        self.came_up.extend(texts.into_iter().map(str::to_string));
        Ok(())
    }

    /// Reads the rows of the kinds' queries into a catalog that holds the objects which were found, unless that was done early.
    ///
    /// # Errors
    /// When the server refuses one of the queries.
    pub fn read(&mut self, queries: &[Query], catalog: &mut Catalog) -> Result<(), QueryError> {
        self.settle()?;
        let mut left: Vec<&Query> = queries.iter().collect();
        if !self.guess.reading.is_empty() {
            let texts: Vec<&str> = queries.iter().map(|q| q.sql.as_str()).collect();
            let further = texts.iter().filter(|text| !self.guess.has_read(text));
            self.ask(&further.copied().collect::<Vec<_>>())?;
            if let Some(behind) = self.guess.left(&self.came_up, &texts) {
                *catalog = std::mem::take(&mut self.guess.catalog);
                left = behind.into_iter().map(|n| &queries[n]).collect();
            }
        }
        let texts: Vec<&str> = left.iter().map(|q| q.sql.as_str()).collect();
        self.run(&texts, |query, cells| {
            (left[query].read)(&mut Row::new(cells), catalog);
        })
    }

    /// Asks what has no answer yet.
    fn ask(&mut self, texts: &[&str]) -> Result<(), QueryError> {
        let answers = &mut self.guess.answers;
        let unknown = texts.iter().filter(|text| !answers.contains_key(**text));
        let unknown: Vec<&str> = unknown.copied().collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let client = self.client.as_mut().expect(HELD);
        rows::each(client, &unknown, |query, rows| {
            answers.insert(unknown[query].to_string(), rows);
        })
    }

    /// Waits until nothing more is asked early.
    fn settle(&mut self) -> Result<(), QueryError> {
        if let Some(thread) = self.thread.take() {
            drop(thread.words);
            let joined = thread.handle.join();
            let (client, guess) = joined.unwrap_or_else(|panic| resume_unwind(panic));
            (self.client, self.guess) = (Some(client), guess?);
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

impl Guess {
    /// Reads the objects that the files seem to define; in between something else is asked.
    fn of(
        client: &mut Client,
        defined: &BTreeSet<Id>,
        between: impl FnOnce(&mut Client) -> Result<(), QueryError>,
    ) -> Result<Guess, QueryError> {
        let version = super::version(client)?;
        let mut guess = Guess::default();
        let Guess {
            catalog,
            finding,
            reading,
            answers,
        } = &mut guess;
        let mut ask = |text: String, take: &mut dyn FnMut(&mut Row)| {
            rows::each(client, &[&text], |_, rows| {
                rows.show(|cells| take(&mut Row::new(cells)));
                answers.insert(text.clone(), rows);
            })?;
            finding.push(text);
            Ok(())
        };
        let target = objects::guess(defined, catalog, version, &mut ask)?;
        between(client)?;
        let queries = queries(&target);
        let texts: Vec<&str> = queries.iter().map(|q| q.sql.as_str()).collect();
        let mut has_rows = vec![false; texts.len()];
        rows::run(client, &texts, |query, cells| {
            has_rows[query] = true;
            (queries[query].read)(&mut Row::new(cells), catalog);
        })?;
        let texts = queries.into_iter().map(|q| q.sql);
        reading.extend(texts.zip(has_rows));
        Ok(guess)
    }

    /// Returns whether the catalog holds the answer of a question.
    fn has_read(&self, text: &str) -> bool {
        self.reading.iter().any(|(read, _)| read == text)
    }

    /// Returns which questions of the kinds are left to be read into the catalog, if it holds the rows of the others.
    fn left(&self, came_up: &[String], texts: &[&str]) -> Option<Vec<usize>> {
        let read: FxHashMap<&str, bool> = self
            .reading
            .iter()
            .map(|(t, any)| (t.as_str(), *any))
            .collect();
        let has_rows = |text: &str| {
            let asked = || self.answers.get(text).is_some_and(|rows| !rows.is_empty());
            read.get(text).copied().unwrap_or_else(asked)
        };
        let early: Vec<&str> = self.reading.iter().map(|(text, _)| text.as_str()).collect();
        let behind = behind(&early, texts, has_rows);
        behind.filter(|_| came_up == self.finding)
    }
}

/// Returns the numbers of the questions behind those that were asked early, if these came up in the same order before all else
/// that has rows; one without rows tells nothing.
fn behind(early: &[&str], texts: &[&str], has_rows: impl Fn(&str) -> bool) -> Option<Vec<usize>> {
    let early = early.iter().copied();
    let early: Vec<&str> = early.filter(|text| has_rows(text)).collect();
    let now: Vec<usize> = (0..texts.len()).filter(|n| has_rows(texts[*n])).collect();
    let (same, behind) = now.split_at_checked(early.len())?;
    let is_same = same.iter().map(|n| texts[*n]).eq(early);
    is_same.then(|| behind.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_early_counts_where_it_came_up_before_all_else_that_has_rows() {
        let early = ["a", "none", "b"];
        let left = |texts: &[&str]| behind(&early, texts, |text| !text.starts_with("none"));
        assert_eq!(left(&["a", "b"]), Some(vec![]));
        assert_eq!(
            left(&["none 2", "a", "b", "c", "none", "d"]),
            Some(vec![3, 5])
        );
        assert_eq!(left(&["c", "a", "b"]), None);
        assert_eq!(left(&["b", "a"]), None);
        assert_eq!(left(&["a"]), None);
    }
}
