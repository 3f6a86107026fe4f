begin;

alter type public.mood rename to mood_old;

create type public.mood as enum ('ok', 'happy');

alter publication p drop table public.people;

set local search_path = public;

-- rewrites-table: writes public.people again under an access exclusive lock (0
-- rows)
-- may-fail: fails if a row of public.people holds 'sad' of public.mood (0 rows)
alter table public.people alter column feels type public.mood using feels::text::public.mood;

drop type public.mood_old;

alter publication q drop table public.parts;

-- drops-data: drops table public.parts (0 rows)
drop table public.parts;

alter publication p set (publish = 'insert, delete');

alter publication p drop table public.leaving;

alter publication p add table public.people (feels, id) where (id > 5);

create table public.parts (
    id bigint not null,
    whole bigint not null,
    constraint parts_pkey primary key (id, whole)
) partition by list (whole);

alter publication q add table public.parts;

commit;
