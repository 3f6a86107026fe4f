//! Sees what a statement did, from within its own transaction: the locks in pg_locks, the files of relations, the rows read.
//!
//! The transaction sees its own locks and catalog rows, and the counters of `pg_stat_xact_user_tables` are those of this backend alone.
//! What the workers of a parallel index build read is counted elsewhere: there, the rows that the build itself has counted stand.

use std::collections::{BTreeMap, BTreeSet};

use postgres::Client;

use crate::kind::Row;
use crate::live::{QueryError, query};

/// What the transaction holds and has done at one moment.
#[derive(Debug, Default)]
pub(super) struct Moment {
    names: BTreeMap<i64, String>,
    files: BTreeMap<i64, String>,
    locks: BTreeSet<(i64, String)>,
    read: BTreeMap<i64, u64>,
    indexes: BTreeMap<(i64, String), Built>,
}

/// An index in one file: its table, and how many rows that had when an index of it was built last.
#[derive(Debug)]
struct Built {
    table: i64,
    rows: u64,
}

/// What one statement did to the relations that were there before the patch.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Observed {
    /// The locks that the transaction did not hold before: the relation and the mode, as `pg_locks` prints it.
    pub locks: Vec<(String, String)>,
    /// The relations that are in other files than before.
    pub rewritten: Vec<String>,
    /// The rows that were read by scans of whole tables.
    pub read: Vec<(String, u64)>,
}

/// The relations of the users, with the file that changes when one is written again.
const RELATIONS: &str = "select c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname), c.relfilenode \
     from pg_class c join pg_namespace n on n.oid = c.relnamespace \
     where c.oid >= 16384 and c.relkind in ('r', 'p', 'm', 'v', 'S', 'f') and n.nspname !~ '^pg_(toast|temp)'";

/// The locks that the transaction holds on them.
const LOCKS: &str = "select l.relation, l.mode from pg_locks l \
     where l.pid = pg_backend_pid() and l.locktype = 'relation' and l.granted and l.relation >= 16384 and l.database <> 0";

/// The rows that scans of whole tables have returned in this transaction.
const READ: &str =
    "select relid, seq_tup_read from pg_stat_xact_user_tables where seq_tup_read > 0";

/// The indexes, with the number of rows that the last build has counted in their table.
const INDEXES: &str = "select i.indexrelid, x.relfilenode, i.indrelid, greatest(c.reltuples, 0)::bigint \
     from pg_index i join pg_class x on x.oid = i.indexrelid join pg_class c on c.oid = i.indrelid where i.indexrelid >= 16384";

impl Moment {
    /// Looks at the transaction.
    pub(super) fn now(client: &mut Client) -> Result<Moment, QueryError> {
        let mut moment = Moment::default();
        let queries = [RELATIONS, LOCKS, READ, INDEXES].map(str::to_string);
        query(client, &queries, |query, cells| {
            moment.note(query, &mut Row::new(cells))
        })?;
        Ok(moment)
    }

    fn note(&mut self, query: usize, row: &mut Row) {
        let oid = row.number();
        match query {
            0 => {
                self.names.insert(oid, row.text().to_string());
                self.files.insert(oid, row.text().to_string());
            }
            1 => {
                self.locks.insert((oid, row.text().to_string()));
            }
            2 => {
                self.read.insert(oid, row.number() as u64);
            }
            _ => {
                let file = row.text().to_string();
                let (table, rows) = (row.number(), row.number() as u64);
                self.indexes.insert((oid, file), Built { table, rows });
            }
        }
    }

    /// Returns what happened between two moments to the relations that were there at the start.
    pub(super) fn between(start: &Moment, before: &Moment, after: &Moment) -> Observed {
        let name = |oid: &i64| {
            start
                .names
                .get(oid)
                .and_then(|_| before.names.get(oid))
                .cloned()
        };
        let named = |oids: Vec<i64>| oids.iter().filter_map(name).collect();
        let locks = after.locks.difference(&before.locks);
        let changed = |oid: &&i64| {
            before
                .files
                .get(oid)
                .is_some_and(|file| *file != after.files[*oid])
        };
        let read = after.rows_since(before);
        let mut observed = Observed {
            locks: locks
                .filter_map(|(oid, mode)| Some((name(oid)?, mode.clone())))
                .collect(),
            rewritten: named(after.files.keys().filter(changed).copied().collect()),
            read: read
                .iter()
                .filter_map(|(oid, rows)| Some((name(oid)?, *rows)))
                .collect(),
        };
        observed.locks.sort();
        observed
    }

    fn rows_since(&self, before: &Moment) -> BTreeMap<i64, u64> {
        let mut rows = BTreeMap::new();
        for (oid, read) in &self.read {
            let more = read.saturating_sub(before.read.get(oid).copied().unwrap_or(0));
            if more > 0 {
                rows.insert(*oid, more);
            }
        }
        for (index, built) in &self.indexes {
            if !before.indexes.contains_key(index) {
                let known = rows.entry(built.table).or_insert(0);
                *known = (*known).max(built.rows);
            }
        }
        rows.retain(|_, rows| *rows > 0);
        rows
    }
}
