create table public.t (id bigint, at date, v int default 3, unique (at, v, id)) partition by range (at);
create table public.t_1 partition of public.t (v default 4) for values from ('2025-01-01') to ('2026-01-01') partition by list (v);
create table public.t_1_a partition of public.t_1 for values in (1, 2);
create index t_v on public.t (v);
