begin;

drop publication news;

-- rewrites-table: writes public.visits again under an access exclusive lock (0
-- rows)
alter table public.visits set logged;

alter publication changes drop table public.sessions;

-- rewrites-table: writes public.sessions again under an access exclusive lock
-- (0 rows)
alter table public.sessions set unlogged;

alter publication changes add table public.visits;

commit;
