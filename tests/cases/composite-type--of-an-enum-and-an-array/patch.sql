begin;

create type public.unit as enum ('piece', 'hour');

create type public.order_line as (sku text, unit public.unit, tags text[], price numeric(12,2));

alter table public.orders add column lines public.order_line[] not null default '{}';

commit;
