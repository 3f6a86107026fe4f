//! Asks of tables that exist which of the rows that the files describe are there, and what differs in them.
//!
//! The values of the files go to the server as arrays of text; there they become those of the columns' types, and one join by the key
//! finds what is missing or different. Only that comes back, so that a table of many rows in step costs no more than sending them.

mod columns;
mod constants;
mod question;

use std::collections::HashMap;

use postgres::Client;

use super::QueryError;
use super::rows;
use crate::diagnostic::{Problem, Problems};
use crate::kind::{World, names};
use crate::kinds::rows::{Found, Others, Rows, table_of};
use crate::model::State;
use crate::model::{Fact, Id, Pair};
use columns::Table;
use question::Question;

/// Puts the rows of the live side beside those of the desired one; `moved` are the old addresses that the server still has, each with
/// the new one.
///
/// What of the rows was not compared, and values that the server does not take, come back as problems.
///
/// # Errors
/// When the connection fails.
pub fn contents(
    client: &mut Client,
    pair: &mut Pair<State>,
    moved: &[(Id, Id)],
    world: &World,
) -> Result<Problems, QueryError> {
    let mut doubts = Problems::default();
    let there = |fact: &&Fact| {
        let table = table_of(&fact.id);
        let outside = !pair.desired.has(&table) && world.relations.contains_key(table.name());
        pair.live.has(&table) || outside
    };
    let mut facts: Vec<Fact> = pair
        .desired
        .of_kind(names::ROWS)
        .filter(there)
        .cloned()
        .collect();
    facts.sort_by(|a, b| a.id.cmp(&b.id));
    if facts.is_empty() {
        return Ok(doubts);
    }
    let old = |id: &Id| {
        let back = |id: Id, (old, new): &(Id, Id)| if *new == id { old.clone() } else { id };
        moved.iter().rev().fold(id.clone(), back)
    };
    let tables: Vec<Id> = facts.iter().map(|f| old(&table_of(&f.id))).collect();
    let tables = columns::read(client, &tables)?;
    for (fact, table) in facts.iter().zip(&tables) {
        match refusal(fact, table, &old, world) {
            Some(warning) => {
                doubts.push(warning);
                pair.desired.take(&fact.id);
            }
            None => beside(client, pair, fact, (table, &old), &mut doubts)?,
        }
    }
    Ok(doubts)
}

/// Says why the rows of a table are not compared, if the role may not read them.
fn refusal(fact: &Fact, table: &Table, old: &dyn Fn(&Id) -> Id, world: &World) -> Option<Problem> {
    let body: &Rows = fact.body();
    let of = table_of(&fact.id);
    let readable = |name: &String| {
        let name = old(&of.child(names::COLUMN, name)).last();
        table.column(&name).is_none_or(|c| c.readable)
    };
    let readable = table.usable && body.columns.iter().all(readable);
    if readable {
        return None;
    }
    let name = of.name();
    let message = format!(
        "the rows of {name} are not compared: role {} may not read them",
        world.user
    );
    let problem = Problem::warning("rows-not-read", message);
    let role = crate::text::quote::ident(&world.user);
    let help = match table.usable {
        true => format!("as the owner of the table: GRANT SELECT ON {name} TO {role};"),
        false => format!(
            "as the owner of the schema: GRANT USAGE ON SCHEMA {} TO {role};",
            of.container()
        ),
    };
    let place = fact.origin.place().cloned();
    let problem = problem.help(help);
    Some(match place {
        Some(place) => problem.at(place, ""),
        None => problem,
    })
}

/// Asks for the rows of one table, and puts what it has on the live side.
fn beside(
    client: &mut Client,
    pair: &mut Pair<State>,
    fact: &Fact,
    (table, old): (&Table, &dyn Fn(&Id) -> Id),
    doubts: &mut Problems,
) -> Result<(), QueryError> {
    let body: &Rows = fact.body();
    let question = Question::of(fact, table, old, &pair.as_ref());
    let answer = match question.key_exists() {
        true => question.ask(client)?,
        false => Ok((nothing(body), Others::default())),
    };
    let (found, others) = match answer {
        Ok(answer) => answer,
        Err(problem) => {
            doubts.push(*problem);
            return Ok(());
        }
    };
    if table.hides_rows && found.values().any(|f| f.missing) {
        doubts.push(hidden(fact));
    }
    let absent = question.absent();
    let live = body.live(&found, &absent, others);
    pair.live.put(Fact {
        origin: crate::model::Origin::Catalog,
        ..Fact::new(fact.id.clone(), fact.parent.clone(), live)
    });
    Ok(())
}

/// Says that no row is there.
fn nothing(body: &Rows) -> HashMap<usize, Found> {
    let missing = |number| {
        let found = Found {
            missing: true,
            ..Found::default()
        };
        (number, found)
    };
    (0..body.rows.len()).map(missing).collect()
}

fn hidden(fact: &Fact) -> Problem {
    let name = table_of(&fact.id);
    let message = format!(
        "row security may hide rows of {} from this role, so that some which seem to be missing are there",
        name.name()
    );
    let problem = Problem::warning("rows-hidden", message);
    let problem = problem.help("connect as the owner of the table, or as a role with BYPASSRLS");
    problem.at_any(fact.origin.place(), "")
}

/// Runs queries that may fail without harm to the transaction, and returns the rows of the last one.
fn attempt(client: &mut Client, sql: &str) -> Result<Result<Cells, postgres::Error>, QueryError> {
    rows::execute(client, "savepoint contents")?;
    let answer = client.simple_query(sql);
    let end = match &answer {
        Ok(_) => "release savepoint contents",
        Err(_) => "rollback to savepoint contents; release savepoint contents",
    };
    rows::execute(client, end)?;
    Ok(answer.map(|messages| {
        let rows = messages.into_iter().filter_map(|message| match message {
            postgres::SimpleQueryMessage::Row(row) => Some(
                (0..row.len())
                    .map(|at| row.get(at).map(str::to_string))
                    .collect(),
            ),
            _ => None,
        });
        rows.collect()
    }))
}

/// Rows of text.
type Cells = Vec<Vec<Option<String>>>;
