//! Constraints of tables: one kind in each file, and here what all of them share.
//!
//! The readers of CREATE TABLE and ALTER TABLE call [`read_table_constraint`] and [`read_column_constraint`], and
//! [`name_all`] when the statement ends, since only then the server chooses the names that were left out.

mod attributes;
mod change;
pub mod check;
mod copy;
pub mod exclusion;
pub mod foreign_key;
pub mod key;
mod naming;
pub mod primary_key;

use crate::diagnostic::{Problem, Result};
use crate::kind::{Action, Draft, Lock, Text, names};
use crate::kinds::column;
use crate::kinds::table::alter_table as clause;
use crate::model::{Fact, Id, KindName, Place};
use crate::text::quote;
use crate::text::sql::Reader;

pub use attributes::Deferral;
pub use change::{alter, change_options, change_tablespace, drop, rename, validate};
pub use copy::copy;
pub use naming::{
    Before, choose as chosen_name, free_index_name, index_exists, name_all, of_index,
};

use naming::Header;

/// The word that names all constraints in COMMENT ON.
const NOUN: &str = "constraint";

/// Returns whether a table constraint stands at the cursor.
pub fn at_table_constraint(reader: &Reader) -> bool {
    reader.at_any(&[
        "constraint",
        "primary key",
        "unique",
        "check",
        "foreign key",
        "exclude",
        "not null",
    ])
}

/// Reads a table constraint with its name and attributes.
///
/// # Errors
/// If it is none, names a column that is not there, or has a name that is taken.
pub fn read_table_constraint(
    reader: &mut Reader,
    draft: &mut Draft,
    table: &Id,
    hint: Option<String>,
) -> Result<()> {
    let hint = reader.hint().or(hint);
    let here = reader.here();
    let name = match reader.accept("constraint") {
        true => {
            let mark = reader.mark();
            Some((reader.ident()?, reader.since(mark)))
        }
        false => None,
    };
    let place = name.as_ref().map_or(here, |n| n.1.clone());
    let header = Header {
        name: name.map(|n| n.0),
        place,
        hint,
    };
    match () {
        () if reader.accept("primary key") => primary_key::read(reader, draft, table, header, None),
        () if reader.accept("unique") => {
            key::read(reader, draft, table, (names::UNIQUE, header), None).map(|_| ())
        }
        () if reader.accept("check") => check::read(reader, draft, table, header, true),
        () if reader.accept("foreign key") => {
            foreign_key::read::table(reader, draft, table, header)
        }
        () if reader.accept("exclude") => exclusion::read(reader, draft, table, header),
        () if reader.accept("not null") => null_of_table(reader, draft, table, header),
        () => Err(reader.unexpected("PRIMARY KEY, UNIQUE, CHECK, FOREIGN KEY or EXCLUDE")),
    }
}

/// Reads `NOT NULL column` as a constraint of the table, which version 18 takes.
fn null_of_table(reader: &mut Reader, draft: &mut Draft, table: &Id, header: Header) -> Result<()> {
    let mark = reader.mark();
    let name = reader.ident()?;
    let id = table.child(names::COLUMN, &name);
    if !draft.state.has(&id) {
        return Err(column::unknown(draft, table, &name, reader.since(mark)));
    }
    let named = header.name.map(|name| (name, header.place));
    column::null::read(reader, draft, &id, named)
}

/// Reads the constraint that stands behind a column's type, and returns whether there was one.
///
/// # Errors
/// If its name is taken, or what it names is not there.
pub fn read_column_constraint(
    reader: &mut Reader,
    draft: &mut Draft,
    table: &Id,
    column: &str,
    name: Option<(String, Place)>,
) -> Result<bool> {
    let place = name.as_ref().map_or_else(|| reader.here(), |n| n.1.clone());
    let header = Header {
        name: name.map(|n| n.0),
        place,
        hint: None,
    };
    match () {
        () if reader.accept("primary key") => {
            primary_key::read(reader, draft, table, header, Some(column))?
        }
        () if reader.accept("unique") => {
            key::read(reader, draft, table, (names::UNIQUE, header), Some(column))?;
        }
        () if reader.accept("check") => check::read(reader, draft, table, header, false)?,
        () if reader.at("references") => {
            foreign_key::read::column(reader, draft, table, column, header)?
        }
        () => return Ok(false),
    }
    Ok(true)
}

/// Reads the columns of a constraint in parentheses, which must be there, each once.
fn columns(reader: &mut Reader, draft: &Draft, table: &Id) -> Result<Vec<String>> {
    columns_and(Ending::None, reader, draft, table).map(|found| found.0)
}

/// What the last column of a temporal constraint has about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Nothing.
    None,
    /// `PERIOD` before it.
    Period,
    /// `WITHOUT OVERLAPS` behind it.
    WithoutOverlaps,
}

/// Steps over `PERIOD` before the name of a column.
fn at_period(reader: &mut Reader) -> bool {
    let is_word = matches!(reader.peek_nth(1), sqlparser::tokenizer::Token::Word(_));
    is_word && reader.accept("period")
}

