begin;

-- rewrites-table: writes public.a again under an access exclusive lock (0 rows)
alter table public.a set unlogged;

-- rewrites-table: writes public.b again under an access exclusive lock (0 rows)
alter table public.b set logged;

alter sequence public.a_id_seq set logged;

commit;
