begin;

set local search_path = public;

-- rewrites-table: writes public.countries again under an access exclusive lock
-- (1 row)
alter table public.countries
    alter column code type text collate "C",
    alter column name type text collate "POSIX",
    alter column native type text collate pg_catalog."default";

commit;
