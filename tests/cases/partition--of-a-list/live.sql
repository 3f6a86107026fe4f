create table orders (id bigint not null, region text not null, total numeric(12,2) not null default 0) partition by list (region);
create table orders_eu partition of orders for values in ('de', 'fr');
