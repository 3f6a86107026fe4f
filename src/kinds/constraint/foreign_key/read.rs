//! Reads a foreign key; what it refers to is looked up when all files are read.

use super::super::Ending::Period as PERIOD;
use super::super::attributes::{self, Allowed};
use super::super::naming::{self, Header};
use super::{ForeignKey, RULES, Rule};
use crate::diagnostic::Result;
use crate::kind::{Draft, names};
use crate::kinds::column;
use crate::model::Id;
use crate::text::sql::Reader;

/// Reads what follows `FOREIGN KEY`.
pub fn table(reader: &mut Reader, draft: &mut Draft, table: &Id, header: Header) -> Result<()> {
    let (columns, period) = super::super::columns_and(PERIOD, reader, draft, table)?;
    references(reader, draft, table, (columns, period), (header, true))
}

/// Reads the `REFERENCES` of a column.
pub fn column(
    reader: &mut Reader,
    draft: &mut Draft,
    table: &Id,
    column: &str,
    header: Header,
) -> Result<()> {
    references(
        reader,
        draft,
        table,
        (vec![column.to_string()], false),
        (header, false),
    )
}

fn references(
    reader: &mut Reader,
    draft: &mut Draft,
    table: &Id,
    (columns, period): (Vec<String>, bool),
    (header, of_table): (Header, bool),
) -> Result<()> {
    reader.expect("references")?;
    let name = reader.name()?;
    let target = draft.relation(&[names::TABLE], &name)?;
    let listed = reader.at_sign(&sqlparser::tokenizer::Token::LParen);
    let target_columns = match listed {
        true => reader.list(|r| {
            super::super::at_period(r);
            r.ident()
        })?,
        false => Vec::new(),
    };
    let mut key = ForeignKey {
        columns,
        target,
        target_columns,
        full: matching(reader)?,
        on_update: Rule::default(),
        on_delete: Rule::default(),
        set_columns: Vec::new(),
        deferral: Default::default(),
        valid: true,
        enforced: true,
        period,
    };
    rules(reader, draft, table, &mut key)?;
    let allowed = Allowed {
        what: "a foreign key",
        deferral: true,
        not_valid: of_table,
        no_inherit: false,
        not_enforced: true,
    };
    let found = attributes::read(reader, allowed)?;
    key.deferral = found.deferral;
    key.enforced = !found.not_enforced;
    key.valid = key.enforced && (!found.not_valid || super::super::in_new_table(reader));
    naming::add(draft, table, names::FOREIGN_KEY, header, key).map(|_| ())
}

/// Reads `MATCH …` and returns whether it is FULL.
fn matching(reader: &mut Reader) -> Result<bool> {
    match () {
        () if reader.accept("match full") => Ok(true),
        () if reader.accept("match simple") => Ok(false),
        () if reader.at("match") => Err(reader.unexpected("MATCH FULL or MATCH SIMPLE")),
        () => Ok(false),
    }
}

fn rules(reader: &mut Reader, draft: &Draft, table: &Id, key: &mut ForeignKey) -> Result<()> {
    loop {
        if reader.accept("on update") {
            key.on_update = rule(reader)?;
        } else if reader.accept("on delete") {
            key.on_delete = rule(reader)?;
            let sets = [Rule::SetNull, Rule::SetDefault].contains(&key.on_delete);
            if sets && reader.at_sign(&sqlparser::tokenizer::Token::LParen) {
                key.set_columns = set_columns(reader, draft, table, &key.columns)?;
            }
        } else {
            return Ok(());
        }
    }
}

fn rule(reader: &mut Reader) -> Result<Rule> {
    let found = RULES.iter().find(|r| reader.at(r.2));
    let Some((rule, _, words)) = found else {
        return Err(reader.unexpected("NO ACTION, RESTRICT, CASCADE, SET NULL or SET DEFAULT"));
    };
    reader.accept(words);
    Ok(*rule)
}

/// Reads the columns that deletion sets, which must be among those of the key.
fn set_columns(
    reader: &mut Reader,
    draft: &Draft,
    table: &Id,
    key: &[String],
) -> Result<Vec<String>> {
    reader.list(|r| {
        let mark = r.mark();
        let name = r.ident()?;
        if !draft.state.has(&table.child(names::COLUMN, &name)) {
            return Err(column::unknown(draft, table, &name, r.since(mark)));
        }
        if !key.contains(&name) {
            let message =
                format!("column {name} is set on deletion but is no part of the foreign key");
            return Err(r.error_at("syntax", &message, r.since(mark)));
        }
        Ok(name)
    })
}
