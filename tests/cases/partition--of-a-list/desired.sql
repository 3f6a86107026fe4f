create table orders (id bigint not null, region text not null, total numeric(12,2) not null default 0) partition by list (region);
create table orders_eu partition of orders for values in ('de', 'fr');
create table orders_us partition of orders (constraint orders_us_total check (total >= 0)) for values in ('us', null);
create table orders_rest partition of orders default;
