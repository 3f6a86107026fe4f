begin;

set local search_path = public;

-- blocks-writes: building index public.customers_email reads public.customers
-- while writes to it wait (2 rows)
-- may-fail: fails if rows of public.customers have the same keys for
-- public.customers_email
create unique index customers_email on public.customers (lower(email)) where deleted_at is null;

-- blocks-writes: building index public.customers_plan reads public.customers
-- while writes to it wait (2 rows)
create index customers_plan on public.customers ((data ->> 'plan'), coalesce(email, ''), (id % 10));

-- blocks-writes: building index public.customers_upper_idx reads
-- public.customers while writes to it wait (2 rows)
create index customers_upper_idx on public.customers (upper(email));

commit;
