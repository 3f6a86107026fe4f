begin;

set local search_path = public;

-- rewrites-table: writes public.t again under an access exclusive lock (0 rows)
alter table public.t
    alter column tags type text,
    alter column numbers type bigint[],
    alter column keys type text[];

commit;
