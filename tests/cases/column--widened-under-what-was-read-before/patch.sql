begin;

set local search_path = public;

-- rewrites-table: writes public.t again under an access exclusive lock (0 rows)
alter table public.t
    alter column id type bigint,
    alter column n type bigint,
    alter column code type text,
    alter column id set default 1 + 2;

-- rewrites-table: writes public.base again under an access exclusive lock (0
-- rows)
alter table public.base alter column n type bigint;

commit;
