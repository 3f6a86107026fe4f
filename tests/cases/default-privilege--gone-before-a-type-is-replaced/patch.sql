begin;

alter default privileges revoke usage on types from case_writer;

alter type public.mood rename to mood_old;

create type public.mood as enum ('done', 'new');

set local search_path = public;

-- rewrites-table: writes public.t again under an access exclusive lock (0 rows)
alter table public.t alter column a type public.mood using a::text::public.mood;

drop type public.mood_old;

commit;
