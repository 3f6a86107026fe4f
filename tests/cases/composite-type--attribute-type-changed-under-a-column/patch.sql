begin;

alter type public.dimensions rename to dimensions_old;

create type public.dimensions as (width numeric, height integer);

set local search_path = public;

-- rewrites-table: writes public.parcels again under an access exclusive lock (1
-- row)
alter table public.parcels alter column size type public.dimensions using size::text::public.dimensions;

drop type public.dimensions_old;

commit;
