begin;

drop statistics public.by_lower;

drop statistics public.by_mood;

drop statistics public.by_name;

drop statistics public.by_other;

set local search_path = public;

alter collation public.german rename to german_old;

create collation public.german (provider = icu, locale = 'de-AT');

alter type public.mood rename to mood_old;

create type public.mood as enum ('glad', 'ok', 'sad');

-- rewrites-table: writes public.person again under an access exclusive lock (0
-- rows)
alter table public.person
    alter column name type text collate public.german,
    alter column mood type public.mood using mood::text::public.mood,
    alter column other type public.mood using other::text::public.mood;

drop collation public.german_old;

drop type public.mood_old;

create statistics public.by_name on n, name from public.person;

alter statistics public.by_name set statistics 300;

create statistics public.by_lower on (lower(name)), (n + 1) from public.person;

create statistics public.by_mood on mood, n from public.person;

alter statistics public.by_mood set statistics 200;

create statistics public.by_other on n, (other > 'sad') from public.person;

commit;
