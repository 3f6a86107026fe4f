//! Sequences that are behind the rows they number: the next INSERT takes a number that a row has.
//!
//! Only those that a column of the files owns, and whose numbers a unique index of that column keeps apart: its ends are read, not the rows.
//! What the role may not read is not looked at.

use postgres::Client;

use super::sight::Sight;
use super::{Complaint, Item, Mark, Session, Topic};
use crate::kind::{names, words};
use crate::live::{self, QueryError};
use crate::model::Id;
use crate::text::quote;

/// How many sequences are looked at: each opens a table, an index and the sequence.
const LOOKED_AT: usize = 500;
/// How many are asked for in one statement.
const AT_ONCE: usize = 100;
/// How many that are behind are named one by one.
const NAMED: usize = 4;
/// How long a table that is being changed may let us wait.
const WAIT: &str = "set local lock_timeout = '1s'; set local statement_timeout = '5s'";
/// The code of an error that is about a number which a row has.
const UNIQUE_VIOLATION: &str = "23505";

/// A sequence that numbers the rows of a table.
struct Numbering {
    table: Id,
    column: String,
    partitioned: bool,
    /// Its name as SQL.
    sequence: String,
    step: i64,
    /// The unique indexes, as an error names them.
    indexes: Vec<String>,
    /// The owner, where the role may not set it.
    owner: Option<String>,
}

/// How far the rows are before their sequence.
struct End {
    /// The number that it gives next.
    next: String,
    /// The last number that a row has.
    last: String,
    /// How many numbers lie between.
    numbers: String,
    /// Whether a row has the next one.
    taken: bool,
}

/// A sequence whose numbers some rows have already.
struct Behind<'n> {
    numbering: &'n Numbering,
    end: End,
}

/// Says which sequences are behind their rows, and whether an error came from that.
///
/// # Errors
/// When the server refuses a query of the catalog.
pub(super) fn items(
    client: &mut Client,
    sight: &Sight,
    session: &Session,
    complaint: Option<&Complaint>,
) -> Result<Vec<Item>, QueryError> {
    let code = complaint.and_then(|c| c.code.as_deref());
    let violated = complaint.filter(|_| code == Some(UNIQUE_VIOLATION));
    let violated = violated.and_then(|c| c.named.as_ref());
    let is_violated = |n: &Numbering| violated.is_some_and(|named| n.indexes.contains(&named.name));
    live::begin(client)?;
    let asked = asked(client, sight, &is_violated);
    live::end(client)?;
    let Asked {
        all,
        ends,
        left_out,
    } = match asked {
        Ok(asked) => asked,
        Err(error) => return Ok(vec![not_looked_at(&error)]),
    };
    let behind: Vec<Behind> = ends
        .into_iter()
        .filter_map(|(at, end)| {
            Some(Behind {
                numbering: all.get(at)?,
                end,
            })
        })
        .collect();
    let (told, others): (Vec<&Behind>, Vec<&Behind>) =
        behind.iter().partition(|b| is_violated(b.numbering));
    let mut items: Vec<Item> = told.iter().map(|b| b.item(Topic::Error)).collect();
    if items.is_empty() {
        let ahead = all.iter().find(|n| is_violated(n));
        items.extend(ahead.map(|n| n.is_ahead(session)));
    }
    items.extend(others.iter().take(NAMED).map(|b| b.item(Topic::Objects)));
    items.extend(more(others.get(NAMED..).unwrap_or_default()));
    if left_out > 0 {
        let says = format!(
            "{} that number rows were not looked at, after the first {LOOKED_AT}",
            words::count(left_out, "sequence")
        );
        let rule = "sequences-not-looked-at";
        items.push(Item::new(Topic::Objects, Mark::Doubtful, rule, says));
    }
    Ok(items)
}

