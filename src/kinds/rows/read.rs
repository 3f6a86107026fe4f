//! Reads INSERT, and the statements that change rows in ways which are not followed.

use std::sync::Arc;

use sqlparser::tokenizer::Token;

use super::value::is_constant;
use super::{Cell, Conflict, Insert, OnConflict, Row, Rows, Target, Value, table_of};
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, Grammar, names, words};
use crate::kinds::column::Column;
use crate::model::{Id, Place};
use crate::text::sql::{Name, Reader, Verb};

/// The statements about rows of a table that is named.
pub const STATEMENTS: &[Grammar] = &[
    Grammar {
        words: "insert into",
        read: insert,
    },
    Grammar {
        words: "update",
        read: change,
    },
    Grammar {
        words: "delete from",
        read: change,
    },
    Grammar {
        words: "merge into",
        read: change,
    },
    Grammar {
        words: "truncate",
        read: change,
    },
];

/// Why a statement is not followed.
enum Refusal {
    /// It is left out with a warning, which says why and what to write.
    LeftOut(&'static str, &'static str),
    /// It is wrong.
    Wrong(Box<Problem>),
}

impl From<Box<Problem>> for Refusal {
    fn from(problem: Box<Problem>) -> Refusal {
        Refusal::Wrong(problem)
    }
}

/// Makes the warning for a statement that is left out.
pub(super) fn left_out(place: Place, reason: &str, help: &str) -> Problem {
    let message = format!("this statement is left out: {reason}");
    let problem = Problem::warning("rows-not-managed", message).at(place, "");
    match help.is_empty() {
        true => problem,
        false => problem.help(help),
    }
}

fn insert(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let place = reader.here();
    match inserted(reader, draft) {
        Ok(()) => Ok(()),
        Err(Refusal::LeftOut(reason, help)) => {
            draft.problems.push(left_out(place, reason, help));
            Ok(())
        }
        Err(Refusal::Wrong(problem)) => Err(problem),
    }
}

/// What an INSERT says before its values.
struct Head {
    table: Id,
    /// The columns, in the order of the values; `None` for one whose values do not count.
    columns: Vec<String>,
    /// Whether the statement lists them, so that each needs a value.
    listed: bool,
    exact: bool,
    place: Place,
}

fn inserted(reader: &mut Reader, draft: &mut Draft) -> std::result::Result<(), Refusal> {
    let exact = reader.above(Verb::RowsExact).is_some();
    let mark = reader.mark();
    reader.expect("insert into")?;
    let name = reader.name()?;
    // The statement may have thousands of lines.
    let place = reader.since(mark);
    let table = table(&name, draft)?;
    if reader.accept("as") {
        reader.ident()?;
    }
    let listed = reader.at_sign(&Token::LParen);
    let columns = columns(reader, draft, &table)?;
    if reader.accept("overriding user value") {
        return Err(Refusal::LeftOut(
            "OVERRIDING USER VALUE gives a row another key each time",
            "write the keys, with OVERRIDING SYSTEM VALUE",
        ));
    }
    reader.accept("overriding system value");
    let head = Head {
        table,
        columns,
        listed,
        exact,
        place,
    };
    if reader.accept("default values") {
        return Err(Refusal::LeftOut("DEFAULT VALUES names no key", NO_KEY));
    }
    if !reader.accept("values") {
        return Err(Refusal::LeftOut(
            "which rows a query gives is not known beforehand",
            "write the rows as VALUES, with the columns of a key among them",
        ));
    }
    let read = values(reader, &head)?;
    let known = |name, place| known(draft, &head.table, name, place);
    let conflict = conflict(reader, &known)?;
    if let OnConflict::Sets(columns) = &conflict.action
        && columns.iter().any(|column| !head.columns.contains(column))
    {
        return Err(Refusal::LeftOut(
            "ON CONFLICT sets a column to the default, which the statement does not list",
            "list the column with a value for each row, or do not set it",
        ));
    }
    if reader.at("returning") {
        return Err(Refusal::LeftOut(
            "nobody gets what RETURNING gives back",
            "leave RETURNING out",
        ));
    }
    reader.done()?;
    put(draft, head, read, conflict);
    Ok(())
}

