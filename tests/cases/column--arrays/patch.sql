begin;

set local search_path = public;

-- may-fail: fails if a row of public.products has more than 20 characters in
-- tags (0 rows)
-- rewrites-table: writes public.products again under an access exclusive lock
-- (1 row)
-- may-fail: fails if a row of public.products has a null in tags (0 rows)
alter table public.products
    alter column tags type character varying(20)[],
    alter column tags set not null,
    alter column matrix type bigint[],
    add column prices numeric(10,2)[] default array[1, 2.5],
    alter column tags set default '{}';

commit;
