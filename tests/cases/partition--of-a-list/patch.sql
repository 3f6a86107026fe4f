begin;

set local search_path = public;

create table public.orders_us partition of public.orders (
    constraint orders_us_total check (total >= 0)
) for values in ('us', null);

create table public.orders_rest partition of public.orders default;

commit;
