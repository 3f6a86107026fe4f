begin;

drop view public.people;

alter type public.mood rename to mood_old;

create type public.mood as enum ('ok', 'sad');

set local search_path = public;

-- rewrites-table: writes public.person again under an access exclusive lock (0
-- rows)
alter table public.person alter column mood type public.mood using mood::text::public.mood;

drop type public.mood_old;

revoke usage on type public.mood from case_writer;

grant usage on type public.mood to public;

create view public.people as
select name, mood from person;

revoke select on public.people from case_writer;

commit;
