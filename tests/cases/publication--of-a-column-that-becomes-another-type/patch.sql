begin;

-- rewrites-table: writes public.others again under an access exclusive lock (0
-- rows)
alter table public.others alter column n type bigint;

alter publication filtered drop table public.readings;

alter publication listed drop table public.readings;

-- rewrites-table: writes public.readings again under an access exclusive lock
-- (0 rows)
alter table public.readings alter column n type bigint;

set local search_path = public;

alter publication listed add table public.readings (id, n) where (n > 5);

alter publication filtered add table public.readings where (n > 5);

commit;
