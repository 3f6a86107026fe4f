//! Who holds the locks that the catalog could not be read for.

use postgres::Client;

use super::rows::{QueryError, run};

/// The tables that other sessions have locked against everybody, with the session of each.
const HOLDERS: &str = "\
    select format('%I.%I', n.nspname, c.relname), a.pid, nullif(a.application_name, ''), a.state, extract(epoch from now() - a.xact_start)::int8 \
    from pg_locks l join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace join pg_stat_activity a on a.pid = l.pid \
    where l.locktype = 'relation' and l.granted and l.mode = 'AccessExclusiveLock' and l.pid <> pg_backend_pid() \
    and l.database = (select oid from pg_database where datname = current_database()) and c.relkind in ('r', 'p', 'v', 'm', 'f') \
    order by 1, 2 limit 3";

/// Adds to an error that a lock was waited for too long who holds one; the transaction of ours is over after that.
pub fn explain(error: QueryError, client: &mut Client) -> QueryError {
    if !error.is_of_lock() {
        return error;
    }
    let mut found = Vec::new();
    let ended = client.batch_execute("rollback").is_ok();
    let asked = ended
        .then(|| run(client, &[HOLDERS], |_, cells| found.extend(told(cells))))
        .is_some_and(|answer| answer.is_ok());
    match found.is_empty() || !asked {
        true => error,
        false => error.blocked(found),
    }
}

/// Returns what is locked by whom, and the statement that ends that session.
fn told(cells: &[Option<&str>]) -> Option<(String, String)> {
    let [Some(table), Some(pid), application, state, age] = cells else {
        return None;
    };
    let is = [*application, *state].into_iter().flatten();
    let mut is: Vec<String> = is.map(str::to_string).collect();
    is.extend(age.map(|age| format!("its transaction began {age} s ago")));
    let says = format!("{table} is locked by session {pid} ({})", is.join(", "));
    Some((says, format!("select pg_terminate_backend({pid});")))
}
