create table orders (id bigint primary key, cents integer not null);
create function euros(cents integer) returns double precision language sql immutable as $$ select cents / 100.0::double precision $$;
create view order_totals as select id, euros(cents) as total from orders;
create index orders_by_euros on orders (euros(cents));
alter table orders add constraint orders_euros_check check (euros(cents) < 100000);
create function describe(id bigint) returns text language sql stable as $$ select total::text from order_totals o where o.id = describe.id $$;