/// What to do where the columns of no key are there.
pub(super) const NO_KEY: &str =
    "list all columns of the primary key or of a unique key, with values that are written out";

fn table(name: &Name, draft: &Draft) -> std::result::Result<Id, Refusal> {
    if draft.guarded {
        return Err(Refusal::LeftOut(
            "it stands in a DO block, which runs it at times only",
            "write it outside of the block, with ON CONFLICT DO NOTHING if rows that are there are to stay as they are",
        ));
    }
    let found = draft.relation(names::RELATIONS, name);
    let table = found.map_err(|_| {
        Refusal::LeftOut(
            "no file defines the table, and the database does not have it either",
            "define the table, or correct the name",
        )
    })?;
    match table.kind() == names::TABLE {
        true => Ok(table),
        false => Err(Refusal::LeftOut(
            "it is about the rows of a view",
            "write the rows of the table itself",
        )),
    }
}

/// Reads the list of columns, or takes those of the table in their order.
fn columns(
    reader: &mut Reader,
    draft: &Draft,
    table: &Id,
) -> std::result::Result<Vec<String>, Refusal> {
    let mark = reader.mark();
    if reader.at_sign(&Token::LParen) {
        let listed = reader.list(|r| {
            let place = r.here();
            let name = r.ident()?;
            match r.at_sign(&Token::Period) || r.at_sign(&Token::LBracket) {
                true => Err(r.error_at("unsupported", "a part of a column", place)),
                false => Ok((name, place)),
            }
        });
        let Ok(listed) = listed else {
            reader.rewind(mark);
            return Err(Refusal::LeftOut(
                "a query in parentheses, or parts of columns, are not followed",
                "write the rows as VALUES for whole columns",
            ));
        };
        let mut columns = Vec::new();
        for (name, place) in listed {
            if columns.contains(&name) {
                let message = format!("column {name} is listed twice");
                return Err(reader.error_at("defined-twice", &message, place).into());
            }
            columns.push(known(draft, table, name, place)?);
        }
        return Ok(columns);
    }
    let own = draft.parts::<Column>(table).into_iter();
    let own: Vec<String> = own.map(|(id, _)| id.last()).collect();
    let outside = draft.world.relations.get(table.name());
    match (own.is_empty(), outside) {
        (true, Some(outside)) => Ok(outside.columns.iter().map(|c| c.0.clone()).collect()),
        (true, None) => Err(Refusal::LeftOut(
            "the columns of the table are not known",
            "list the columns behind its name",
        )),
        (false, _) => Ok(own),
    }
}

/// Requires that a table has a column, as far as its columns are known.
fn known(
    draft: &Draft,
    table: &Id,
    name: String,
    place: Place,
) -> std::result::Result<String, Refusal> {
    let own = draft.state.has(table);
    let outside = draft.world.relations.get(table.name()).filter(|_| !own);
    let has = match (own, outside) {
        (true, _) => draft.state.has(&table.child(names::COLUMN, &name)),
        (false, Some(outside)) => outside.columns.iter().any(|c| c.0 == name),
        (false, None) => true,
    };
    if has {
        return Ok(name);
    }
    let message = format!("there is no column {name} in {}", table.name());
    let problem = Problem::error("unknown-column", message).at(place, "");
    Err(Box::new(problem.help("the table does not have it where this statement stands")).into())
}

/// The rows of a statement as they were read; formulas stand as their texts.
type Read = Vec<(Place, Vec<Said>)>;

/// A value as it was read.
enum Said {
    Default,
    Value(Value),
    Formula(String),
}

