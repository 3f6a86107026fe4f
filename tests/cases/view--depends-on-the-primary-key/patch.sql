begin;

drop view public.totals;

-- blocks-writes: building the index of public.customers.customers_key reads
-- public.customers while writes to it wait (0 rows)
-- may-fail: fails if rows of public.customers have the same id (0 rows)
alter table public.customers
    drop constraint customers_pkey,
    add constraint customers_key primary key (id) include (name);

set local search_path = public;

create view public.totals as
select c.id, c.name, sum(o.total) as total from customers c join orders o on o.customer_id = c.id group by c.id;

commit;
