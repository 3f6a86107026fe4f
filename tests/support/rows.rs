//! The rows of a database before and after a patch: what must not be lost.
//!
//! Tables are paired by name, or as the case says that they were renamed; then the multisets of rows are compared over the columns
//! that both have, values as text. Sequences count as tables of one row. Generated columns are not kept but computed, so
//! they are left out.

use std::collections::{BTreeMap, HashMap};

use postgres::{Client, Row};

const TABLES: &str = "
    select format('%I.%I', n.nspname, c.relname),
           array_agg(quote_ident(a.attname) order by a.attnum),
           array_agg(format_type(a.atttypid, a.atttypmod) order by a.attnum)
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind in ('r', 'p', 'S') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
      and (c.relkind <> 'S' or a.attname in ('last_value', 'is_called'))
    group by 1";

type Value = Option<String>;

/// A table's columns (by name, with the type) and its rows.
struct Table {
    columns: Vec<(String, String)>,
    rows: Vec<Vec<Value>>,
}

/// All rows of all tables.
pub struct Rows(BTreeMap<String, Table>);

/// Names that a case says to have changed, new to old: `public.t`, `public.t.column`.
pub type Renames = HashMap<String, String>;

impl Rows {
    /// Reads them all; the databases of the tests are small.
    pub fn read(client: &mut Client) -> Result<Rows, String> {
        let said = |error: postgres::Error| format!("cannot read the rows: {error:?}");
        let mut tables = BTreeMap::new();
        for row in client.query(TABLES, &[]).map_err(said)? {
            let (name, columns, types): (String, Vec<String>, Vec<String>) =
                (row.get(0), row.get(1), row.get(2));
            let values: Vec<String> = columns
                .iter()
                .map(|column| format!("{column}::text"))
                .collect();
            let query = format!(
                "select array[{}]::text[] from only {name}",
                values.join(", ")
            );
            let rows = client.query(&query, &[]).map_err(said)?;
            let table = Table {
                columns: columns.into_iter().zip(types).collect(),
                rows: rows.iter().map(|row: &Row| row.get(0)).collect(),
            };
            tables.insert(name, table);
        }
        Ok(Rows(tables))
    }

    /// Returns what is missing or changed after the patch; values of a column whose type changed are cast by the server.
    pub fn lost(&self, after: &Rows, renames: &Renames, client: &mut Client) -> Result<(), String> {
        for (name, table) in &after.0 {
            let old_name = renames.get(name).unwrap_or(name);
            let Some(before) = self.0.get(old_name) else {
                continue;
            };
            let (mut had, mut has) = (Vec::new(), Vec::new());
            for (column, sort) in &table.columns {
                let renamed = renames.get(&format!("{name}.{column}")).unwrap_or(column);
                let Some((old_sort, values)) = before.column(renamed) else {
                    continue;
                };
                let same = old_sort == sort;
                had.push(if same {
                    values
                } else {
                    cast(client, values, sort)?
                });
                has.push(
                    table
                        .column(column)
                        .map(|(_, values)| values)
                        .unwrap_or_default(),
                );
            }
            same_rows(name, (before.rows.len(), had), (table.rows.len(), has))?;
        }
        Ok(())
    }
}

/// Columns whose values the files do not determine: `public.t.since`.
pub type Unlike = Vec<String>;

impl Rows {
    /// Returns which rows of another database are not here, some columns left out; what sequences count is no row.
    pub fn lack(&self, of: &Rows, unlike: &Unlike) -> Vec<String> {
        let is_table = |table: &&Table| table.column("last_value").is_none();
        let mut told = Vec::new();
        for (name, table) in &of.0 {
            let Some(own) = self.0.get(name).filter(is_table) else {
                continue;
            };
            let columns = table.columns.iter().map(|c| c.0.as_str());
            let columns: Vec<&str> = columns
                .filter(|c| !unlike.contains(&format!("{name}.{c}")))
                .collect();
            let mut here = own.narrowed(&columns);
            for row in table.narrowed(&columns) {
                match here.iter().position(|other| *other == row) {
                    Some(at) => drop(here.swap_remove(at)),
                    None => told.push(format!("{name} has no row {row:?}, but {here:?}")),
                }
            }
        }
        told
    }

    /// Returns how many rows there are.
    pub fn count(&self) -> usize {
        self.0.values().map(|table| table.rows.len()).sum()
    }
}

impl Table {
    /// Returns the rows with these columns only.
    fn narrowed(&self, columns: &[&str]) -> Vec<Vec<Value>> {
        let columns = columns.iter().map(|c| self.column(c).unwrap_or_default().1);
        let columns: Vec<Vec<Value>> = columns.collect();
        let row = |n: usize| {
            columns
                .iter()
                .map(|c| c.get(n).cloned().flatten())
                .collect()
        };
        (0..self.rows.len()).map(row).collect()
    }

    fn column(&self, name: &str) -> Option<(&str, Vec<Value>)> {
        let at = self.columns.iter().position(|(column, _)| column == name)?;
        let values = self.rows.iter().map(|row| row[at].clone()).collect();
        Some((&self.columns[at].1, values))
    }
}

fn cast(client: &mut Client, values: Vec<Value>, sort: &str) -> Result<Vec<Value>, String> {
    let query = format!(
        "select array(select v::{sort}::text from unnest($1::text[]) with ordinality as u (v, n) order by n)"
    );
    let row = client.query_one(&query, &[&values]);
    row.map(|row| row.get(0))
        .map_err(|error| format!("values that are no {sort} any more: {error:?}"))
}

/// A number of rows, and the values column by column.
type Columns = (usize, Vec<Vec<Value>>);

fn same_rows(table: &str, had: Columns, has: Columns) -> Result<(), String> {
    let (had, has) = (sorted(had), sorted(has));
    if had == has {
        return Ok(());
    }
    Err(format!(
        "rows of {table} were not kept:\n  before {had:?}\n  after  {has:?}"
    ))
}

fn sorted((count, columns): Columns) -> Vec<Vec<Value>> {
    let row = |n: usize| columns.iter().map(|column| column[n].clone()).collect();
    let mut rows: Vec<Vec<Value>> = (0..count).map(row).collect();
    rows.sort();
    rows
}