/// Reads columns, and whether the last has what a temporal constraint gives it.
fn columns_and(
    ending: Ending,
    reader: &mut Reader,
    draft: &Draft,
    table: &Id,
) -> Result<(Vec<String>, bool)> {
    let mut seen: Vec<String> = Vec::new();
    let mut temporal = false;
    reader.list(|r| {
        if temporal {
            return Err(r.unexpected("the end of the list"));
        }
        temporal |= ending == Ending::Period && at_period(r);
        let mark = r.mark();
        let name = r.ident()?;
        if !draft.state.has(&table.child(names::COLUMN, &name)) {
            return Err(column::unknown(draft, table, &name, r.since(mark)));
        }
        if seen.contains(&name) {
            return Err(r.error_at(
                "syntax",
                &format!("column {name} appears twice in the constraint"),
                r.since(mark),
            ));
        }
        seen.push(name);
        temporal |= ending == Ending::WithoutOverlaps && r.accept("without overlaps");
        Ok(())
    })?;
    match seen.is_empty() {
        true => Err(reader.unexpected("a column between the parentheses")),
        false => Ok((seen, temporal)),
    }
}

/// Words columns, the last as a temporal constraint has it.
fn words_of(columns: &[String], ending: Ending) -> String {
    let Some((last, rest)) = columns.split_last() else {
        return String::new();
    };
    let last = quote::ident(last);
    let last = match ending {
        Ending::None => last,
        Ending::Period => format!("period {last}"),
        Ending::WithoutOverlaps => format!("{last} without overlaps"),
    };
    let all = rest.iter().map(|c| quote::ident(c)).chain([last]);
    all.collect::<Vec<_>>().join(", ")
}

/// Reads `name ON table`, as COMMENT ON has it.
fn address(kind: KindName, reader: &mut Reader, draft: &Draft) -> Result<Id> {
    let name = reader.ident()?;
    reader.expect("on")?;
    if reader.at("domain") {
        return Err(reader.unexpected("a table"));
    }
    let table = reader.name()?;
    Ok(draft.relation(&[names::TABLE], &table)?.child(kind, &name))
}

/// Returns the constraint as COMMENT ON names it.
fn reference(id: &Id) -> String {
    format!("{NOUN} {} on {}", quote::ident(&id.last()), id.container())
}

/// Returns the table of a constraint.
fn table_of(fact: &Fact) -> Id {
    fact.parent
        .clone()
        .expect("a constraint belongs to a table")
}

/// Words a constraint with its name, as it stands in CREATE TABLE.
fn element_of(fact: &Fact, definition: &str) -> String {
    format!("constraint {} {definition}", quote::ident(&fact.id.last()))
}

/// Words the removal of a constraint.
fn removal(fact: &Fact) -> Action {
    let words = format!("drop constraint {}", quote::ident(&fact.id.last()));
    Action::drop(fact, clause(&table_of(fact), words, None)).lock(Lock::AccessExclusive)
}

/// Reads the name that stands before a constraint, if one does, with its place.
pub fn name_before(reader: &mut Reader) -> Result<Option<(String, Place)>> {
    if !reader.accept("constraint") {
        return Ok(None);
    }
    let mark = reader.mark();
    let name = reader.ident()?;
    Ok(Some((name, reader.since(mark))))
}

/// Words the change of the name.
fn renaming(from: &Fact, to: &Fact) -> Option<Vec<Action>> {
    let (old, new) = (quote::ident(&from.id.last()), quote::ident(&to.id.last()));
    let sql = format!(
        "alter table {} rename constraint {old} to {new}",
        table_of(to).name()
    );
    (table_of(from) == table_of(to)).then(|| vec![Action::rename(from, to, Text::Plain(sql))])
}

/// Words the check of the rows that exist.
fn validation(fact: &Fact) -> String {
    format!("validate constraint {}", quote::ident(&fact.id.last()))
}

/// Returns whether the statement makes a table that is no foreign one, where NOT VALID means nothing.
fn in_new_table(reader: &mut Reader) -> bool {
    let mark = reader.mark();
    reader.rewind(0);
    let found = reader.at("create") && !reader.at("create foreign");
    reader.rewind(mark);
    found
}

/// Words whether a constraint is enforced and valid, with the leading space.
fn state(enforced: bool, valid: bool) -> &'static str {
    match (enforced, valid) {
        (false, _) => " not enforced",
        (true, false) => " not valid",
        (true, true) => "",
    }
}

/// Follows a column of a table to its new name.
fn follow(name: &mut String, table: &Id, moved: &dyn Fn(&Id) -> Option<Id>) {
    if let Some(new) = moved(&table.child(names::COLUMN, name)) {
        *name = new.last();
    }
}

/// Returns the place where a constraint was read.
fn place_of(fact: &Fact, draft: &Draft) -> Place {
    fact.origin
        .place()
        .cloned()
        .unwrap_or_else(|| draft.place.clone())
}

/// Makes the error for a constraint that the table does not have, with the nearest one.
fn unknown(draft: &Draft, table: &Id, name: &str, place: Place) -> Box<Problem> {
    let known: Vec<String> = draft
        .state
        .children(table)
        .into_iter()
        .filter(|f| names::CONSTRAINTS.contains(&f.id.kind()))
        .map(|f| f.id.last())
        .collect();
    let near = crate::diagnostic::did_you_mean(name, known.iter().map(String::as_str));
    let help = near.unwrap_or_else(|| match known.is_empty() {
        true => "it has no constraints at this point".into(),
        false => format!("it has {}", known.join(", ")),
    });
    let message = format!("table {} has no constraint {name}", table.name());
    Box::new(
        Problem::error("unknown-constraint", message)
            .at(place, "")
            .help(help),
    )
}
