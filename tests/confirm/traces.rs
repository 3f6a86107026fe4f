//! Confirm leaves nothing behind and is in nobody's way.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use libtest_mimic::Trial;
use postgres::Client;

use crate::support::dump;
use crate::support::server::World;
use crate::{Doubt, hold};

/// Returns the trials.
pub fn trials(world: &Arc<World>) -> Vec<Trial> {
    let world = Arc::clone(world);
    vec![Trial::test(
        "confirm_locks_nothing_that_is_managed_and_leaves_no_trace",
        move || traceless(&world).map_err(Into::into),
    )]
}

/// Returns tables whose every expression must be asked for.
fn tables() -> String {
    let table = |n: usize| {
        format!(
            "create table t{n} (a integer check (tools.ok(a)), b numeric default tools.f({n})); \
             create index on t{n} (tools.f(a)); create view v{n} as select tools.f(a) as c from t{n}; \
             create policy p on t{n} using (tools.ok(a));\n"
        )
    };
    (0..30).map(table).collect()
}

fn traceless(world: &World) -> Result<(), String> {
    let sql = tables();
    let doubt = Doubt::new(world, &sql, &sql)?;
    let before = doubt.database.dump()?;
    let mut watcher = doubt.database.connect()?;
    let done = AtomicBool::new(false);
    let (outcome, seen) = std::thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut seen = BTreeSet::new();
            while !done.load(Ordering::Relaxed) {
                seen.extend(locks(&mut watcher));
            }
            seen
        });
        let outcome = doubt.diff("postgres");
        done.store(true, Ordering::Relaxed);
        (outcome, watch.join().expect("the watcher ends"))
    });
    let outcome = outcome?;
    hold(outcome.in_step && outcome.by_server == 150, outcome)?;
    hold(!seen.is_empty(), "the watcher saw no lock at all")?;
    hold(
        !seen.iter().any(|l| l.starts_with("managed")),
        format!("{seen:?}"),
    )?;
    hold(
        dump::difference(&doubt.database.dump()?, &before).is_empty(),
        "the dump is another one",
    )?;
    let left = "select count(*) from pg_class where relname like 'trueup%' or relnamespace in \
        (select oid from pg_namespace where nspname like 'pg\\_temp%')";
    let left: i64 = doubt
        .database
        .connect()?
        .query_one(left, &[])
        .map_err(|e| e.to_string())?
        .get(0);
    hold(left == 0, format!("{left} relations are left"))
}

/// Returns the locks of others: the strong ones on managed relations by name, and one word for all others.
fn locks(client: &mut Client) -> Vec<String> {
    let rows = client.query(
        "select case when n.nspname in ('public', 'tools') and l.mode <> 'AccessShareLock' \
           then 'managed ' || c.relname || ' ' || l.mode else 'other' end \
         from pg_locks l left join pg_class c on c.oid = l.relation left join pg_namespace n on n.oid = c.relnamespace \
         where l.pid <> pg_backend_pid() and l.database = (select oid from pg_database where datname = current_database())",
        &[],
    );
    rows.map(|rows| rows.iter().map(|r| r.get(0)).collect())
        .unwrap_or_default()
}
