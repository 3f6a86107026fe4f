//! The question about the rows of one table, and its answer.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

use postgres::Client;

use super::columns::{Column, Manner, Table};
use super::{Cells, attempt, constants};
use crate::diagnostic::Problem;
use crate::kind::names;
use crate::kinds::column::Column as Body;
use crate::kinds::rows::{Cell, Found, Others, Row, Rows, SHOWN, table_of};
use crate::live::{QueryError, sqlstate};
use crate::model::{Fact, Id, Pair, State};
use crate::text::quote;

/// The answer: what differs by the numbers of rows, and the rows that the files do not have.
pub type Answer = (HashMap<usize, Found>, Others);

/// The question about the rows of one table.
pub struct Question<'a> {
    fact: &'a Fact,
    rows: &'a Rows,
    table: &'a Table,
    /// The columns of the key, then those that are compared; one that the server does not have is left out.
    asked: Vec<Asked<'a>>,
    absent: Vec<usize>,
    key_exists: bool,
}

/// A column of the question.
struct Asked<'a> {
    /// Its place among the columns of the rows.
    at: usize,
    column: &'a Column,
    manner: Manner,
    is_key: bool,
}

impl<'a> Question<'a> {
    /// Makes the question.
    pub fn of(
        fact: &'a Fact,
        table: &'a Table,
        old: &dyn Fn(&Id) -> Id,
        pair: &Pair<&State>,
    ) -> Question<'a> {
        let rows: &Rows = fact.body();
        let (mut asked, mut absent) = (Vec::new(), Vec::new());
        for at in rows.key.iter().copied().chain(rows.compared()) {
            let id = table_of(&fact.id).child(names::COLUMN, &rows.columns[at]);
            let made_anew = pair.desired.has(&table_of(&fact.id)) && !pair.live.has(&id);
            match table.column(&old(&id).last()).filter(|_| !made_anew) {
                Some(column) => asked.push(Asked {
                    at,
                    column,
                    manner: match changes_type(&id, pair) {
                        true => Manner::Text,
                        false => column.manner,
                    },
                    is_key: rows.key.contains(&at),
                }),
                None => absent.push(at),
            }
        }
        Question {
            key_exists: !rows.key.iter().any(|at| absent.contains(at)),
            fact,
            rows,
            table,
            asked,
            absent,
        }
    }

    /// Returns whether the live table has the columns of the key.
    pub fn key_exists(&self) -> bool {
        self.key_exists
    }

    /// Returns the places of the compared columns that the live table does not have.
    pub fn absent(&self) -> Vec<usize> {
        self.absent.clone()
    }

    /// Asks; a value that the server does not take is a problem with its place.
    pub fn ask(&self, client: &mut Client) -> Result<Result<Answer, Box<Problem>>, QueryError> {
        let constants = self.constants(client)?;
        let all: Vec<&Row> = self.rows.rows.iter().collect();
        let cells = match self.answer(client, &all, &constants)? {
            Ok(cells) => cells,
            Err(error) => return self.blame(client, &all, &constants, error).map(Err),
        };
        let found = cells.iter().filter_map(|row| self.found(row)).collect();
        let others = match self.rows.exact {
            true => self.others(client, &all, &constants)?,
            false => Others::default(),
        };
        Ok(Ok((found, others)))
    }

    /// Returns the texts of the constants that only the server can tell.
    fn constants(&self, client: &mut Client) -> Result<constants::Known, QueryError> {
        let mut wanted = BTreeSet::new();
        for asked in &self.asked {
            for row in &self.rows.rows {
                if let Cell::Is(value) = &row.cells[asked.at]
                    && let Some(sql) = value.expression(asked.ty())
                {
                    wanted.insert((sql, asked.ty()));
                }
            }
        }
        constants::read(client, &wanted, self.fact)
    }

    /// Returns the rows with what differs, as the server prints them.
    fn answer(
        &self,
        client: &mut Client,
        rows: &[&Row],
        constants: &constants::Known,
    ) -> Result<Result<Cells, postgres::Error>, QueryError> {
        let differ = self.asked.iter().enumerate().filter(|(_, a)| !a.is_key);
        let (mut shown, mut differs) = (String::new(), format!("{} is null", self.marker()));
        for (n, asked) in differ {
            let live = asked.live();
            let _ = write!(
                shown,
                ", t.{}::text, ({live} is distinct from d.c{n})",
                quote::ident(&asked.column.name)
            );
            let _ = write!(differs, " or {live} is distinct from d.c{n}");
        }
        let sql = format!(
            "{} select d.n, {} is null{shown} from d left join {} as t on {} where {differs}",
            self.given(rows, constants),
            self.marker(),
            self.table.name,
            self.joined(),
        );
        attempt(client, &self.under_path(&sql))
    }

    /// Lets the operators of the columns' types be found.
    fn under_path(&self, sql: &str) -> String {
        let schemas = self.asked.iter().map(|a| a.column.schema.as_str());
        let schemas: BTreeSet<&str> = schemas.filter(|s| *s != "pg_catalog").collect();
        let schemas: Vec<&str> = schemas.into_iter().collect();
        match schemas.is_empty() {
            true => sql.to_string(),
            false => format!(
                "set local search_path = {}; {sql}; set local search_path = ''",
                quote::idents(&schemas)
            ),
        }
    }

    /// Returns the desired rows as a common table expression, one array for each column.
    fn given(&self, rows: &[&Row], constants: &constants::Known) -> String {
        let (mut arrays, mut typed) = (Vec::new(), String::new());
        for (n, asked) in self.asked.iter().enumerate() {
            let texts = rows.iter().map(|row| asked.text(row, constants));
            arrays.push(format!("{}::text[]", array(texts)));
            let ty = &asked.column.ty;
            let _ = match asked.manner {
                Manner::Value => write!(typed, "cast(c{n} as {ty}) as c{n}, "),
                Manner::Print => write!(typed, "cast(cast(c{n} as {ty}) as text) as c{n}, "),
                Manner::Text => write!(typed, "c{n}, "),
            };
        }
        let numbers = rows.iter().map(|row| Some(row.number.to_string()));
        arrays.push(format!("{}::bigint[]", array(numbers)));
        let columns: Vec<String> = (0..self.asked.len()).map(|n| format!("c{n}")).collect();
        format!(
            "with d as materialized (select {typed}n from unnest({}) as d ({}, n))",
            arrays.join(", "),
            columns.join(", ")
        )
    }

    /// Returns a column of the key, which is null only where no row was found.
    fn marker(&self) -> String {
        let key = self.asked.iter().find(|a| a.is_key);
        let name = key.map_or("tableoid", |a| &a.column.name);
        format!("t.{}", quote::ident(name))
    }

    fn joined(&self) -> String {
        let keys = self.asked.iter().enumerate().filter(|(_, a)| a.is_key);
        let keys = keys.map(|(n, asked)| format!("{} = d.c{n}", asked.live()));
        keys.collect::<Vec<_>>().join(" and ")
    }

    fn found(&self, cells: &[Option<String>]) -> Option<(usize, Found)> {
        let number = cells.first()?.as_ref()?.parse().ok()?;
        let is_true = |cell: Option<&Option<String>>| cell?.as_deref().map(|c| c == "t");
        let mut found = Found {
            missing: is_true(cells.get(1))?,
            ..Found::default()
        };
        let compared = self.asked.iter().filter(|a| !a.is_key);
        for (asked, pair) in compared.zip(cells[2..].chunks(2)) {
            if is_true(pair.get(1)) == Some(true) {
                found.values.push((asked.at, pair[0].clone()));
            }
        }
        Some((number, found))
    }

    /// Counts the rows that the files do not have, and returns the keys of the first.
    fn others(
        &self,
        client: &mut Client,
        rows: &[&Row],
        constants: &constants::Known,
    ) -> Result<Others, QueryError> {
        let keys: Vec<&Asked> = self.asked.iter().filter(|a| a.is_key).collect();
        let shown = keys
            .iter()
            .map(|a| format!("quote_nullable(t.{}::text)", quote::ident(&a.column.name)));
        let order = keys
            .iter()
            .map(|a| format!("t.{}", quote::ident(&a.column.name)));
        let sql = format!(
            "{} select concat_ws(' ', {}), count(*) over () from {} as t where not exists (select from d where {}) order by {} limit {SHOWN}",
            self.given(rows, constants),
            shown.collect::<Vec<_>>().join(", "),
            self.table.name,
            self.joined(),
            order.collect::<Vec<_>>().join(", "),
        );
        let sql = self.under_path(&sql);
        let cells = attempt(client, &sql)?.map_err(|error| QueryError::new(&sql, &error))?;
        let count = cells
            .first()
            .and_then(|row| row.get(1)?.as_ref()?.parse().ok());
        Ok(Others {
            count: count.unwrap_or_default(),
            first: cells
                .into_iter()
                .filter_map(|row| row.into_iter().next()?)
                .collect(),
        })
    }

    /// Finds the first row with a value that the server does not take, by halves.
    fn blame(
        &self,
        client: &mut Client,
        rows: &[&Row],
        constants: &constants::Known,
        mut error: postgres::Error,
    ) -> Result<Box<Problem>, QueryError> {
        let of_value = error.code().is_some_and(|c| c.code().starts_with("22"));
        if !of_value {
            return Err(QueryError::new("the rows of the files", &error));
        }
        let mut rows = rows.to_vec();
        while rows.len() > 1 {
            let second = rows.split_off(rows.len() / 2);
            match self.answer(client, &rows, constants)? {
                Err(first) => error = first,
                Ok(_) => rows = second,
            }
        }
        if let Err(last) = self.answer(client, &rows, constants)? {
            error = last;
        }
        let said = match error.as_db_error() {
            Some(error) => {
                let detail = error.detail().map(|detail| format!(" ({detail})"));
                format!("{}{}", error.message(), detail.unwrap_or_default())
            }
            None => error.to_string(),
        };
        let message = format!(
            "{} does not take this row: {said}",
            table_of(&self.fact.id).name()
        );
        let problem = Problem::error("wrong-values", message);
        let code = error.code().and_then(|code| sqlstate::on(code.code()));
        let problem = match code.and_then(|meaning| meaning.row) {
            Some(help) => problem.help(help),
            None => problem,
        };
        Ok(Box::new(match rows.first() {
            Some(row) => problem.at(row.place.clone(), ""),
            None => problem,
        }))
    }
}

