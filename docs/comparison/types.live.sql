-- A table with rows under a view that has a comment.
create table public.orders (id integer primary key, total numeric(8,2) not null, placed timestamp not null);
create view public.big_orders as select id, total from public.orders where total > 100;
comment on view public.big_orders is 'For the sales team.';
create index orders_placed on public.orders (placed);
insert into public.orders values (1, 120.50, '2026-01-01');
