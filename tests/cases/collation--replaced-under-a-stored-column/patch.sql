begin;

set local search_path = public;

alter collation public.sorted rename to sorted_old;

create collation public.sorted (provider = icu, locale = 'und');

alter type public.mood rename to mood_old;

create type public.mood as enum ('b', 'a');

-- rewrites-table: writes public.t again under an access exclusive lock (0 rows)
alter table public.t
    alter column a type text collate public.sorted,
    alter column a set storage external,
    alter column b type public.mood[] using b::text[]::public.mood[],
    alter column b set storage main;

drop collation public.sorted_old;

drop type public.mood_old;

commit;