impl Asked<'_> {
    /// Returns the type of the values that are sent.
    fn ty(&self) -> &str {
        match self.manner {
            Manner::Text => "text",
            Manner::Value | Manner::Print => &self.column.ty,
        }
    }

    /// Returns the live value as it is compared.
    fn live(&self) -> String {
        let name = quote::ident(&self.column.name);
        match self.manner {
            Manner::Value => format!("t.{name}"),
            Manner::Print | Manner::Text => format!("t.{name}::text"),
        }
    }

    /// Returns the text of the desired value; nothing for NULL, and for what is not compared.
    fn text<'t>(&self, row: &'t Row, constants: &'t constants::Known) -> Option<&'t str> {
        let Cell::Is(value) = &row.cells[self.at] else {
            return None;
        };
        match value.expression(self.ty()) {
            Some(sql) => constants.get(sql, self.ty()),
            None => value.text(),
        }
    }
}

/// Returns whether the patch gives a column another type.
fn changes_type(id: &Id, pair: &Pair<&State>) -> bool {
    let ty = |state: &State| state.body(id).map(|column: &Body| column.ty.clone());
    let types = Pair {
        live: ty(pair.live),
        desired: ty(pair.desired),
    };
    types.both().is_some_and(|both| both.live != both.desired)
}

/// Returns a literal of an array of texts, some of which may be null.
fn array<S: AsRef<str>>(items: impl Iterator<Item = Option<S>>) -> String {
    let mut out = String::from("{");
    for (n, item) in items.enumerate() {
        if n > 0 {
            out.push(',');
        }
        let Some(item) = item else {
            out.push_str("NULL");
            continue;
        };
        out.push('"');
        for c in item.as_ref().chars() {
            if matches!(c, '"' | '\\') {
                out.push('\\');
            }
            out.push(c);
        }
        out.push('"');
    }
    out.push('}');
    quote::literal(&out)
}
