begin;

-- rewrites-table: writes public.events again under an access exclusive lock (2
-- rows)
alter table public.events alter column id type bigint;

commit;
