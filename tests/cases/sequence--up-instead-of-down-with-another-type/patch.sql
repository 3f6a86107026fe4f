begin;

set local search_path = public;

-- rewrites-table: writes public.kept again under an access exclusive lock (0
-- rows)
alter table public.kept
    alter column n type bigint,
    alter column n set increment by 1 set no minvalue set no maxvalue set start with 1 restart;

alter sequence public.down as bigint increment by 2 minvalue 1 no maxvalue start with 1 restart;

alter sequence public.up as integer increment by -3 no minvalue maxvalue -1 start with -1 restart;

commit;
