begin;

-- rewrites-table: writes public.sessions again under an access exclusive lock
-- (1 row)
alter table public.sessions set unlogged;

commit;
