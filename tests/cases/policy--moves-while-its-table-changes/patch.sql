begin;

-- may-fail: fails if a row of public.t has a number that integer cannot hold in
-- "order" (0 rows)
-- drops-data: rounds public.t."order" to integer (0 values)
-- rewrites-table: writes public.t again under an access exclusive lock (0 rows)
-- blocks-writes: checking public.t.t_order_fkey reads public.t while writes to
-- it wait (0 rows)
-- may-fail: fails if a row of public.t refers to none of public.users (0 rows)
alter table public.t
    set (fillfactor=50),
    replica identity full,
    alter column "order" type integer,
    add column c integer,
    add constraint t_order_fkey foreign key ("order") references public.users (id);

-- rewrites-table: writes public.u again under an access exclusive lock (0 rows)
alter table public.u
    set logged,
    add column c integer;

set local search_path = public;

alter policy p on public.t
    using (c > 0);

-- drops-data: drops column public.t.id (0 values)
alter table public.t drop column id;

alter policy p on public.u
    using (c > 0);

-- drops-data: drops column public.u.id (0 values)
alter table public.u drop column id;

commit;
