//! What must be known of tables whose rows are compared: their columns with the types in which they are, and what the role may read.

use postgres::Client;

use crate::live::{QueryError, names, query};
use crate::model::Id;

/// A table that exists.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Its printed name on the server.
    pub name: String,
    /// Whether the role may use its schema.
    pub usable: bool,
    /// Whether row security applies to the role.
    pub hides_rows: bool,
    columns: Vec<Column>,
}

/// A column that exists.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name on the server.
    pub name: String,
    /// Whether the role may read it.
    pub readable: bool,
    /// The type in which its values are compared: that under a domain, without a length that cuts.
    pub ty: String,
    /// The schema of that type, whose operators compare it.
    pub schema: String,
    /// How its values are compared.
    pub manner: Manner,
}

/// How the values of a type are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// By its operator.
    Value,
    /// As it prints them, since it has no operator.
    Print,
    /// As the texts that they are: the label of an enum.
    Text,
}

impl Table {
    /// Returns a column by its name on the server.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name == name)
    }
}

/// The columns of tables, with the type under all domains, and whether that can be compared: it has an operator class for it, is
/// one that needs none, or is taken as one that has.
const QUERY: &str = "
select w.n, has_schema_privilege(s.oid, 'usage'), row_security_active(c.oid), a.attname,
  has_column_privilege(c.oid, a.attnum, 'select'),
  format_type(b.oid, case when e.typcategory in ('S', 'V') or b.typlen = -1 and b.typelem <> 0 then -1 else b.typmod end),
  bn.nspname,
  case when e.typtype = 'e' and b.oid = e.oid then 't'
    when e.typtype in ('e', 'r', 'm') or exists (
      select from pg_opclass o join pg_am m on m.oid = o.opcmethod where o.opcdefault and m.amname in ('btree', 'hash')
      and (o.opcintype = e.oid or exists (
        select from pg_cast t where t.castsource = e.oid and t.casttarget = o.opcintype and t.castmethod = 'b' and t.castcontext = 'i')))
    then 'v' else 'p' end
from {tables} with ordinality as w (s, t, n)
join pg_namespace s on s.nspname = w.s
join pg_class c on c.relnamespace = s.oid and c.relname = w.t
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
cross join lateral (
  with recursive base as (
    select t.oid, a.atttypmod as typmod, t.typtype, t.typbasetype, t.typtypmod, t.typlen, t.typelem, t.typnamespace
    from pg_type t where t.oid = a.atttypid
    union all
    select t.oid, case when base.typtypmod >= 0 then base.typtypmod else base.typmod end, t.typtype, t.typbasetype, t.typtypmod,
      t.typlen, t.typelem, t.typnamespace
    from base join pg_type t on t.oid = base.typbasetype where base.typtype = 'd'
  )
  select * from base where typtype <> 'd') b
join pg_type e on e.oid = case when b.typlen = -1 and b.typelem <> 0 then b.typelem else b.oid end
join pg_namespace bn on bn.oid = e.typnamespace
order by w.n, a.attnum";

/// Reads the tables, each at the place of its address.
pub fn read(client: &mut Client, tables: &[Id]) -> Result<Vec<Table>, QueryError> {
    let named = |id: &Id| Table {
        name: id.name().to_string(),
        ..Table::default()
    };
    let mut out: Vec<Table> = tables.iter().map(named).collect();
    let sql = QUERY.replace("{tables}", &names(tables));
    query(client, &[sql], |_, cells| {
        let text = |at: usize| cells.get(at).copied().flatten().unwrap_or_default();
        let number: usize = text(0).parse().unwrap_or_default();
        let Some(table) = number.checked_sub(1).and_then(|n| out.get_mut(n)) else {
            return;
        };
        table.usable = text(1) == "t";
        table.hides_rows = text(2) == "t";
        table.columns.push(Column {
            name: text(3).to_string(),
            readable: text(4) == "t",
            ty: text(5).to_string(),
            schema: text(6).to_string(),
            manner: match text(7) {
                "t" => Manner::Text,
                "p" => Manner::Print,
                _ => Manner::Value,
            },
        });
    })?;
    Ok(out)
}
