begin;

-- rewrites-table: writes public.customers again under an access exclusive lock
-- (1 row)
alter table public.customers alter column id type bigint;

-- rewrites-table: writes public.invoices again under an access exclusive lock
-- (1 row)
alter table public.invoices alter column customer_id type bigint;

commit;
