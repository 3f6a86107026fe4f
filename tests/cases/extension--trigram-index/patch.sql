begin;

set local search_path = public;

create extension pg_trgm;

drop index public.customers_name;

-- blocks-writes: building index public.customers_name reads public.customers
-- while writes to it wait (0 rows)
create index customers_name on public.customers using gin (name gin_trgm_ops);

commit;
