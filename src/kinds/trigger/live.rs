//! Reads triggers from the raw columns of `pg_trigger`.

use super::{Columns, Constraint, Event, Timing, Trigger};
use crate::kind::catalog::Class;
use crate::kind::{Catalog, Query, Row, Target, names};
use crate::kinds::enabled::Enabled;
use crate::model::{Fact, Id};
use crate::text::Expr;

/// The bits of `pg_trigger.tgtype`.
mod bit {
    pub const ROW: i64 = 1;
    pub const BEFORE: i64 = 2;
    pub const INSERT: i64 = 4;
    pub const DELETE: i64 = 8;
    pub const UPDATE: i64 = 16;
    pub const TRUNCATE: i64 = 32;
    pub const INSTEAD: i64 = 64;
}

/// Returns the query. The copies of a trigger on partitions belong to the one on the partitioned table.
///
/// `pg_get_expr` refuses a condition that names both OLD and NEW, so it is taken from the whole definition.
pub fn query(target: &Target) -> Query {
    let sql = format!(
        "select t.oid, t.tgrelid, t.tgname, t.tgtype, \
         array(select a.attname::text from unnest(t.tgattr::int2[]) with ordinality u(n, i) join pg_attribute a on a.attrelid = t.tgrelid and a.attnum = u.n order by u.i), \
         t.tgoldtable, t.tgnewtable, \
         case when t.tgqual is not null then substring(pg_get_triggerdef(t.oid) from ' FOR EACH (?:ROW|STATEMENT) WHEN \\((.*)\\) EXECUTE FUNCTION ') end, \
         fn.nspname, f.proname, encode(t.tgargs, 'hex'), t.tgconstraint <> 0, t.tgdeferrable, t.tginitdeferred, rn.nspname, r.relname, t.tgenabled \
         from pg_trigger t join pg_proc f on f.oid = t.tgfoid join pg_namespace fn on fn.oid = f.pronamespace \
         left join pg_class r on r.oid = t.tgconstrrelid left join pg_namespace rn on rn.oid = r.relnamespace \
         where not t.tgisinternal and t.tgparentid = 0 and {} order by t.oid",
        target.on_table("t.tgrelid", "t.tgname")
    );
    Query {
        sql,
        read: read_row,
    }
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (oid, relation, name) = (row.number(), row.number(), row.text());
    let Some(table) = catalog.find(Class::Relation, relation, 0).cloned() else {
        return;
    };
    let id = table.child(names::TRIGGER, name);
    catalog.know(Class::Other("pg_trigger"), oid, 0, id.clone());
    catalog.add(Fact::new(id, Some(table), trigger(row)));
}

fn trigger(row: &mut Row) -> Trigger {
    let bits = row.number();
    let columns = Columns(row.list());
    let (old_table, new_table) = (row.opt(), row.opt());
    let when = row.opt().map(Expr::new);
    let (schema, function) = (row.text(), row.text());
    let arguments = arguments(row.text());
    let is_constraint = row.bool();
    let (deferrable, deferred) = (row.bool(), row.bool());
    let from = row.opt().zip(row.opt());
    let constraint = is_constraint.then(|| Constraint {
        deferrable,
        deferred,
        from: from.map(|(schema, name)| Id::new("", &[schema, name]).name().to_string()),
    });
    Trigger {
        timing: timing(bits),
        events: events(bits),
        columns,
        each_row: bits & bit::ROW != 0,
        old_table: old_table.map(str::to_string),
        new_table: new_table.map(str::to_string),
        when,
        function: Id::new("", &[schema, function]).name().to_string(),
        arguments,
        constraint,
        enabled: Enabled::of_letter(row.text()),
    }
}

fn timing(bits: i64) -> Timing {
    if bits & bit::BEFORE != 0 {
        Timing::Before
    } else if bits & bit::INSTEAD != 0 {
        Timing::InsteadOf
    } else {
        Timing::After
    }
}

fn events(bits: i64) -> std::collections::BTreeSet<Event> {
    let all = [
        (bit::INSERT, Event::Insert),
        (bit::DELETE, Event::Delete),
        (bit::UPDATE, Event::Update),
        (bit::TRUNCATE, Event::Truncate),
    ];
    let set = all.into_iter().filter(|(b, _)| bits & b != 0);
    set.map(|(_, event)| event).collect()
}

/// Reads the arguments, each of which ends with a zero byte, from hexadecimal digits.
fn arguments(hex: &str) -> Vec<String> {
    let digit = |i: usize| {
        hex.get(i..i + 2)
            .and_then(|d| u8::from_str_radix(d, 16).ok())
    };
    let bytes: Vec<u8> = (0..hex.len()).step_by(2).filter_map(digit).collect();
    let mut parts: Vec<&[u8]> = bytes.split(|b| *b == 0).collect();
    parts.pop();
    let text = |part: &[u8]| String::from_utf8_lossy(part).into_owned();
    parts.into_iter().map(text).collect()
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn arguments_end_with_a_zero_byte_each() {
        assert_eq!(
            arguments("61003100006f006974277320c3a900"),
            ["a", "1", "", "o", "it's é"]
        );
        assert_eq!(arguments(""), Vec::<String>::new());
    }
}
