begin;

drop view public.names;

set local search_path = public;

alter collation public.german rename to german_old;

create collation public.german (provider = icu, locale = 'de-AT', deterministic = false);

alter table public.person alter column name type text collate public.german;

alter domain public.word rename to word_old;

create domain public.word as text collate public.german;

-- rewrites-table: writes public.person again under an access exclusive lock (2
-- rows)
alter table public.person alter column nick type public.word;

drop domain public.word_old;

drop collation public.german_old;

create view public.names as
select name from public.person;

comment on collation public.german is 'kept';

commit;
