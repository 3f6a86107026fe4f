begin;

alter table public.orders drop constraint orders_euros_check;

drop view public.order_totals;

drop index public.orders_by_euros;

drop function public.euros(integer);

set local search_path = public;

create function public.euros(cents integer)
    returns double precision
    language sql
    immutable
as $$ select cents / 100.0::double precision $$;

-- blocks-writes: checking public.orders.orders_euros_check reads public.orders
-- while writes to it wait (1 row)
-- may-fail: fails if a row of public.orders does not satisfy euros(cents) <
-- 100000
alter table public.orders add constraint orders_euros_check check (euros(cents) < 100000);

-- blocks-writes: building index public.orders_by_euros reads public.orders
-- while writes to it wait (1 row)
create index orders_by_euros on public.orders (euros(cents));

create view public.order_totals as
select id, euros(cents) as total from orders;

commit;
