begin;

set local search_path = public;

-- rewrites-table: writes public.order_lines again under an access exclusive
-- lock (1 row)
alter table public.order_lines add column total bigint generated always as (quantity * unit_amount - discount) stored;

-- blocks-writes: building index public.order_lines_by_total reads
-- public.order_lines while writes to it wait (1 row)
create index order_lines_by_total on public.order_lines (total);

commit;
