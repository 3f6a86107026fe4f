//! Every attribute that holds an expression: in a spelling that no text rule settles, it is settled by the server.

use std::sync::Arc;

use libtest_mimic::Trial;

use crate::support::server::World;
use crate::{Doubt, hold};

/// What holds the expression; the SQL; how many expressions the server must be asked for; the first version that has it.
const CASES: &[(&str, &str, u64, u32)] = &[
    (
        "default",
        "create table t (a numeric default tools.f(1))",
        1,
        13,
    ),
    (
        "generated column",
        "create table t (a integer, b numeric generated always as (tools.f(a)) stored)",
        1,
        13,
    ),
    (
        "check",
        "create table t (a integer check (tools.ok(a)))",
        1,
        13,
    ),
    (
        "check that names its table",
        "create table t (a integer, constraint c check (tools.ok(t.a)))",
        1,
        13,
    ),
    (
        "exclusion constraint",
        "create table t (a integer, exclude using btree ((tools.f(a)) with =) where (tools.ok(a)))",
        2,
        13,
    ),
    (
        "index",
        "create table t (a integer); create index i on t (tools.f(a), a) where tools.ok(a)",
        2,
        13,
    ),
    (
        "index on a materialized view",
        "create table t (a integer); create materialized view m as select a from t; \
         create index i on m (tools.f(a)) where tools.ok(m.a)",
        2,
        13,
    ),
    (
        "view",
        "create table t (a integer); create view v as select tools.f(a) as b from t",
        1,
        13,
    ),
    (
        "default of a view's column",
        "create table t (a integer, b numeric); create view v as select a, b from t; \
         alter view v alter column b set default tools.f(1)",
        1,
        13,
    ),
    (
        "materialized view",
        "create table t (a integer); create materialized view m as select tools.f(a) as b from t",
        1,
        13,
    ),
    (
        "policy",
        "create table t (a integer); create policy p on t using (tools.ok(a)) with check (tools.ok(t.a))",
        2,
        13,
    ),
    (
        "policy that reads another table",
        "create table t (a integer); create table u (b integer primary key); \
         create policy p on t using (exists (select from u where tools.f(u.b) = t.a))",
        1,
        13,
    ),
    (
        "trigger",
        "create table t (a integer); create function g() returns trigger language plpgsql as 'begin return new; end'; \
         create trigger x before update on t for each row when (tools.ok(new.a)) execute function g()",
        1,
        13,
    ),
    (
        "domain",
        "create domain d as numeric default tools.f(1) check (tools.f(1) < value) check (tools.f(2) > value)",
        3,
        13,
    ),
    (
        "default of an argument",
        "create function g(a integer, b numeric default tools.f(1)) returns integer language sql as 'select a'",
        1,
        13,
    ),
    (
        "returned expression",
        "create function g(a integer) returns numeric language sql return tools.f(a)",
        1,
        14,
    ),
    (
        "parsed body",
        "create function g(a integer) returns numeric language sql begin atomic select tools.f(a); select tools.f(1); end",
        2,
        14,
    ),
    (
        "partition key",
        "create table t (a integer, b integer) partition by range (b, tools.f(a), (tools.f(a) + 1))",
        2,
        13,
    ),
    (
        "bound of a partition",
        "create table t (a numeric) partition by range (a); \
         create table p partition of t for values from (tools.f(1)) to (tools.f(2))",
        2,
        13,
    ),
    (
        "extended statistics",
        "create table t (a integer, b integer); create statistics s on b, (tools.f(a)) from t",
        1,
        14,
    ),
    (
        "row filter of a publication",
        "create table t (a text primary key); create publication p for table t where (a similar to 'x%' and row(a, length(a)) > row('a', 2))",
        1,
        15,
    ),
    (
        "rule",
        "create table t (a integer); create rule r as on update to t where tools.ok(new.a) do instead nothing",
        1,
        13,
    ),
];

/// Returns a trial for each.
pub fn trials(world: &Arc<World>) -> Vec<Trial> {
    let there = CASES.iter().filter(|case| case.3 <= world.version);
    let trial = |(name, sql, count, _): &'static (&str, &str, u64, u32)| {
        let world = Arc::clone(world);
        Trial::test(format!("expression: {name}"), move || {
            settles(&world, sql, *count).map_err(Into::into)
        })
    };
    there.map(trial).collect()
}

fn settles(world: &World, sql: &str, count: u64) -> Result<(), String> {
    let outcome = Doubt::new(world, sql, sql)?.diff("postgres")?;
    let settled = outcome.in_step && outcome.unconfirmed == 0;
    hold(settled && outcome.by_server >= count, outcome)
}