/// Asks which sequences number the rows of tables that the files describe, as far as the role may read both.
fn numberings(client: &mut Client, sight: &Sight) -> Result<Vec<Numbering>, QueryError> {
    let existing = sight.objects.iter().filter(|o| o.exists);
    let tables = existing.filter(|o| o.id.kind() == names::TABLE);
    let ids: Vec<Id> = tables.map(|o| o.id.clone()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select w.number, a.attname, c.relkind = 'p', format('%I.%I', sn.nspname, s.relname), q.seqincrement, \
         array_to_string(array_agg(ic.relname order by not x.indisprimary, ic.relname), E'\\x01'), \
         case when not has_sequence_privilege(s.oid, 'update') then pg_get_userbyid(s.relowner) end \
         from {} with ordinality w(schema, name, number) join pg_namespace n on n.nspname = w.schema \
         join pg_class c on c.relnamespace = n.oid and c.relname = w.name and c.relkind in ('r', 'p') \
         join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and d.refobjsubid > 0 \
         and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i') \
         join pg_class s on s.oid = d.objid and s.relkind = 'S' join pg_sequence q on q.seqrelid = s.oid \
         join pg_namespace sn on sn.oid = s.relnamespace \
         join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid \
         join pg_index x on x.indrelid = c.oid and x.indisunique and x.indisvalid and x.indpred is null \
         and x.indnkeyatts = 1 and x.indkey[0] = a.attnum join pg_class ic on ic.oid = x.indexrelid \
         where (c.relkind = 'p' or pg_relation_size(c.oid) > 0) \
         and has_schema_privilege(n.oid, 'usage') and has_schema_privilege(sn.oid, 'usage') \
         and has_column_privilege(c.oid, a.attnum, 'select') and has_sequence_privilege(s.oid, 'select') \
         and (d.deptype = 'i' or exists (select from pg_depend u join pg_attrdef f on f.oid = u.objid \
         where u.refclassid = 'pg_class'::regclass and u.refobjid = s.oid and u.classid = 'pg_attrdef'::regclass \
         and f.adrelid = c.oid and f.adnum = a.attnum)) \
         group by w.number, a.attname, c.relkind, sn.nspname, s.relname, s.oid, q.seqincrement, s.relowner order by 1, 2",
        live::names(&ids)
    );
    let mut all = Vec::new();
    live::query(client, &[sql], |_, cells| {
        let text = |i: usize| cells[i].unwrap_or_default().to_string();
        let number: usize = text(0).parse().unwrap_or(0);
        let table = ids.get(number.wrapping_sub(1));
        all.extend(table.map(|table| Numbering {
            table: table.clone(),
            column: text(1),
            partitioned: cells[2] == Some("t"),
            sequence: text(3),
            step: text(4).parse().unwrap_or(1),
            indexes: text(5).split('\x01').map(str::to_string).collect(),
            owner: cells[6].map(str::to_string),
        }));
    })?;
    let described = |n: &Numbering| sight.desired.has(&n.table.child(names::COLUMN, &n.column));
    all.retain(described);
    Ok(all)
}

/// What was asked for within the time.
struct Asked {
    all: Vec<Numbering>,
    /// Those that are behind, by their numbers in the list.
    ends: Vec<(usize, End)>,
    left_out: usize,
}

/// Asks for the sequences, those first that an error names, and for the ends of the indexes.
fn asked(
    client: &mut Client,
    sight: &Sight,
    is_violated: &dyn Fn(&Numbering) -> bool,
) -> Result<Asked, QueryError> {
    live::query(client, &[WAIT], |_, _| {})?;
    let mut all = numberings(client, sight)?;
    all.sort_by_key(|n| !is_violated(n));
    let left_out = all.len().saturating_sub(LOOKED_AT);
    all.truncate(LOOKED_AT);
    let mut ends = Vec::new();
    for (part, numberings) in all.chunks(AT_ONCE).enumerate() {
        let each = numberings.iter().enumerate();
        let asked = each.map(|(i, n)| n.asks(part * AT_ONCE + i));
        let sql = asked.collect::<Vec<_>>().join(" union all ");
        live::query(client, &[sql], |_, cells| {
            let text = |i: usize| cells[i].unwrap_or_default().to_string();
            let end = End {
                next: text(1),
                last: text(2),
                numbers: text(3),
                taken: cells[4] == Some("t"),
            };
            ends.extend(text(0).parse().ok().map(|at| (at, end)));
        })?;
    }
    Ok(Asked {
        all,
        ends,
        left_out,
    })
}

