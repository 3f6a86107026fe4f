begin;

create schema billing;

set local search_path = public;

create domain billing.email as text constraint email_check check (value ~ '@');

create domain public.positive_amount as numeric(12,2) default 0 constraint positive_amount_check check (value >= 0);

create type public.address as (street text, city text);

create sequence public.order_numbers as integer increment by 5 start with 1000 cycle;

-- rewrites-table: writes public.orders again under an access exclusive lock (0
-- rows)
-- blocks-writes: building the index of public.orders.orders_once reads
-- public.orders while writes to it wait (0 rows)
-- may-fail: fails if rows of public.orders have the same number, email
alter table public.orders
    add column number integer not null default nextval('order_numbers'),
    add column total public.positive_amount,
    add column email billing.email,
    add column ship_to public.address,
    add constraint orders_once unique nulls not distinct (number, email);

create publication warehouse for table public.orders (id, number) where (id > 0);

comment on schema billing is 'Everything about money';

commit;
