-- lacks: PROVIDER = builtin of collation public.c
create collation c (provider = builtin, locale = 'C.UTF-8');

-- lacks: the privilege MAINTAIN of grant table:public.t/public/MAINTAIN
create table t (a integer);
grant maintain on t to public;

-- lacks: the privilege MAINTAIN of default privilege postgres/*/tables/public/MAINTAIN
alter default privileges grant maintain on tables to public;

-- lacks: USING with PARTITION BY of table public.t
create access method other type table handler heap_tableam_handler;
create table t (a integer) partition by range (a) using other;

-- lacks: EXCLUDE on a partitioned table of exclusion public.t.t_b_excl
create table t (a integer, b int4range, exclude using gist (b with =)) partition by range (b);

-- lacks: failover of subscription s
-- attribute: subscription failover
create subscription s connection 'dbname=elsewhere' publication p with (connect = false, slot_name = none, failover);

-- lacks: the event login of event trigger e
create function f() returns event_trigger language plpgsql as 'begin end';
create event trigger e on login execute function f();
alter event trigger e disable;
