create table orders (id bigint, customer_id bigint);
-- trueup: renamed from orders_by_customer
create index orders_customer_id_idx on orders (customer_id);
