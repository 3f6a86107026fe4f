begin;

alter type public.mood rename to mood_old;

create type public.mood as enum ('ok', 'glad');

alter domain public.code rename to code_old;

create domain public.code as integer;

set local search_path = public;

-- rewrites-table: writes public.person again under an access exclusive lock (0
-- rows)
-- may-fail: fails if a row of public.person holds 'sad' of public.mood (0 rows)
alter table public.person
    alter column mood type public.mood using mood::text::public.mood,
    alter column code type public.code using code::integer::public.code;

drop type public.mood_old;

drop domain public.code_old;

alter type public.mood owner to case_writer;

grant usage on domain public.code to case_reader;

grant usage on type public.mood to case_stranger;

comment on domain public.code is 'in digits';

commit;
