-- Production: in step with before.yaml, and with rows in it.
create table public.orders (
  id bigint generated always as identity primary key,
  customer text not null,
  total numeric(12, 2) not null,
  discount_percent integer not null default 0 constraint orders_discount check (discount_percent >= 0),
  placed_at timestamptz not null default now()
);
create index orders_by_customer on public.orders (customer, placed_at desc);

insert into public.orders (customer, total, discount_percent)
select 'customer ' || n, n * 10, n % 40 from generate_series(1, 1000) as n;
-- An old favour, which the tighter check does not allow.
insert into public.orders (customer, total, discount_percent) values ('a friend of the house', 100, 80);