fn values(reader: &mut Reader, head: &Head) -> std::result::Result<Read, Refusal> {
    let mut rows = Vec::new();
    loop {
        let mark = reader.mark();
        let said = reader.list(said)?;
        let place = reader.since(mark);
        let (given, wanted) = (said.len(), head.columns.len());
        if given > wanted || head.listed && given < wanted {
            let message = format!(
                "a row has {} for {}",
                words::count(given, "value"),
                words::count(wanted, "column")
            );
            return Err(reader.error_at("wrong-values", &message, place).into());
        }
        let first = rows
            .first()
            .map_or(said.len(), |(_, first): &(_, Vec<_>)| first.len());
        if said.len() != first {
            let message = format!("a row has {} values, the first one {first}", said.len());
            return Err(reader.error_at("wrong-values", &message, place).into());
        }
        rows.push((place, said));
        if !reader.comma() {
            return Ok(rows);
        }
    }
}

/// Reads one value.
fn said(reader: &mut Reader) -> Result<Said> {
    let ends = |t: &Token| matches!(t, Token::Comma | Token::RParen);
    if ends(reader.peek_nth(1)) {
        let found = match reader.peek() {
            Token::SingleQuotedString(s)
            | Token::EscapedStringLiteral(s)
            | Token::UnicodeStringLiteral(s) => Some(Said::Value(Value::Text(s.as_str().into()))),
            Token::DollarQuotedString(d) => Some(Said::Value(Value::Text(d.value.as_str().into()))),
            Token::Number(n, _) => Some(Said::Value(Value::Bare(n.as_str().into()))),
            _ => reader.word().and_then(|word| match word.as_str() {
                "null" => Some(Said::Value(Value::Null)),
                "default" => Some(Said::Default),
                "true" | "false" => Some(Said::Value(Value::Bare(word.into()))),
                _ => None,
            }),
        };
        if let Some(found) = found {
            reader.skip();
            return Ok(found);
        }
    }
    if reader.at_sign(&Token::Minus) && ends(reader.peek_nth(2)) {
        let number = reader.number()?;
        return Ok(Said::Value(Value::Bare(number.into())));
    }
    let expr = reader.until(|r| r.at_comma())?;
    Ok(match is_constant(&expr.sql) {
        true => Said::Value(Value::Sql(Arc::clone(&expr.sql))),
        false => Said::Formula(expr.sql.to_string()),
    })
}

/// Requires that there is a column of a name.
type Known<'a> = dyn Fn(String, Place) -> std::result::Result<String, Refusal> + 'a;

/// Reads ON CONFLICT.
fn conflict(reader: &mut Reader, known: &Known) -> std::result::Result<Conflict, Refusal> {
    let mut conflict = Conflict {
        target: Target::Any,
        action: OnConflict::Fails,
    };
    if !reader.accept("on conflict") {
        return Ok(conflict);
    }
    if reader.accept("on constraint") {
        conflict.target = Target::Constraint(reader.ident()?);
    } else if reader.at_sign(&Token::LParen) {
        let Ok(columns) = reader.list(|r| Ok((r.here(), r.ident()?))) else {
            return Err(Refusal::LeftOut(
                "ON CONFLICT names a key of expressions",
                NO_KEY,
            ));
        };
        let columns = columns.into_iter();
        let columns = columns.map(|(place, name)| known(name, place));
        conflict.target = Target::Columns(columns.collect::<std::result::Result<_, _>>()?);
    }
    if reader.at("where") {
        return Err(Refusal::LeftOut(
            "ON CONFLICT names a key of some rows only",
            NO_KEY,
        ));
    }
    reader.expect("do")?;
    if reader.accept("nothing") {
        conflict.action = OnConflict::Skips;
        return Ok(conflict);
    }
    reader.expect("update set")?;
    conflict.action = OnConflict::Sets(set(reader, known)?);
    Ok(conflict)
}

