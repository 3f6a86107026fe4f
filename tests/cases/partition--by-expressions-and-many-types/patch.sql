begin;

set local search_path = public;

create table public.t1 (
    name text collate "C",
    id integer
) partition by range (lower(name) collate "POSIX" text_pattern_ops, (id % 10), name collate "default");

create table public.t1_a partition of public.t1 for values from ('a', 1, minvalue) to ('b', -1, minvalue);

create table public.t2 (
    n numeric(10,2)
) partition by list (n);

create table public.t2_a partition of public.t2 for values in (1, 2.5, -3, null);

create table public.t3 (
    b boolean,
    m public.mood
) partition by list (m);

create table public.t3_a partition of public.t3 for values in ('sad') partition by list (b);

create table public.t3_a_t partition of public.t3_a for values in (true);

create table public.t3_a_f partition of public.t3_a for values in ('f');

create table public.t4 (
    at timestamp with time zone,
    d timestamp without time zone,
    u uuid
) partition by range (at, d);

create table public.t4_a partition of public.t4 for values from ('2026-01-01 00:00:00+02', '2026-01-01') to ('2026-02-01', '2026-02-01T10:00');

create table public.t5 (
    k bigint,
    u uuid
) partition by hash (k, u);

create table public.t5_0 partition of public.t5 for values with (modulus 3, remainder 0);

create table public.t6 (
    k bigint
) partition by range (k);

create table public.t6_a partition of public.t6 for values from (1 + 1) to ('10'::bigint);

create table public.t7 (
    v character varying(5),
    i interval
) partition by list (v);

create table public.t7_a partition of public.t7 for values in ('a', 'it''s');

commit;
