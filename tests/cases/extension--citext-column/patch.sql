begin;

set local search_path = public;

create extension citext;

-- rewrites-table: writes public.users again under an access exclusive lock (2
-- rows)
alter table public.users alter column email type public.citext using email::public.citext;

commit;