impl Numbering {
    /// Returns the table as FROM has it: the rows of its children are not in its index.
    fn rows(&self) -> String {
        let only = if self.partitioned { "" } else { "only " };
        format!("{only}{}", self.table.name())
    }

    /// Returns the last number that a row has, as SQL.
    fn end(&self) -> String {
        let end = if self.step > 0 { "max" } else { "min" };
        format!("{end}({})", quote::ident(&self.column))
    }

    /// Words the question whether it is behind, whose row has its number in the list.
    fn asks(&self, number: usize) -> String {
        let (rows, end, column) = (self.rows(), self.end(), quote::ident(&self.column));
        let sign = if self.step > 0 { ">=" } else { "<=" };
        let (sequence, step) = (&self.sequence, self.step);
        format!(
            "select {number}, next, last, trunc((last - next) / {step}) + 1, exists (select from {rows} where {column} = next::bigint) \
             from (select last_value::numeric + case when is_called then {step} else 0 end as next from {sequence}) s, \
             (select {end}::numeric as last from {rows}) r where last {sign} next"
        )
    }

    fn is_ahead(&self, session: &Session) -> Item {
        let says = format!(
            "sequence {} is ahead of the rows of {} that {} sees: the number was not its own",
            self.sequence,
            self.table.name(),
            session.role
        );
        let item = Item::new(Topic::Error, Mark::Doubtful, "sequence-ahead", says);
        item.because("The statement gave the number itself, or the sequence was set since.")
    }
}

impl Behind<'_> {
    fn item(&self, topic: Topic) -> Item {
        let Numbering {
            table,
            column,
            sequence,
            indexes,
            ..
        } = self.numbering;
        let End {
            next,
            last,
            numbers,
            taken,
        } = &self.end;
        let numbers = match numbers.as_str() {
            "1" => "1 number".to_string(),
            many => format!("{many} numbers"),
        };
        let says = format!(
            "sequence {sequence} is {numbers} behind the rows of {}: it gives {next} next, and {} goes to {last}",
            table.name(),
            quote::ident(column),
        );
        let index = indexes.first().map_or("", String::as_str);
        let meets = match taken {
            true => {
                format!("The next INSERT that leaves {column} to it fails with 23505, by {index}.")
            }
            false => format!(
                "{next} is free; an INSERT that leaves {column} to it fails with 23505, by {index}, once it comes to a number that a row has."
            ),
        };
        let mark = if *taken { Mark::Wrong } else { Mark::Doubtful };
        let item = Item::new(topic, mark, "sequence-behind", says).because(meets);
        let item = item.because("Rows came with numbers of their own, as an import brings them.");
        item.sql(self.numbering.owner.clone(), self.mended())
    }

    fn mended(&self) -> String {
        let sequence = &self.numbering.sequence;
        let (end, rows) = (self.numbering.end(), self.numbering.rows());
        format!(
            "select setval({}, (select {end} from {rows}));",
            quote::literal(sequence)
        )
    }
}

/// Counts those that are not named, with the statements for all of them.
fn more(rest: &[&Behind]) -> Option<Item> {
    if rest.is_empty() {
        return None;
    }
    let taken = rest.iter().any(|b| b.end.taken);
    let mark = if taken { Mark::Wrong } else { Mark::Doubtful };
    let are = if rest.len() == 1 { "is" } else { "are" };
    let says = format!(
        "{} {are} behind too",
        words::count(rest.len(), "more sequence")
    );
    let sql: Vec<String> = rest.iter().map(|b| b.mended()).collect();
    let item = Item::new(Topic::Objects, mark, "sequence-behind", says);
    let owner = rest.iter().find_map(|b| b.numbering.owner.clone());
    Some(item.sql(owner, sql.join("\n")))
}

fn not_looked_at(error: &QueryError) -> Item {
    let says = "the sequences that number rows could not be compared with them";
    let rule = "sequences-not-looked-at";
    Item::new(Topic::Objects, Mark::Doubtful, rule, says).because(format!("{error}."))
}
