//! Reads CREATE STATISTICS and ALTER STATISTICS.

use std::collections::BTreeSet;

use sqlparser::tokenizer::Token;

use super::{Gathered, Statistics};
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, defined_twice, names};
use crate::kinds::column::kept;
use crate::kinds::index::read::known_columns;
use crate::model::{Fact, Id, Place};
use crate::text::sql::{Name, Reader};
use crate::text::{Expr, name};

/// Reads CREATE STATISTICS; the name can be left out since version 16.
pub fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    let start = reader.mark();
    reader.expect("create statistics")?;
    let place = reader.since(start);
    let lenient = reader.accept("if not exists");
    let unnamed = reader.at("on") || reader.at_sign(&Token::LParen);
    let written = match unnamed {
        true => None,
        false => Some(reader.name()?),
    };
    let kinds = kinds(reader)?;
    reader.expect("on")?;
    let (columns, expressions) = keys(reader)?;
    reader.expect("from")?;
    let table = reader.name()?;
    reader.done()?;
    let table = draft.relation(names::ROW_SOURCES, &table)?;
    let several = columns.len() + expressions.len() > 1;
    let gathered = match kinds {
        Some(kinds) => kinds,
        None if several => Gathered::all(),
        None => BTreeSet::new(),
    };
    let id = address(draft, written.as_ref(), &table, (&columns, &expressions))?;
    if lenient && draft.state.has(&id) {
        return Ok(());
    }
    let body = Statistics {
        columns: columns.into_iter().collect(),
        expressions,
        gathered,
        target: None,
    };
    let place = written.map_or(place, |n| n.place);
    draft.add(id.clone(), Some(table), body, place)?;
    draft.note_rename(&id, hint);
    Ok(())
}

/// Returns the address by the name as written, or by the one that the server would choose.
fn address(
    draft: &Draft,
    written: Option<&Name>,
    table: &Id,
    (columns, expressions): (&[String], &[Expr]),
) -> Result<Id> {
    match written {
        Some(name) => draft.new_id(names::STATISTICS, name),
        None => Ok(chosen(draft, table, (columns, expressions.len()))),
    }
}

/// Chooses a name as `ChooseExtendedStatisticName` does.
fn chosen(draft: &Draft, table: &Id, (columns, expressions): (&[String], usize)) -> Id {
    let parts = table.parts();
    let unnamed = std::iter::repeat_n("expr".to_string(), expressions);
    let all: Vec<String> = columns.iter().cloned().chain(unnamed).collect();
    let id = |n: &str| Id::new(names::STATISTICS, &[&parts[0], n]);
    let is_taken = |n: &str| draft.state.has(&id(n));
    id(&name::choose(
        &parts[1],
        Some(&all.join("_")),
        "stat",
        is_taken,
    ))
}

fn kinds(reader: &mut Reader) -> Result<Option<BTreeSet<Gathered>>> {
    if !reader.at_sign(&Token::LParen) {
        return Ok(None);
    }
    let one = |r: &mut Reader| {
        let found = Gathered::ALL.iter().find(|g| r.accept(g.2));
        match found {
            Some(gathered) => Ok(gathered.0),
            None => Err(r.unexpected("NDISTINCT, DEPENDENCIES or MCV")),
        }
    };
    Ok(Some(reader.list(one)?.into_iter().collect()))
}

/// Reads columns, calls and expressions in parentheses, separated by commas.
fn keys(reader: &mut Reader) -> Result<(Vec<String>, Vec<Expr>)> {
    let (mut columns, mut expressions) = (Vec::new(), Vec::new());
    loop {
        let start = reader.mark();
        if reader.at_sign(&Token::LParen) {
            expressions.push(Expr::new(reader.in_parens()?.bare()));
        } else {
            let name = reader.name()?;
            if reader.at_sign(&Token::LParen) {
                reader.in_parens()?;
                expressions.push(Expr::new(reader.text_since(start)));
            } else {
                columns.push(name.last().to_string());
            }
        }
        if !reader.comma() {
            return Ok((columns, expressions));
        }
    }
}

/// Reads `ALTER STATISTICS … SET STATISTICS`; the other forms are alike for all kinds.
pub fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter statistics")?;
    let lenient = reader.accept("if exists");
    let name = reader.name()?;
    let Some(id) = draft.find(&[names::STATISTICS], &name) else {
        return match lenient {
            true => Ok(()),
            false => Err(draft.unknown("unknown-statistics", &[names::STATISTICS], &name)),
        };
    };
    reader.expect("set statistics")?;
    let target = kept::target(reader)?;
    reader.done()?;
    if let Some(fact) = draft.state.get_mut(&id) {
        fact.change(|s: &mut Statistics| s.target = target);
    }
    Ok(())
}

/// Copies statistics to another table under the name that the server chooses, as `LIKE` does.
///
/// # Errors
/// If the name is taken.
pub fn copy(draft: &mut Draft, table: &Id, fact: &Fact, place: &Place) -> Result<Id> {
    let statistics: &Statistics = fact.body();
    let columns: Vec<String> = statistics.columns.iter().cloned().collect();
    let id = chosen(draft, table, (&columns, statistics.expressions.len()));
    if let Some(first) = draft.state.get(&id) {
        return Err(defined_twice(&id, first, place.clone()));
    }
    draft.copy(fact, id.clone(), table.clone(), place.clone())?;
    Ok(id)
}

/// Checks that the columns are there.
pub fn finish(id: &Id, draft: &mut Draft) -> Result<()> {
    let Some(fact) = draft.state.get(id) else {
        return Ok(());
    };
    let (Some(table), Some(place)) = (fact.parent.clone(), fact.origin.place().cloned()) else {
        return Ok(());
    };
    let columns: Vec<String> = fact.body::<Statistics>().columns.iter().cloned().collect();
    if !draft.state.has(&table) {
        let message = format!(
            "statistics are put on {}, which no file defines",
            table.name()
        );
        let problem = Problem::error("not-defined-here", message).at(place, "");
        return Err(Box::new(problem.help("describe the table too")));
    }
    if table.kind() != names::TABLE {
        return Ok(());
    }
    known_columns(draft, &table, columns.iter().map(String::as_str), &place)
}