/// Reads what DO UPDATE sets, and returns the columns that get the value of the statement.
fn set(reader: &mut Reader, known: &Known) -> std::result::Result<Vec<String>, Refusal> {
    let mut columns = Vec::new();
    loop {
        if reader.at_sign(&Token::LParen) {
            let names = reader.list(|r| Ok((r.here(), r.ident()?)))?;
            reader.expect_sign(&Token::Eq)?;
            reader.accept("row");
            let values = reader.list(|r| r.until(|r| r.at_comma()))?;
            for ((place, name), value) in names.into_iter().zip(&values) {
                columns.extend(taken(known(name, place)?, &value.sql)?);
            }
        } else {
            let place = reader.here();
            let name = known(reader.ident()?, place)?;
            reader.expect_sign(&Token::Eq)?;
            let value = reader.until(|r| r.at_comma() || r.at("where") || r.at("returning"))?;
            columns.extend(taken(name, &value.sql)?);
        }
        if !reader.comma() {
            break;
        }
    }
    match reader.at("where") {
        true => Err(Refusal::LeftOut(
            "ON CONFLICT changes only some of the rows that are there",
            "leave WHERE out: rows that are as they should be are not changed anyway",
        )),
        false => Ok(columns),
    }
}

/// Returns the column if it gets the value of the statement; nothing if it gets what is not compared, such as `now()`.
fn taken(name: String, value: &str) -> std::result::Result<Option<String>, Refusal> {
    let lower = value.to_ascii_lowercase();
    let plain = lower
        .strip_prefix("excluded.")
        .map(|c| c.trim_matches('"') == name.to_ascii_lowercase());
    match plain {
        Some(true) => Ok(Some(name)),
        None if !lower.contains("excluded") && !is_constant(value) => Ok(None),
        Some(false) | None => Err(Refusal::LeftOut(
            "ON CONFLICT sets a column to another value than that of the row",
            "set each column to that of EXCLUDED: `price = excluded.price`",
        )),
    }
}

/// Adds the rows to those of the table.
fn put(draft: &mut Draft, head: Head, read: Read, conflict: Conflict) {
    let id = Rows::id(&head.table);
    if !draft.state.has(&id) {
        let (table, place) = (head.table.clone(), head.place.clone());
        draft.set(id.clone(), Some(table), Rows::default(), place);
    }
    let Some(fact) = draft.state.get_mut(&id) else {
        return;
    };
    fact.change(|rows: &mut Rows| {
        rows.exact |= head.exact;
        rows.inserts.push(Insert {
            place: head.place,
            count: read.len(),
            conflict,
        });
        let at: Vec<usize> = head.columns.iter().map(|c| rows.column(c)).collect();
        for (place, said) in read {
            let mut cells = vec![Cell::Unsaid; rows.columns.len()];
            for (at, said) in at.iter().zip(said) {
                cells[*at] = match said {
                    Said::Default => Cell::Unsaid,
                    Said::Value(value) => Cell::Is(value),
                    Said::Formula(sql) => Cell::Formula(rows.formula(&sql)),
                };
            }
            let number = rows.rows.len();
            rows.rows.push(Row {
                number,
                cells,
                place,
            });
        }
    });
}

/// Reads a statement that changes rows of a table: those that were inserted before are not known any more.
fn change(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let place = reader.here();
    let mut known = false;
    for table in changed(reader, draft) {
        known |= draft.state.take(&Rows::id(&table_of(&table))).is_some();
    }
    let reason = match known {
        true => {
            "what it makes of the rows that are inserted before is not known, so they are left out too"
        }
        false => "rows are managed only as INSERT has them",
    };
    let help = match known {
        true => "write the rows as they should be into the INSERT",
        false => "",
    };
    draft.problems.push(left_out(place, reason, help));
    Ok(())
}

/// Returns the tables that such a statement names as those that it changes.
fn changed(reader: &mut Reader, draft: &Draft) -> Vec<Id> {
    let several = reader.at("truncate");
    let words = ["update", "delete from", "merge into", "truncate"];
    let _ = words.iter().any(|w| reader.accept(w));
    let mut out = Vec::new();
    loop {
        reader.accept("table");
        reader.accept("only");
        let Ok(name) = reader.name() else {
            return out;
        };
        reader.accept_sign(&Token::Mul);
        out.extend(draft.relation(names::RELATIONS, &name).ok());
        if !several || !reader.comma() {
            return out;
        }
    }
}
